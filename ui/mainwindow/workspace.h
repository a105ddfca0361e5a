// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/widgets/latepage.h"

#include <QSplitter>

#include <utility>
#include <vector>

QT_BEGIN_NAMESPACE
class QTabWidget;
QT_END_NAMESPACE

namespace vci::ui {

class ActivityPanel;
class AggregateSnapshots;
class AggregatesPanel;
class ChainPanel;
class EventsPanel;
class IntegrityPanel;
class OperatorMode;
class ReadModelsPanel;
class Session;
class SnapshotsPanel;
class StatePanel;
class TimelinePanel;
class Verification;

/// The panes of an open source and the hairlines between them: aggregates, timeline over events over drawer, state.
class Workspace : public QSplitter {
    Q_OBJECT

public:
    Workspace(Session& session, OperatorMode& mode, Verification& verification, QWidget* parent = nullptr);

    [[nodiscard]] AggregatesPanel& aggregates() const { return *m_aggregates; }
    [[nodiscard]] TimelinePanel& timeline() const;
    [[nodiscard]] EventsPanel& events() const;
    [[nodiscard]] StatePanel& state() const;
    [[nodiscard]] ChainPanel& chain() const;
    [[nodiscard]] SnapshotsPanel& snapshots() const;
    [[nodiscard]] ReadModelsPanel& readModels() const;
    [[nodiscard]] ActivityPanel& activity() const;
    [[nodiscard]] IntegrityPanel& integrity() const;
    /// Opens the drawer on its chain tab.
    void showChain();
    void showSnapshots();
    void showReadModels();
    void showActivity();
    void showIntegrity();
    /// A page of the drawer that others own the sense of; it is given to the drawer.
    void addToDrawer(QWidget* page, const QString& title);
    void showInDrawer(QWidget* page);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    TimelinePanel* makeTimeline(QWidget* page);
    EventsPanel* makeEvents(QWidget* page);
    QTabWidget* makeDrawer(QWidget* page);
    [[nodiscard]] QTabWidget& drawer() const;
    void openFirstOnce();
    void arrange();
    void markProof();

    Session& m_session;
    Verification& m_verification;
    AggregatesPanel* m_aggregates;
    QSplitter* m_centre;
    AggregateSnapshots* m_aggregateSnapshots;
    LatePage<TimelinePanel>* m_timeline;
    LatePage<EventsPanel>* m_events;
    LatePage<QTabWidget>* m_drawer;
    std::vector<std::pair<QWidget*, QString>> m_addedTabs;  ///< of the drawer, until it is built
    LatePage<ChainPanel>* m_chain;
    LatePage<SnapshotsPanel>* m_snapshots;
    LatePage<ReadModelsPanel>* m_readModels;
    LatePage<ActivityPanel>* m_activity;
    LatePage<IntegrityPanel>* m_integrity;
    LatePage<StatePanel>* m_state;
    bool m_openedFirst = false;
    bool m_arranged = false;
};

}  // namespace vci::ui
