// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace vci::ui {

/// Paints the rows of the events table: a square in the family's colour before the type, the whole row tinted where it is
/// selected, the future faded, a warning sign where something was found. Colours come from the theme.
class EventDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Space left and right of a cell's text; the header's text has the same.
    static constexpr int kPaddingPx = 8;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace vci::ui
