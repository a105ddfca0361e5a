// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/windowedmodel.h"

#include <algorithm>

namespace vci::ui {

int WindowedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(std::min(kMaxRows, m_size - m_begin));
}

std::optional<int> WindowedModel::rowOf(qint64 position) const
{
    if (position < m_begin || position >= m_begin + rowCount()) return std::nullopt;
    return static_cast<int>(position - m_begin);
}

void WindowedModel::centreOn(qint64 position)
{
    const qint64 begin = std::clamp<qint64>(position - kMaxRows / 2, 0, std::max<qint64>(0, m_size - kMaxRows));
    if (begin == m_begin) return;
    beginResetModel();
    m_begin = begin;
    endResetModel();
}

void WindowedModel::showRange(qint64, qint64) {}

void WindowedModel::assignSize(qint64 size)
{
    m_size = size;
    m_begin = 0;
}

void WindowedModel::growTo(qint64 newSize)
{
    Q_ASSERT(newSize >= m_size);
    const qint64 rows = rowCount();
    const qint64 rowsThen = std::min(kMaxRows, newSize - m_begin);
    if (rowsThen > rows) beginInsertRows({}, static_cast<int>(rows), static_cast<int>(rowsThen) - 1);
    m_size = newSize;
    if (rowsThen > rows) endInsertRows();
    Q_EMIT sizeChanged(newSize);
}

}  // namespace vci::ui
