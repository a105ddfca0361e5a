// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pictures.h"

#include "ui/print/reportflow.h"
#include "ui/print/sheets.h"

#include <utility>

namespace vci::ui::print {

namespace {

constexpr double kInchesAMetre = 39.3701;

class PictureSheets final : public Sheets {
public:
    /// mostPages 0: for measuring.
    PictureSheets(int widthPx, int mostPages, const std::stop_token& stop)
        : m_layout(pageLayout())
        , m_scale(static_cast<double>(widthPx) / m_layout.fullRectPixels(kDotsAnInch).width())
        , m_mostPages(static_cast<std::size_t>(mostPages))
        , m_stop(stop)
        , m_device(emptyPicture(QSize(1, 1)))
    {
        if (mostPages > 0) newPage();
    }

    [[nodiscard]] const QPaintDevice& device() const override { return m_device; }
    [[nodiscard]] QSize sizePx() const override { return m_layout.paintRectPixels(kDotsAnInch).size(); }
    [[nodiscard]] QPainter& painter() override { return m_painter; }
    [[nodiscard]] bool isFull() const override { return m_isBeyond || m_stop.stop_requested(); }
    void newPage() override
    {
        if (m_painter.isActive()) m_painter.end();
        m_isBeyond = m_pages.size() == m_mostPages;
        QImage& sheet = m_isBeyond ? m_device : m_pages.emplace_back(emptyPicture(wholeSize()));
        m_painter.begin(&sheet);
        m_painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
        m_painter.scale(m_scale, m_scale);
        m_painter.translate(m_layout.paintRectPixels(kDotsAnInch).topLeft());
    }
    [[nodiscard]] std::vector<QImage> take()
    {
        m_painter.end();
        return std::move(m_pages);
    }

private:
    [[nodiscard]] QSize wholeSize() const
    {
        const QSize full = m_layout.fullRectPixels(kDotsAnInch).size();
        return {qRound(full.width() * m_scale), qRound(full.height() * m_scale)};
    }
    [[nodiscard]] static QImage emptyPicture(QSize size)
    {
        QImage picture(size, QImage::Format_RGB32);
        picture.setDotsPerMeterX(qRound(kDotsAnInch * kInchesAMetre));
        picture.setDotsPerMeterY(qRound(kDotsAnInch * kInchesAMetre));
        picture.fill(Qt::white);
        return picture;
    }

    QPageLayout m_layout;
    double m_scale;
    std::size_t m_mostPages;
    const std::stop_token& m_stop;
    QImage m_device;
    std::vector<QImage> m_pages;
    QPainter m_painter;
    bool m_isBeyond = false;
};

}  // namespace

Result<PagePictures> toPictures(const report::Presentation& shown, int widthPx, int mostPages, const std::stop_token& stop)
{
    PictureSheets measured(widthPx, 0, stop);
    const Pages pages = flowReport(measured, Pass::Measure, shown, {});
    PictureSheets drawn(widthPx, mostPages, stop);
    flowReport(drawn, Pass::Draw, shown, pages);
    if (stop.stop_requested()) return cancelled();
    return PagePictures{drawn.take(), pages.count};
}

}  // namespace vci::ui::print
