// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/look.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace vci::ui {

void setLook(QWidget* widget, const QString& look)
{
    if (widget->property("look").toString() == look) return;
    widget->setProperty("look", look);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

}  // namespace vci::ui
