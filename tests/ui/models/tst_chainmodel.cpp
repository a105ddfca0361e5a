// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/chainmodel.h"

#include "tests/ui/madeevents.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::ui::test;

namespace {

QString dump(const ChainModel& model)
{
    QString out;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex event = model.index(row, ChainModel::EventColumn);
        out += QString(2 * event.data(ChainModel::IndentRole).toInt(), QLatin1Char(' ')) + event.data().toString();
        const QString mark = event.data(ChainModel::MarkRole).toString();
        if (!mark.isEmpty()) out += QStringLiteral(" [%1]").arg(mark);
        const QString offset = model.index(row, ChainModel::TimeColumn).data().toString();
        if (!offset.isEmpty()) out += QStringLiteral(" ") + offset;
        if (event.data(ChainModel::CurrentRole).toBool()) out += QStringLiteral(" <");
        out += QLatin1Char('\n');
    }
    return out;
}

std::vector<Made> fan(int effects)
{
    std::vector<Made> made = {{"f0", "a", "Call", "CallInitiated", 1, 0}};
    for (int i = 1; i <= effects; ++i) {
        made.push_back({"f" + std::to_string(i), "b", "Transaction", "PaymentInitiated", i, double(i), "{}", "f0"});
    }
    return made;
}

}  // namespace

class TestChainModel : public QObject {
    Q_OBJECT

    std::unique_ptr<ChainModel> m_model;

    void show(const std::vector<Made>& made, ChainMode mode = ChainMode::Causes, const std::vector<std::size_t>& expanded = {})
    {
        const auto view = chainView(chain::buildGraph(makeEvents(made), {}), mode, *catalog::Catalog::builtIn());
        m_model->setView(view, chainRows(*view, expanded));
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<ChainModel>();
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    }

    void drawsTheTree()
    {
        show(drawnCall());
        m_model->setFocused(idOf<EventId>("e9"));
        QCOMPARE(dump(*m_model), QStringLiteral("CallInitiated 0\n"
                                                "  AIIntentRecognized +2.4 s\n"
                                                "    AIResponseGenerated +3.1 s\n"
                                                "      AISentimentDetected +9.7 s\n"
                                                "        AIEscalationTriggered +10.2 s\n"
                                                "        AgentAssignedToCall +11.0 s\n"
                                                "        CallConnected +31.5 s\n"
                                                "          CallOnHold +90.0 s\n"
                                                "            CallResumed +118.0 s\n"
                                                "          CallTransferred +130.0 s <\n"
                                                "          PaymentInitiated +170.0 s\n"
                                                "            PaymentFailed +173.0 s\n"
                                                "          CallEnded +257.0 s\n"));
        QCOMPARE(chainTitle(*m_model->view(), m_model->focusedNode()),
                 QStringLiteral("Chain of CallTransferred · 13 events · 3 aggregates"));
        QCOMPARE(m_model->index(11, 0).data(ChainModel::FamilyRole).toString(), QStringLiteral("transaction"));
        QVERIFY(m_model->index(11, 0).data(ChainModel::FailedRole).toBool());
        QCOMPARE(m_model->index(12, 0).data(ChainModel::PlaceRole).toDouble(), 1.0);
    }

    void ordersACorrelationInTime()
    {
        show({{"1", "a", "Call", "CallInitiated", 1, 0, "{}", "ghost", "c"},
              {"3", "a", "Call", "CallEnded", 2, 9, "{}", "1", "c"},
              {"2", "b", "Agent", "AgentLoggedIn", 1, 4, "{}", "", "c"}},
             ChainMode::Correlation);
        QCOMPARE(dump(*m_model), QStringLiteral("CallInitiated [⚠ orphan] 0\nAgentLoggedIn +4.0 s\nCallEnded +9.0 s\n"));
    }

    void namesAnOrphan()
    {
        show({{"1", "a", "Call", "CallInitiated", 1, 0, "{}", "ghost"}, {"2", "a", "Call", "CallFailed", 2, 1, "{}", "1"}});
        const QString ghost = QString::fromStdString(idOf<EventId>("ghost").toString()).left(8);
        QCOMPARE(dump(*m_model),
                 QStringLiteral("⚠ cause %1… does not exist\n  CallInitiated 0\n    CallFailed +1.0 s\n").arg(ghost));
        QCOMPARE(chainTitle(*m_model->view(), std::nullopt), QStringLiteral("Chain · 2 events · 1 aggregate · 1 orphan"));
    }

    void namesACycle()
    {
        show({{"1", "a", "Call", "CallOnHold", 1, 0, "{}", "3"},
              {"2", "a", "Call", "CallResumed", 2, 1, "{}", "1"},
              {"3", "a", "Call", "CallEnded", 3, 2, "{}", "2"},
              {"4", "a", "Call", "CallFailed", 4, 3, "{}", "2"}});
        QCOMPARE(dump(*m_model), QStringLiteral("↻ cycle of 3 events\n"
                                                "  CallOnHold 0\n"
                                                "    CallResumed +1.0 s\n"
                                                "      CallEnded +2.0 s\n"
                                                "      CallFailed +3.0 s\n"));
        // Around the circle: the cause of its first event is its last one, and the effect of that the first.
        QCOMPARE(m_model->causeRow(1), std::optional(3));
        QCOMPARE(m_model->effectRow(3), std::optional(1));
        QCOMPARE(chainTitle(*m_model->view(), std::nullopt), QStringLiteral("Chain · 4 events · 1 aggregate · 1 cycle"));
    }

    void namesAnEventThatIsItsOwnCause()
    {
        show({{"1", "a", "Call", "CallOnHold", 1, 0, "{}", "1"}});
        QCOMPARE(dump(*m_model), QStringLiteral("↻ cycle: this event is its own cause\n  CallOnHold 0\n"));
    }

    void boundsFanOut()
    {
        show(fan(57));
        QCOMPARE(m_model->rowCount(), 22);
        const QModelIndex more = m_model->index(21, 0);
        QCOMPARE(more.data().toString(), QStringLiteral("… 37 more"));
        QCOMPARE(more.data(ChainModel::IndentRole).toInt(), 1);
        QCOMPARE(more.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("37 more effects of CallInitiated, press Enter to show"));
        QVERIFY(!m_model->rowOfNode(40));
        show(fan(57), ChainMode::Causes, {0});
        QCOMPARE(m_model->rowCount(), 58);
    }

    void walksToCausesAndEffects()
    {
        show(drawnCall());
        QCOMPARE(m_model->effectRow(0), std::optional(1));
        QCOMPARE(m_model->effectRow(6), std::optional(7));
        QCOMPARE(m_model->causeRow(9), std::optional(6));
        QCOMPARE(m_model->causeRow(0), std::nullopt);
        QCOMPARE(m_model->effectRow(12), std::nullopt);
        QCOMPARE(m_model->causeRow(-1), std::nullopt);
    }

    void keepsTheFocusedEventWhenRowsAreMadeAnew()
    {
        show(fan(57));
        m_model->setFocused(idOf<EventId>("f3"));
        show(fan(57), ChainMode::Causes, {0});
        QCOMPARE(m_model->focusedNode(), std::optional<std::size_t>(3));
        m_model->setFocused(idOf<EventId>("elsewhere"));
        QCOMPARE(m_model->focusedNode(), std::nullopt);
    }

    void leavesOutPayloads()
    {
        show(drawnCall());
        for (const chain::Node& node : m_model->view()->graph.nodes) QVERIFY(node.event.eventData.empty());
    }

    void laysOutTenThousandEvents()
    {
        std::vector<Made> made = {{"d0", "a", "Call", "CallOnHold", 1, 0}};
        for (int i = 1; i < 10'000; ++i) {
            made.push_back(
                {"d" + std::to_string(i), "a", "Call", "CallOnHold", i + 1, double(i), "{}", "d" + std::to_string(i - 1)});
        }
        const std::vector<Event> events = makeEvents(made);
        QElapsedTimer timer;
        timer.start();
        const auto view = chainView(chain::buildGraph(events, {}), ChainMode::Causes, *catalog::Catalog::builtIn());
        const auto rows = chainRows(*view, {});
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(rows.size(), 10'000U);
        QCOMPARE(rows.back().indent, 9'999U);
    }

    void toldOffsets_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << QStringLiteral("0");
        QTest::newRow("microseconds") << qint64(350) << QStringLiteral("+350 µs");
        QTest::newRow("milliseconds") << qint64(12'900) << QStringLiteral("+12 ms");
        QTest::newRow("seconds") << qint64(2'400'000) << QStringLiteral("+2.4 s");
        QTest::newRow("under a thousand") << qint64(999'999'999) << QStringLiteral("+999.9 s");
        QTest::newRow("minutes") << qint64(1'510'000'000) << QStringLiteral("+25 m 10 s");
        QTest::newRow("hours") << qint64(11'100'000'000) << QStringLiteral("+3 h 05 m");
        QTest::newRow("days") << qint64(187'200'000'000) << QStringLiteral("+2 d 04 h");
        QTest::newRow("backwards") << qint64(-2'400'000) << QStringLiteral("−2.4 s");
    }

    void toldOffsets()
    {
        QFETCH(qint64, micros);
        QFETCH(QString, text);
        QCOMPARE(offsetText(micros), text);
    }
};

QTEST_GUILESS_MAIN(TestChainModel)
#include "tst_chainmodel.moc"
