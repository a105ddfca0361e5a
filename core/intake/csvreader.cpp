// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/csvreader.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

namespace vci::intake {

namespace {

constexpr std::size_t kReadBytes = std::size_t{256} * 1024;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16Marks[] = {"\xFF\xFE", "\xFE\xFF"};

std::optional<std::string> utf8Fault(const std::vector<std::string>& cells)
{
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto bad = firstInvalidUtf8(cells[i]);
        if (!bad) continue;
        char byte[8];
        std::snprintf(byte, sizeof byte, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(cells[i][*bad])));
        return "cell " + std::to_string(i + 1) + " is not UTF-8: byte " + std::to_string(*bad + 1) + " of it is " + byte;
    }
    return std::nullopt;
}

}  // namespace

CsvReader::CsvReader(const TableFile& file, CsvDialect dialect, std::optional<std::size_t> columns)
    : m_file(file)
    , m_dialect(dialect)
    , m_columns(columns)
{
}

Result<void> CsvReader::fill()
{
    m_buffer.erase(0, m_begin);
    m_begin = 0;
    VCI_TRY(const std::size_t got, m_file.readAt(m_fileOffset, kReadBytes, m_buffer));
    m_fileOffset += static_cast<std::int64_t>(got);
    m_atEnd = got < kReadBytes;
    return {};
}

Result<void> CsvReader::start()
{
    m_started = true;
    VCI_CHECK(fill());
    for (const std::string_view mark : kUtf16Marks) {
        if (!m_buffer.starts_with(mark)) continue;
        Error error = makeError(ErrorCode::InvalidPayload, m_file.name() + " is written in UTF-16: save it as UTF-8");
        error.place.line = 1;
        return error;
    }
    if (m_buffer.starts_with(kUtf8Mark)) m_begin = kUtf8Mark.size();
    return {};
}

void CsvReader::take(std::size_t sizeBytes)
{
    const std::string_view taken = std::string_view(m_buffer).substr(m_begin, sizeBytes);
    m_line += std::count(taken.begin(), taken.end(), '\n');
    m_begin += sizeBytes;
    m_record.sizeBytes += sizeBytes;
}

bool CsvReader::isBlankLine() const
{
    const std::string_view text = std::string_view(m_buffer).substr(m_begin);
    return text.starts_with('\n') || text.starts_with("\r\n");
}

Result<const CsvRecord*> CsvReader::next()
{
    if (!m_started) VCI_CHECK(start());
    while (true) {
        if (m_buffer.size() - m_begin < 2 && !m_atEnd) VCI_CHECK(fill());
        if (!isBlankLine()) break;
        take(m_buffer[m_begin] == '\n' ? 1 : 2);
    }
    if (m_begin == m_buffer.size()) return static_cast<const CsvRecord*>(nullptr);
    m_record.line = m_line;
    m_record.offset = m_fileOffset - static_cast<std::int64_t>(m_buffer.size() - m_begin);
    m_record.sizeBytes = 0;
    m_record.fault.reset();
    VCI_CHECK(readRecord());
    return static_cast<const CsvRecord*>(&m_record);
}

Result<void> CsvReader::readRecord()
{
    CsvSplit split;
    while (true) {
        split = splitCsvRecord(std::string_view(m_buffer).substr(m_begin), m_atEnd, m_dialect, m_record.cells);
        if (!split.needsMore) break;
        if (m_buffer.size() - m_begin >= kMaxRecordBytes) {
            const std::string limit = std::to_string(kMaxRecordBytes / (std::size_t{1024} * 1024)) + " MiB";
            return endWithLine(split.openCell ? "the quote that opens cell " + std::to_string(*split.openCell) +
                                                    " is not closed within " + limit
                                              : "the row is longer than " + limit);
        }
        VCI_CHECK(fill());
    }
    if (split.fault) return endWithLine(std::move(*split.fault));
    if (m_columns && m_record.cells.size() != *m_columns) {
        return endWithLine("the row has " + std::to_string(m_record.cells.size()) + " cells, the header has " +
                           std::to_string(*m_columns));
    }
    take(split.sizeBytes);
    m_columns = m_record.cells.size();
    m_record.fault = utf8Fault(m_record.cells);
    return {};
}

Result<void> CsvReader::endWithLine(std::string fault)
{
    m_record.fault = std::move(fault);
    std::size_t newline = std::string::npos;
    while ((newline = m_buffer.find('\n', m_begin)) == std::string::npos && !m_atEnd) {
        if (m_buffer.size() - m_begin >= kMaxRecordBytes) take(m_buffer.size() - m_begin);
        VCI_CHECK(fill());
    }
    take((newline == std::string::npos ? m_buffer.size() : newline + 1) - m_begin);
    return {};
}

}  // namespace vci::intake
