// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/whenshown.h"

#include "ui/mainwindow/workspace.h"
#include "ui/pages/aggregatespanel.h"

#include <QApplication>
#include <QEvent>

#include <cstdio>

namespace vci::app {

WhenShown::WhenShown(ui::MainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    connect(&m_window, &ui::MainWindow::workspaceMade, this, &WhenShown::watch);
    if (m_window.workspace()) watch();
}

void WhenShown::watch()
{
    qApp->installEventFilter(this);
}

bool WhenShown::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint && m_window.workspace()->aggregates().model().itemAt(0)) {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (widget && m_window.workspace()->aggregates().isAncestorOf(widget)) {
            qApp->removeEventFilter(this);
            QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::HighEventPriority);  // before what else waits
        }
    }
    return QObject::eventFilter(watched, event);
}

void WhenShown::customEvent(QEvent*)
{
    std::puts("shown");
    std::fflush(stdout);
    QCoreApplication::quit();
}

}  // namespace vci::app
