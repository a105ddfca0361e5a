// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/worker.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <map>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace vci::ui {

class Session;

/// Where the playhead stands, how much there is, how long replaying took; and what is running, with a way to end it.
class StatusBar : public QWidget {
    Q_OBJECT

public:
    explicit StatusBar(Session& session, QWidget* parent = nullptr);

private:
    /// A task that has been running long enough to be worth a line.
    struct Task {
        TaskState state;
        QElapsedTimer since;
        QWidget* row = nullptr;
        QLabel* text = nullptr;
    };

    void refresh();
    void showTasks();
    void addRow(Task& task);
    [[nodiscard]] static QString taskText(const TaskState& state);

    Session& m_session;
    QLabel* m_position;
    QLabel* m_events;
    QLabel* m_latency;
    QHBoxLayout* m_taskRow;
    std::map<RequestNumber, Task> m_tasks;
    QTimer m_soon;
};

}  // namespace vci::ui
