// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pdf.h"

#include "ui/print/reportflow.h"
#include "ui/print/sheets.h"

#include <QBuffer>
#include <QPdfWriter>

namespace vci::ui::print {

namespace {

class PdfSheets final : public Sheets {
public:
    explicit PdfSheets(QPdfWriter& writer)
        : m_writer(writer)
    {
    }

    [[nodiscard]] bool begin() { return m_painter.begin(&m_writer); }
    [[nodiscard]] bool end() { return m_painter.end(); }
    [[nodiscard]] const QPaintDevice& device() const override { return m_writer; }
    [[nodiscard]] QSize sizePx() const override { return {m_writer.width(), m_writer.height()}; }
    [[nodiscard]] QPainter& painter() override { return m_painter; }
    void newPage() override { m_writer.newPage(); }

private:
    QPdfWriter& m_writer;
    QPainter m_painter;
};

}  // namespace

Result<std::string> toPdf(const report::Presentation& shown)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
    writer.setResolution(kDotsAnInch);
    writer.setPageLayout(pageLayout());
    writer.setTitle(QString::fromStdString(shown.title + ": " + shown.badgeTitle));
    writer.setCreator(QStringLiteral("VoiceCore Inspector"));
    PdfSheets sheets(writer);
    if (!sheets.begin()) return makeError(ErrorCode::Internal, "Qt cannot begin a PDF");
    const Pages pages = flowReport(sheets, Pass::Measure, shown, {});
    flowReport(sheets, Pass::Draw, shown, pages);
    if (!sheets.end()) return makeError(ErrorCode::Internal, "Qt cannot end the PDF");
    buffer.close();
    return bytes.toStdString();
}

}  // namespace vci::ui::print
