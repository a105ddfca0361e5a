// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/timelineplot.h"

#include "ui/charts/timelinelayers.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vci::ui {

namespace {

constexpr int kTopPx = 26;     ///< flag and pin letters
constexpr int kBottomPx = 24;  ///< axis labels
constexpr int kRowPx = 14;     ///< of proof, and of snapshots
constexpr int kRightPx = 14;
constexpr int kMinLeftPx = 88;
constexpr int kMaxLeftPx = 130;
constexpr double kLanePitchPx = 26;
constexpr double kMinLanePitchPx = 15;
constexpr double kMaxLanePitchPx = 32;
constexpr double kPadPx = 8;  ///< room for a mark at either end
constexpr double kHitPx = 7;
constexpr double kMinViewSeconds = 20e-6;
constexpr double kZoomPerStep = 1.25;
constexpr int kAxisLabelPx = 84;

}  // namespace

TimelinePlot::TimelinePlot(QWidget* parent)
    : QCustomPlot(parent)
    , m_ticker(new TimeTicker)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
    setNoAntialiasingOnDrag(false);
    addLayer(QStringLiteral("marks"));
    addLayer(QStringLiteral("playhead"));
    layer(QStringLiteral("marks"))->setMode(QCPLayer::lmBuffered);
    layer(QStringLiteral("playhead"))->setMode(QCPLayer::lmBuffered);
    new LanesLayer(this, QStringLiteral("main"), m_scene);
    new MarksLayer(this, QStringLiteral("marks"), m_scene);
    new PlayheadLayer(this, QStringLiteral("playhead"), m_scene);
    axisRect()->setAutoMargins(QCP::msNone);
    xAxis->setTicker(m_ticker);
    xAxis->setBasePen(Qt::NoPen);
    xAxis->setTickPen(Qt::NoPen);
    xAxis->setTickLengthIn(0);
    xAxis->setTickLabelPadding(6);
    xAxis->grid()->setVisible(false);
    yAxis->setVisible(false);
    yAxis->grid()->setVisible(false);
    connect(&Theme::instance(), &Theme::changed, this, &TimelinePlot::restyle);
    restyle();
}

void TimelinePlot::restyle()
{
    const auto& theme = Theme::instance();
    setBackground(QBrush(theme.palette().panel));
    xAxis->setTickLabelColor(theme.palette().secondary);
    xAxis->setTickLabelFont(theme.secondaryFont());
    layOut();
    replot(rpQueuedReplot);
}

void TimelinePlot::setIndex(std::shared_ptr<const LaneIndex> index)
{
    m_scene.index = std::move(index);
    m_scene.position = 0;
    m_scene.pins = {};
    m_scene.snapshots.clear();
    m_scene.proof.clear();
    m_scene.hovered.reset();
    m_hoveredSpan = nullptr;
    m_drag = Drag::None;
    xAxis->setVisible(m_scene.index != nullptr);
    updateGeometry();
    layOut();
    fit();
}

void TimelinePlot::setPosition(replay::Position position)
{
    if (!m_scene.index) return;
    m_scene.position = std::min(position, m_scene.index->size());
    setAccessibleDescription(
        tr("Event %1 of %2, %3").arg(m_scene.position).arg(m_scene.index->size()).arg(playheadText(m_scene)));
    showPlayhead();
    replotMoving();
}

void TimelinePlot::setPin(Pin pin, std::optional<replay::Position> position)
{
    m_scene.pins[pin == Pin::A ? 0 : 1] = position;
    layer(QStringLiteral("playhead"))->replot();
}

void TimelinePlot::setSnapshots(std::vector<SnapshotMark> snapshots)
{
    if (snapshots == m_scene.snapshots) return;
    m_scene.snapshots = std::move(snapshots);
    updateGeometry();
    layOut();
    replot(rpQueuedReplot);
}

void TimelinePlot::setProof(std::vector<ProofStretch> proof)
{
    std::ranges::stable_sort(proof, {}, &ProofStretch::gravity);
    if (proof == m_scene.proof) return;
    m_scene.proof = std::move(proof);
    updateGeometry();
    layOut();
    replot(rpQueuedReplot);
}

int TimelinePlot::bottomPx() const
{
    return kBottomPx + (m_scene.snapshots.empty() ? 0 : kRowPx) + (m_scene.proof.empty() ? 0 : kRowPx);
}

void TimelinePlot::setZone(format::Zone zone)
{
    m_scene.zone = zone;
    m_ticker->setLabels(m_axisLabels, zone);
    replot(rpQueuedReplot);
}

void TimelinePlot::setAxisLabels(AxisLabels labels)
{
    m_axisLabels = labels;
    m_ticker->setLabels(labels, m_scene.zone);
    replot(rpQueuedReplot);
}

void TimelinePlot::fit()
{
    if (m_scene.index) {
        const double span = static_cast<double>(m_scene.index->lastMicros() - m_scene.index->firstMicros()) / 1e6;
        const double pad = (span > 0 ? span : 1) * kPadPx / std::max(50.0, m_scene.lanesRect.width() - 2 * kPadPx);
        m_fitBegin = span > 0 ? -pad : -0.5;
        m_fitEnd = span > 0 ? span + pad : 0.5;
        m_ticker->setOrigin(m_scene.index->firstMicros());
    }
    setView(m_fitBegin, m_fitEnd);
}

void TimelinePlot::zoom(double factor)
{
    if (!m_scene.index) return;
    const double x = m_scene.xOf(m_scene.microsOf(m_scene.position));
    const bool inView = x >= m_scene.lanesRect.left() && x <= m_scene.lanesRect.right();
    const double middle = (m_scene.viewBegin + m_scene.viewEnd) / 2;
    zoomAt(factor, inView ? xAxis->pixelToCoord(x) : middle);
}

void TimelinePlot::zoomAt(double factor, double anchorSeconds)
{
    const double begin = anchorSeconds + (m_scene.viewBegin - anchorSeconds) * factor;
    const double end = anchorSeconds + (m_scene.viewEnd - anchorSeconds) * factor;
    if (end - begin < kMinViewSeconds) return;
    setView(begin, end);
}

void TimelinePlot::panBy(double pixels)
{
    const double seconds = pixels * (m_scene.viewEnd - m_scene.viewBegin) / m_scene.lanesRect.width();
    setView(m_scene.viewBegin + seconds, m_scene.viewEnd + seconds);
}

void TimelinePlot::setView(double begin, double end)
{
    // Never wider than everything, never beside everything.
    const double size = std::min(end - begin, m_fitEnd - m_fitBegin);
    begin = std::clamp(begin, m_fitBegin, m_fitEnd - size);
    m_scene.viewBegin = begin;
    m_scene.viewEnd = begin + size;
    xAxis->setRange(m_scene.viewBegin, m_scene.viewEnd);
    replot(rpQueuedReplot);
}

void TimelinePlot::showPlayhead()
{
    const double at = static_cast<double>(m_scene.microsOf(m_scene.position) - m_scene.index->firstMicros()) / 1e6;
    if (at >= m_scene.viewBegin && at <= m_scene.viewEnd) return;
    const double half = (m_scene.viewEnd - m_scene.viewBegin) / 2;
    setView(at - half, at + half);
}

void TimelinePlot::replotMoving()
{
    layer(QStringLiteral("marks"))->replot();
    layer(QStringLiteral("playhead"))->replot();
}

int TimelinePlot::preferredHeight() const
{
    const auto lanes = m_scene.index ? std::max<std::size_t>(1, m_scene.index->lanes().size()) : 3;
    return kTopPx + bottomPx() + static_cast<int>(static_cast<double>(lanes) * kLanePitchPx);
}

int TimelinePlot::leastHeight() const
{
    const auto lanes = m_scene.index ? std::max<std::size_t>(1, m_scene.index->lanes().size()) : 3;
    return kTopPx + bottomPx() + static_cast<int>(static_cast<double>(lanes) * kMinLanePitchPx);
}

void TimelinePlot::layOut()
{
    const QFontMetricsF metrics(Theme::instance().secondaryFont());
    double label = kMinLeftPx - 20;
    std::size_t lanes = 1;
    if (m_scene.index) {
        for (const auto& lane : m_scene.index->lanes()) {
            label = std::max(label, metrics.horizontalAdvance(QString::fromStdString(lane.label)));
        }
        lanes = std::max<std::size_t>(1, m_scene.index->lanes().size());
    }
    const double left = std::min<double>(kMaxLeftPx, std::ceil(label) + 20);
    const double room = std::max(1, height() - kTopPx - bottomPx());
    m_scene.lanePitch = std::clamp(room / static_cast<double>(lanes), kMinLanePitchPx, kMaxLanePitchPx);
    const double lanesHeight = m_scene.lanePitch * static_cast<double>(lanes);
    m_scene.lanesRect = QRectF(left, kTopPx, std::max(50.0, width() - left - kRightPx), lanesHeight);
    // The labels of the axis stand below the rows of proof and snapshots.
    const int rows = bottomPx() - kBottomPx;
    m_scene.proofY = m_scene.lanesRect.bottom() + kRowPx / 2.0;
    m_scene.snapshotsY = m_scene.lanesRect.bottom() + rows - kRowPx / 2.0;
    const int below = std::max(kBottomPx, static_cast<int>(height() - kTopPx - lanesHeight) - rows);
    axisRect()->setMargins(QMargins(static_cast<int>(left), kTopPx, kRightPx, below));
    m_ticker->setGeometry(static_cast<int>(m_scene.lanesRect.width()), kAxisLabelPx);
}

void TimelinePlot::resizeEvent(QResizeEvent* event)
{
    const double whole = m_fitEnd - m_fitBegin;
    const bool fitted = m_scene.viewEnd - m_scene.viewBegin > whole * (1 - 1e-9);
    layOut();
    if (fitted) fit();
    QCustomPlot::resizeEvent(event);
}

std::optional<std::size_t> TimelinePlot::laneAt(double y) const
{
    if (!m_scene.index || y < m_scene.lanesRect.top() || y >= m_scene.lanesRect.bottom()) return std::nullopt;
    const auto lane = static_cast<std::size_t>((y - m_scene.lanesRect.top()) / m_scene.lanePitch);
    return lane < m_scene.index->lanes().size() ? std::optional(lane) : std::nullopt;
}

std::optional<std::size_t> TimelinePlot::markAt(const QPointF& pos) const
{
    const auto lane = laneAt(pos.y());
    if (!lane) return std::nullopt;
    const auto event = m_scene.index->nearestInLane(*lane, m_scene.microsAt(pos.x()));
    if (!event || std::abs(m_scene.xOf(m_scene.index->timeOf(*event)) - pos.x()) > kHitPx) return std::nullopt;
    return event;
}

const LaneSpan* TimelinePlot::spanAt(const QPointF& pos) const
{
    const auto lane = laneAt(pos.y());
    if (!lane || pos.x() < m_scene.lanesRect.left() || pos.x() > m_scene.lanesRect.right()) return nullptr;
    const std::int64_t micros = m_scene.microsAt(pos.x());
    const bool lower = pos.y() > m_scene.laneY(*lane) + 4;
    for (const auto& span : m_scene.index->lanes()[*lane].spans) {
        const bool inTime = micros >= span.beginMicros && micros <= span.endMicros;
        if (inTime && (span.kind == LaneSpan::Kind::Line) == lower) return &span;
    }
    return nullptr;
}

std::optional<std::size_t> TimelinePlot::eventAt(const QPointF& pos) const
{
    if (!m_scene.index) return std::nullopt;
    // A mark under the mouse wins over one of another lane that is a little nearer in time.
    if (const auto mark = markAt(pos)) return mark;
    return m_scene.index->nearest(m_scene.microsAt(pos.x()));
}

std::optional<TimelinePlot::Pin> TimelinePlot::pinAt(const QPointF& pos) const
{
    if (!m_scene.index || pos.y() > m_scene.lanesRect.top() + 2 || pos.y() < m_scene.lanesRect.top() - 16) return std::nullopt;
    for (const Pin pin : {Pin::B, Pin::A}) {
        const auto at = m_scene.pins[pin == Pin::A ? 0 : 1];
        if (at && std::abs(m_scene.xOf(m_scene.microsOf(*at)) - pos.x()) <= kHitPx) return pin;
    }
    return std::nullopt;
}

void TimelinePlot::scrubTo(const QPointF& pos)
{
    const QPointF inside(std::clamp(pos.x(), m_scene.lanesRect.left(), m_scene.lanesRect.right()), pos.y());
    const auto event =
        m_drag == Drag::Playhead && pos != m_dragFrom ? m_scene.index->nearest(m_scene.microsAt(inside.x())) : eventAt(inside);
    if (!event) return;
    const replay::Position position = *event + 1;
    switch (m_drag) {
    case Drag::PinA:
        Q_EMIT pinDragged(Pin::A, position);
        break;
    case Drag::PinB:
        Q_EMIT pinDragged(Pin::B, position);
        break;
    case Drag::Playhead:
        if (position != m_scene.position) Q_EMIT scrubbed(position);
        break;
    case Drag::None:
    case Drag::View:
        break;
    }
}

void TimelinePlot::mousePressEvent(QMouseEvent* event)
{
    if (!m_scene.index || m_scene.index->size() == 0 || m_drag != Drag::None) return;
    m_dragFrom = event->position();
    if (event->button() == Qt::MiddleButton ||
        (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier))) {
        m_drag = Drag::View;
        setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        const auto pin = pinAt(event->position());
        m_drag = !pin ? Drag::Playhead : *pin == Pin::A ? Drag::PinA : Drag::PinB;
        Q_EMIT hovered(std::nullopt, event->globalPosition().toPoint());
        if (m_drag == Drag::Playhead) scrubTo(event->position());
    }
}

void TimelinePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_scene.index) return;
    switch (m_drag) {
    case Drag::None:
        hover(event->position(), event->globalPosition().toPoint());
        break;
    case Drag::View:
        panBy(m_dragFrom.x() - event->position().x());
        m_dragFrom = event->position();
        break;
    case Drag::Playhead:
    case Drag::PinA:
    case Drag::PinB:
        scrubTo(event->position());
        break;
    }
}

void TimelinePlot::mouseReleaseEvent(QMouseEvent*)
{
    m_drag = Drag::None;
    unsetCursor();
}

void TimelinePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    mousePressEvent(event);
}

void TimelinePlot::wheelEvent(QWheelEvent* event)
{
    event->accept();
    if (!m_scene.index || m_scene.index->size() == 0) return;
    const QPoint angle = event->angleDelta();
    const bool sideways = std::abs(angle.x()) > std::abs(angle.y());
    if (sideways || event->modifiers().testFlag(Qt::ShiftModifier)) {
        panBy(-(sideways ? angle.x() : angle.y()) / 2.0);
        return;
    }
    const double x = std::clamp(event->position().x(), m_scene.lanesRect.left(), m_scene.lanesRect.right());
    zoomAt(std::pow(kZoomPerStep, -angle.y() / 120.0), xAxis->pixelToCoord(x));
}

void TimelinePlot::hover(const QPointF& pos, const QPoint& globalPos)
{
    if (pinAt(pos))
        setCursor(Qt::SizeHorCursor);
    else
        unsetCursor();
    const auto event = markAt(pos);
    const LaneSpan* span = event ? nullptr : spanAt(pos);
    if (span != m_hoveredSpan) {
        m_hoveredSpan = span;
        Q_EMIT spanHovered(span, globalPos);
    }
    if (event == m_scene.hovered) return;
    m_scene.hovered = event;
    layer(QStringLiteral("marks"))->replot();
    Q_EMIT hovered(event, globalPos);
}

void TimelinePlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    m_hoveredSpan = nullptr;
    if (!m_scene.hovered) return;
    m_scene.hovered.reset();
    layer(QStringLiteral("marks"))->replot();
    Q_EMIT hovered(std::nullopt, {});
}

void TimelinePlot::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_scene.index || m_scene.index->size() == 0) return;
    const auto under = event->reason() == QContextMenuEvent::Mouse ? eventAt(QPointF(event->pos())) : std::nullopt;
    Q_EMIT menuRequested(event->globalPos(), under ? *under + 1 : m_scene.position);
}

}  // namespace vci::ui
