// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/pdf.h"

#include "core/base/timestamp.h"
#include "core/report/carried.h"
#include "core/report/document.h"
#include "core/report/presentation.h"
#include "ui/print/pdfmetadata.h"
#include "ui/print/reportflow.h"
#include "ui/print/settledpdf.h"
#include "ui/print/sheets.h"

#include <QBuffer>
#include <QPdfWriter>

namespace vci::ui::print {

namespace {

constexpr std::size_t kSecondsLength = 19;  // 2026-02-10T10:00:00
constexpr std::size_t kIdDigits = 32;

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

/// When the report was made, in whole seconds; a document that does not say gives always the same, too.
std::string madeAt(const report::Presentation& shown)
{
    const auto made = Timestamp::parse(shown.madeAt);
    return (made.ok() ? made.value() : Timestamp(0)).toString().substr(0, kSecondsLength) + "Z";
}

/// As PDF writes it: D:20260210100000Z.
std::string pdfDate(std::string rfc3339)
{
    std::erase_if(rfc3339, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    return "D:" + rfc3339;
}

}  // namespace

Result<std::string> toPdf(const json::Value& document)
{
    const report::Presentation shown = report::present(document);
    const PdfFacts facts{shown.title + ": " + shown.badgeTitle, "VoiceCore Inspector", std::string("Qt ") + qVersion(),
                         madeAt(shown), report::carriedParts(document)};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
    writer.setResolution(kDotsAnInch);
    writer.setPageLayout(pageLayout());
    writer.setTitle(QString::fromStdString(facts.title));
    writer.setCreator(QString::fromStdString(facts.creator));
    writer.setDocumentXmpMetadata(QByteArray::fromStdString(pdfMetadata(facts)));
    PdfSheets sheets(writer);
    if (!sheets.begin()) return makeError(ErrorCode::Internal, "Qt cannot begin a PDF");
    const Pages pages = flowReport(sheets, Pass::Measure, shown, {});
    flowReport(sheets, Pass::Draw, shown, pages);
    if (!sheets.end()) return makeError(ErrorCode::Internal, "Qt cannot end the PDF");
    buffer.close();
    return settledPdf({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                      {pdfDate(facts.createdAt), report::digestOf(document).substr(0, kIdDigits)});
}

}  // namespace vci::ui::print
