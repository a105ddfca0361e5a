// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace vci::ui {

/// Paints StateModel: field, value, `#10`. 25 px rows.
class StateDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kRowHeightPx = 25;
    static constexpr int kIndentPx = 12;

    explicit StateDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Whether a press there, in the value's cell, is on the sign that shows or hides an array's items.
    [[nodiscard]] static bool isOnExpander(const QRect& cell, const QPoint& position);

private:
    void paintField(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintValue(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    QFont m_font;
};

/// Paints DiffModel: sign, field, `before → after`. The same rows.
class StateDiffDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit StateDiffDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintChange(QPainter& painter, const QRect& rect, const QModelIndex& index) const;

    QFont m_font;
};

/// Paints BlameModel inside the card: event as a link, value, time. 22 px rows without lines.
class StateHistoryDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit StateHistoryDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    QFont m_font;
};

}  // namespace vci::ui
