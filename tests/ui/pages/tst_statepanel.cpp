// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/statepanel.h"

#include "tests/ui/madereader.h"
#include "ui/models/diffmodel.h"
#include "ui/models/statemodel.h"
#include "ui/pages/diffpage.h"
#include "ui/pages/eventpage.h"
#include "ui/pages/statepage.h"
#include "ui/state/session.h"
#include "ui/state/verification.h"
#include "ui/theme/theme.h"
#include "ui/widgets/blamecard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rowsview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::ui::test;

class TestStatePanel : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Verification> m_verification;
    std::unique_ptr<StatePanel> m_panel;
    StatePage* m_page = nullptr;
    DiffPage* m_diff = nullptr;
    EventPage* m_event = nullptr;

    FocusBus& bus() { return m_session->focusBus(); }

    void standOn(replay::Position position)
    {
        bus().moveTo(position);
        QTRY_COMPARE(m_page->model().tablePosition(), position);
    }

    QPushButton* button(QWidget* parent, const QString& text)
    {
        for (QPushButton* each : parent->findChildren<QPushButton*>()) {
            if (each->text() == text) return each;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(); }

    void init()
    {
        auto made = drawnCall();
        made.push_back({"big", "big", "Call", "CallInitiated", 1, 0, "{\"a\":\"" + std::string(200'000, 'x') + "\"}"});
        made.push_back({"odd", "odd", "Call", "CallFailed", 1, 0, "\"no object\"", "ghost"});
        const std::vector<Event> events = makeEvents(made);
        m_session = std::make_unique<Session>(
            [events](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
                return std::unique_ptr<store::EventReader>(std::make_unique<MadeReader>(events));
            },
            catalog::Catalog::builtIn());
        IntegrityServices services;
        services.verify = [](const VerifyAsk&, const auto&, const auto&) -> Result<VerifiedSource> {
            VerifiedSource verified{verify::Report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")}};
            verified.report.badge = verify::Badge::Pending;
            verified.report.standing.hasLog = true;
            return verified;
        };
        m_verification = std::make_unique<Verification>(*m_session, services);
        m_panel = std::make_unique<StatePanel>(*m_session, *m_verification);
        m_page = m_panel->findChild<StatePage*>();
        m_diff = m_panel->findChild<DiffPage*>();
        m_event = m_panel->findChild<EventPage*>();
        m_panel->resize(320, 700);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_session->open(QStringLiteral("memory"));
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        bus().openAggregate(idOf<AggregateId>("call"));
        QTRY_VERIFY(m_session->timeline() != nullptr);
        QTRY_VERIFY(m_page->model().rowCount() > 0);
    }

    void cleanup()
    {
        m_panel.reset();
        m_verification.reset();
        m_session.reset();
    }

    void followsThePlayhead()
    {
        standOn(9);
        QCOMPARE(m_page->model().rowCount(), 17);
        standOn(1);
        QCOMPARE(m_page->model().rowCount(), 5);
        bus().moveTo(0);
        auto* empty = m_page->findChild<EmptyState*>();
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->accessibleName().startsWith(QLatin1String("Before the first event")));
    }

    void goesToTheEventThatSetAField()
    {
        standOn(9);
        const QModelIndex status =
            m_page->model().index(*m_page->model().rowOfField(QStringLiteral("/intent")), StateModel::SetByColumn);
        QTest::mouseClick(m_page->view().viewport(), Qt::LeftButton, {}, m_page->view().visualRect(status).center());
        QCOMPARE(m_session->position(), replay::Position(2));
        QVERIFY(bus().canGoBack());
    }

    void keepsTheChosenFieldWhileScrubbing()
    {
        standOn(9);
        const QModelIndex status = m_page->model().index(*m_page->model().rowOfField(QStringLiteral("/status")), 0);
        QTest::mouseClick(m_page->view().viewport(), Qt::LeftButton, {}, m_page->view().visualRect(status).center());
        QCOMPARE(bus().focus().field, QStringLiteral("/status"));
        QTRY_COMPARE(m_page->card().story().changes, 5);
        standOn(2);
        QTRY_COMPARE(m_page->card().story().changes, 1);
        QCOMPARE(m_page->view().currentIndex().data(StateModel::PointerRole).toString(), QStringLiteral("/status"));
        QVERIFY(m_page->card().isVisible());
    }

    void blamesByKeyboard()
    {
        standOn(9);
        m_page->view().setFocus();
        QTest::keyClick(&m_page->view(), Qt::Key_Home);
        QCOMPARE(bus().focus().field, QStringLiteral("/agent_id"));
        QTest::keyClick(&m_page->view(), Qt::Key_Down);
        QCOMPARE(bus().focus().field, QStringLiteral("/called_number"));
        QTest::keyClick(&m_page->view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("+18005550119"));
        QTest::keyClick(&m_page->view(), Qt::Key_Return);
        QCOMPARE(m_session->position(), replay::Position(1));
    }

    void opensTheCardOfTheFirstFieldWhenNoneIsChosen()
    {
        standOn(9);
        QCOMPARE(bus().focus().field, QString());
        m_panel->showTab(StatePanel::Tab::Diff);
        m_panel->focusBlame();
        QCOMPARE(m_panel->tab(), StatePanel::Tab::State);
        QCOMPARE(bus().focus().field, QStringLiteral("/agent_id"));
        QTRY_VERIFY(m_page->card().isVisible());
        QTRY_VERIFY(m_page->card().isAncestorOf(m_panel->window()->focusWidget()));
    }

    void hidesTheCardWhereTheAggregateHasNoSuchField()
    {
        standOn(9);
        bus().chooseField(QStringLiteral("/nothing"));
        QTRY_COMPARE(m_page->card().story().pointer, QStringLiteral("/nothing"));
        QVERIFY(!m_page->card().isVisible());
    }

    void expandsAnArrayByKey()
    {
        standOn(9);
        bus().chooseField(QStringLiteral("/tags"));
        QTest::keyClick(&m_page->view(), Qt::Key_Plus);
        QTRY_COMPARE(m_page->model().rowCount(), 19);
        QTest::keyClick(&m_page->view(), Qt::Key_Minus);
        QTRY_COMPARE(m_page->model().rowCount(), 17);
    }

    void comparesWithThePreviousEventAndPins()
    {
        standOn(9);
        m_panel->showTab(StatePanel::Tab::Diff);
        QTRY_COMPARE(m_diff->model().rowCount(), 3);
        m_panel->showPinDiff();
        QCOMPARE(m_diff->mode(), DiffPage::Mode::PinAToNow);
        QPushButton* pin = button(m_diff, QStringLiteral("Set pin A here"));
        QVERIFY(pin != nullptr && pin->isVisible());
        pin->click();
        QCOMPARE(bus().pin(FocusBus::Pin::A), std::optional<replay::Position>(9));
        QTRY_VERIFY(m_diff->findChild<EmptyState*>()->accessibleName().startsWith(QLatin1String("The same point")));
        bus().setPin(FocusBus::Pin::A, 10);
        // The earlier point stands first, whichever pin it is.
        QTRY_COMPARE(m_diff->model().table().from, replay::Position(9));
        bus().setPin(FocusBus::Pin::B, 1);
        m_panel->showPinDiff();
        QCOMPARE(m_diff->mode(), DiffPage::Mode::PinAToPinB);
        QTRY_COMPARE(m_diff->model().table().from, replay::Position(1));
        QCOMPARE(m_diff->model().table().to, replay::Position(10));
    }

    void showsTheRawEvent()
    {
        standOn(2);
        m_panel->showTab(StatePanel::Tab::Event);
        QTRY_VERIFY(m_event->view().shownText().contains(QLatin1String("\"intent\": \"billing\"")));
        m_event->view().copyExact();
        QVERIFY(QGuiApplication::clipboard()->text().contains(
            QLatin1String("\"event_data\":{\"intent\":\"billing\",\"confidence\":0.91}")));
        bus().moveTo(6);
        QTRY_VERIFY(m_event->view().shownText().contains(QLatin1String("CallConnected")));
    }

    void saysHowTheEventIsProved()
    {
        standOn(1);
        m_panel->showTab(StatePanel::Tab::Event);
        QTRY_VERIFY(m_event->view().isVisible());
        QCOMPARE(m_event->view().notes(), QString());
        m_verification->start();
        QTRY_COMPARE(m_event->view().notes(), QStringLiteral("◔ Pending."));
        bus().moveTo(2);
        QTRY_VERIFY(m_event->view().shownText().contains(QLatin1String("\"intent\": \"billing\"")));
        QCOMPARE(m_event->view().notes(), QStringLiteral("◔ Pending."));
    }

    void showsALargeEventInParts()
    {
        m_panel->showTab(StatePanel::Tab::Event);
        bus().openAggregate(idOf<AggregateId>("big"));
        QTRY_VERIFY(m_event->view().shownText().contains(QLatin1String("xxx")));
        QVERIFY(m_event->view().shownText().size() < 70'000);
        Q_EMIT m_event->view().allWanted();
        QTRY_VERIFY(m_event->view().shownText().size() > 200'000);
    }

    void explainsFlagsInSentences()
    {
        m_panel->showTab(StatePanel::Tab::Event);
        bus().openAggregate(idOf<AggregateId>("odd"));
        QTRY_VERIFY(m_event->view().shownText().contains(QLatin1String("no object")));
        const QString notes = m_event->view().notes();
        QVERIFY2(notes.contains(QLatin1String("Odd payload")), qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("Cause is missing")), qPrintable(notes));
    }
};

QTEST_MAIN(TestStatePanel)
#include "tst_statepanel.moc"
