// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report/presentation.h"
#include "ui/print/tablelayout.h"

#include <QColor>
#include <QFont>
#include <QString>

#include <string>
#include <vector>

namespace vci::ui::print {

class Sheets;

enum class Pass {
    Measure,  ///< pages are counted, nothing is drawn
    Draw,
};

/// Puts texts and tables below each other on sheets and begins a new one where one is full. A row goes to the next sheet whole,
/// below the table's head, and neither a head nor one row of several stands alone; only what is higher than a sheet is torn.
/// Measures are points.
class PageFlow {
public:
    /// sheets must outlive it. Each page ends with footer and "page N of pages".
    PageFlow(Sheets& sheets, Pass pass, QString footer, int pages);

    void heading(const QString& text, double points);
    void paragraph(const QString& text, double points = kTextPoints);
    void bullets(const std::vector<std::string>& items);
    void table(const report::Table& table);
    /// A box with a stripe of the colour, a title and lines below it.
    void box(const QColor& color, const QString& title, const std::vector<QString>& lines);
    /// Of the contents: the title and, to the right, the page.
    void contentsLine(const QString& title, int page);
    void space(double points) { m_y += px(points); }
    void newPage();
    /// The last page's footer. Call once.
    void finish() { drawFooter(); }

    [[nodiscard]] int page() const { return m_page; }

    static constexpr double kTextPoints = 9.5;

private:
    [[nodiscard]] double px(double points) const;
    [[nodiscard]] double room() const;
    [[nodiscard]] double heightOf(const QString& text, const QFont& font, double width) const;
    void draw(double x, double y, double width, const QString& text, const QFont& font, const QColor& color,
              Qt::Alignment alignment = Qt::AlignLeft);
    void fill(double x, double y, double width, double height, const QColor& color);
    void text(const QString& text, const QFont& font, double indent, double after);
    void row(const TableLayout& layout, TableLayout::Row cells);
    void beginTableSheet(const TableLayout& layout);
    void drawFooter();

    Sheets& m_sheets;
    Pass m_pass;
    QString m_footer;
    int m_pages;
    int m_page = 1;
    double m_y = 0;
    double m_width;
    double m_height;
};

}  // namespace vci::ui::print
