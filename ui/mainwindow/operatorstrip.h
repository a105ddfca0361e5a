// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace vci::ui {

class OperatorMode;

/// Across the window while operator mode is on: that it is, for what, how long still, and the way out.
class OperatorStrip : public QWidget {
    Q_OBJECT

public:
    explicit OperatorStrip(OperatorMode& mode, QWidget* parent = nullptr);

private:
    void refresh();

    OperatorMode& m_mode;
    QLabel* m_text;
};

}  // namespace vci::ui
