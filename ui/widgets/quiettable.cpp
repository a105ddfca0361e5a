// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/quiettable.h"

#include "ui/delegates/plaindelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

#include <algorithm>
#include <numeric>
#include <utility>

namespace vci::ui {

namespace {
constexpr int kHeaderHeightPx = 26;
constexpr int kRowsMeasured = 100;
constexpr int kMostGrowingRows = 2000;  ///< rows of different heights are all measured before the first is seen
}  // namespace

QuietTable::QuietTable(QAbstractItemModel* model, std::vector<Bounds> bounds, int restColumn, int toneRole, QWidget* parent)
    : RowsView(parent)
    , m_bounds(std::move(bounds))
    , m_restColumn(restColumn)
    , m_delegate(new PlainDelegate(toneRole, this))
{
    setHeaderHidden(false);
    setTakesEnds(true);
    header()->setFixedHeight(kHeaderHeightPx);
    header()->setSectionsClickable(false);
    header()->setTextElideMode(Qt::ElideRight);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setModel(model);
    setItemDelegate(m_delegate);
    connect(model, &QAbstractItemModel::modelReset, this, &QuietTable::fitColumns);
    connect(model, &QAbstractItemModel::rowsInserted, this, &QuietTable::fitColumns);
    connect(model, &QAbstractItemModel::dataChanged, this, &QuietTable::fitColumns);
    connect(this, &RowsView::widthChanged, this, &QuietTable::fitColumns);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    fitColumns();
}

void QuietTable::setExpendable(std::vector<int> columns)
{
    m_expendable = std::move(columns);
    fitColumns();
}

void QuietTable::setMostLines(int lines)
{
    m_mostLines = lines;
    fitColumns();
}

bool QuietTable::isCut(int row) const
{
    return m_delegate->isCut(model()->index(row, m_restColumn).data().toString(), columnWidth(m_restColumn));
}

int QuietTable::wantedWidth(int column) const
{
    const Bounds& bounds = m_bounds[static_cast<std::size_t>(column)];
    int wanted = header()->sectionSizeHint(column);
    const int rows = std::min(model()->rowCount(), kRowsMeasured);
    for (int row = 0; row < rows; ++row) wanted = std::max(wanted, sizeHintForIndex(model()->index(row, column)).width());
    // Numbers grow: the last one is the widest.
    if (const int all = model()->rowCount(); all > rows)
        wanted = std::max(wanted, sizeHintForIndex(model()->index(all - 1, column)).width());
    return std::clamp(wanted, std::max(0, bounds.leastPx), bounds.mostPx);
}

int QuietTable::wantedWidth() const
{
    int wanted = 0;
    for (int column = 0; column < static_cast<int>(m_bounds.size()); ++column) {
        if (isColumnHidden(column)) continue;
        wanted += column == m_restColumn ? m_bounds[static_cast<std::size_t>(column)].leastPx : wantedWidth(column);
    }
    return wanted;
}

void QuietTable::spareColumns()
{
    for (const int column : m_expendable) setColumnHidden(column, false);
    for (const int column : m_expendable) {
        if (wantedWidth() <= viewport()->width()) return;
        setColumnHidden(column, true);
    }
}

void QuietTable::fitColumns()
{
    spareColumns();
    const int count = static_cast<int>(m_bounds.size());
    std::vector<int> widths;
    std::vector<int> leasts;
    for (int column = 0; column < count; ++column) {
        if (isColumnHidden(column)) {
            widths.push_back(0);
            leasts.push_back(0);
            continue;
        }
        const int leastPx = m_bounds[static_cast<std::size_t>(column)].leastPx;
        widths.push_back(column == m_restColumn ? leastPx : wantedWidth(column));
        leasts.push_back(leastPx == kWhole ? widths.back() : leastPx);
    }
    const int least = std::accumulate(leasts.begin(), leasts.end(), 0);
    const int room = viewport()->width();
    const int all = std::accumulate(widths.begin(), widths.end(), 0);
    if (all <= room) widths[static_cast<std::size_t>(m_restColumn)] += room - all;
    // What would stand beyond the view's edge could not be seen at all: each column gives of what it has above its least, and
    // where even that is not enough, of all.
    for (int column = 0; all > room && column < count; ++column) {
        int& width = widths[static_cast<std::size_t>(column)];
        const int leastPx = leasts[static_cast<std::size_t>(column)];
        width = least <= room ? leastPx + (width - leastPx) * (room - least) / (all - least) : leastPx * room / least;
    }
    for (int column = 0; column < count; ++column)
        if (!isColumnHidden(column)) setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
    fitRows();
}

void QuietTable::fitRows()
{
    const bool grow = m_mostLines > 1 && model()->rowCount() <= kMostGrowingRows;
    m_delegate->setWrapping(m_restColumn, grow ? m_mostLines : 1);
    setUniformRowHeights(!grow);
    if (grow) scheduleDelayedItemsLayout();
}

}  // namespace vci::ui
