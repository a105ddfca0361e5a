// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/words.h"

namespace vci::ui {

QLabel* words(const QString& text, QWidget* parent, const char* look)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (look != nullptr) label->setProperty("look", QString::fromLatin1(look));
    return label;
}

}  // namespace vci::ui
