// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QString>

class QFontMetricsF;
class QTextLayout;

namespace vci::ui::print {

// The fonts of a report's pages, and where lines are broken. Widths are those of the device that the metrics are of.

[[nodiscard]] QFont textFont(double points, bool isBold = false);
[[nodiscard]] QFont codeFont(double points);
/// Without ligatures where a script needs none: ﬁ is copied and searched for as another letter than f and i.
[[nodiscard]] QFont fontFor(const QString& text, QFont font);

/// Breaks a text into lines; its height.
double layOut(QTextLayout& layout, double width, Qt::Alignment alignment = Qt::AlignLeft);

/// The widest of what should not be broken: words, and of long names the pieces up to _ - : . and the like; a hash may be broken
/// anywhere.
[[nodiscard]] double leastWidth(const QString& text, const QFontMetricsF& metrics);
/// The text with line separators in words that are wider: behind _ - : . and the like.
[[nodiscard]] QString brokenToFit(const QString& text, const QFontMetricsF& metrics, double width);
/// A time too wide for its column goes on below at its T, and not within its seconds.
[[nodiscard]] QString brokenTime(const QString& time, const QFontMetricsF& metrics, double width);

}  // namespace vci::ui::print
