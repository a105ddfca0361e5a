// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/snapshots.h"
#include "ui/charts/laneindex.h"
#include "ui/charts/playback.h"
#include "ui/charts/timelineplot.h"
#include "ui/state/session.h"

#include <QElapsedTimer>
#include <QPoint>
#include <QTimer>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QStackedWidget;
class QToolButton;
QT_END_NAMESPACE

namespace vci::ui {

class EmptyState;

/// The life of the aggregate in focus in time: title, playback, and the chart. Everything it does, it does to the session's
/// focus. The window binds keys to the slots. GUI thread; the session must outlive it.
class TimelinePanel : public QWidget {
    Q_OBJECT

public:
    explicit TimelinePanel(Session& session, QWidget* parent = nullptr);

    /// Of the aggregate in focus, by last sequence: marks below the lanes.
    void setSnapshots(const std::vector<store::Snapshot>& snapshots);
    [[nodiscard]] TimelinePlot* plot() const { return m_plot; }
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public Q_SLOTS:
    /// So many events on (or back, where negative), not beyond the ends. Position 0 is before the first event.
    void stepBy(int events);
    /// To the next (1) or previous (−1) event of the type at the playhead.
    void stepSameType(int direction);
    /// To the first event, the last event.
    void toStart();
    void toEnd();
    /// Plays from the playhead in recorded proportions; from the start where it stands at the end.
    void togglePlay();
    /// Times the recorded pace.
    void setSpeed(int factor);
    void fit();
    /// Factor < 1 zooms in.
    void zoom(double factor);
    void zoomIn() { zoom(0.5); }
    void zoomOut() { zoom(2); }
    void setPinHere(vci::ui::FocusBus::Pin pin);
    void clearPins();

Q_SIGNALS:
    void playingChanged(bool playing);
    /// Another timeline is in the plot.
    void indexShown();

private:
    void setUpTitle();
    void connectSession();
    void connectPlot();
    void onTimelineChanged();
    void showTimeline();
    void showIndex(std::shared_ptr<const LaneIndex> index);
    void markSnapshots();
    void showLoading();
    void showFailure();
    void showNothing();
    void onPositionChanged(replay::Position position);
    void onPinsChanged();
    void updateTitle();
    void updateStanding();
    void updatePlayButton();
    void onTick();
    void stopPlaying();
    void moveTo(replay::Position position);
    void showHover(std::optional<std::size_t> event, const QPoint& globalPos);
    [[nodiscard]] QString hoverText(std::size_t event) const;
    void showMenu(const QPoint& globalPos, replay::Position position);

    Session& m_session;
    QLabel* m_title;
    QToolButton* m_play;
    QToolButton* m_speedButton;
    QLabel* m_standing;
    QStackedWidget* m_pages;
    TimelinePlot* m_plot;
    EmptyState* m_empty;
    std::shared_ptr<const LaneIndex> m_index;  ///< of the session's timeline, or null
    std::vector<store::Snapshot> m_snapshots;
    std::uint64_t m_arranging = 0;  ///< number of the newest index asked for
    Playback m_playback;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    int m_speed = 1;
    std::optional<std::size_t> m_hovered;
    QPoint m_hoverPos;
    QString m_hoverSummary;
};

}  // namespace vci::ui
