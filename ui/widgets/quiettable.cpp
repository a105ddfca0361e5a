// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/quiettable.h"

#include "ui/delegates/plaindelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {
constexpr int kHeaderHeightPx = 26;
constexpr int kRowsMeasured = 100;
}  // namespace

QuietTable::QuietTable(QAbstractItemModel* model, std::vector<Bounds> bounds, int restColumn, int toneRole, QWidget* parent)
    : RowsView(parent)
    , m_bounds(std::move(bounds))
    , m_restColumn(restColumn)
{
    setHeaderHidden(false);
    header()->setFixedHeight(kHeaderHeightPx);
    header()->setSectionsClickable(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setModel(model);
    setItemDelegate(new PlainDelegate(toneRole, this));
    connect(model, &QAbstractItemModel::modelReset, this, &QuietTable::fitColumns);
    connect(model, &QAbstractItemModel::rowsInserted, this, &QuietTable::fitColumns);
    connect(model, &QAbstractItemModel::dataChanged, this, &QuietTable::fitColumns);
    connect(this, &RowsView::widthChanged, this, &QuietTable::fitColumns);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    fitColumns();
}

void QuietTable::fitColumns()
{
    const int rows = std::min(model()->rowCount(), kRowsMeasured);
    int left = viewport()->width();
    for (int column = 0; column < static_cast<int>(m_bounds.size()); ++column) {
        if (column == m_restColumn) continue;
        const Bounds& bounds = m_bounds[static_cast<std::size_t>(column)];
        int wanted = header()->sectionSizeHint(column);
        for (int row = 0; row < rows; ++row) wanted = std::max(wanted, sizeHintForIndex(model()->index(row, column)).width());
        wanted = std::clamp(wanted, bounds.leastPx, bounds.mostPx);
        setColumnWidth(column, wanted);
        left -= wanted;
    }
    setColumnWidth(m_restColumn, std::max(m_bounds[static_cast<std::size_t>(m_restColumn)].leastPx, left));
}

}  // namespace vci::ui
