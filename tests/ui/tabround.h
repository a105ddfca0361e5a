// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QPushButton>
#include <QTest>

namespace vci::testing {

/// The texts of the buttons that Tab visits in a dialog that has the keyboard, in that order, from where it is until it has been
/// everywhere it goes.
inline QStringList buttonsByTab()
{
    QList<const QWidget*> seen;
    QStringList buttons;
    while (QWidget* const widget = QApplication::focusWidget()) {
        if (seen.contains(widget)) break;
        seen += widget;
        if (const auto* button = qobject_cast<const QPushButton*>(widget)) buttons += button->text();
        QTest::keyClick(widget, Qt::Key_Tab);
    }
    return buttons;
}

}  // namespace vci::testing
