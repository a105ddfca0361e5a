// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace vci::ui {

/// Paints the text of any quiet list: one line a cell, elided, right-aligned where the model says so; its colour by ToneRole.
class PlainDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeightPx = 24;
    static constexpr int kPaddingPx = 8;

    /// toneRole: the model's role for the Tone of a cell, an int; none where it is negative.
    explicit PlainDelegate(int toneRole, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_toneRole;
};

}  // namespace vci::ui
