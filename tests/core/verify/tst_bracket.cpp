// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/bracket.h"

#include <QTest>

using namespace vci;
using namespace vci::verify;

namespace {

CheckedAnchor anchorOf(std::int64_t treeSize, std::int64_t seconds, anchor::AnchorStanding standing)
{
    anchor::AnchorVerdict verdict{standing};
    verdict.block = anchor::ChainBlock{seconds, anchor::BlockHash(anchor::BlockHash::Bytes{}), Timestamp(seconds * 1'000'000)};
    return {1, "0x", "0x", "", treeSize, std::move(verdict)};
}

/// Ten entries, eight of them signed, in anchors of sizes 3 (at 100), 6 (at 200, and again at 250) and one of 8 that is not
/// final.
Report anchored()
{
    Report report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")};
    report.standing.hasLog = true;
    report.standing.logSize = 10;
    report.standing.signedBelow = 8;
    report.standing.verifiedBelow = 6;
    using enum anchor::AnchorStanding;
    report.anchors = {anchorOf(6, 250, Final), anchorOf(3, 100, Final), anchorOf(6, 200, Final), anchorOf(8, 300, NotFinal),
                      anchorOf(0, 50, Final)};
    return report;
}

}  // namespace

class TestBracket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void liesBetweenTheAnchorsThatHoldItAndThoseThatDoNot_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("after");
        QTest::addColumn<int>("before");
        QTest::addColumn<bool>("isSigned");
        QTest::newRow("in the first anchor") << 2 << -1 << 100 << true;
        QTest::newRow("in the second, by its older transaction") << 3 << 100 << 200 << true;
        QTest::newRow("signed only: after the newest anchor") << 6 << 200 << -1 << true;
        QTest::newRow("pending") << 9 << 200 << -1 << false;
    }
    void liesBetweenTheAnchorsThatHoldItAndThoseThatDoNot()
    {
        QFETCH(int, index);
        QFETCH(int, after);
        QFETCH(int, before);
        QFETCH(bool, isSigned);
        const ProvenBracket bracket = bracketOf(anchored(), LogIndex(index));
        const auto seconds = [](const std::optional<TimeMark>& mark) {
            return mark ? static_cast<int>(mark->time.micros() / 1'000'000) : -1;
        };
        QCOMPARE(seconds(bracket.after), after);
        QCOMPARE(seconds(bracket.before), before);
        QCOMPARE(bracket.isSigned, isSigned);
        QVERIFY(!bracket.isBroken);
    }

    void aTimeStampIsAMarkToo_data()
    {
        QTest::addColumn<int>("standing");
        QTest::addColumn<bool>("isOfLog");
        QTest::addColumn<bool>("counts");
        using enum timestamp::Standing;
        QTest::newRow("of a trusted authority") << static_cast<int>(Proven) << true << true;
        QTest::newRow("of nobody known") << static_cast<int>(Untrusted) << true << false;
        QTest::newRow("forged") << static_cast<int>(Invalid) << true << false;
        QTest::newRow("of another log") << static_cast<int>(Proven) << false << false;
    }
    void aTimeStampIsAMarkToo()
    {
        QFETCH(int, standing);
        QFETCH(bool, isOfLog);
        QFETCH(bool, counts);
        Report report = anchored();
        timestamp::Verdict verdict{static_cast<timestamp::Standing>(standing)};
        verdict.time = Timestamp(150'000'000);
        verdict.authority = "A. Notary";
        report.timestamps = {CheckedTimestamp{7, verdict, {}, isOfLog}};
        const ProvenBracket inside = bracketOf(report, LogIndex(6));
        QCOMPARE(inside.before.has_value(), counts);
        if (counts) QCOMPARE(inside.before->authority, std::string("A. Notary"));
        const ProvenBracket outside = bracketOf(report, LogIndex(7));
        QCOMPARE(outside.after->treeSize, std::int64_t{counts ? 7 : 6});
        // Where an anchor says so earlier, it is the anchor that counts.
        QCOMPARE(bracketOf(report, LogIndex(2)).before->block.has_value(), true);
    }

    void nothingIsProvedBelowWhatFailed()
    {
        Report report = anchored();
        report.standing.mismatchBelow = 4;
        QVERIFY(bracketOf(report, LogIndex(3)).isBroken);
        QVERIFY(!bracketOf(report, LogIndex(3)).before);
        QVERIFY(!bracketOf(report, LogIndex(4)).isBroken);
    }
};

QTEST_APPLESS_MAIN(TestBracket)
#include "tst_bracket.moc"
