// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/delegates/plaindelegate.h"

#include "ui/delegates/statepaint.h"
#include "ui/models/tone.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace vci::ui {

namespace {

QColor colorOf(int tone)
{
    const Palette& palette = Theme::instance().palette();
    switch (tone) {
    case Tone::Quiet:
        return palette.secondary;
    case Tone::Good:
        return palette.verified;
    case Tone::Warning:
        return palette.pending;
    case Tone::Bad:
        return palette.mismatch;
    case Tone::Link:
        return palette.accent;
    default:
        return palette.text;
    }
}

}  // namespace

PlainDelegate::PlainDelegate(int toneRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_toneRole(toneRole)
{
}

QSize PlainDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    return {paint::textWidth(text, Theme::instance().textFont()) + 2 * kPaddingPx, kRowHeightPx};
}

void PlainDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int last = index.model()->columnCount() - 1;
    paint::background(*painter, option, paint::Tint::None, paint::Line::None, index.column() == 0, index.column() == last);
    const QVariant align = index.data(Qt::TextAlignmentRole);
    const auto alignment = align.isValid() ? static_cast<Qt::Alignment>(align.toInt()) : Qt::Alignment(Qt::AlignLeft);
    const int tone = m_toneRole < 0 ? Tone::Normal : index.data(m_toneRole).toInt();
    paint::text(*painter, option.rect.adjusted(kPaddingPx, 0, -kPaddingPx, 0), index.data().toString(),
                Theme::instance().textFont(), colorOf(tone), alignment & Qt::AlignHorizontal_Mask);
}

}  // namespace vci::ui
