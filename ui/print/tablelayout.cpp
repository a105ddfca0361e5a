// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/tablelayout.h"

#include "ui/print/typeset.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include <algorithm>
#include <numeric>

namespace vci::ui::print {

namespace {

using Kind = report::Column::Kind;

constexpr double kTablePoints = 7.5;
constexpr double kCodePoints = 6.5;
constexpr std::size_t kRowsMeasured = 1000;  // a longer table has no other words further down, as a rule
constexpr double kNothing = 0.01;            // a difference that only rounding makes
constexpr double kSlack = 1;                 // a text as wide as its column is not broken

/// Of what may not be broken in a column.
double leastOf(const QString& text, Kind kind, const QFontMetricsF& metrics)
{
    if (kind == Kind::Number) return metrics.horizontalAdvance(text);
    if (kind == Kind::Time) return metrics.horizontalAdvance(text.mid(text.indexOf(QLatin1Char('T')) + 1));
    return leastWidth(text, metrics);
}

/// As most texts are drawn (fontFor), so that what is measured is what is drawn.
QFontMetricsF metricsOf(QFont font, const QPaintDevice& device)
{
    font.setStyleStrategy(QFont::PreferNoShaping);
    return {font, &device};
}

}  // namespace

TableLayout::TableLayout(const report::Table& table, double width, double gap, const QPaintDevice& device)
    : m_table(table)
    , m_device(device)
    , m_gap(gap)
{
    std::vector<double> least;
    std::vector<double> most;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const QString title = QString::fromStdString(table.columns[i].title);
        const QFontMetricsF headMetrics = metricsOf(font(i, true), m_device);
        const QFontMetricsF metrics = metricsOf(font(i, false), m_device);
        double one = leastWidth(title, headMetrics);
        double all = headMetrics.horizontalAdvance(title);
        for (std::size_t r = 0; r < std::min(table.rows.size(), kRowsMeasured); ++r) {
            const QString text = QString::fromStdString(table.rows[r][i]);
            one = std::max(one, leastOf(text, table.columns[i].kind, metrics));
            all = std::max(all, metrics.horizontalAdvance(text));
        }
        least.push_back(one + 2 * gap + kSlack);
        most.push_back(std::max(all, one) + 2 * gap + kSlack);
    }
    spread(width, least, most);
}

void TableLayout::spread(double width, const std::vector<double>& least, const std::vector<double>& most)
{
    m_widths = least;
    double left = width - std::accumulate(least.begin(), least.end(), 0.0);
    if (left < 0) {
        for (double& one : m_widths) one *= width / (width - left);
        return;
    }
    // What a column does not need goes to the others, until none needs more; then all share what is left.
    for (bool isNeeded = true; left > kSlack;) {
        int weights = 0;
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            if (!isNeeded || most[i] - m_widths[i] > kNothing) weights += m_table.columns[i].weight;
        if (weights == 0) {
            isNeeded = false;
            continue;
        }
        const double share = left / weights;
        for (std::size_t i = 0; i < m_widths.size(); ++i) {
            if (isNeeded && most[i] - m_widths[i] <= kNothing) continue;
            const double wanted = share * m_table.columns[i].weight;
            const double given = isNeeded ? std::min(wanted, most[i] - m_widths[i]) : wanted;
            m_widths[i] += given;
            left -= given;
        }
    }
}

QFont TableLayout::font(std::size_t column, bool isHead) const
{
    if (m_table.columns[column].kind == Kind::Code && !isHead) return codeFont(kCodePoints);
    const bool isName = column == 0 && !hasHead();
    return textFont(kTablePoints, isHead || isName);
}

bool TableLayout::isNumber(std::size_t column) const
{
    return m_table.columns[column].kind == Kind::Number;
}

TableLayout::Row TableLayout::head() const
{
    Row row{{}, true};
    for (const report::Column& column : m_table.columns) row.texts.push_back(QString::fromStdString(column.title));
    return row;
}

TableLayout::Row TableLayout::row(std::size_t index) const
{
    Row row;
    const auto& cells = m_table.rows[index];
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const QString text = QString::fromStdString(cells[i]);
        const QFontMetricsF metrics = metricsOf(font(i, false), m_device);
        const double room = m_widths[i] - 2 * m_gap;
        row.texts.push_back(m_table.columns[i].kind == Kind::Time ? brokenTime(text, metrics, room)
                                                                  : brokenToFit(text, metrics, room));
    }
    return row;
}

double TableLayout::heightOf(const Row& row) const
{
    double height = 0;
    for (std::size_t i = 0; i < row.texts.size(); ++i) {
        if (row.texts[i].isEmpty()) continue;
        QTextLayout layout(row.texts[i], fontFor(row.texts[i], font(i, row.isHead)), &m_device);
        height = std::max(height, layOut(layout, m_widths[i] - 2 * m_gap));
    }
    return height + 2 * m_gap;
}

}  // namespace vci::ui::print
