// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pageflow.h"

#include "ui/print/sheets.h"
#include "ui/print/typeset.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <utility>

namespace vci::ui::print {

namespace {

const QColor kInk(0x1d, 0x24, 0x30);
const QColor kSoft(0x5b, 0x66, 0x75);
const QColor kLine(0xd9, 0xde, 0xe6);
const QColor kBand(0xf4, 0xf6, 0xf9);

constexpr double kPointsAnInch = 72;
constexpr double kCellGap = 3;
constexpr double kFooterPoints = 22;
constexpr double kKeptTogether = 70;      // a heading and the beginning of what follows it
constexpr std::size_t kRowsTogether = 2;  // of a table, at its beginning and its end

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
    const TableLayout layout(table, m_width, px(kCellGap), m_sheets.device());
    const std::size_t count = table.rows.size();
    const double page = m_height - px(kFooterPoints);
    if (layout.hasHead()) {
        // No head at the foot of a sheet, and of two rows not one here and one there.
        double begun = layout.heightOf(layout.head());
        for (std::size_t i = 0; i < std::min(count, count > kRowsTogether ? 1 : kRowsTogether); ++i)
            begun += layout.heightOf(layout.row(i));
        if (begun > room() && begun < page && m_y > 0) newPage();
        row(layout, layout.head());
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (m_sheets.isFull()) return;
        TableLayout::Row cells = layout.row(i);
        if (i > 0 && i + kRowsTogether == count) {
            // No single row on the last sheet.
            const double height = layout.heightOf(cells);
            const double both = height + layout.heightOf(layout.row(i + 1));
            if (height <= room() && both > room() && both < page / 2) beginTableSheet(layout);
        }
        row(layout, std::move(cells));
    }
    space(10);
}

void PageFlow::beginTableSheet(const TableLayout& layout)
{
    newPage();
    if (layout.hasHead()) row(layout, layout.head());
}

void PageFlow::row(const TableLayout& layout, TableLayout::Row cells)
{
    const double gap = px(kCellGap);
    const double height = layout.heightOf(cells);
    if (room() < height) {
        std::vector<QString> first;
        std::vector<QString> second;
        if (height > (m_height - px(kFooterPoints)) / 2 && halve(cells.texts, first, second)) {
            row(layout, {std::move(first), cells.isHead});
            row(layout, {std::move(second), cells.isHead});
            return;
        }
        if (cells.isHead)
            newPage();
        else
            beginTableSheet(layout);
    }
    if (cells.isHead) fill(0, m_y, m_width, height, kBand);
    double x = 0;
    for (std::size_t i = 0; i < cells.texts.size(); ++i) {
        const double width = layout.width(i);
        draw(x + gap, m_y + gap, width - 2 * gap, cells.texts[i], layout.font(i, cells.isHead), kInk,
             layout.isNumber(i) ? Qt::AlignRight : Qt::AlignLeft);
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
