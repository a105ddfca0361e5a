// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/pages/computethread.h"

#include <QWidget>

namespace vci::ui {

class ActivityLog;
class ActivityModel;
class DetailsText;
class EmptyState;
class QuietTable;
class Session;

/// The activity drawer: what operators did from this machine, newest first. Read when it is first shown.
class ActivityPanel : public QWidget {
    Q_OBJECT

public:
    /// Both outlive the panel.
    ActivityPanel(Session& session, ActivityLog& log, QWidget* parent = nullptr);
    ~ActivityPanel() override;

    void takeFocus();
    [[nodiscard]] const ActivityModel& model() const { return *m_model; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void read();
    void showWhatIsThere();
    void explain();

    ActivityLog& m_log;
    ComputeThread m_compute;
    ActivityModel* m_model;
    QuietTable* m_view;
    DetailsText* m_details;
    EmptyState* m_empty;
    bool m_isRead = false;
    bool m_isReading = false;
    bool m_missed = false;  ///< something was appended meanwhile
};

}  // namespace vci::ui
