// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/lines.h"
#include "core/integrity/merkle.h"
#include "core/json/leaf.h"
#include "tests/core/integrity/naivetree.h"
#include "tests/core/integrity/vectors.h"

#include <QDirIterator>
#include <QtTest>

#include <random>

using namespace vci;
using namespace vci::integrity;

namespace {

const QString kInclusion = QStringLiteral(VCI_SHARED_DIR "/vectors/merkle-rfc6962/inclusion");

naive::Hashes someLeaves(std::size_t count)
{
    naive::Hashes leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(json::leafHash("leaf " + std::to_string(i)));
    return leaves;
}

MemoryTree treeOf(const naive::Hashes& leaves)
{
    MemoryTree tree;
    for (const Sha256& leaf : leaves) tree.append(leaf);
    return tree;
}

/// What a vector claims; a hash that is none of 32 bytes makes it false, as in the library that the vectors are from.
bool holds(const nlohmann::json& vector)
{
    const auto hash = [](const nlohmann::json& text) {
        return text.is_string() ? tryHashFromBase64(text.get<std::string>()) : std::nullopt;
    };
    const auto root = hash(vector["root"]);
    const auto leaf = hash(vector["leafHash"]);
    std::vector<Sha256> path;
    if (vector["proof"].is_array()) {
        for (const auto& text : vector["proof"]) {
            const auto node = hash(text);
            if (!node) return false;
            path.push_back(*node);
        }
    }
    const auto index = static_cast<std::int64_t>(vector["leafIdx"].get<std::uint64_t>());
    const auto size = static_cast<std::int64_t>(vector["treeSize"].get<std::uint64_t>());
    return root && leaf && verifyInclusion(index, size, *leaf, path, *root);
}

}  // namespace

class TestMerkle final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void inclusionVectors_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator it(kInclusion, {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            QTest::newRow(qPrintable(path.mid(kInclusion.size() + 1))) << path;
        }
        if (!QDir(kInclusion).exists()) QTest::newRow("none") << QString();
    }
    void inclusionVectors()
    {
        QFETCH(QString, path);
        if (path.isEmpty()) QSKIP("../shared is absent: merkle-rfc6962");
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto vector = nlohmann::json::parse(file.readAll().toStdString());
        QCOMPARE(holds(vector), !vector["wantErr"].get<bool>());
    }

    void leavesAndRootsOfTheVectors()
    {
        const std::string text = vectorFile(QStringLiteral("merkle-rfc6962/leaves-and-roots.json"));
        if (text.empty()) QSKIP("../shared is absent: merkle-rfc6962");
        const auto vector = nlohmann::json::parse(text);
        const auto roots = hashesOfHex(vector["root_hash_by_tree_size_hex"]);
        Frontier frontier;
        QVERIFY(frontier.root() == roots[0]);
        std::size_t size = 0;
        for (const auto& hex : vector["leaf_inputs_hex"]) {
            const auto leaf = tryFromHex(hex.get<std::string>()).value();
            frontier.append(json::leafHash(std::string(leaf.begin(), leaf.end())));
            QVERIFY(frontier.root() == roots[++size]);
        }
        QCOMPARE(size + 1, roots.size());
    }

    void ourVectors()
    {
        const std::string text = vectorFile(QStringLiteral("voicecore/vectors.json"));
        if (text.empty()) QSKIP("../shared is absent: voicecore");
        const auto vectors = nlohmann::json::parse(text);
        for (const auto& tenant : vectors["tenants"]) {
            const auto leaves = hashesOfHex(tenant["leaf_hashes"]);
            const auto roots = hashesOfHex(tenant["roots_by_size"]);
            MemoryTree tree = treeOf(leaves);
            for (std::size_t size = 0; size < roots.size(); ++size)
                QVERIFY(rootOf(tree, static_cast<std::int64_t>(size)).value() == roots[size]);
            for (const auto& proof : tenant["inclusion"]) {
                const std::int64_t index = proof["index"];
                const std::int64_t size = proof["size"];
                const auto path = hashesOfHex(proof["path"]);
                QVERIFY(inclusionPath(tree, index, size).value() == path);
                QVERIFY(verifyInclusion(index, size, leaves[static_cast<std::size_t>(index)], path,
                                        roots[static_cast<std::size_t>(size)]));
            }
            for (const auto& proof : tenant["consistency"]) {
                const std::int64_t from = proof["from"];
                const std::int64_t to = proof["to"];
                const auto path = hashesOfHex(proof["path"]);
                QVERIFY(consistencyPath(tree, from, to).value() == path);
                QVERIFY(verifyConsistency(from, roots[static_cast<std::size_t>(from)], to, roots[static_cast<std::size_t>(to)],
                                          path));
            }
        }
    }

    void agreesWithTheRfcAsWritten()
    {
        std::mt19937 random(20260210);
        const naive::Hashes leaves = someLeaves(300);
        MemoryTree tree = treeOf(leaves);
        QCOMPARE(tree.size(), std::int64_t{300});
        Frontier frontier;
        for (std::size_t size = 0; size <= leaves.size(); ++size) {
            const naive::Hashes some = naive::slice(leaves, 0, size);
            const auto count = static_cast<std::int64_t>(size);
            const Sha256 root = naive::root(some);
            QVERIFY(frontier.root() == root);
            QVERIFY(rootOf(tree, count).value() == root);
            const auto again = Frontier::tryFrom(count, frontier.hashes());
            QVERIFY(again && again->root() == root);
            InclusionProver prover(tree, count);
            for (int n = 0; n < 8 && size > 0; ++n) {
                const std::size_t index = random() % size;
                const auto path = inclusionPath(tree, static_cast<std::int64_t>(index), count).value();
                QVERIFY(path == naive::path(index, some));
                QVERIFY(prover.path(static_cast<std::int64_t>(index)).value() == path);
                QVERIFY(verifyInclusion(static_cast<std::int64_t>(index), count, leaves[index], path, root));
                const std::size_t old = index + 1;
                const auto proof = consistencyPath(tree, static_cast<std::int64_t>(old), count).value();
                QVERIFY(proof == naive::subproof(old, some, true));
                const Sha256 oldRoot = naive::root(naive::slice(leaves, 0, old));
                QVERIFY(verifyConsistency(static_cast<std::int64_t>(old), oldRoot, count, root, proof));
            }
            if (size < leaves.size()) frontier.append(leaves[size]);
        }
    }

    void refusesWhatIsNoProof()
    {
        const naive::Hashes leaves = someLeaves(21);
        MemoryTree tree = treeOf(leaves);
        const Sha256 root = naive::root(leaves);
        for (std::int64_t old = 1; old < 21; ++old) {
            const Sha256 oldRoot = rootOf(tree, old).value();
            const auto proof = consistencyPath(tree, old, 21).value();
            QVERIFY(!verifyConsistency(old, root, 21, root, proof));
            QVERIFY(!verifyConsistency(old, oldRoot, 21, oldRoot, proof));
            QVERIFY(!verifyConsistency(21, root, old, oldRoot, proof));
            QVERIFY(!verifyConsistency(old, oldRoot, 21, root, {}));
            for (std::size_t i = 0; i < proof.size(); ++i) {
                auto wrong = proof;
                wrong[i][31] ^= 1;
                QVERIFY(!verifyConsistency(old, oldRoot, 21, root, wrong));
                wrong.erase(wrong.begin() + static_cast<std::ptrdiff_t>(i));
                QVERIFY(!verifyConsistency(old, oldRoot, 21, root, wrong));
            }
            auto longer = proof;
            longer.push_back(root);
            QVERIFY(!verifyConsistency(old, oldRoot, 21, root, longer));
        }
        QVERIFY(verifyConsistency(21, root, 21, root, {}));
        QVERIFY(!verifyConsistency(21, root, 21, leaves[0], {}));
        QVERIFY(!verifyConsistency(21, root, 21, root, leaves));
        QVERIFY2(!verifyConsistency(0, emptyRoot(), 21, root, {}), "nothing is proved from an empty tree");
        QVERIFY(!verifyConsistency(-1, root, 21, root, {}));
        QVERIFY(!verifyInclusion(-1, 21, leaves[0], {}, root));
        QVERIFY(!verifyInclusion(0, -1, leaves[0], {}, root));
        QVERIFY(!verifyInclusion(0, 0, leaves[0], {}, emptyRoot()));
        QVERIFY(verifyInclusion(0, 1, leaves[0], {}, leaves[0]));
        // The longest path that there is.
        constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
        const std::vector<Sha256> path(63, leaves[0]);
        QVERIFY(rootFromInclusion(0, kMost, leaves[0], path).has_value());
        QVERIFY(!rootFromInclusion(0, kMost, leaves[0], std::vector<Sha256>(64, leaves[0])).has_value());
    }

    void aFrontierIsRestoredOnlyWhole()
    {
        QVERIFY(!Frontier::tryFrom(3, someLeaves(1)).has_value());
        QVERIFY(!Frontier::tryFrom(-1, {}).has_value());
        QVERIFY(Frontier::tryFrom(0, {})->root() == emptyRoot());
        QVERIFY(!treeOf(someLeaves(3)).node(1, 1).ok());
        QVERIFY(!treeOf(someLeaves(3)).node(2, 0).ok());
    }
};

QTEST_GUILESS_MAIN(TestMerkle)
#include "tst_merkle.moc"
