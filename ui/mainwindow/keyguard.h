// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace vci::ui {

/// Keeps window shortcuts of one key (Space, arrows, letters) from taking keys that the focused control needs: a button its
/// Space, a tab bar its arrows, a field what is typed; and lets Enter press the button that has the keyboard. Install on the
/// application.
class KeyGuard : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace vci::ui
