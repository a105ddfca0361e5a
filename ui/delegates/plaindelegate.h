// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace vci::ui {

/// Paints the text of any quiet list: one line a cell, elided, right-aligned where the model says so; its colour by ToneRole. One
/// column may go on below in a view whose rows grow.
class PlainDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeightPx = 24;
    static constexpr int kPaddingPx = 8;

    /// toneRole: the model's role for the Tone of a cell, an int; none where it is negative.
    explicit PlainDelegate(int toneRole, QObject* parent = nullptr);
    /// The text of that column takes as many lines as it needs, up to so many; the last one is elided.
    void setWrapping(int column, int mostLines);
    /// Whether a text of that column is elided in a column of that width.
    [[nodiscard]] bool isCut(const QString& text, int columnWidthPx) const;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] int linesOf(const QModelIndex& index) const;

    int m_toneRole;
    int m_wrapColumn = -1;
    int m_mostLines = 1;
};

}  // namespace vci::ui
