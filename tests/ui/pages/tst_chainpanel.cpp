// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/chainpanel.h"

#include "tests/ui/madereader.h"
#include "ui/models/chainmodel.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rowsview.h"

#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::ui::test;

class TestChainPanel : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<ChainPanel> m_panel;
    RowsView* m_view = nullptr;
    EmptyState* m_empty = nullptr;

    void open(const char* aggregate, const char* event)
    {
        m_session->focusBus().openEvent(idOf<AggregateId>(aggregate), idOf<EventId>(event));
    }
    const ChainModel& model() const { return m_panel->model(); }
    std::optional<EventId> currentEvent() const
    {
        if (!model().view() || !model().focusedNode()) return std::nullopt;
        return model().view()->graph.nodes[*model().focusedNode()].event.id;
    }
    std::optional<int> rowOf(const char* event) const
    {
        if (!model().view()) return std::nullopt;
        const auto found = model().view()->index.find(idOf<EventId>(event));
        return found == model().view()->index.end() ? std::nullopt : model().rowOfNode(found->second);
    }
    std::optional<int> currentRow() const { return m_view->currentIndex().row(); }

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(); }

    void init()
    {
        auto made = drawnCall();
        for (int i = 1; i <= 3; ++i) {
            const std::string cause = "c" + std::to_string(i == 1 ? 3 : i - 1);
            made.push_back({"c" + std::to_string(i), "cycle", "Call", "CallOnHold", i, 10.0 * i, "{}", cause});
        }
        made.push_back({"f0", "fan", "Call", "CallInitiated", 1, 0});
        for (int i = 1; i <= 57; ++i) {
            made.push_back({"f" + std::to_string(i), "fan2", "Transaction", "PaymentInitiated", i, i * 3.0, "{}", "f0"});
        }
        const std::vector<Event> events = makeEvents(made);
        m_session = std::make_unique<Session>(
            [events](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
                return std::unique_ptr<store::EventReader>(std::make_unique<MadeReader>(events));
            },
            catalog::Catalog::builtIn());
        m_panel = std::make_unique<ChainPanel>(*m_session);
        m_view = m_panel->findChild<RowsView*>();
        m_empty = m_panel->findChild<EmptyState*>();
        m_panel->resize(800, 400);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_session->open(QStringLiteral("memory"));
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
    }

    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void saysThatNothingIsChosen()
    {
        QTRY_VERIFY(m_empty->isVisible());
        QVERIFY(m_empty->accessibleName().startsWith(QLatin1String("No event chosen")));
    }

    void keepsTheTreeInAnotherAggregate()
    {
        open("payment", "t2");
        QTRY_COMPARE(model().rowCount(), 13);
        QTRY_COMPARE(currentEvent(), std::optional(idOf<EventId>("t2")));
        QSignalSpy resets(&model(), &QAbstractItemModel::modelReset);
        open("call", "e6");
        QTRY_COMPARE(currentEvent(), std::optional(idOf<EventId>("e6")));
        open("agent", "a1");
        QTRY_COMPARE(currentEvent(), std::optional(idOf<EventId>("a1")));
        QCOMPARE(resets.count(), 0);
    }

    void goesUpAndDownByKeys()
    {
        open("payment", "t2");
        QTRY_COMPARE(currentRow(), rowOf("t2"));
        m_view->setFocus();
        for (const char* cause : {"t1", "e6", "e4", "e3", "e2"}) {
            QTest::keyClick(m_view, Qt::Key_Left);
            QCOMPARE(currentRow(), rowOf(cause));
        }
        QTest::keyClick(m_view, Qt::Key_Right);
        QCOMPARE(currentRow(), rowOf("e3"));
        QCOMPARE(currentEvent(), std::optional(idOf<EventId>("t2")));
        QTest::keyClick(m_view, Qt::Key_Return);
        QTRY_COMPARE(currentEvent(), std::optional(idOf<EventId>("e3")));
        QTRY_COMPARE(m_session->position(), replay::Position(3));
    }

    void movesTheFocusByClick()
    {
        open("call", "e1");
        QTRY_COMPARE(model().rowCount(), 13);
        const QModelIndex payment = model().index(*rowOf("t1"), ChainModel::AggregateColumn);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(payment).center());
        QCOMPARE(m_session->focusBus().focus().aggregate, std::optional(idOf<AggregateId>("payment")));
    }

    void showsTheRestOfAFanOut()
    {
        open("fan", "f0");
        QTRY_COMPARE(model().rowCount(), 22);
        const QModelIndex more = model().index(21, 0);
        m_view->scrollTo(more);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(more).center());
        QTRY_COMPARE(model().rowCount(), 58);
        QCOMPARE(currentRow(), rowOf("f21"));
    }

    void showsAFocusedEventThatAFanOutHides()
    {
        open("fan2", "f50");
        QTRY_COMPARE(model().rowCount(), 58);
        QTRY_COMPARE(currentRow(), rowOf("f50"));
    }

    void namesTheCycle()
    {
        open("cycle", "c2");
        QTRY_COMPARE(model().rowCount(), 4);
        QCOMPARE(model().index(0, 0).data().toString(), QStringLiteral("↻ cycle of 3 events"));
    }

    void showsACorrelationOrSaysThatNoneIsRecorded()
    {
        m_panel->setMode(ChainMode::Correlation);
        open("call", "e6");
        QTRY_COMPARE(model().rowCount(), 13);
        QCOMPARE(model().view()->mode, ChainMode::Correlation);
        open("cycle", "c1");
        QTRY_VERIFY(m_empty->isVisible());
        QCOMPARE(m_empty->kind(), EmptyState::Kind::NotRecorded);
        m_panel->setMode(ChainMode::Causes);
        QTRY_COMPARE(model().rowCount(), 4);
    }

    void dropsTheChainOfAnotherSource()
    {
        open("call", "e6");
        QTRY_COMPARE(model().rowCount(), 13);
        m_session->close();
        QTRY_COMPARE(model().rowCount(), 0);
    }
};

QTEST_MAIN(TestChainPanel)
#include "tst_chainpanel.moc"
