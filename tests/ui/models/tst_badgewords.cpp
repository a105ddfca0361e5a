// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/badgewords.h"

#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {
const AggregateId kCall = *AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
}

/// What a badge says in words.
class TestBadgeWords : public QObject {
    Q_OBJECT

    [[nodiscard]] static verify::Report reportOf(verify::Badge badge, std::int64_t events)
    {
        verify::Report report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")};
        report.coverage.of(badge) = events;
        return report;
    }

private Q_SLOTS:
    void whatIsProvedLeavesNothingOpen() { QVERIFY(openQuestions(reportOf(verify::Badge::Verified, 12)).isEmpty()); }

    void whatIsNotProvedIsNamed_data()
    {
        QTest::addColumn<int>("badge");
        QTest::addColumn<int>("events");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, verify::Badge badge, int events, const char* said) {
            QTest::newRow(name) << static_cast<int>(badge) << events << QString::fromLatin1(said);
        };
        row("unknown", verify::Badge::Unknown, 3, "An anchor is recorded for 3 events and could not be checked.");
        row("not covered", verify::Badge::NotCovered, 1, "1 event is in no log: nothing proves that it was not altered.");
        row("pending", verify::Badge::Pending, 2, "2 events came after the newest checkpoint, or still wait for the log.");
        row("self-consistent", verify::Badge::SelfConsistent, 2,
            "2 events agree with the log, but no trusted key has signed that.");
        row("signed", verify::Badge::SignedOnly, 1, "1 event is in a signed checkpoint, but in no final anchor on a chain.");
    }
    void whatIsNotProvedIsNamed()
    {
        QFETCH(int, badge);
        QFETCH(int, events);
        QFETCH(QString, said);
        const verify::Report report = reportOf(static_cast<verify::Badge>(badge), events);
        QCOMPARE(openQuestions(report), QStringList{said});
        QVERIFY(openQuestions(report, static_cast<verify::Badge>(badge)).isEmpty());
        QCOMPARE(openQuestions(report, verify::Badge::Mismatch), QStringList{said});
    }

    void whatWasLeftOutIsNamed()
    {
        verify::Report report = reportOf(verify::Badge::Verified, 12);
        report.transactionsLeft = 2;
        report.selection = verify::SelectionReport{};
        QCOMPARE(
            openQuestions(report),
            (QStringList{QStringLiteral("2 more events name a transaction that was not looked up."),
                         QStringLiteral("The case does not hold its aggregates whole: what is missing in it proves nothing.")}));
    }

    void aPartSaysWhichOfItIsWhole()
    {
        verify::Report report = reportOf(verify::Badge::Verified, 12);
        report.selection = verify::SelectionReport{};
        report.selection->whole = {kCall};
        QCOMPARE(openQuestions(report).join(QLatin1Char('|')),
                 QStringLiteral("The case holds aggregate 0000000b whole, and of others a part: what is missing in those proves "
                                "nothing."));
        report.selection->whole.push_back(kCall);
        QVERIFY(openQuestions(report).join(QLatin1Char('|')).startsWith(QStringLiteral("The case holds 2 aggregates whole,")));
        report.selection = verify::SelectionReport{true};
        QVERIFY(openQuestions(report).join(QLatin1Char('|')).startsWith(QStringLiteral("The case is a selection")));
    }

    void whatWasNotLookedAtIsNamed_data()
    {
        QTest::addColumn<bool>("isOne");
        QTest::addColumn<bool>("hasLog");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("isOffline");
        QTest::addColumn<QStringList>("said");
        using Kind = store::SourceKind;
        const auto row = [](const char* name, bool isOne, bool hasLog, Kind kind, bool isOffline, const QStringList& said) {
            QTest::newRow(name) << isOne << hasLog << int(kind) << isOffline << said;
        };
        const QString others = QStringLiteral("nor whether one stands there that the log does not know");
        const QString othersAlone = QStringLiteral("Events of the other aggregates were not looked at.");
        const QString derived = QStringLiteral("read models, which are of all, were not looked at");
        const QString platform = QStringLiteral("The platform's own snapshots and summaries were not looked at");
        const QString nobody = QStringLiteral("Nobody was asked over the network");
        row("a whole case file", false, true, Kind::CaseFile, false, {});
        row("a whole case file, offline", false, true, Kind::CaseFile, true, {nobody});
        row("one aggregate", true, true, Kind::CaseFile, false, {others, derived});
        row("one aggregate, offline", true, true, Kind::CaseFile, true, {others, derived, nobody});
        row("one aggregate of a case without a log", true, false, Kind::CaseFile, false, {othersAlone, derived});
        row("a hardened database", false, true, Kind::HardenedPostgres, false, {platform});
        row("one aggregate of a stock database", true, false, Kind::StockPostgres, false, {othersAlone, platform});
    }
    void whatWasNotLookedAtIsNamed()
    {
        QFETCH(bool, isOne);
        QFETCH(bool, hasLog);
        QFETCH(int, kind);
        QFETCH(bool, isOffline);
        QFETCH(QStringList, said);
        VerifiedSource result{reportOf(verify::Badge::Verified, 5)};
        result.report.hasLog = hasLog;
        VerifyExtent extent{{}, static_cast<store::SourceKind>(kind), isOffline ? Network::Leave : Network::Ask};
        if (isOne) extent.scope.aggregate = kCall;
        const QStringList left = leftOut(result, extent);
        QCOMPARE(left.size(), said.size());
        for (qsizetype i = 0; i < said.size(); ++i) QVERIFY2(left[i].contains(said[i]), qPrintable(left[i]));
        result.untrustedSealer = "voicecore/examiner/eve";
        QVERIFY(
            leftOut(result, extent).last().contains(QStringLiteral("its key, voicecore/examiner/eve, is none that you trust")));
    }

    void aBadgeOfAPartSaysSo()
    {
        verify::Scope scope;
        QCOMPARE(badgeWord(verify::Badge::Verified, scope), QStringLiteral("Verified"));
        scope.aggregate = kCall;
        QCOMPARE(badgeWord(verify::Badge::Verified, scope), QStringLiteral("Verified · one aggregate"));
    }

    void reasonsCountAsThePageDoes()
    {
        verify::Report report = reportOf(verify::Badge::Unknown, 12);
        report.reason = "An anchor is recorded for 13521 events, asked at 127.0.0.1:8545 for block 12345678; 1000 errors in all";
        const QString grouped = QStringLiteral("An anchor is recorded for 13\u202f521 events, asked at 127.0.0.1:8545 for block "
                                               "12345678; 1\u202f000 errors in all");
        QCOMPARE(reasonText(report, {}), grouped);
        QCOMPARE(reasonText(report, {kCall}), QStringLiteral("Of aggregate 0000000b alone: ") + grouped);
    }
};

QTEST_APPLESS_MAIN(TestBadgeWords)
#include "tst_badgewords.moc"
