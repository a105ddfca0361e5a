// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/texttable.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace vci::audit {

namespace {
constexpr std::string_view kGap = "  ";
}

std::size_t textWidth(std::string_view utf8)
{
    const auto isFirstByte = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), isFirstByte));
}

std::string shortened(std::string_view utf8, std::size_t width)
{
    if (width == 0 || textWidth(utf8) <= width) return std::string(utf8);
    std::size_t end = 0;
    for (std::size_t shown = 0; shown + 1 < width; ++shown) end += decodeUtf8(utf8, end).length;
    return std::string(utf8.substr(0, end)) + "…";
}

std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(number);
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (std::size_t i = digits.size(); i > first + 3; i -= 3) digits.insert(i - 3, ",");
    return digits;
}

TextTable::TextTable(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
    for (const Column& column : m_columns) m_widths.push_back(std::max(column.widthLeast, textWidth(column.title)));
}

void TextTable::add(std::vector<std::string> cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i] = shortened(visibleControls(cells[i]), m_columns[i].widthMost);
        m_widths[i] = std::max(m_widths[i], textWidth(cells[i]));
    }
    m_rows.push_back(std::move(cells));
}

void TextTable::writeTo(Output& out)
{
    if (!m_titled && !m_rows.empty()) {
        std::vector<std::string> titles;
        for (const Column& column : m_columns) titles.push_back(column.title);
        writeRow(out, titles);
        m_titled = true;
    }
    for (const auto& row : m_rows) writeRow(out, row);
    m_rows.clear();
}

void TextTable::writeRow(Output& out, const std::vector<std::string>& cells) const
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) line += kGap;
        const std::string padding(m_widths[i] - textWidth(cells[i]), ' ');
        line += m_columns[i].align == Align::Right ? padding + cells[i] : cells[i] + padding;
    }
    while (line.ends_with(' ')) line.pop_back();
    out.write(line + "\n");
}

}  // namespace vci::audit
