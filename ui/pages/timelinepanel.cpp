// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/timelinepanel.h"

#include "ui/format/text.h"
#include "ui/models/eventdetailsloader.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/playicon.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace vci::ui {

namespace {

constexpr int kTitleHeightPx = 32;
/// Small timelines are arranged at once, in less time than a frame takes; longer ones on a worker.
constexpr std::size_t kMaxEventsAtOnce = 5'000;
constexpr int kTickMs = 33;
/// The chart before stays so long while the next one loads: most load at once, and a flash helps nobody.
constexpr int kKeepOldChartMs = 150;
constexpr std::array kSpeeds = {1, 10, 60};

TimelinePlot::Pin plotPin(FocusBus::Pin pin)
{
    return pin == FocusBus::Pin::A ? TimelinePlot::Pin::A : TimelinePlot::Pin::B;
}

QToolButton* quietButton(QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setProperty("look", QStringLiteral("quiet"));
    button->setAutoRaise(true);
    return button;
}

}  // namespace

TimelinePanel::TimelinePanel(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new QLabel(this))
    , m_play(quietButton(this))
    , m_speedButton(quietButton(this))
    , m_standing(new QLabel(this))
    , m_pages(new QStackedWidget(this))
    , m_plot(new TimelinePlot(this))
    , m_empty(new EmptyState(this))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("panel"));
    setUpTitle();
    m_pages->addWidget(m_plot);
    m_pages->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* title = new QHBoxLayout;
    title->setContentsMargins(12, 0, 12, 0);
    title->setSpacing(4);
    title->addWidget(m_title);
    title->addSpacing(8);
    title->addWidget(m_play);
    title->addWidget(m_speedButton);
    title->addStretch(1);
    title->addWidget(m_standing);
    layout->addLayout(title);
    layout->addWidget(m_pages, 1);
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &TimelinePanel::onTick);
    connectSession();
    connectPlot();
    onTimelineChanged();
}

void TimelinePanel::setUpTitle()
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setProperty("look", QStringLiteral("title"));
    m_title->setFixedHeight(kTitleHeightPx);
    m_standing->setTextFormat(Qt::PlainText);
    m_standing->setProperty("look", QStringLiteral("secondary"));
    m_play->setFixedSize(28, 22);
    connect(m_play, &QToolButton::clicked, this, &TimelinePanel::togglePlay);
    auto* menu = new QMenu(m_speedButton);
    auto* group = new QActionGroup(menu);
    for (const int factor : kSpeeds) {
        auto* action = menu->addAction(tr("%1× recorded speed").arg(factor), this, [this, factor] { setSpeed(factor); });
        action->setCheckable(true);
        action->setChecked(factor == m_speed);
        group->addAction(action);
    }
    m_speedButton->setMenu(menu);
    m_speedButton->setPopupMode(QToolButton::InstantPopup);
    m_speedButton->setToolTip(tr("Speed of playing; no pause lasts longer than two seconds"));
    setSpeed(m_speed);
    updatePlayButton();
}

void TimelinePanel::connectSession()
{
    connect(&m_session, &Session::timelineChanged, this, &TimelinePanel::onTimelineChanged);
    connect(&m_session, &Session::positionChanged, this, &TimelinePanel::onPositionChanged);
    connect(&m_session.focusBus(), &FocusBus::pinsChanged, this, &TimelinePanel::onPinsChanged);
    connect(&m_session, &Session::zoneChanged, m_plot, &TimelinePlot::setZone);
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& task) {
        if (m_session.timelineState() != Session::TimelineState::Loading || task.request != m_session.timelineRequest()) return;
        m_empty->setDetail(tr("%1 events so far").arg(format::count(task.done)));
    });
    connect(&Theme::instance(), &Theme::changed, this, &TimelinePanel::updatePlayButton);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_session.timelineState() == Session::TimelineState::Loading)
            m_session.cancelTask(m_session.timelineRequest());
        else
            m_session.reloadTimeline();
    });
    m_plot->setZone(m_session.zone());
}

void TimelinePanel::connectPlot()
{
    connect(m_plot, &TimelinePlot::scrubbed, this, [this](replay::Position position) {
        stopPlaying();
        moveTo(position);
    });
    connect(m_plot, &TimelinePlot::pinDragged, this, [this](TimelinePlot::Pin pin, replay::Position position) {
        m_session.focusBus().setPin(pin == TimelinePlot::Pin::A ? FocusBus::Pin::A : FocusBus::Pin::B, position);
    });
    connect(m_plot, &TimelinePlot::hovered, this, &TimelinePanel::showHover);
    connect(m_plot, &TimelinePlot::spanHovered, this, [this](const LaneSpan* span, const QPoint& globalPos) {
        if (span == nullptr) return QToolTip::hideText();
        const QString text =
            tr("%1 for %2").arg(format::plain(span->name), format::duration(span->endMicros - span->beginMicros));
        QToolTip::showText(globalPos, plainTip(text), m_plot);
    });
    connect(m_plot, &TimelinePlot::menuRequested, this, &TimelinePanel::showMenu);
}

QSize TimelinePanel::sizeHint() const
{
    return {600, kTitleHeightPx + m_plot->preferredHeight()};
}

QSize TimelinePanel::minimumSizeHint() const
{
    return {280, kTitleHeightPx + m_plot->leastHeight()};
}

void TimelinePanel::onTimelineChanged()
{
    stopPlaying();
    switch (m_session.timelineState()) {
    case Session::TimelineState::None:
        showNothing();
        break;
    case Session::TimelineState::Failed:
        showFailure();
        break;
    case Session::TimelineState::Loaded:
        showTimeline();
        break;
    case Session::TimelineState::Loading:
        QTimer::singleShot(kKeepOldChartMs, this, [this] {
            if (m_session.timelineState() == Session::TimelineState::Loading) showLoading();
        });
        break;
    }
    updateTitle();
    updateStanding();
}

void TimelinePanel::showNothing()
{
    showIndex(nullptr);
    m_empty->show(EmptyState::Kind::NothingMatches, tr("No aggregate chosen"),
                  tr("The life of the one that is chosen in the list is shown here."));
    m_pages->setCurrentWidget(m_empty);
}

void TimelinePanel::showFailure()
{
    showIndex(nullptr);
    const auto& error = m_session.timelineError();
    if (error && error->isCancelled()) {
        m_empty->show(EmptyState::Kind::NoEvents, tr("Reading was cancelled"), {}, tr("Read again"));
    } else {
        m_empty->show(EmptyState::Kind::NotRecorded, tr("This aggregate could not be read"),
                      error ? format::error(*error) : QString(), tr("Try again"));
    }
    m_pages->setCurrentWidget(m_empty);
}

void TimelinePanel::showLoading()
{
    showIndex(nullptr);
    m_empty->show(EmptyState::Kind::Loading, tr("Reading and replaying events"), {}, tr("Cancel"));
    m_pages->setCurrentWidget(m_empty);
}

void TimelinePanel::showTimeline()
{
    const auto& timeline = m_session.timeline();
    if (m_index && &m_index->timeline() == timeline.get()) return;
    if (timeline->size() <= kMaxEventsAtOnce) {
        showIndex(LaneIndex::build(timeline, *m_session.catalog()));
        return;
    }
    showIndex(nullptr);
    m_empty->show(EmptyState::Kind::Loading, tr("Arranging %1 events").arg(format::count(static_cast<qint64>(timeline->size()))));
    m_pages->setCurrentWidget(m_empty);
    using Index = std::shared_ptr<const LaneIndex>;
    const std::uint64_t number = ++m_arranging;
    m_session.background().run<Index>(
        tr("Arranging events"),
        [timeline, catalog = m_session.catalog()](TaskContext& task) -> Result<Index> {
            auto index = LaneIndex::build(timeline, *catalog, task.stop);
            if (!index) return cancelled();
            return index;
        },
        this,
        [this, number](Result<Index> index) {
            if (number == m_arranging && index.ok()) showIndex(std::move(index).value());
        });
}

void TimelinePanel::showIndex(std::shared_ptr<const LaneIndex> index)
{
    if (!index) ++m_arranging;
    if (!index && !m_index) return;
    m_index = std::move(index);
    m_hovered.reset();
    m_plot->setIndex(m_index);
    updateGeometry();
    if (!m_index) return;
    onPinsChanged();
    markSnapshots();
    Q_EMIT indexShown();
    m_plot->setPosition(m_session.position());
    m_pages->setCurrentWidget(m_plot);
}

void TimelinePanel::setSnapshots(const std::vector<store::Snapshot>& snapshots)
{
    m_snapshots = snapshots;
    markSnapshots();
}

void TimelinePanel::markSnapshots()
{
    if (!m_index) return;
    const auto& timeline = m_index->timeline();
    std::vector<SnapshotMark> marks;
    for (const store::Snapshot& snapshot : m_snapshots) {
        if (snapshot.aggregateId != timeline.aggregateId()) continue;
        const bool isUsed = snapshot.reducer == m_session.catalog()->version();
        marks.push_back({timeline.positionAtSequence(snapshot.lastSequence), isUsed});
    }
    m_plot->setSnapshots(std::move(marks));
}

void TimelinePanel::updateTitle()
{
    const auto& timeline = m_session.timeline();
    const auto& aggregate = m_session.focusBus().focus().aggregate;
    const bool loaded = timeline != nullptr;
    if (loaded) {
        m_title->setText(format::plain(timeline->aggregateType()) + u' ' + format::shortId(timeline->aggregateId().uuid()));
        m_title->setToolTip(QString::fromStdString(timeline->aggregateId().toString()));
    } else {
        m_title->setText(aggregate ? format::shortId(aggregate->uuid()) : QString());
    }
    m_play->setVisible(loaded);
    m_speedButton->setVisible(loaded);
}

void TimelinePanel::updateStanding()
{
    const auto& timeline = m_session.timeline();
    QStringList parts;
    if (timeline && timeline->size() > 0) {
        const auto& bus = m_session.focusBus();
        const auto micros = [&](replay::Position at) { return m_index ? m_plot->scene().microsOf(at) : 0; };
        const auto a = bus.pin(FocusBus::Pin::A);
        const auto b = bus.pin(FocusBus::Pin::B);
        if (m_index && a && b)
            parts += tr("A–B %1").arg(format::duration(std::abs(micros(*b) - micros(*a))));
        else if (m_index && a)
            parts += tr("A–now %1").arg(format::duration(std::abs(micros(m_session.position()) - micros(*a))));
        const QString size = format::count(static_cast<qint64>(timeline->size()));
        parts += m_session.position() == 0
                     ? tr("before the first of %1 events").arg(size)
                     : tr("event %1 of %2").arg(format::count(static_cast<qint64>(m_session.position())), size);
    }
    m_standing->setText(parts.join(QStringLiteral(" · ")));
}

void TimelinePanel::onPositionChanged(replay::Position position)
{
    if (m_index && &m_index->timeline() == m_session.timeline().get()) m_plot->setPosition(position);
    updateStanding();
}

void TimelinePanel::onPinsChanged()
{
    for (const auto pin : {FocusBus::Pin::A, FocusBus::Pin::B}) m_plot->setPin(plotPin(pin), m_session.focusBus().pin(pin));
    updateStanding();
}

void TimelinePanel::moveTo(replay::Position position)
{
    if (m_session.timeline() && position <= m_session.timeline()->size()) m_session.focusBus().moveTo(position);
}

void TimelinePanel::stepBy(int events)
{
    if (!m_session.timeline()) return;
    stopPlaying();
    const auto last = static_cast<std::int64_t>(m_session.timeline()->size());
    moveTo(static_cast<replay::Position>(
        std::clamp<std::int64_t>(static_cast<std::int64_t>(m_session.position()) + events, 0, last)));
}

void TimelinePanel::stepSameType(int direction)
{
    if (!m_index || m_session.position() == 0) return;
    stopPlaying();
    const std::size_t at = m_session.position() - 1;
    const auto next = direction < 0 ? m_index->previousOfType(at) : m_index->nextOfType(at);
    if (next) moveTo(*next + 1);
}

void TimelinePanel::toStart()
{
    stopPlaying();
    moveTo(m_session.timeline() && m_session.timeline()->size() > 0 ? 1 : 0);
}

void TimelinePanel::toEnd()
{
    stopPlaying();
    if (m_session.timeline()) moveTo(m_session.timeline()->size());
}

void TimelinePanel::setPinHere(FocusBus::Pin pin)
{
    if (m_session.timeline()) m_session.focusBus().setPin(pin, m_session.position());
}

void TimelinePanel::clearPins()
{
    m_session.focusBus().setPin(FocusBus::Pin::A, std::nullopt);
    m_session.focusBus().setPin(FocusBus::Pin::B, std::nullopt);
}

void TimelinePanel::fit()
{
    m_plot->fit();
}

void TimelinePanel::zoom(double factor)
{
    m_plot->zoom(factor);
}

void TimelinePanel::setSpeed(int factor)
{
    m_speed = std::max(1, factor);
    m_speedButton->setText(tr("%1×").arg(m_speed));
    m_speedButton->setAccessibleName(tr("Speed of playing: %1×").arg(m_speed));
}

void TimelinePanel::togglePlay()
{
    if (isPlaying()) return stopPlaying();
    if (!m_session.timeline() || m_session.timeline()->size() == 0) return;
    if (m_session.position() == m_session.timeline()->size()) moveTo(1);
    m_playback.reset();
    m_sinceTick.start();
    m_timer.start();
    updatePlayButton();
    Q_EMIT playingChanged(true);
}

void TimelinePanel::stopPlaying()
{
    if (!isPlaying()) return;
    m_timer.stop();
    updatePlayButton();
    Q_EMIT playingChanged(false);
}

void TimelinePanel::onTick()
{
    const auto timeline = m_session.timeline();
    if (!timeline) return stopPlaying();
    const std::int64_t elapsed = m_sinceTick.nsecsElapsed() / 1000;
    m_sinceTick.restart();
    const auto next = m_playback.advance(*timeline, m_session.position(), elapsed, m_speed);
    if (next != m_session.position()) moveTo(next);
    if (next == timeline->size()) stopPlaying();
}

void TimelinePanel::updatePlayButton()
{
    m_play->setIcon(playIcon(isPlaying() ? PlayIcon::Pause : PlayIcon::Play, Theme::instance().palette().secondary));
    m_play->setAccessibleName(isPlaying() ? tr("Pause") : tr("Play"));
    m_play->setToolTip(isPlaying() ? tr("Pause (Space)") : tr("Play (Space)"));
}

QString TimelinePanel::hoverText(std::size_t event) const
{
    const auto& timeline = m_index->timeline();
    const auto head = timeline.eventAt(event);
    QString text = QStringLiteral("#%1 %2\n%3")
                       .arg(head.sequence.value())
                       .arg(format::plain(head.eventType), eventTimeText(timeline, event, m_session.zone()));
    if (event > 0) {
        const auto gap = m_index->timeOf(event) - m_index->timeOf(event - 1);
        text += u'\n' + tr("%1 after #%2").arg(format::difference(gap)).arg(timeline.eventAt(event - 1).sequence.value());
    }
    return m_hoverSummary.isEmpty() ? text : text + u'\n' + m_hoverSummary;
}

void TimelinePanel::showHover(std::optional<std::size_t> event, const QPoint& globalPos)
{
    m_hovered = event;
    m_hoverPos = globalPos;
    m_hoverSummary.clear();
    if (!event || !m_index) return QToolTip::hideText();
    QToolTip::showText(globalPos, plainTip(hoverText(*event)), m_plot);
    if (m_session.sourceState() != Session::SourceState::Open || !m_session.timeline()) return;
    using Details = std::vector<EventDetails>;
    m_session.interactive().run<Details>(
        tr("Reading an event"),
        [timeline = m_session.timeline(), catalog = m_session.catalog(), event = *event](TaskContext& task) {
            return loadEventDetails(task.reader, *timeline, *catalog, {event}, task.stop);
        },
        this,
        [this, event, index = m_index](Result<Details> details) {
            if (m_hovered != event || m_index != index || !details.ok() || details.value().empty()) return;
            m_hoverSummary = details.value().front().summary;
            QToolTip::showText(m_hoverPos, plainTip(hoverText(*event)), m_plot);
        });
}

void TimelinePanel::showMenu(const QPoint& globalPos, replay::Position position)
{
    auto& bus = m_session.focusBus();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Set pin A here"), this, [&bus, position] { bus.setPin(FocusBus::Pin::A, position); });
    menu->addAction(tr("Set pin B here"), this, [&bus, position] { bus.setPin(FocusBus::Pin::B, position); });
    const bool pinned = bus.pin(FocusBus::Pin::A) || bus.pin(FocusBus::Pin::B);
    menu->addAction(tr("Clear the pins"), this, &TimelinePanel::clearPins)->setEnabled(pinned);
    menu->addSeparator();
    menu->addAction(tr("Show all"), this, &TimelinePanel::fit);
    menu->addAction(tr("Zoom in"), this, &TimelinePanel::zoomIn);
    menu->addAction(tr("Zoom out"), this, &TimelinePanel::zoomOut);
    menu->addSeparator();
    auto* clock = menu->addAction(tr("Axis by the clock"));
    clock->setCheckable(true);
    clock->setChecked(m_plot->axisLabels() == AxisLabels::Clock);
    connect(clock, &QAction::toggled, this,
            [this](bool on) { m_plot->setAxisLabels(on ? AxisLabels::Clock : AxisLabels::SinceStart); });
    menu->popup(globalPos);
}

}  // namespace vci::ui
