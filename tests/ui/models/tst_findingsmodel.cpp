// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/findingsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

Finding finding(FindingKind kind, const char* message, std::optional<std::size_t> causedBy = {})
{
    Finding made{kind, severityOf(kind), {}, {}, {}, "", "", message};
    made.causedBy = causedBy;
    return made;
}

QStringList messages(const FindingsModel& model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) all += model.index(row, FindingsModel::MessageColumn).data().toString();
    return all;
}

}  // namespace

class TestFindingsModel : public QObject {
    Q_OBJECT

    FindingsModel m_model;

private Q_SLOTS:
    void initTestCase()
    {
        new QAbstractItemModelTester(&m_model, QAbstractItemModelTester::FailureReportingMode::QtTest, &m_model);
    }
    void init()
    {
        m_model.setFindings({finding(FindingKind::CausationOrphan, "orphan", 3),
                             finding(FindingKind::TimestampRegression, "clock"), finding(FindingKind::LogRootMismatch, "root", 3),
                             finding(FindingKind::EventMissing, "deleted"), finding(FindingKind::AnchorPending, "pending")});
    }

    void theWorstComesFirstAndWhatFollowsFromItRightBelow()
    {
        QCOMPARE(messages(m_model).join(u' '), QStringLiteral("deleted orphan root clock pending"));
        QCOMPARE(m_model.index(0, 0).data().toString(), QStringLiteral("✕ Event deleted"));
        QCOMPARE(m_model.index(1, 0).data().toString(), QStringLiteral("↳ Cause is missing"));
        QCOMPARE(m_model.causeOf(m_model.at(2)), &m_model.at(0));
        QCOMPARE(m_model.causeOf(m_model.at(1))->kind, FindingKind::EventMissing);
    }

    void aDeletedEventIsFoundByWhatFollowsFromIt()
    {
        const AggregateId call = *AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
        Finding gap = finding(FindingKind::SequenceGap, "gap", 0);
        gap.aggregateId = call;
        Finding effect = finding(FindingKind::CausationOrphan, "orphan", 0);
        effect.aggregateId = AggregateId::tryFromString("0000000c-0000-4000-8000-000000000001");
        m_model.setFindings(
            {finding(FindingKind::EventMissing, "deleted"), effect, gap, finding(FindingKind::EventMissing, "alone")});
        QCOMPARE(m_model.aggregateOf(m_model.at(0)), std::optional(call));
        QCOMPARE(m_model.index(0, FindingsModel::PlaceColumn).data().toString(), QStringLiteral("0000000b"));
        QVERIFY(!m_model.aggregateOf(m_model.at(3)) && m_model.at(3).message == "alone");
    }

    void kindsAreCountedAndChosen()
    {
        const auto kinds = m_model.kinds();
        QCOMPARE(kinds.size(), 5U);
        QCOMPARE(kinds.back().first, FindingKind::AnchorPending);
        m_model.setKind(FindingKind::LogRootMismatch);
        QCOMPARE(messages(m_model).join(u' '), QStringLiteral("root"));
        QCOMPARE(m_model.causeOf(m_model.at(0))->kind, FindingKind::EventMissing);  // known, though it is not among those shown
        m_model.setKind(std::nullopt);
        QCOMPARE(m_model.rowCount(), 5);
    }

    void hostileCausesAndTextsAreHarmless()
    {
        m_model.setFindings({finding(FindingKind::EventAltered, "a", 1), finding(FindingKind::EventAltered, "b", 0),
                             finding(FindingKind::EventAltered, "c", 99),
                             finding(FindingKind::EventAltered, "<b>\u202ed</b>", 3)});
        QCOMPARE(m_model.rowCount(), 4);
        for (const QString& text : messages(m_model)) QVERIFY(!text.contains(QChar(0x202e)));
        m_model.setFindings({});
        QCOMPARE(m_model.rowCount(), 0);
        QVERIFY(m_model.kinds().empty());
    }
};

QTEST_GUILESS_MAIN(TestFindingsModel)
#include "tst_findingsmodel.moc"
