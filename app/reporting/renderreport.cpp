// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reporting/renderreport.h"

#include "core/report/html.h"
#include "core/report/xlsx.h"

namespace vci::app {

Result<std::string> renderReport(report::Format format, const json::Value& document, PdfWriter toPdf)
{
    switch (format) {
    case report::Format::Json:
        return report::toJson(document);
    case report::Format::Html:
        return report::toHtml(document);
    case report::Format::Csv:
        return report::toCsv(document);
    case report::Format::Xlsx:
        return report::toXlsx(document);
    case report::Format::Pdf:
        return toPdf(document);
    }
    return makeError(ErrorCode::Internal, "there is no such format");
}

}  // namespace vci::app
