// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/linesedit.h"

#include <QScrollBar>

#include <algorithm>

namespace vci::ui {

namespace {
constexpr int kMarginPx = 4;
constexpr int kWidthPx = 200;
}  // namespace

LinesEdit::LinesEdit(int lines, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_lines(lines)
{
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(kMarginPx);
}

int LinesEdit::lineHeight() const
{
    return QFontMetrics(font()).lineSpacing();
}

QSize LinesEdit::sizeHint() const
{
    ensurePolished();  // the font is the style sheet's
    // The bar has its room whether it is seen or not: nothing jumps while somebody types.
    const int around = height() - contentsRect().height() + horizontalScrollBar()->sizeHint().height();
    return {kWidthPx, m_lines * lineHeight() + kMarginPx + around};
}

QSize LinesEdit::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void LinesEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    const int room = viewport()->height() + m_sparePx - kMarginPx;
    const int lines = std::min(m_lines, room / lineHeight());
    const int spare = lines < 1 ? 0 : room - lines * lineHeight();
    if (spare != m_sparePx) {
        m_sparePx = spare;
        setViewportMargins(0, 0, 0, spare);
    }
    updateGeometry();
}

}  // namespace vci::ui
