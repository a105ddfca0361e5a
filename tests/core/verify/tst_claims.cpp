// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/checkpoint.h"
#include "core/integrity/merkle.h"
#include "core/verify/logcheck.h"

#include <QTest>

#include <string>
#include <vector>

using namespace vci;
using namespace vci::verify;

namespace {

const integrity::Origin kOrigin{*LogId::tryFromString("0123456789abcdef0123456789abcdef"),
                                *TenantId::tryFromString("0a0b0c0d-0000-4000-8000-000000000001")};

Sha256 leafOf(int i)
{
    return sha256({"leaf " + std::to_string(i)});
}

integrity::SignerKey key()
{
    return integrity::SignerKey::fromSeed(integrity::keyNameOf(kOrigin.logId), std::string(32, '7')).value();
}

/// A note over that many leaves, as an anchor holds it.
RecordedNote noteOf(int size, bool isVouched = false)
{
    integrity::Frontier tree;
    for (int i = 0; i < size; ++i) tree.append(leafOf(i));
    const auto note = integrity::SignedCheckpoint::sign({kOrigin.toString(), size, tree.root()}, key()).value();
    RecordedNote recorded{RecordedNote::From::Anchor, note.note.toString(), "the checkpoint of size " + std::to_string(size)};
    recorded.isVouched = isVouched;
    return recorded;
}

}  // namespace

/// Notes under anchors that nobody vouches for: they raise no finding, and what they contradict is told.
class TestClaims : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatIsContradicted_data();
    void tellsWhatIsContradicted();
};

void TestClaims::tellsWhatIsContradicted_data()
{
    QTest::addColumn<QList<int>>("sizes");
    QTest::addColumn<int>("changed");  ///< leaf of the log that is another one now; -1: none
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QString>("says");
    QTest::newRow("none") << QList<int>{} << 1 << false << QString();
    QTest::newRow("the log that it says") << QList<int>{3, 5} << -1 << false << QString();
    QTest::newRow("changed behind it") << QList<int>{3} << 4 << false << QString();
    QTest::newRow("changed before it") << QList<int>{3} << 1 << false << "the log is not the one that the checkpoint of size 3";
    QTest::newRow("several") << QList<int>{5, 3} << 1 << false << "of size 3 was made of (nor of 1 more)";
    QTest::newRow("longer than the log") << QList<int>{9} << -1 << false << "of size 9 was made of";
    // Then it is a finding.
    QTest::newRow("signed by a trusted key") << QList<int>{3} << 1 << true << QString();
}

void TestClaims::tellsWhatIsContradicted()
{
    QFETCH(QList<int>, sizes);
    QFETCH(int, changed);
    QFETCH(bool, isTrusted);
    QFETCH(QString, says);
    KnownNotes notes(kOrigin, isTrusted ? std::vector{key().verifierKey()} : std::vector<integrity::VerifierKey>());
    for (const int size : sizes) notes.add(noteOf(size));
    notes.finish();
    LogCheck log(notes);
    for (int i = 0; i < 6; ++i) {
        const Sha256 leaf = i == changed ? leafOf(100) : leafOf(i);
        log.see(i, leaf, leaf);
    }
    log.finish(6);
    const QString words = QString::fromStdString(notes.wordsOfContradicted());
    QVERIFY2(says.isEmpty() ? words.isEmpty() : words.contains(says), qPrintable(words));
    QCOMPARE(log.takeFindings().empty(), !isTrusted);
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
