// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/blamestory.h"

#include "tests/ui/madeevents.h"
#include "ui/models/blamemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::ui::test;

class TestBlameStory : public QObject {
    Q_OBJECT

    std::shared_ptr<const replay::Timeline> m_call;

    BlameStory storyOf(replay::Position position, const char* pointer) const
    {
        return blameStory(m_call, position, QString::fromLatin1(pointer), nullptr);
    }

private Q_SLOTS:
    void initTestCase() { m_call = replayOf(eventsOf(drawnCall(), "call")); }

    void tellsWhoSetAField()
    {
        const BlameStory story = storyOf(9, "/status");
        QCOMPARE(story.kind, BlameStory::Kind::Leaf);
        QCOMPARE(story.setBy->type, QStringLiteral("CallTransferred"));
        QCOMPARE(story.setBy->sequence, 9);
        QCOMPARE(story.setBy->index, 8U);
        QCOMPARE(*story.before, QStringLiteral("connected"));
        QCOMPARE(story.changes, 5);
        QCOMPARE(story.line, QStringLiteral("initiated · connected · on_hold · connected · transferred"));
        QCOMPARE(story.changesSoFar, 5U);
        QCOMPARE(story.history->changes.size(), 6U);
        QVERIFY(!story.lastChange);
    }

    void tellsOfAnObject()
    {
        const BlameStory story = storyOf(9, "/sentiment");
        QCOMPARE(story.kind, BlameStory::Kind::Group);
        QCOMPARE(story.leaves, 2);
        QCOMPARE(story.setBy->sequence, 4);
    }

    void tellsWhenAFieldComes()
    {
        const BlameStory story = storyOf(3, "/transfer_count");
        QCOMPARE(story.kind, BlameStory::Kind::Absent);
        QVERIFY(!story.setBy);
        QCOMPARE(story.nextSet->sequence, 9);
    }

    void knowsNoSuchField()
    {
        const BlameStory story = storyOf(9, "/nothing");
        QCOMPARE(story.kind, BlameStory::Kind::Absent);
        QVERIFY(!story.setBy && !story.nextSet);
    }

    void tellsOfARemoval()
    {
        const auto agent = replayOf(makeEvents({{"1", "a", "Agent", "AgentAssignedToCall", 1, 0, R"({"call_id":"c1"})"},
                                                {"2", "a", "Agent", "AgentLoggedOut", 2, 5}}));
        const BlameStory story = blameStory(agent, 2, QStringLiteral("/current_call_id"), nullptr);
        QCOMPARE(story.kind, BlameStory::Kind::Absent);
        QCOMPARE(story.setBy->type, QStringLiteral("AgentLoggedOut"));
        QCOMPARE(story.line, QStringLiteral("c1 · (removed)"));
    }

    void tellsOfAnEqualValueSetAgain()
    {
        const auto call = replayOf(makeEvents({{"1", "c", "Call", "CallInitiated", 1, 0, R"({"language":"en"})"},
                                               {"2", "c", "Call", "CallOnHold", 2, 5, R"({"language":"en"})"}}));
        const BlameStory story = blameStory(call, 2, QStringLiteral("/language"), nullptr);
        QCOMPARE(story.setBy->sequence, 2);
        QCOMPARE(story.lastChange->sequence, 1);
        QCOMPARE(story.changes, 1);
        QVERIFY(!story.before);
    }

    void cutsALongLife()
    {
        std::vector<Made> made;
        for (int i = 1; i <= 50; ++i) {
            made.push_back({std::to_string(i), "c", "Call", "X", i, double(i), "{\"v\":" + std::to_string(i) + "}"});
        }
        const BlameStory story = blameStory(replayOf(makeEvents(made)), 50, QStringLiteral("/v"), nullptr);
        QCOMPARE(story.line, QStringLiteral("… · 46 · 47 · 48 · 49 · 50"));
    }

    void reusesAHistoryOfTheSameField()
    {
        const BlameStory first = storyOf(9, "/status");
        const BlameStory second = blameStory(m_call, 2, QStringLiteral("/status"), first.history);
        QCOMPARE(second.history, first.history);
        QCOMPARE(second.changesSoFar, 1U);
        QVERIFY(blameStory(m_call, 2, QStringLiteral("/intent"), first.history).history != first.history);
    }

    void listsTheHistory()
    {
        BlameModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const BlameStory story = storyOf(7, "/status");
        model.setHistory(story.history, story.changesSoFar, format::Zone::Utc);
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(); ++column) cells.append(model.index(row, column).data().toString());
            const bool future = model.index(row, 0).data(BlameModel::FutureRole).toBool();
            rows.append(cells.join(QStringLiteral(" | ")) + (future ? QStringLiteral(" later") : QString()));
        }
        QCOMPARE(rows.join(QLatin1Char('\n')),
                 QStringLiteral("#1 CallInitiated | initiated | 2026-02-10 10:02:11.284013 UTC\n"
                                "#6 CallConnected | connected | 2026-02-10 10:02:42.784013 UTC\n"
                                "#7 CallOnHold | on_hold | 2026-02-10 10:03:41.284013 UTC\n"
                                "#8 CallResumed | connected | 2026-02-10 10:04:09.284013 UTC later\n"
                                "#9 CallTransferred | transferred | 2026-02-10 10:04:21.284013 UTC later\n"
                                "#10 CallEnded | completed | 2026-02-10 10:06:28.284013 UTC later"));
        model.setHistory(story.history, 6, format::Zone::Utc);
        QVERIFY(!model.index(5, 0).data(BlameModel::FutureRole).toBool());
        model.setHistory(nullptr, 0, format::Zone::Utc);
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestBlameStory)
#include "tst_blamestory.moc"
