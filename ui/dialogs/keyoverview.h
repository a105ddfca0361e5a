// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace vci::ui {

/// Every action that has keys, with its keys.
class KeyOverview : public QDialog {
    Q_OBJECT

public:
    KeyOverview(const std::vector<QAction*>& actions, QWidget* parent);
};

}  // namespace vci::ui
