// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace vci::ui {

/// Paints ChainModel: event by level, aggregate, and the waterfall. 20 px rows without lines.
class ChainDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeightPx = 20;
    static constexpr int kIndentPx = 12;
    static constexpr int kLeastIndentPx = 4;
    static constexpr int kNamePx = 150;  ///< kept for the name however deep it stands

    explicit ChainDelegate(QObject* parent = nullptr);
    /// Narrower levels for a deep chain in a narrow column.
    void setIndent(int indentPx) { m_indentPx = indentPx; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintEvent(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintTime(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    int m_indentPx = kIndentPx;
    QFont m_font;
    QFont m_small;
};

}  // namespace vci::ui
