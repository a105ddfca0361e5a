// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pageflow.h"

#include "ui/print/sheets.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <utility>

namespace vci::ui::print {

namespace {

const QColor kInk(0x1d, 0x24, 0x30);
const QColor kSoft(0x5b, 0x66, 0x75);
const QColor kLine(0xd9, 0xde, 0xe6);
const QColor kBand(0xf4, 0xf6, 0xf9);

constexpr double kPointsAnInch = 72;
constexpr double kTablePoints = 7.5;
constexpr double kCodePoints = 6.5;
constexpr double kCellGap = 3;
constexpr double kFooterPoints = 22;
constexpr double kKeptTogether = 70;  // a heading and the beginning of what follows it

/// Nothing of the application's font or of the screen: whoever rechecks a report lays it out as whoever made it.
QFont ownFont(const QStringList& families)
{
    QFont font(families);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont textFont(double points, bool isBold = false)
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

/// Without ligatures where a script needs none: ﬁ is copied and searched for as another letter than f and i.
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

/// Breaks a text into lines; its height.
double layOut(QTextLayout& layout, double width, Qt::Alignment alignment = Qt::AlignLeft)
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

/// A time too wide for its column goes on below at its T, and not within its seconds.
QString brokenTime(const QString& time, const QFont& font, double width, const QPaintDevice& device)
{
    const qsizetype clock = time.indexOf(QLatin1Char('T')) + 1;
    if (clock == 0 || time.contains(QChar::LineSeparator) || QFontMetricsF(font, &device).horizontalAdvance(time) <= width)
        return time;
    return time.left(clock) + QChar(QChar::LineSeparator) + time.mid(clock);
}

std::vector<QString> titlesOf(const report::Table& table)
{
    std::vector<QString> titles;
    titles.reserve(table.columns.size());
    for (const report::Column& column : table.columns) titles.push_back(QString::fromStdString(column.title));
    return titles;
}

/// Each text cut in two, where it is long; true where any was.
bool halve(const std::vector<QString>& cells, std::vector<QString>& first, std::vector<QString>& second)
{
    constexpr qsizetype kLong = 40;
    bool any = false;
    for (const QString& cell : cells) {
        const qsizetype at = cell.size() > kLong ? cell.size() / 2 : cell.size();
        any = any || at < cell.size();
        first.push_back(cell.left(at));
        second.push_back(cell.mid(at));
    }
    return any;
}

}  // namespace

PageFlow::PageFlow(Sheets& sheets, Pass pass, QString footer, int pages)
    : m_sheets(sheets)
    , m_pass(pass)
    , m_footer(std::move(footer))
    , m_pages(pages)
    , m_width(sheets.sizePx().width())
    , m_height(sheets.sizePx().height())
{
}

double PageFlow::px(double points) const
{
    return points * kDotsAnInch / kPointsAnInch;
}

double PageFlow::room() const
{
    return m_height - px(kFooterPoints) - m_y;
}

double PageFlow::heightOf(const QString& text, const QFont& font, double width) const
{
    if (text.isEmpty()) return 0;
    QTextLayout layout(text, fontFor(text, font), &m_sheets.device());
    return layOut(layout, width);
}

void PageFlow::draw(double x, double y, double width, const QString& text, const QFont& font, const QColor& color,
                    Qt::Alignment alignment)
{
    if (m_pass == Pass::Measure || text.isEmpty()) return;
    QTextLayout layout(text, fontFor(text, font), &m_sheets.device());
    layOut(layout, width, alignment);
    m_sheets.painter().setPen(color);
    layout.draw(&m_sheets.painter(), {x, y});
}

void PageFlow::fill(double x, double y, double width, double height, const QColor& color)
{
    if (m_pass == Pass::Draw) m_sheets.painter().fillRect(QRectF(x, y, width, height), color);
}

void PageFlow::text(const QString& text, const QFont& font, double indent, double after)
{
    const double height = heightOf(text, font, m_width - indent);
    if (room() < height && m_y > 0) newPage();
    draw(indent, m_y, m_width - indent, text, font, kInk);
    m_y += height + px(after);
}

void PageFlow::heading(const QString& text, double points)
{
    if (m_y > 0) space(points);
    if (room() < px(kKeptTogether)) newPage();
    this->text(text, textFont(points, true), 0, points / 2);
}

void PageFlow::paragraph(const QString& text, double points)
{
    this->text(text, textFont(points), 0, points / 2);
}

void PageFlow::bullets(const std::vector<std::string>& items)
{
    const double indent = px(12);
    for (const std::string& item : items) {
        const QString words = QString::fromStdString(item);
        const QFont font = textFont(kTextPoints);
        if (room() < heightOf(words, font, m_width - indent)) newPage();
        draw(0, m_y, indent, QStringLiteral("•"), font, kSoft);
        text(words, font, indent, 4);
    }
    space(6);
}

void PageFlow::box(const QColor& color, const QString& title, const std::vector<QString>& lines)
{
    const double indent = px(16);
    const double inside = m_width - indent - px(10);
    const QFont titleFont = textFont(16, true);
    const QFont lineFont = textFont(kTextPoints);
    double height = px(20) + heightOf(title, titleFont, inside);
    for (const QString& line : lines) height += px(5) + heightOf(line, lineFont, inside);
    fill(0, m_y, m_width, height, kBand);
    fill(0, m_y, px(5), height, color);
    double y = m_y + px(10);
    draw(indent, y, inside, title, titleFont, kInk);
    y += heightOf(title, titleFont, inside);
    for (const QString& line : lines) {
        y += px(5);
        draw(indent, y, inside, line, lineFont, kInk);
        y += heightOf(line, lineFont, inside);
    }
    m_y += height + px(14);
}

void PageFlow::contentsLine(const QString& title, int page)
{
    const QFont font = textFont(kTextPoints);
    const double numbers = px(40);
    const double height = heightOf(title, font, m_width - numbers);
    if (room() < height) newPage();
    draw(m_width - numbers, m_y, numbers, QString::number(page), font, kInk, Qt::AlignRight);
    text(title, font, 0, 5);
}

void PageFlow::table(const report::Table& table)
{
    if (std::vector<QString> titles = titlesOf(table); !titles.front().isEmpty()) row(table, std::move(titles), true);
    for (const auto& cells : table.rows) {
        if (m_sheets.isFull()) return;
        std::vector<QString> texts;
        texts.reserve(cells.size());
        for (const std::string& cell : cells) texts.push_back(QString::fromStdString(cell));
        row(table, std::move(texts), false);
    }
    space(10);
}

void PageFlow::row(const report::Table& table, std::vector<QString> cells, bool isHead)
{
    int weights = 0;
    for (const report::Column& column : table.columns) weights += column.weight;
    const double gap = px(kCellGap);
    std::vector<QFont> fonts;
    double height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const report::Column& column = table.columns[i];
        const bool isName = isHead || (i == 0 && table.columns.front().title.empty());
        fonts.push_back(column.kind == report::Column::Kind::Code && !isHead ? codeFont(kCodePoints)
                                                                             : textFont(kTablePoints, isName));
        const double width = m_width * column.weight / weights - 2 * gap;
        if (column.kind == report::Column::Kind::Time) cells[i] = brokenTime(cells[i], fonts[i], width, m_sheets.device());
        height = std::max(height, heightOf(cells[i], fonts[i], width));
    }
    height += 2 * gap;
    if (room() < height) {
        std::vector<QString> first;
        std::vector<QString> second;
        if (height > (m_height - px(kFooterPoints)) / 2 && halve(cells, first, second)) {
            row(table, std::move(first), isHead);
            row(table, std::move(second), isHead);
            return;
        }
        newPage();
        if (!isHead && !table.columns.front().title.empty()) {
            row(table, titlesOf(table), true);
        }
    }
    if (isHead) fill(0, m_y, m_width, height, kBand);
    double x = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const double width = m_width * table.columns[i].weight / weights;
        const bool isNumber = table.columns[i].kind == report::Column::Kind::Number;
        draw(x + gap, m_y + gap, width - 2 * gap, cells[i], fonts[i], kInk, isNumber ? Qt::AlignRight : Qt::AlignLeft);
        x += width;
    }
    m_y += height;
    fill(0, m_y, m_width, px(0.5), kLine);
}

void PageFlow::newPage()
{
    drawFooter();
    if (m_pass == Pass::Draw) m_sheets.newPage();
    ++m_page;
    m_y = 0;
}

void PageFlow::drawFooter()
{
    const QFont font = textFont(7);
    const double y = m_height - px(kFooterPoints / 2);
    draw(0, y, m_width * 3 / 4, m_footer, font, kSoft);
    draw(m_width * 3 / 4, y, m_width / 4, QStringLiteral("page %1 of %2").arg(m_page).arg(m_pages), font, kSoft, Qt::AlignRight);
}

}  // namespace vci::ui::print
