// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/base64.h"
#include "core/integrity/checkpoint.h"
#include "core/integrity/merkle.h"
#include "core/json/leaf.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

using namespace vci;
using namespace vci::integrity;

namespace {

constexpr std::int64_t kLeaves = 70;

std::string base64(const Sha256& hash)
{
    return toBase64(bytesOf(hash));
}

nlohmann::json base64(const std::vector<Sha256>& path)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Sha256& hash : path) list.push_back(base64(hash));
    return list;
}

}  // namespace

/// Other people's verifiers on our keys, notes and proofs: Go's sumdb/note and sumdb/tlog.
class TestGoVerifiers final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptOurs()
    {
        const QString go = QStandardPaths::findExecutable(QStringLiteral("go"));
        QVERIFY2(!go.isEmpty(), "Go is not installed: ./dev deps installs golang-go and golang-golang-x-mod-dev");
        QTemporaryDir cache;
        QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
        env.insert(QStringLiteral("GO111MODULE"), QStringLiteral("off"));
        env.insert(QStringLiteral("GOPATH"), QStringLiteral("/usr/share/gocode"));
        env.insert(QStringLiteral("GOCACHE"), cache.path());
        env.insert(QStringLiteral("GOFLAGS"), QString());
        QProcess process;
        process.setProcessEnvironment(env);
        process.start(go, {QStringLiteral("run"), QStringLiteral(VCI_SOURCE_DIR "/tests/core/integrity/goverifiers.go")});
        QVERIFY(process.waitForStarted());
        process.write(QByteArray::fromStdString(evidence().dump()));
        process.closeWriteChannel();
        QVERIFY2(process.waitForFinished(500'000), qPrintable(process.errorString()));
        const QByteArray said = process.readAllStandardOutput();
        QVERIFY2(said == "accepted\n", (said + process.readAllStandardError()).constData());
    }

private:
    static nlohmann::json evidence()
    {
        MemoryTree tree;
        std::vector<Sha256> leaves;
        for (std::int64_t i = 0; i < kLeaves; ++i) {
            leaves.push_back(json::leafHash("leaf " + std::to_string(i)));
            tree.append(leaves.back());
        }
        const LogId log = *LogId::tryFromString("f226a7dc74d50ccadf5aa338aa24ca1d");
        const SignerKey key = SignerKey::generate(keyNameOf(log)).value();
        const Origin origin{log, *TenantId::tryFromString("20f92900-25cb-4783-b68c-9c8c4686078c")};
        const auto note = SignedCheckpoint::sign({origin.toString(), kLeaves, rootOf(tree, kLeaves).value()}, key).value();
        nlohmann::json made = {{"SignerKey", key.toString()},
                               {"VerifierKey", key.verifierKey().toString()},
                               {"Note", note.note.toString()},
                               {"Text", note.checkpoint.text()}};
        for (std::int64_t size = 1; size <= kLeaves; ++size) {
            const std::string root = base64(rootOf(tree, size).value());
            for (std::int64_t index = 0; index < size; index += 1 + size / 9) {
                made["Inclusion"].push_back({{"Index", index},
                                             {"Size", size},
                                             {"Leaf", base64(leaves[static_cast<std::size_t>(index)])},
                                             {"Root", root},
                                             {"Path", base64(inclusionPath(tree, index, size).value())}});
                made["Consistency"].push_back({{"From", index + 1},
                                               {"To", size},
                                               {"FromRoot", base64(rootOf(tree, index + 1).value())},
                                               {"ToRoot", root},
                                               {"Path", base64(consistencyPath(tree, index + 1, size).value())}});
            }
        }
        return made;
    }
};

QTEST_GUILESS_MAIN(TestGoVerifiers)
#include "tst_goverifiers.moc"
