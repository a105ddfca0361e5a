// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/keyguard.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTabBar>

namespace vci::ui {

namespace {

bool needs(const QObject* control, int key)
{
    if (qobject_cast<const QAbstractButton*>(control)) return key == Qt::Key_Space;
    if (qobject_cast<const QTabBar*>(control))
        return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
    if (qobject_cast<const QComboBox*>(control)) return key == Qt::Key_Space || key == Qt::Key_Home || key == Qt::Key_End;
    // A field takes letters by itself; these it would leave to the window once it cannot use them.
    if (qobject_cast<const QLineEdit*>(control))
        return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
    return false;
}

bool isEnter(const QKeyEvent& event)
{
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    return enter && !event.isAutoRepeat() && (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

}  // namespace

bool KeyGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto modifiers = key->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
        if (modifiers == Qt::NoModifier && needs(watched, key->key())) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && isEnter(*static_cast<QKeyEvent*>(event))) {
        auto* button = qobject_cast<QAbstractButton*>(watched);
        // In a dialog Enter is the default button's.
        if (button && button->isEnabled() && !qobject_cast<QDialog*>(button->window())) {
            button->click();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace vci::ui
