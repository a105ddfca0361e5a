// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/filedifference.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/report/carried.h"
#include "core/report/html.h"
#include "core/report/members.h"
#include "core/report/zipparts.h"

#include <algorithm>

namespace vci::report {

namespace {

constexpr std::size_t kExcerptBytes = 200;
constexpr std::size_t kLeadBytes = 40;  ///< before the difference: it must stand where whoever shows less of it still does
constexpr std::size_t kMostUnpackedBytes = std::size_t{1} << 30U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr const char* kTextsOfWorkbook = "xl/sharedStrings.xml";

/// Of two texts whose line is the same, and one of which ends at offset.
json::Value endingOf(std::string_view all, std::size_t offset)
{
    if (offset < all.size()) return text("goes on");
    return text(all.ends_with('\n') ? "ends" : "ends without a newline");
}

/// The line in which two texts begin to differ, and what stands there in each.
Difference textDifference(std::string_view file, std::string_view expected)
{
    const auto [here, there] = std::ranges::mismatch(file, expected);
    const auto offset = static_cast<std::size_t>(here - file.begin());
    const auto line = 1 + std::count(file.begin(), here, '\n');
    const auto excerpt = [offset](std::string_view all) {
        const std::size_t lineStart = offset == 0 ? 0 : all.substr(0, offset).rfind('\n') + 1;
        std::size_t start = std::max(lineStart, offset < kLeadBytes ? 0 : offset - kLeadBytes);
        while (start < offset && (static_cast<unsigned char>(all[start]) & 0xC0U) == 0x80U) ++start;
        const std::string_view rest = all.substr(start);
        return text(visibleControls(utf8Prefix(rest.substr(0, rest.find('\n')), kExcerptBytes)));
    };
    Difference difference{"file line " + std::to_string(line), excerpt(file), excerpt(expected)};
    if (difference.was == difference.is && (offset == file.size() || offset == expected.size())) {
        difference.was = endingOf(file, offset);
        difference.is = endingOf(expected, offset);
    }
    return difference;
}

Result<ZipParts> partsOf(std::string_view workbook)
{
    return readZip(workbook, kMostUnpackedBytes);
}

/// The first of the parts, in the order of their names, that is not the same in both.
Result<Difference> workbookDifference(std::string_view file, std::string_view expected)
{
    VCI_TRY(const ZipParts was, partsOf(file));
    VCI_TRY(const ZipParts is, partsOf(expected));
    const auto [here, there] = std::ranges::mismatch(was, is);
    if (here == was.end() && there == is.end())
        return Difference{"file container", text("sha256 " + toHex(sha256({file}))), text("sha256 " + toHex(sha256({expected})))};
    const bool isInFile = here != was.end() && (there == is.end() || here->first <= there->first);
    const std::string& name = isInFile ? here->first : there->first;
    const std::string path = "file part " + name;
    if (!is.contains(name)) return Difference{path, text("there"), std::nullopt};
    if (!was.contains(name)) return Difference{path, std::nullopt, text("there")};
    Difference difference = textDifference(was.at(name), is.at(name));
    difference.path = path;
    return difference;
}

}  // namespace

Format formatOf(std::string_view file)
{
    if (file.starts_with("PK")) return Format::Xlsx;
    if (file.starts_with("%PDF-")) return Format::Pdf;
    if (file.starts_with(kByteOrderMark)) file.remove_prefix(kByteOrderMark.size());
    // Not by what stands further on: an event may say anything.
    const std::size_t first = file.find_first_not_of(" \t\r\n");
    const char sign = first == std::string_view::npos ? '\0' : file[first];
    return sign == '{' ? Format::Json : sign == '<' ? Format::Html : Format::Csv;
}

Result<std::optional<std::string>> documentIn(Format format, std::string_view file)
{
    switch (format) {
    case Format::Json:
        return std::optional(std::string(file));
    case Format::Html:
        return documentInHtml(file);
    case Format::Csv:
    case Format::Pdf:  // PDF/A-1 leaves metadata uncompressed
        return carriedDocument(file);
    case Format::Xlsx:
        break;
    }
    VCI_TRY(const ZipParts parts, partsOf(file));
    const auto texts = parts.find(kTextsOfWorkbook);
    return texts == parts.end() ? std::optional<std::string>() : carriedDocument(texts->second);
}

Result<Difference> fileDifference(Format format, std::string_view file, std::string_view expected)
{
    if (format == Format::Xlsx) return workbookDifference(file, expected);
    if (format != Format::Pdf) return textDifference(file, expected);
    return Difference{"file", text("sha256 " + toHex(sha256({file}))), text("sha256 " + toHex(sha256({expected})))};
}

}  // namespace vci::report
