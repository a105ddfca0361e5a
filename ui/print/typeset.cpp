// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/typeset.h"

#include <QFontMetricsF>
#include <QStringList>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>

namespace vci::ui::print {

namespace {

constexpr qsizetype kShortWord = 16;
constexpr qsizetype kLongPiece = 20;

/// Nothing of the application's font or of the screen: whoever rechecks a report lays it out as whoever made it.
QFont ownFont(const QStringList& families)
{
    QFont font(families);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

bool isBreak(QChar c)
{
    return QStringLiteral("_-:.,;/+@=").contains(c);
}

/// Where the piece that begins at a place ends: behind the next sign that a name may be broken at.
qsizetype endOfPiece(QStringView word, qsizetype from)
{
    while (from < word.size() && !isBreak(word[from])) ++from;
    return std::min(from + 1, word.size());
}

}  // namespace

QFont textFont(double points, bool isBold)
{
    // Not Inter: its other forms of - and : between digits have no text behind them, so that copied times lose them.
    QFont font = ownFont({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")});
    font.setPointSizeF(points);
    font.setBold(isBold);
    return font;
}

QFont codeFont(double points)
{
    QFont font = ownFont({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans")});
    font.setPointSizeF(points);
    return font;
}

QFont fontFor(const QString& text, QFont font)
{
    constexpr char16_t kEndOfLatin = 0x250;
    constexpr char16_t kPunctuation = 0x2000;
    constexpr char16_t kArrows = 0x2200;
    const bool isPlain = std::ranges::all_of(
        text, [](QChar c) { return c.unicode() < kEndOfLatin || (c.unicode() >= kPunctuation && c.unicode() < kArrows); });
    if (isPlain) font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

double layOut(QTextLayout& layout, double width, Qt::Alignment alignment)
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

double leastWidth(const QString& text, const QFontMetricsF& metrics)
{
    double least = 0;
    for (const QStringView word : QStringView(text).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        for (qsizetype from = 0; from < word.size();) {
            const qsizetype end = word.size() <= kShortWord ? word.size() : endOfPiece(word, from);
            if (end - from <= kLongPiece)
                least = std::max(least, metrics.horizontalAdvance(word.mid(from, end - from).toString()));
            from = end;
        }
    }
    return least;
}

QString brokenToFit(const QString& text, const QFontMetricsF& metrics, double width)
{
    if (metrics.horizontalAdvance(text) <= width) return text;
    QString broken;
    QString line;  // what stands on the line so far
    const auto fits = [&](const QString& piece) { return metrics.horizontalAdvance(line + piece) <= width; };
    for (const QString& word : text.split(QLatin1Char(' '))) {
        if (!broken.isEmpty()) {
            broken += QLatin1Char(' ');
            line += QLatin1Char(' ');
        }
        if (word.contains(QChar::LineSeparator) || metrics.horizontalAdvance(word) <= width) {
            if (!fits(word)) line.clear();
            line += word.mid(word.lastIndexOf(QChar::LineSeparator) + 1);
            broken += word;
            continue;
        }
        for (qsizetype from = 0; from < word.size();) {
            const qsizetype end = endOfPiece(word, from);
            const QString piece = word.mid(from, end - from);
            if (!line.isEmpty() && !fits(piece)) {
                broken += QChar(QChar::LineSeparator);
                line.clear();
            }
            broken += piece;
            line += piece;
            from = end;
        }
    }
    return broken;
}

QString brokenTime(const QString& time, const QFontMetricsF& metrics, double width)
{
    const qsizetype clock = time.indexOf(QLatin1Char('T')) + 1;
    if (clock == 0 || time.contains(QChar::LineSeparator) || metrics.horizontalAdvance(time) <= width) return time;
    return time.left(clock) + QChar(QChar::LineSeparator) + time.mid(clock);
}

}  // namespace vci::ui::print
