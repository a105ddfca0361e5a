// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/modelrowsmodel.h"

#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {
constexpr std::size_t kDataBytesShown = 400;
constexpr qint64 kMarginRows = 64;
}  // namespace

void ModelRowsModel::clear()
{
    beginResetModel();
    m_pages.clear();
    m_cursors = {std::nullopt};
    m_pagesSeen = 0;
    m_asked.reset();
    m_shownBegin = m_shownEnd = 0;
    assignSize(0);
    endResetModel();
}

void ModelRowsModel::addPage(qint64 page, store::ReadModelPage rows)
{
    if (m_asked == page) m_asked.reset();
    const auto number = static_cast<std::size_t>(page);
    const bool isNew = number == m_pagesSeen;
    const auto count = static_cast<qint64>(rows.rows.size());
    m_pages[page] = Page{std::move(rows.rows), ++m_clock};
    if (isNew) {
        ++m_pagesSeen;
        if (rows.next) m_cursors.push_back(std::move(rows.next));
        if (count > 0) growTo(size() + count);
    } else {
        const auto first = rowOf(page * kPageRows);
        const auto last = rowOf(page * kPageRows + count - 1);
        if (first && last) Q_EMIT dataChanged(index(*first, 0), index(*last, ColumnCount - 1));
    }
    while (m_pages.size() > kPagesKept) {
        const auto oldest = std::min_element(m_pages.begin(), m_pages.end(),
                                             [](const auto& a, const auto& b) { return a.second.lastUse < b.second.lastUse; });
        m_pages.erase(oldest);
    }
    askForMissing();
}

void ModelRowsModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || rowCount() == 0) return;
    Q_EMIT dataChanged(index(0, UpdatedColumn), index(rowCount() - 1, UpdatedColumn));
}

const store::ReadModelRow* ModelRowsModel::rowAt(qint64 position) const
{
    const auto page = m_pages.find(position / kPageRows);
    if (position < 0 || page == m_pages.end()) return nullptr;
    const auto offset = static_cast<std::size_t>(position % kPageRows);
    return offset < page->second.rows.size() ? &page->second.rows[offset] : nullptr;
}

void ModelRowsModel::showRange(qint64 begin, qint64 end)
{
    m_shownBegin = begin;
    m_shownEnd = end;
    askForMissing();
}

void ModelRowsModel::askForMissing()
{
    if (m_asked) return;
    const qint64 first = m_shownBegin / kPageRows;
    const qint64 last = (m_shownEnd + kMarginRows) / kPageRows;
    for (qint64 page = first; page <= last && page < static_cast<qint64>(m_cursors.size()); ++page) {
        const auto found = m_pages.find(page);
        if (found != m_pages.end()) {
            found->second.lastUse = ++m_clock;
            continue;
        }
        m_asked = page;
        Q_EMIT pageWanted(page, m_cursors[static_cast<std::size_t>(page)]);
        return;
    }
}

int ModelRowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString ModelRowsModel::text(const store::ReadModelRow& row, int column) const
{
    switch (column) {
    case IdColumn:
        return format::plain(row.modelId);
    case VersionColumn:
        return format::count(row.version);
    case UpdatedColumn:
        return row.updatedAt.foreignText.empty() ? format::dateTime(row.updatedAt.at, m_zone)
                                                 : format::plain(row.updatedAt.foreignText);
    case MakerColumn:
        return !row.projection ? tr("the platform") : row.isManual() ? tr("by hand") : tr("ours");
    case DataColumn:
        return format::plain(std::string_view(row.data).substr(0, kDataBytesShown));
    default:
        return {};
    }
}

QVariant ModelRowsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const store::ReadModelRow* row = rowAt(positionOf(index.row()));
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) return column == VersionColumn ? QVariant(Qt::AlignRight) : QVariant();
    if (row == nullptr) {
        const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
        return isText && column == IdColumn ? QVariant(tr("…")) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(*row, column);
    case Qt::ToolTipRole:
        return plainToolTip(text(*row, column));
    case SortRole:
        if (column == VersionColumn) return QVariant::fromValue<qlonglong>(row->version);
        if (column == UpdatedColumn) return QVariant::fromValue<qlonglong>(row->updatedAt.at.micros());
        return text(*row, column);
    case ToneRole:
        return column == DataColumn || column == MakerColumn ? Tone::Quiet : Tone::Normal;
    case CopyRole:
        return QString::fromStdString(row->modelId);
    default:
        return {};
    }
}

QVariant ModelRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Row"), tr("Version"), tr("Updated"), tr("Made by"), tr("Data")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
