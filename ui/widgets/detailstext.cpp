// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/detailstext.h"

#include <QEvent>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace vci::ui {

namespace {
constexpr int kMarginPx = 4;
constexpr int kMostPercent = 40;  ///< of the parent's height
}  // namespace

DetailsText::DetailsText(const QString& name, QWidget* parent)
    : QPlainTextEdit(parent)
{
    setAccessibleName(name);
    setProperty("look", QStringLiteral("details"));
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);  // hashes have no word boundaries
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    document()->setDocumentMargin(kMarginPx);
    parent->installEventFilter(this);
    hide();
}

void DetailsText::tell(const QString& text)
{
    setVisible(!text.isEmpty());
    if (text == toPlainText()) return;
    setPlainText(text);
    keepLinesWhole();
    updateGeometry();
}

double DetailsText::linesHeight() const
{
    double lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += blockBoundingRect(block).height();
    return lines;
}

void DetailsText::keepLinesWhole()
{
    // A line that is cut in half reads as if nothing came after it.
    const int room = viewport()->height() + m_sparePx - kMarginPx;
    const QTextBlock first = document()->begin();
    const double line = blockBoundingRect(first).height() / std::max(1, first.lineCount());
    const bool fits = line <= 0 || linesHeight() <= room;
    const int spare = fits || room < line ? 0 : room - static_cast<int>(std::floor(std::floor(room / line) * line));
    if (spare == m_sparePx) return;
    m_sparePx = spare;
    setViewportMargins(0, 0, 0, spare);
}

QSize DetailsText::sizeHint() const
{
    ensurePolished();  // the font is the style sheet's
    const int all = static_cast<int>(std::ceil(linesHeight())) + 2 * kMarginPx + height() - viewport()->height() - m_sparePx;
    return {200, std::min(all, parentWidget()->height() * kMostPercent / 100)};
}

bool DetailsText::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) updateGeometry();
    return QPlainTextEdit::eventFilter(watched, event);
}

void DetailsText::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    keepLinesWhole();
    updateGeometry();  // lines break elsewhere
}

}  // namespace vci::ui
