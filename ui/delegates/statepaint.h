// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

#include <QFont>
#include <QString>
#include <QStringList>
#include <QStyleOptionViewItem>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

/// What the row delegates share. GUI thread; all colours from Theme.
namespace vci::ui::paint {

enum class Tint { None, Changed };
enum class Line { None, Below };

/// Selection, or the tint of a change; the hairline below; the outline of the focused row.
void background(QPainter& painter, const QStyleOptionViewItem& option, Tint tint, Line line, bool first, bool last);

/// One line of text, elided to fit, centred in height.
void text(QPainter& painter, const QRect& rect, const QString& text, const QFont& font, const QColor& color,
          Qt::Alignment align = Qt::AlignLeft, Qt::TextElideMode elide = Qt::ElideRight);

/// The lines that text takes in that width, at most so many: the last one is elided where it does not hold the rest.
[[nodiscard]] QStringList brokenLines(const QString& text, const QFont& font, int widthPx, int most);

/// The width in px that text takes.
[[nodiscard]] int textWidth(const QString& text, const QFont& font);

}  // namespace vci::ui::paint
