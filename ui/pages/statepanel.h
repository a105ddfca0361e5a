// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pages/computethread.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QTabWidget;
QT_END_NAMESPACE

namespace vci::ui {

class DiffPage;
class EventPage;
class Session;
class StatePage;
class Verification;

/// The right pane: state, diff and raw event at the playhead.
class StatePanel : public QWidget {
    Q_OBJECT

public:
    enum class Tab { State, Diff, Event };

    /// session and verification must outlive the panel.
    StatePanel(Session& session, const Verification& verification, QWidget* parent = nullptr);
    ~StatePanel() override;

    [[nodiscard]] Tab tab() const;
    void showTab(Tab tab);
    /// Puts the keyboard on what the current tab shows; where it shows only a message, on the tab bar.
    void takeFocus();
    /// Key B: the state tab, with the keyboard on the blame card of the chosen field.
    void focusBlame();
    /// Key D: the diff tab, between the pins or from pin A to now.
    void showPinDiff();

private:
    void nameDiffTab();

    ComputeThread m_compute;
    QTabWidget* m_tabs;
    StatePage* m_statePage;
    DiffPage* m_diffPage;
    EventPage* m_eventPage;
};

}  // namespace vci::ui
