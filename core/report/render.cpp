// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/render.h"

#include "core/report/carried.h"
#include "core/report/csv.h"
#include "core/report/presentation.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace vci::report {

namespace {

/// Without it a spreadsheet takes the file for one of its own country's signs.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class CsvWriter {
public:
    void record(const std::vector<std::string>& cells) { appendCsvRecord(m_out, cells); }

    void operator()(const Paragraph& paragraph) { record({paragraph.text}); }
    void operator()(const Bullets& bullets)
    {
        for (const std::string& item : bullets.items) record({item});
    }
    void operator()(const Table& table)
    {
        std::vector<std::string> titles;
        for (const Column& column : table.columns) titles.push_back(column.title);
        if (!titles.front().empty()) record(titles);
        for (const auto& row : table.rows) record(row);
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    std::string m_out{kByteOrderMark};
};

}  // namespace

std::optional<Format> tryFormatOfFile(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, Format>, 5> kEndings = {{{".json", Format::Json},
                                                                                     {".html", Format::Html},
                                                                                     {".csv", Format::Csv},
                                                                                     {".xlsx", Format::Xlsx},
                                                                                     {".pdf", Format::Pdf}}};
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const auto& [ending, format] : kEndings) {
        if (lower.size() > ending.size() && lower.ends_with(ending)) return format;
    }
    return std::nullopt;
}

std::string toJson(const json::Value& document)
{
    return json::dumpCanonical(document) + "\n";
}

std::string toCsv(const json::Value& document)
{
    Presentation shown = present(document);
    shown.sections.push_back(carriedSection(document));
    CsvWriter out;
    out.record({shown.title, shown.subtitle});
    for (const Section& section : shown.sections) {
        out.record({""});
        out.record({section.title});
        for (const Block& block : section.blocks) std::visit(out, block);
    }
    return out.take();
}

}  // namespace vci::report
