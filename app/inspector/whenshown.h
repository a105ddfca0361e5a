// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/mainwindow/mainwindow.h"

#include <QObject>

namespace vci::app {

/// Says "shown" on stdout once the first aggregates are painted, and ends the program: for measuring its start.
class WhenShown : public QObject {
    Q_OBJECT

public:
    explicit WhenShown(ui::MainWindow& window);
    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void customEvent(QEvent* event) override;

private:
    void watch();
    ui::MainWindow& m_window;
};

}  // namespace vci::app
