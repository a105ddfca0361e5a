// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/statusbar.h"

#include "ui/format/text.h"
#include "ui/state/session.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>
#include <chrono>

namespace vci::ui {

namespace {

constexpr int kHeightPx = 24;
constexpr int kMaxShownTasks = 3;
constexpr std::chrono::milliseconds kWorthShowing{300};

QLabel* quietLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QStringLiteral("secondary"));
    return label;
}

}  // namespace

StatusBar::StatusBar(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_position(quietLabel(this))
    , m_events(quietLabel(this))
    , m_latency(quietLabel(this))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("bar"));
    setFixedHeight(kHeightPx);
    setAccessibleName(tr("Status"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(24);
    row->addWidget(m_position);
    row->addWidget(m_events);
    row->addWidget(m_latency);
    row->addStretch();
    m_taskRow = new QHBoxLayout;
    m_taskRow->setSpacing(16);
    row->addLayout(m_taskRow);

    m_soon.setSingleShot(true);
    m_soon.setInterval(kWorthShowing);
    connect(&m_soon, &QTimer::timeout, this, &StatusBar::showTasks);
    connect(&m_session, &Session::timelineChanged, this, &StatusBar::refresh);
    connect(&m_session, &Session::positionChanged, this, &StatusBar::refresh);
    connect(&m_session, &Session::taskStarted, this, [this](const TaskState& state) {
        Task& task = m_tasks[state.request];
        task.state = state;
        task.since.start();
        if (!m_soon.isActive()) m_soon.start();
    });
    connect(&m_session, &Session::taskProgressed, this, [this](const TaskState& state) {
        const auto task = m_tasks.find(state.request);
        if (task == m_tasks.end()) return;
        task->second.state = state;
        if (task->second.text) task->second.text->setText(taskText(state));
    });
    connect(&m_session, &Session::taskFinished, this, [this](RequestNumber request) {
        const auto task = m_tasks.find(request);
        if (task == m_tasks.end()) return;
        if (task->second.row) task->second.row->deleteLater();
        m_tasks.erase(task);
    });
    connect(&m_session, &Session::sourceStateChanged, this, [this] {
        // Tasks of a source that is gone are never reported as finished.
        for (auto& [request, task] : m_tasks)
            if (task.row) task.row->deleteLater();
        m_tasks.clear();
    });
    refresh();
}

void StatusBar::refresh()
{
    const auto& timeline = m_session.timeline();
    const bool loaded = timeline != nullptr;
    m_position->setVisible(loaded);
    m_events->setVisible(loaded);
    m_latency->setVisible(loaded);
    if (!loaded) return;
    const auto size = static_cast<std::int64_t>(timeline->size());
    m_position->setText(
        tr("Position %1 / %2").arg(format::count(static_cast<std::int64_t>(m_session.position())), format::count(size)));
    m_events->setText(size == 1 ? tr("1 event") : tr("%1 events").arg(format::count(size)));
    m_latency->setText(tr("replayed in %1").arg(format::duration(m_session.timelineLatency().count())));
}

QString StatusBar::taskText(const TaskState& state)
{
    if (state.total > 0)
        return QStringLiteral("%1 %2 / %3").arg(state.title, format::count(state.done), format::count(state.total));
    if (state.done > 0) return QStringLiteral("%1 %2").arg(state.title, format::count(state.done));
    return state.title + QStringLiteral("…");
}

void StatusBar::showTasks()
{
    bool others = false;
    auto shown = std::count_if(m_tasks.begin(), m_tasks.end(), [](const auto& entry) { return entry.second.row != nullptr; });
    for (auto& [request, task] : m_tasks) {
        if (task.row) continue;
        const bool longEnough = task.since.hasExpired(kWorthShowing.count());
        if (longEnough && shown < kMaxShownTasks) {
            addRow(task);
            ++shown;
        } else {
            others = true;
        }
    }
    if (others) m_soon.start();
}

void StatusBar::addRow(Task& task)
{
    task.row = new QWidget(this);
    auto* row = new QHBoxLayout(task.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    task.text = quietLabel(task.row);
    task.text->setText(taskText(task.state));
    auto* cancel = new QPushButton(tr("Cancel"), task.row);
    cancel->setProperty("look", QStringLiteral("smalllink"));
    cancel->setAccessibleName(tr("Cancel: %1").arg(task.state.title));
    connect(cancel, &QPushButton::clicked, this, [this, request = task.state.request] { m_session.cancelTask(request); });
    row->addWidget(task.text);
    row->addWidget(cancel);
    m_taskRow->addWidget(task.row);
    task.row->show();
}

}  // namespace vci::ui
