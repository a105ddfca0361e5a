// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSplitter>

QT_BEGIN_NAMESPACE
class QTabWidget;
QT_END_NAMESPACE

namespace vci::ui {

class ActivityPanel;
class AggregateSnapshots;
class AggregatesPanel;
class ChainPanel;
class EventsPanel;
class OperatorMode;
class ReadModelsPanel;
class Session;
class SnapshotsPanel;
class StatePanel;
class TimelinePanel;

/// The panes of an open source and the hairlines between them: aggregates, timeline over events over drawer, state.
class Workspace : public QSplitter {
    Q_OBJECT

public:
    Workspace(Session& session, OperatorMode& mode, QWidget* parent = nullptr);

    [[nodiscard]] AggregatesPanel& aggregates() const { return *m_aggregates; }
    [[nodiscard]] TimelinePanel& timeline() const { return *m_timeline; }
    [[nodiscard]] EventsPanel& events() const { return *m_events; }
    [[nodiscard]] StatePanel& state() const { return *m_state; }
    [[nodiscard]] ChainPanel& chain() const { return *m_chain; }
    [[nodiscard]] SnapshotsPanel& snapshots() const { return *m_snapshots; }
    [[nodiscard]] ReadModelsPanel& readModels() const { return *m_readModels; }
    [[nodiscard]] ActivityPanel& activity() const { return *m_activity; }
    /// Opens the drawer on its chain tab.
    void showChain();
    /// Opens the drawer on one of its tabs.
    void showInDrawer(QWidget* tab);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void openFirstOnce();
    void arrange();

    Session& m_session;
    AggregatesPanel* m_aggregates;
    QSplitter* m_centre;
    TimelinePanel* m_timeline;
    EventsPanel* m_events;
    QTabWidget* m_drawer;
    ChainPanel* m_chain;
    AggregateSnapshots* m_aggregateSnapshots;
    SnapshotsPanel* m_snapshots;
    ReadModelsPanel* m_readModels;
    ActivityPanel* m_activity;
    StatePanel* m_state;
    bool m_openedFirst = false;
    bool m_arranged = false;
};

}  // namespace vci::ui
