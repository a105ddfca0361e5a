// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace vci::ui {

/// Draws an aggregate on two lines: family square, handle and status; type with short id, time with number of events.
class AggregateDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeightPx = 43;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace vci::ui
