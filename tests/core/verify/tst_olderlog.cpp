// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/olderlog.h"

#include <QTest>

#include <limits>

using namespace vci;
using namespace vci::verify;

/// A log before a restore: what the record of the recovery claims of it.
class TestOlderLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lostEvents_data();
    void lostEvents();
};

void TestOlderLog::lostEvents_data()
{
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    QTest::addColumn<int>("withoutEvent");  ///< entries whose events are not there
    QTest::addColumn<qint64>("left");
    QTest::addColumn<qint64>("wasSigned");
    QTest::addColumn<qint64>("unlogged");
    QTest::addColumn<qint64>("lost");
    QTest::newRow("nothing") << 0 << qint64(5) << qint64(5) << qint64(0) << qint64(0);
    QTest::newRow("signed behind what was left") << 2 << qint64(5) << qint64(9) << qint64(1) << qint64(5);
    QTest::newRow("more taken over than lost") << 0 << qint64(5) << qint64(9) << qint64(7) << qint64(0);
    QTest::newRow("the greatest numbers") << 0 << kMost << qint64(0) << kMost << qint64(0);
    QTest::newRow("the greatest size signed") << 2 << qint64(2) << kMost << qint64(0) << (qint64(1) << 43);
}

void TestOlderLog::lostEvents()
{
    QFETCH(int, withoutEvent);
    QFETCH(qint64, left);
    QFETCH(qint64, wasSigned);
    QFETCH(qint64, unlogged);
    const LogId id = *LogId::tryFromString("0123456789abcdef0123456789abcdef");
    OlderLog log(*TenantId::tryFromString("0a0b0c0d-0000-4000-8000-000000000001"), {}, OlderNotes{id, {}}, {});
    for (int i = 0; i < withoutEvent; ++i)
        QVERIFY(log.visit(store::RecordRow{store::RecordRow::Standing::Logged, LogIndex(i), {}, Sha256{}}));
    log.holdAgainst(RecoveryRecord{id, left, wasSigned, unlogged});
    QTEST(qint64(log.lostEvents()), "lost");
}

QTEST_GUILESS_MAIN(TestOlderLog)
#include "tst_olderlog.moc"
