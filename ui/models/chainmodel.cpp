// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/chainmodel.h"

#include "ui/format/text.h"
#include "ui/models/staterows.h"

namespace vci::ui {

void ChainModel::setView(std::shared_ptr<const ChainView> view, std::vector<ChainRow> rows)
{
    std::optional<EventId> focused;
    if (m_view && m_focused) focused = m_view->graph.nodes[*m_focused].event.id;
    beginResetModel();
    m_view = std::move(view);
    m_rows = std::move(rows);
    m_rowOfNode.assign(m_view ? m_view->graph.nodes.size() : 0, -1);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].kind == ChainRow::Kind::Event) m_rowOfNode[m_rows[i].node] = static_cast<int>(i);
    }
    m_focused.reset();
    endResetModel();
    setFocused(focused);
}

void ChainModel::clear()
{
    setView(nullptr, {});
}

void ChainModel::setFocused(std::optional<EventId> event)
{
    std::optional<std::size_t> node;
    if (m_view && event) {
        const auto found = m_view->index.find(*event);
        if (found != m_view->index.end()) node = found->second;
    }
    if (node == m_focused) return;
    const auto before = m_focused;
    m_focused = node;
    for (const auto& touched : {before, node}) {
        const auto row = touched ? rowOfNode(*touched) : std::nullopt;
        if (row) Q_EMIT dataChanged(index(*row, 0), index(*row, ColumnCount - 1));
    }
}

std::optional<int> ChainModel::rowOfNode(std::size_t node) const
{
    if (node >= m_rowOfNode.size() || m_rowOfNode[node] < 0) return std::nullopt;
    return m_rowOfNode[node];
}

std::optional<int> ChainModel::causeRow(int row) const
{
    if (row < 0 || row >= rowCount()) return std::nullopt;
    const ChainRow& from = m_rows[static_cast<std::size_t>(row)];
    if (from.kind != ChainRow::Kind::Event) return rowOfNode(from.node);
    const auto parent = m_view->graph.nodes[from.node].parent;
    return parent ? rowOfNode(*parent) : std::nullopt;
}

std::optional<int> ChainModel::effectRow(int row) const
{
    if (row < 0 || row >= rowCount()) return std::nullopt;
    const ChainRow& from = m_rows[static_cast<std::size_t>(row)];
    if (from.kind != ChainRow::Kind::Event) return rowOfNode(from.node);
    const auto& children = m_view->graph.nodes[from.node].children;
    return children.empty() ? std::nullopt : rowOfNode(children.front());
}

int ChainModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChainModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ChainModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const ChainRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool event = row.kind == ChainRow::Kind::Event;
    const chain::Node& node = m_view->graph.nodes[row.node];
    const ChainNodeText& text = m_view->texts[row.node];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == EventColumn ? sentence(row) : displayText(row, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(row));
    case SortRole:
        if (index.column() == TimeColumn) return QVariant::fromValue<qlonglong>(node.event.timestamp.at.micros());
        return displayText(row, index.column());
    case KindRole:
        return static_cast<int>(row.kind);
    case IndentRole:
        return static_cast<int>(std::min<std::size_t>(row.indent, 1'000'000));
    case FamilyRole:
        return event ? text.family : QString();
    case FailedRole:
        return event && text.failed;
    case CurrentRole:
        return event && m_focused == row.node;
    case PlaceRole:
        return event ? text.place : -1.0;
    case CausePlaceRole:
        return event && node.parent ? m_view->texts[*node.parent].place : -1.0;
    case MarkRole:
        return mark(row);
    case CopyRole:
        return QString::fromStdString(node.event.id.toString());
    default:
        return {};
    }
}

QString ChainModel::displayText(const ChainRow& row, int column) const
{
    if (row.kind != ChainRow::Kind::Event) return column == EventColumn ? words(row) : QString();
    const ChainNodeText& text = m_view->texts[row.node];
    switch (column) {
    case EventColumn:
        return text.type;
    case AggregateColumn:
        return text.aggregate;
    case TimeColumn:
        return text.offset;
    default:
        return {};
    }
}

QString ChainModel::words(const ChainRow& row) const
{
    const chain::Node& node = m_view->graph.nodes[row.node];
    switch (row.kind) {
    case ChainRow::Kind::Event:
        return {};
    case ChainRow::Kind::More:
        return tr("… %1 more").arg(format::count(static_cast<std::int64_t>(row.count)));
    case ChainRow::Kind::Orphan:
        return tr("⚠ cause %1… does not exist")
            .arg(node.event.causationId ? format::shortId(node.event.causationId->uuid()) : QString());
    case ChainRow::Kind::Cycle:
        return row.count == 1 ? tr("↻ cycle: this event is its own cause")
                              : tr("↻ cycle of %1 events").arg(format::count(static_cast<std::int64_t>(row.count)));
    }
    return {};
}

QString ChainModel::mark(const ChainRow& row) const
{
    if (row.kind != ChainRow::Kind::Event || m_view->mode != ChainMode::Correlation) return {};
    const chain::Node& node = m_view->graph.nodes[row.node];
    if (node.isOrphan) return tr("⚠ orphan");
    return node.inCycle ? tr("↻ cycle") : QString();
}

QString ChainModel::sentence(const ChainRow& row) const
{
    const chain::Node& node = m_view->graph.nodes[row.node];
    const ChainNodeText& text = m_view->texts[row.node];
    switch (row.kind) {
    case ChainRow::Kind::More:
        return tr("%1 more effects of %2, press Enter to show").arg(QString::number(row.count), text.type);
    case ChainRow::Kind::Orphan:
        return tr("Orphan: %1").arg(words(row));
    case ChainRow::Kind::Cycle:
        return words(row);
    case ChainRow::Kind::Event:
        break;
    }
    QStringList parts = {text.type, text.aggregate, text.offset};
    if (node.parent) parts.append(tr("caused by %1").arg(m_view->texts[*node.parent].type));
    if (node.isOrphan) parts.append(tr("its cause does not exist"));
    if (node.inCycle) parts.append(tr("part of a cycle"));
    if (!node.children.empty()) {
        parts.append(node.children.size() == 1 ? tr("1 effect") : tr("%1 effects").arg(node.children.size()));
    }
    if (m_focused == row.node) parts.append(tr("current event"));
    return parts.join(QStringLiteral(", "));
}

QString ChainModel::toolTip(const ChainRow& row) const
{
    const chain::Node& node = m_view->graph.nodes[row.node];
    const Event& event = node.event;
    switch (row.kind) {
    case ChainRow::Kind::More:
        return tr("Click to show the other effects of %1.").arg(m_view->texts[row.node].type);
    case ChainRow::Kind::Orphan:
        return tr("%1 names %2 as its cause. No event of this tenant has that id.")
            .arg(m_view->texts[row.node].type,
                 event.causationId ? QString::fromStdString(event.causationId->toString()) : QString());
    case ChainRow::Kind::Cycle:
        return tr("Each of these events names another of them as its cause, in a circle. No cause can come first.");
    case ChainRow::Kind::Event:
        break;
    }
    return tr("%1 #%2\n%3 %4\n%5\nevent %6")
        .arg(m_view->texts[row.node].type, QString::number(event.sequence.value()), format::plain(event.aggregateType),
             QString::fromStdString(event.aggregateId.toString()), format::plain(event.timestamp.toString()),
             QString::fromStdString(event.id.toString()));
}

QVariant ChainModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case EventColumn:
        return tr("Event");
    case AggregateColumn:
        return tr("Aggregate");
    case TimeColumn:
        return tr("Time");
    default:
        return {};
    }
}

}  // namespace vci::ui
