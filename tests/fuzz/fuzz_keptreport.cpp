// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A report that anybody may have made is taken apart or refused, and only one whose bytes are those that its own document gives
// is called intact.

#include "core/report/html.h"
#include "core/report/recheck.h"
#include "core/report/xlsx.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

namespace {

Result<std::string> rendered(report::Format format, const json::Value& document)
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
        break;
    }
    return std::string("%PDF-");  // no pages without Qt
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view file = fuzz::textOf(data, size);
    const auto kept = report::readReport(file, rendered);
    if (!kept.ok()) {
        require(!kept.error().message.empty(), "a refusal says why");
        return 0;
    }
    const auto again = rendered(kept.value().format, kept.value().document);
    require(again.ok() && (kept.value().own.count > 0 || again.value() == file), "an intact file is what its document gives");
    require(kept.value().own.count == static_cast<std::int64_t>(kept.value().own.some.size()), "each difference is told");
    return 0;
}
