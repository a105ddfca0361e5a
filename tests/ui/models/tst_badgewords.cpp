// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/badgewords.h"

#include <QTest>

using namespace vci;
using namespace vci::ui;

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
};

QTEST_APPLESS_MAIN(TestBadgeWords)
#include "tst_badgewords.moc"
