// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/anchorsmodel.h"

#include "ui/models/staterows.h"
#include "ui/models/tone.h"

#include <algorithm>
#include <span>
#include <utility>

namespace vci::ui {

namespace {

using anchor::AnchorStanding;
using anchor::AnchorVerdict;

constexpr qsizetype kHashShown = 12;

int toneOf(const std::optional<AnchorVerdict>& verdict)
{
    if (!verdict) return Tone::Quiet;
    switch (verdict->standing) {
    case AnchorStanding::Final:
        return Tone::Good;
    case AnchorStanding::NotFinal:
    case AnchorStanding::Unchecked:
        return Tone::Warning;
    case AnchorStanding::Refuted:
        return Tone::Bad;
    }
    return Tone::Normal;
}

QString sizeText(std::int64_t treeSize)
{
    return AnchorsModel::tr("It anchors the checkpoint of the first %1 events.").arg(format::count(treeSize));
}

QString verdictLines(const QString& title, const std::optional<AnchorVerdict>& verdict)
{
    if (!verdict) return AnchorsModel::tr("%1: not checked yet").arg(title);
    QString line = title + QStringLiteral(": ") + standingText(*verdict);
    if (!verdict->source.empty()) line += AnchorsModel::tr(", says %1").arg(format::plain(verdict->source));
    for (const anchor::AnchorFinding& finding : verdict->findings)
        line +=
            QStringLiteral("\n    ") + format::findingName(finding.kind) + QStringLiteral(" — ") + format::plain(finding.message);
    return line;
}

}  // namespace

QString standingText(const AnchorVerdict& verdict)
{
    switch (verdict.standing) {
    case AnchorStanding::Final:
        return AnchorsModel::tr("✓ final");
    case AnchorStanding::NotFinal:
        return AnchorsModel::tr("◔ not final");
    case AnchorStanding::Refuted:
        return AnchorsModel::tr("✕ refuted");
    case AnchorStanding::Unchecked:
        // By itself the recorded proof says that the block holds the anchor, not that the chain holds the block.
        return verdict.block ? AnchorsModel::tr("? if block %1 holds").arg(format::count(verdict.block->number))
                             : AnchorsModel::tr("? not checked");
    }
    return {};
}

void AnchorsModel::setAnchors(const std::vector<verify::CheckedAnchor>* asked, const std::vector<verify::CheckedAnchor>* unasked)
{
    beginResetModel();
    m_rows.clear();
    if (asked != nullptr)
        for (const verify::CheckedAnchor& each : *asked) m_rows.push_back({each, each.verdict, {}});
    for (const verify::CheckedAnchor& each :
         unasked != nullptr ? std::span(*unasked) : std::span<const verify::CheckedAnchor>()) {
        const auto same = std::ranges::find_if(m_rows, [&](const Row& row) {
            return row.anchor.chainId == each.chainId && row.anchor.txHash == each.txHash && row.anchor.treeSize == each.treeSize;
        });
        if (same == m_rows.end())
            m_rows.push_back({each, {}, each.verdict});
        else
            same->unasked = each.verdict;
    }
    endResetModel();
}

void AnchorsModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || m_rows.empty()) return;
    Q_EMIT dataChanged(index(0, BlockColumn), index(rowCount() - 1, BlockColumn));
}

QString AnchorsModel::details(int row) const
{
    const Row& shown = m_rows[static_cast<std::size_t>(row)];
    // What it says comes first: where there is little room, the hashes are what must be scrolled to.
    QStringList lines{verdictLines(tr("By the chain"), shown.asked), verdictLines(tr("Without network"), shown.unasked)};
    if (shown.anchor.treeSize > 0) lines += sizeText(shown.anchor.treeSize);
    const auto& block = shown.anchor.verdict.block;
    if (block)
        lines += tr("block %1 of %2 · %3")
                     .arg(format::count(block->number), format::dateTime(block->time, m_zone),
                          QString::fromStdString(block->hash.toString()));
    lines += tr("transaction %1 on chain %2").arg(format::plain(shown.anchor.txHash)).arg(shown.anchor.chainId);
    lines +=
        tr("sender %1 · root %2")
            .arg(format::plain(shown.anchor.sender), QString::fromLatin1(QByteArray::fromStdString(shown.anchor.root).toHex()));
    return lines.join(QLatin1Char('\n'));
}

int AnchorsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AnchorsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString AnchorsModel::text(const Row& row, int column) const
{
    switch (column) {
    case TransactionColumn: {
        const QString hash = format::plain(row.anchor.txHash);
        return hash.size() > kHashShown ? hash.left(kHashShown) + QStringLiteral("…") : hash;
    }
    case SizeColumn:
        return row.anchor.treeSize > 0 ? format::count(row.anchor.treeSize) : tr("none here");
    case BlockColumn: {
        const auto& block = row.anchor.verdict.block;
        if (block) return tr("%1 · %2").arg(format::count(block->number), format::toTheSecond(block->time, m_zone));
        return row.anchor.verdict.standing == AnchorStanding::NotFinal ? tr("in no block") : tr("not known");
    }
    case AskedColumn:
        return row.asked ? standingText(*row.asked) : tr("– not asked");
    case UnaskedColumn:
        return row.unasked ? standingText(*row.unasked) : tr("– not tried");
    default:
        return {};
    }
}

QVariant AnchorsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TransactionColumn) return plainToolTip(format::plain(row.anchor.txHash));
        if (index.column() == SizeColumn && row.anchor.treeSize > 0) return plainToolTip(sizeText(row.anchor.treeSize));
        return plainToolTip(text(row, index.column()));
    case SortRole:
        return index.column() == SizeColumn ? QVariant(static_cast<qlonglong>(row.anchor.treeSize)) : text(row, index.column());
    case ToneRole:
        if (index.column() == AskedColumn) return toneOf(row.asked);
        if (index.column() == UnaskedColumn) return toneOf(row.unasked);
        return index.column() == TransactionColumn ? Tone::Normal : Tone::Quiet;
    case CopyRole:
        return details(index.row());
    default:
        return {};
    }
}

QVariant AnchorsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Transaction"), tr("Events"), tr("Block"), tr("By the chain"), tr("Offline")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
