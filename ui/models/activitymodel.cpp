// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/activitymodel.h"

#include "core/base/timestamp.h"
#include "ui/models/staterows.h"

#include <utility>

namespace vci::ui {

namespace {

QString plainText(const QString& text)
{
    return format::plain(text.toStdString());
}

/// The outcome by sign and word.
QString outcomeText(const Activity& activity)
{
    if (activity.outcome == QLatin1String("started")) return ActivityModel::tr("… started");
    if (activity.outcome == QLatin1String("done")) return ActivityModel::tr("✓ done");
    if (activity.outcome == QLatin1String("cancelled")) return ActivityModel::tr("– cancelled");
    if (activity.outcome == QLatin1String("failed")) return ActivityModel::tr("✗ failed");
    return plainText(activity.outcome);
}

}  // namespace

void ActivityModel::setActivities(std::vector<Activity> activities)
{
    beginResetModel();
    m_activities = std::move(activities);
    endResetModel();
}

void ActivityModel::add(const Activity& activity)
{
    beginInsertRows({}, 0, 0);
    m_activities.push_back(activity);
    endInsertRows();
    if (m_activities.size() <= kMaxRows) return;
    const int last = rowCount() - 1;
    beginRemoveRows({}, last, last);
    m_activities.erase(m_activities.begin());
    endRemoveRows();
}

void ActivityModel::setZone(format::Zone zone)
{
    if (std::exchange(m_zone, zone) == zone || m_activities.empty()) return;
    Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

int ActivityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_activities.size());
}

int ActivityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString ActivityModel::text(const Activity& activity, int column) const
{
    switch (column) {
    case TimeColumn: {
        const auto at = Timestamp::parse(activity.time.toStdString());
        return at.ok() ? format::toTheSecond(at.value(), m_zone) : plainText(activity.time);
    }
    case ActColumn:
        if (activity.act.isEmpty()) return tr("a line that is none of ours");
        return activity.detail.isEmpty() ? plainText(activity.act)
                                         : tr("%1: %2").arg(plainText(activity.act), plainText(activity.detail));
    case OutcomeColumn:
        return outcomeText(activity);
    case ReasonColumn:
        return plainText(activity.act.isEmpty() ? activity.detail : activity.reason);
    case WhoColumn:
        return plainText(activity.login);
    default:
        return {};
    }
}

const Activity& ActivityModel::at(int row) const
{
    return m_activities[m_activities.size() - 1 - static_cast<std::size_t>(row)];
}

QString ActivityModel::details(int row) const
{
    const Activity& activity = at(row);
    const auto time = Timestamp::parse(activity.time.toStdString());
    QStringList lines{tr("%1 · %2 · %3")
                          .arg(time.ok() ? format::dateTime(time.value(), m_zone) : plainText(activity.time),
                               text(activity, ActColumn), text(activity, OutcomeColumn))};
    if (const QString reason = text(activity, ReasonColumn); !reason.isEmpty()) lines += tr("reason: %1").arg(reason);
    if (!activity.source.isEmpty())
        lines += activity.login.isEmpty() ? tr("on %1").arg(plainText(activity.source))
                                          : tr("on %1 as %2").arg(plainText(activity.source), plainText(activity.login));
    return lines.join(QLatin1Char('\n'));
}

QVariant ActivityModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Activity& activity = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(activity, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(text(activity, index.column()));
    case SortRole:
        return index.column() == TimeColumn ? activity.time : text(activity, index.column());
    case CopyRole: {
        QStringList parts;
        for (int column = 0; column < ColumnCount; ++column) parts += text(activity, column);
        parts += plainText(activity.source);
        return parts.join(QLatin1Char('\t'));
    }
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    const QString names[] = {tr("Time"), tr("Who"), tr("Act"), tr("Outcome"), tr("Reason")};
    return section >= 0 && section < ColumnCount ? names[section] : QString();
}

}  // namespace vci::ui
