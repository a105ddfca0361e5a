// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/merkle.h"
#include "core/verify/pathcheck.h"

#include <QTest>

#include <string>
#include <vector>

using namespace vci;
using namespace vci::verify;

namespace {

const integrity::Origin kOrigin{*LogId::tryFromString("0123456789abcdef0123456789abcdef"),
                                *TenantId::tryFromString("0a0b0c0d-0000-4000-8000-000000000001")};
constexpr int kEvents = 6;

Sha256 leafOf(int i)
{
    return sha256({"leaf " + std::to_string(i)});
}

RecordedNote noteOf(std::int64_t size, const Sha256& root, const integrity::SignerKey& key)
{
    const auto note = integrity::SignedCheckpoint::sign({kOrigin.toString(), size, root}, key).value();
    return {RecordedNote::From::Store, note.note.toString(), "a checkpoint"};
}

}  // namespace

/// Which of several checkpoints in an exported case its paths lead to.
class TestPathCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void chooses_data();
    void chooses();
};

void TestPathCheck::chooses_data()
{
    QTest::addColumn<int>("invented");
    QTest::addColumn<QByteArray>("putIn");  ///< behind each path
    QTest::addColumn<bool>("isFound");
    QTest::newRow("one beside it") << 1 << QByteArray() << true;
    QTest::newRow("thousands beside it") << 3000 << QByteArray() << true;
    QTest::newRow("one, and paths that lead nowhere") << 1 << QByteArray(32, 'x') << false;
    QTest::newRow("thousands, and paths that lead nowhere") << 3000 << QByteArray(32, 'x') << false;
    QTest::newRow("paths longer than any") << 1 << QByteArray(32 * 100, 'x') << false;
}

void TestPathCheck::chooses()
{
    QFETCH(int, invented);
    QFETCH(QByteArray, putIn);
    QFETCH(bool, isFound);
    integrity::MemoryTree tree;
    for (int i = 0; i < kEvents; ++i) tree.append(leafOf(i));
    const auto key = integrity::SignerKey::fromSeed(integrity::keyNameOf(kOrigin.logId), std::string(32, '7')).value();
    std::vector<RecordedNote> notes = {noteOf(kEvents, integrity::rootOf(tree, kEvents).value(), key)};
    for (int i = 1; i <= invented; ++i) notes.push_back(noteOf(kEvents + i, leafOf(i), key));
    PathCheck paths(kOrigin, notes, {});
    QVERIFY(paths.isUndecided());
    // As many events as no case has: it must end long before.
    constexpr std::int64_t kMostTries = 1'000'000;
    std::int64_t tries = 0;
    bool goesOn = true;
    for (int i = 0; goesOn && tries < kMostTries; ++i) {
        const int index = i % kEvents;
        std::string path;
        const auto hashes = integrity::inclusionPath(tree, index, kEvents);
        for (const Sha256& hash : hashes.value()) path += bytesOf(hash);
        goesOn = paths.choose(index, path + putIn.toStdString(), leafOf(index));
        tries += invented + 1;
    }
    QVERIFY(!goesOn);
    QCOMPARE(paths.checkpoint()->treeSize == kEvents, isFound);
}

QTEST_GUILESS_MAIN(TestPathCheck)
#include "tst_pathcheck.moc"
