// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/playicon.h"

#include <QPainter>
#include <QPixmap>
#include <QPolygonF>

namespace vci::ui {

QIcon playIcon(PlayIcon sign, const QColor& color)
{
    constexpr int kSizePx = 16;
    QIcon icon;
    for (const int scale : {1, 2, 3}) {
        QPixmap pixmap(kSizePx * scale, kSizePx * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        if (sign == PlayIcon::Play) {
            painter.drawPolygon(QPolygonF({{4, 2.5}, {13.5, 8}, {4, 13.5}}));
        } else {
            painter.drawRect(QRectF(3.5, 3, 3, 10));
            painter.drawRect(QRectF(9.5, 3, 3, 10));
        }
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace vci::ui
