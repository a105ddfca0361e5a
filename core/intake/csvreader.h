// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/intake/csvrecord.h"
#include "core/intake/tablefile.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::intake {

/// One record and where it stands.
struct CsvRecord {
    std::int64_t line = 0;      ///< of its first byte, from 1
    std::int64_t offset = 0;    ///< of its first byte in the file
    std::size_t sizeBytes = 0;  ///< its line end included
    std::vector<std::string> cells;
    std::optional<std::string> fault;  ///< in words, where it is broken; the cells do not count then
};

/// Reads the records of a CSV file one after the other in bounded memory (RFC 4180; CRLF or LF; a UTF-8 byte order mark is
/// skipped; blank lines too). Damage costs the line it is on and no more:
///
/// A broken record (bad quoting, another number of cells than the first record) ends with the line that it begins on, whatever a
/// quote that was never closed seems to hold; the lines after it are read as records of their own. So a stray quote cannot
/// swallow the sound rows below it, and where the broken cell was meant to hold line ends, each of its lines is named.
class CsvReader {
public:
    /// A record may not be larger; where a quote stays open that long, it is taken as never closed.
    static constexpr std::size_t kMaxRecordBytes = std::size_t{4} * 1024 * 1024;

    /// file outlives the reader. columns: how many cells a record has; else the first record says it.
    CsvReader(const TableFile& file, CsvDialect dialect, std::optional<std::size_t> columns = {});

    /// The next record, which lives until the next call; nullptr at the end. Errors: Io; InvalidPayload for a file in UTF-16.
    [[nodiscard]] Result<const CsvRecord*> next();

private:
    [[nodiscard]] Result<void> fill();
    [[nodiscard]] Result<void> start();
    [[nodiscard]] Result<void> readRecord();
    /// Ends the record, which is broken, with the line it begins on.
    [[nodiscard]] Result<void> endWithLine(std::string fault);
    void take(std::size_t sizeBytes);
    [[nodiscard]] bool isBlankLine() const;

    const TableFile& m_file;
    CsvDialect m_dialect;
    std::optional<std::size_t> m_columns;
    std::string m_buffer;
    std::size_t m_begin = 0;        // of what is not taken yet
    std::int64_t m_fileOffset = 0;  // behind the buffer
    std::int64_t m_line = 1;
    bool m_atEnd = false;
    bool m_started = false;
    CsvRecord m_record;
};

}  // namespace vci::intake
