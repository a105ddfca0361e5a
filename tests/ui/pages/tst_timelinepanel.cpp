// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/timelinepanel.h"

#include "tests/ui/sessionfixture.h"
#include "ui/widgets/emptystate.h"

#include <QLabel>

using namespace vci;
using namespace vci::testing;
using namespace vci::ui;

class TestTimelinePanel : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<TimelinePanel> m_panel;

    void open(const std::shared_ptr<MemorySource>& source)
    {
        m_session = openSession(source);
        m_panel = std::make_unique<TimelinePanel>(*m_session);
        m_panel->resize(820, 240);
        m_panel->show();
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
        m_session->focusBus().openAggregate(fixtureAggregate());
        QTRY_VERIFY(m_session->timelineState() != Session::TimelineState::Loading);
    }

    [[nodiscard]] bool shows(const QString& text) const
    {
        const auto labels = m_panel->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }

private Q_SLOTS:
    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void titleAndStanding()
    {
        open(sampleSource());
        QVERIFY(shows(QStringLiteral("Call 9f13c2d0")));
        QVERIFY(shows(QStringLiteral("event 9 of 9")));
        m_session->focusBus().setPin(FocusBus::Pin::A, 4);
        QVERIFY(shows(QStringLiteral("A–now 3 m 46.0 s · event 9 of 9")));
        m_session->focusBus().setPin(FocusBus::Pin::B, 5);
        QVERIFY(shows(QStringLiteral("A–B 29.0 s · event 9 of 9")));
        m_panel->clearPins();
        m_panel->toStart();
        QVERIFY(shows(QStringLiteral("event 1 of 9")));
        m_panel->stepBy(-1);
        QVERIFY(shows(QStringLiteral("before the first of 9 events")));
    }

    void stepsStayWithinTheTimeline()
    {
        open(sampleSource());
        m_panel->stepBy(5);
        QCOMPARE(m_session->position(), replay::Position{9});
        m_panel->stepBy(-3);
        QCOMPARE(m_session->position(), replay::Position{6});
        m_panel->stepBy(-100);
        QCOMPARE(m_session->position(), replay::Position{0});
        m_panel->toEnd();
        QCOMPARE(m_session->position(), replay::Position{9});
        QCOMPARE(m_panel->plot()->scene().position, replay::Position{9});
    }

    void sameTypeSkipsOthers()
    {
        auto source = std::make_shared<MemorySource>();
        const std::vector<FixtureEvent> events = {{"CallOnHold", 0}, {"CallResumed", 1}, {"CallOnHold", 2}};
        for (std::size_t i = 0; i < events.size(); ++i) source->add(storedEvent(source->tenant, i, events[i]));
        open(source);
        m_panel->toStart();
        m_panel->stepSameType(1);
        QCOMPARE(m_session->position(), replay::Position{3});
        m_panel->stepSameType(1);
        QCOMPARE(m_session->position(), replay::Position{3});
        m_panel->stepSameType(-1);
        QCOMPARE(m_session->position(), replay::Position{1});
    }

    void playsToTheEndAndStops()
    {
        open(sampleSource());
        m_panel->setSpeed(100'000);
        m_panel->togglePlay();
        QVERIFY(m_panel->isPlaying());
        QTRY_VERIFY(!m_panel->isPlaying());
        QCOMPARE(m_session->position(), replay::Position{9});
    }

    void longTimelinesAreArrangedOnAWorker()
    {
        auto source = std::make_shared<MemorySource>();
        for (std::size_t i = 0; i < 6'000; ++i) {
            source->add(
                storedEvent(source->tenant, i, {i % 2 == 0 ? "CallOnHold" : "CallResumed", static_cast<std::int64_t>(i)}));
        }
        open(source);
        QTRY_VERIFY(m_panel->plot()->scene().index != nullptr);
        QCOMPARE(m_panel->plot()->scene().position, replay::Position{6'000});
        m_session->focusBus().moveTo(77);
        QCOMPARE(m_panel->plot()->scene().position, replay::Position{77});
    }

    void failureIsSaidAndCanBeTriedAgain()
    {
        auto source = sampleSource();
        source->failure = makeError(ErrorCode::NotPermitted, "permission denied");
        open(source);
        QCOMPARE(m_session->timelineState(), Session::TimelineState::Failed);
        QVERIFY(shows(QStringLiteral("This aggregate could not be read")));
        source->failure.reset();
        Q_EMIT m_panel->findChild<EmptyState*>()->actionTriggered();
        QTRY_COMPARE(m_session->timelineState(), Session::TimelineState::Loaded);
        QVERIFY(m_panel->plot()->isVisible());
    }

    void nothingChosen()
    {
        m_session = openSession(sampleSource());
        m_panel = std::make_unique<TimelinePanel>(*m_session);
        m_panel->resize(820, 240);
        m_panel->show();
        QTRY_VERIFY(shows(QStringLiteral("No aggregate chosen")));
        m_panel->stepBy(1);
        m_panel->stepSameType(1);
        m_panel->togglePlay();
        m_panel->zoom(0.5);
        m_panel->toEnd();
        QVERIFY(!m_panel->isPlaying());
    }
};

QTEST_MAIN(TestTimelinePanel)
#include "tst_timelinepanel.moc"
