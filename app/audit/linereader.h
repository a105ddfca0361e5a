// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/interrupt.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::audit {

/// Reads a file or standard input line by line, whatever it holds: NUL bytes, CRLF, no newline at the end. Memory is
/// bounded by the longest line. One thread.
class LineReader {
public:
    /// A line that could be accepted holds at most 1 MiB of payload; this leaves room for any spacing.
    static constexpr std::size_t kMaxLineBytes = std::size_t{16} * 1024 * 1024;

    struct Line {
        std::string_view text;  ///< without the LF or CRLF at its end; lives until the next call
        std::int64_t number;    ///< from 1; of the first line where it was extended
    };

    /// "-" is standard input. Error Io names the file.
    [[nodiscard]] static Result<LineReader> open(const std::string& path, const Interrupt& interrupt);
    ~LineReader();
    LineReader(LineReader&& other) noexcept;
    LineReader& operator=(LineReader&&) = delete;

    /// Nothing at the end. Errors: Io; PayloadTooLarge for a line over kMaxLineBytes; Cancelled.
    [[nodiscard]] Result<std::optional<Line>> next();
    /// The line given last and the one after it as one text. Nothing at the end. Errors: as of next(), for the whole text.
    [[nodiscard]] Result<std::optional<Line>> extend();

private:
    LineReader(int fd, std::string name, const Interrupt& interrupt);
    [[nodiscard]] Result<void> fill();

    int m_fd;
    std::string m_name;
    const Interrupt* m_interrupt;
    std::string m_buffer;
    std::size_t m_begin = 0;     // of the line given last, or being looked for
    std::size_t m_end = 0;       // of what was given of it, the newline included
    std::size_t m_searched = 0;  // [m_end, m_searched) holds no newline
    std::int64_t m_firstNumber = 0;
    std::int64_t m_number = 0;
    bool m_atEnd = false;
};

}  // namespace vci::audit
