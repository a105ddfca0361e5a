// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/csvrecord.h"

#include <utility>

namespace vci::intake {

namespace {

enum class After { Cell, Record, NeedsMore, Fault };

class Splitter {
public:
    Splitter(std::string_view text, bool isWhole, CsvDialect dialect)
        : m_text(text)
        , m_isWhole(isWhole)
        , m_dialect(dialect)
        , m_stops{dialect.delimiter, dialect.quote, '\r', '\n'}
    {
    }

    CsvSplit split(std::vector<std::string>& cells)
    {
        cells.clear();
        After after = After::Cell;
        while (after == After::Cell) {
            std::string& cell = cells.emplace_back();
            m_cell = cells.size();
            if (m_at == m_text.size() && !m_isWhole)
                after = After::NeedsMore;
            else
                after = m_at < m_text.size() && m_text[m_at] == m_dialect.quote ? quoted(cell) : bare(cell);
        }
        CsvSplit split;
        split.needsMore = after == After::NeedsMore;
        split.sizeBytes = m_at;
        split.fault = std::move(m_fault);
        if (split.needsMore && m_isOpen) split.openCell = m_cell;
        return split;
    }

private:
    After fault(const std::string& what)
    {
        m_fault = what;
        return After::Fault;
    }
    [[nodiscard]] std::string cellName() const { return "cell " + std::to_string(m_cell); }

    After bare(std::string& cell)
    {
        const std::size_t end = m_text.find_first_of(std::string_view(m_stops, sizeof m_stops), m_at);
        if (end == std::string_view::npos && !m_isWhole) return After::NeedsMore;
        cell = m_text.substr(m_at, end == std::string_view::npos ? end : end - m_at);
        m_at += cell.size();
        if (end != std::string_view::npos && m_text[end] == m_dialect.quote) {
            return fault(cellName() + " holds a quote but does not begin with one: put the cell in quotes and write each quote "
                                      "within it twice");
        }
        return afterCell();
    }

    After quoted(std::string& cell)
    {
        m_isOpen = true;
        ++m_at;
        while (true) {
            const std::size_t quote = m_text.find(m_dialect.quote, m_at);
            if (quote == std::string_view::npos) {
                if (!m_isWhole) return After::NeedsMore;
                return fault("the quote that opens " + cellName() + " is never closed");
            }
            cell += m_text.substr(m_at, quote - m_at);
            m_at = quote + 1;
            if (m_at == m_text.size() && !m_isWhole) return After::NeedsMore;
            if (m_at == m_text.size() || m_text[m_at] != m_dialect.quote) break;
            cell += m_dialect.quote;
            ++m_at;
        }
        m_isOpen = false;
        return afterCell();
    }

    After afterCell()
    {
        if (m_at == m_text.size()) return m_isWhole ? After::Record : After::NeedsMore;
        const char c = m_text[m_at];
        if (c == m_dialect.delimiter) {
            ++m_at;
            return After::Cell;
        }
        if (c == '\n') {
            ++m_at;
            return After::Record;
        }
        if (c == '\r') {
            if (m_at + 1 == m_text.size() && !m_isWhole) return After::NeedsMore;
            if (m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n') {
                m_at += 2;
                return After::Record;
            }
            return fault("a carriage return stands after " + cellName() +
                         " without a line feed: end lines with CRLF or LF, and put cells that hold one in quotes");
        }
        return fault("text follows the quote that closes " + cellName() + ": a quote within a cell is written twice");
    }

    std::string_view m_text;
    bool m_isWhole;
    CsvDialect m_dialect;
    char m_stops[4];
    std::size_t m_at = 0;
    std::size_t m_cell = 0;
    bool m_isOpen = false;  // within the quotes of m_cell
    std::optional<std::string> m_fault;
};

}  // namespace

CsvSplit splitCsvRecord(std::string_view text, bool isWhole, CsvDialect dialect, std::vector<std::string>& cells)
{
    return Splitter(text, isWhole, dialect).split(cells);
}

}  // namespace vci::intake
