// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSplitter>

QT_BEGIN_NAMESPACE
class QTabWidget;
QT_END_NAMESPACE

namespace vci::ui {

class AggregatesPanel;
class ChainPanel;
class EventsPanel;
class Session;
class StatePanel;
class TimelinePanel;

/// The panes of an open source and the hairlines between them: aggregates, timeline over events over drawer, state.
class Workspace : public QSplitter {
    Q_OBJECT

public:
    explicit Workspace(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] AggregatesPanel& aggregates() const { return *m_aggregates; }
    [[nodiscard]] TimelinePanel& timeline() const { return *m_timeline; }
    [[nodiscard]] EventsPanel& events() const { return *m_events; }
    [[nodiscard]] StatePanel& state() const { return *m_state; }
    [[nodiscard]] ChainPanel& chain() const { return *m_chain; }
    /// Opens the drawer on its chain tab.
    void showChain();

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
    StatePanel* m_state;
    bool m_openedFirst = false;
    bool m_arranged = false;
};

}  // namespace vci::ui
