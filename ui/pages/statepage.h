// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/blamestory.h"
#include "ui/models/staterows.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace vci::ui {

class BlameCard;
class ComputeThread;
class EmptyState;
class RowsView;
class Session;
class StateModel;

/// The state at the playhead, with the event that set each field one click away, and the card of the chosen field below.
class StatePage : public QWidget {
    Q_OBJECT

public:
    /// Slots of the compute thread that this page uses.
    enum Slots { RowsSlot = 0, StorySlot = 1 };

    /// session and compute must outlive the page.
    StatePage(Session& session, ComputeThread& compute, QWidget* parent = nullptr);

    /// Chooses a field if none is chosen, and puts the keyboard on its card.
    void focusBlame();
    [[nodiscard]] BlameCard& card() { return *m_card; }
    [[nodiscard]] RowsView& view() { return *m_view; }
    [[nodiscard]] const StateModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectView();
    void refresh();
    void clearRows();
    void askRows();
    void askStory();
    void takeRows(StateTable table);
    void takeStory(BlameStory story);
    [[nodiscard]] bool hasStory() const;
    void showEmptyState();
    void restoreCurrent();
    void chooseField(const QModelIndex& index, bool byMouse);
    void toggleItems(const QModelIndex& index);
    void goToEvent(std::size_t index);
    void fitColumns();
    void showMenu(const QPoint& position);

    Session& m_session;
    ComputeThread& m_compute;
    StateModel* m_model;
    RowsView* m_view;
    BlameCard* m_card;
    EmptyState* m_empty;
    QWidget* m_content;
    QTimer m_loadingShown;  ///< a replay of a few milliseconds shows no flash of "Replaying…"
    QSet<QString> m_expanded;
    std::shared_ptr<const FieldHistory> m_history;
    int m_nameWidth = 0;
    bool m_dirty = true;
    bool m_cardWantsFocus = false;
};

}  // namespace vci::ui
