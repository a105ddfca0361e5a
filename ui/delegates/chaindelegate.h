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

    explicit ChainDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintEvent(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintTime(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    QFont m_font;
    QFont m_small;
};

}  // namespace vci::ui
