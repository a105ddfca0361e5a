// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/charts/qcustomplotinclude.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timelinescene.h"

#include <QPoint>
#include <QPointF>
#include <QSharedPointer>

#include <memory>
#include <optional>

namespace vci::ui {

/// The chart of one timeline: lanes by family, marks or density, spans, playhead and pins. It shows what it is told and tells
/// what the user does; it moves nothing by itself. A move of the playhead repaints two layers and costs the same for
/// 1,000,000 events as for ten thousand. GUI thread.
class TimelinePlot : public QCustomPlot {
    Q_OBJECT

public:
    enum class Pin { A, B };

    explicit TimelinePlot(QWidget* parent = nullptr);

    /// Shows another timeline, fitted; null shows nothing.
    void setIndex(std::shared_ptr<const LaneIndex> index);
    /// Scrolls so far that the playhead is in view.
    void setPosition(replay::Position position);
    void setPin(Pin pin, std::optional<replay::Position> position);
    /// By position. A row below the lanes shows them; without any there is none.
    void setSnapshots(std::vector<SnapshotMark> snapshots);
    /// Covering all events, or nothing. A row below the lanes shows them, the gravest above the others.
    void setProof(std::vector<ProofStretch> proof);
    void setZone(format::Zone zone);
    void setAxisLabels(AxisLabels labels);
    [[nodiscard]] AxisLabels axisLabels() const { return m_axisLabels; }

    /// Shows all events.
    void fit();
    /// Factor < 1 zooms in. Around the playhead if it is in view, else around the middle.
    void zoom(double factor);

    /// Heights that show the lanes well, and at all.
    [[nodiscard]] int preferredHeight() const;
    [[nodiscard]] int leastHeight() const;
    /// The event whose position a click at that point of the widget would choose.
    [[nodiscard]] std::optional<std::size_t> eventAt(const QPointF& pos) const;
    [[nodiscard]] const TimelineScene& scene() const { return m_scene; }

Q_SIGNALS:
    void scrubbed(vci::replay::Position position);
    void pinDragged(vci::ui::TimelinePlot::Pin pin, vci::replay::Position position);
    /// The event under the mouse changed; absent: none.
    void hovered(std::optional<std::size_t> event, const QPoint& globalPos);
    /// The span under the mouse, where no event is, changed; null: none. Lives as long as the index.
    void spanHovered(const vci::ui::LaneSpan* span, const QPoint& globalPos);
    /// The context menu was asked for; position is where the mouse points, or the playhead.
    void menuRequested(const QPoint& globalPos, vci::replay::Position position);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Drag { None, Playhead, View, PinA, PinB };

    void restyle();
    void layOut();
    [[nodiscard]] int bottomPx() const;
    void setView(double begin, double end);
    void zoomAt(double factor, double anchorSeconds);
    void panBy(double pixels);
    void showPlayhead();
    void replotMoving();
    void scrubTo(const QPointF& pos);
    void hover(const QPointF& pos, const QPoint& globalPos);
    [[nodiscard]] std::optional<Pin> pinAt(const QPointF& pos) const;
    [[nodiscard]] std::optional<std::size_t> laneAt(double y) const;
    [[nodiscard]] std::optional<std::size_t> markAt(const QPointF& pos) const;
    [[nodiscard]] const LaneSpan* spanAt(const QPointF& pos) const;

    TimelineScene m_scene;
    QSharedPointer<TimeTicker> m_ticker;
    AxisLabels m_axisLabels = AxisLabels::SinceStart;
    double m_fitBegin = 0;
    double m_fitEnd = 1;
    Drag m_drag = Drag::None;
    const LaneSpan* m_hoveredSpan = nullptr;
    QPointF m_dragFrom;
};

}  // namespace vci::ui
