// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/snapshotsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

QString dump(const QAbstractItemModel& model)
{
    QString out;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) cells += model.index(row, column).data().toString();
        out += cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
    }
    return out;
}

store::Snapshot snapshot(int number, std::optional<std::string> reducer)
{
    const auto id = [](char kind, int n) {
        std::string text = "00000000-0000-4000-8000-000000000000";
        text[7] = kind;
        text.back() = static_cast<char>('0' + n);
        return text;
    };
    return {*SnapshotId::tryFromString(id('a', number)),
            *AggregateId::tryFromString(id('b', 1)),
            "Call",
            Sequence(number * 100),
            *EventId::tryFromString(id('c', number)),
            std::move(reducer),
            {Timestamp(1'770'717'600'000'000)},
            {}};
}

}  // namespace

class TestSnapshotsModel : public QObject {
    Q_OBJECT

    SnapshotsModel m_model;

private Q_SLOTS:
    void initTestCase()
    {
        new QAbstractItemModelTester(&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest, &m_model);
    }
    void init() { m_model.setSnapshots({snapshot(1, "now"), snapshot(2, "before"), snapshot(3, std::nullopt)}, "now"); }

    void tellsWhoMadeThem()
    {
        QCOMPARE(dump(m_model), QStringLiteral("#100 | 2026-02-10 10:00:00 | ◆ ours | not audited yet\n"
                                               "#200 | 2026-02-10 10:00:00 | ◇ older catalogue | not audited yet\n"
                                               "#300 | 2026-02-10 10:00:00 | ◇ foreign | not audited yet\n"));
    }

    void tellsWhatAnAuditFound()
    {
        replay::SnapshotAudit audit;
        audit.checked = 2;
        audit.passedOver = 1;
        Finding finding{FindingKind::SnapshotMismatch, Severity::Error, {}, Sequence(42), {}, "1", "2", "it is wrong"};
        audit.findings.push_back({snapshot(1, "now"), finding, "CallOnHold", "/hold_count", 1});
        m_model.setAudit(audit);
        QCOMPARE(m_model.index(0, SnapshotsModel::AuditColumn).data().toString(),
                 QStringLiteral("✗ wrong since #42 CallOnHold: /hold_count"));
        QCOMPARE(m_model.index(1, SnapshotsModel::AuditColumn).data().toString(),
                 QStringLiteral("– not compared: another catalogue made it"));
        QCOMPARE(m_model.index(2, SnapshotsModel::AuditColumn).data().toString(),
                 QStringLiteral("✓ what it holds is as the events say"));
    }

    void anotherListForgetsTheAudit()
    {
        m_model.setAudit({});
        m_model.setSnapshots({snapshot(1, "now")}, "now");
        QCOMPARE(m_model.index(0, SnapshotsModel::AuditColumn).data().toString(), QStringLiteral("not audited yet"));
    }
};

QTEST_GUILESS_MAIN(TestSnapshotsModel)
#include "tst_snapshotsmodel.moc"
