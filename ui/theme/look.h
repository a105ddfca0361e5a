// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace vci::ui {

/// Gives a widget that is shown already another look of the style sheet. A colour in its QPalette would not do: the sheet wins.
void setLook(QWidget* widget, const QString& look);

}  // namespace vci::ui
