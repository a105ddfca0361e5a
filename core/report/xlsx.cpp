// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/xlsx.h"

#include "core/base/timestamp.h"
#include "core/base/utf8.h"
#include "core/report/carried.h"
#include "core/report/presentation.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

namespace vci::report {

namespace {

constexpr std::size_t kCellBytes = 30'000;  // a cell holds 32,767 characters
constexpr std::size_t kSheetName = 31;
constexpr std::size_t kExactDigits = 15;
constexpr std::int64_t kMicrosADay = 86'400'000'000;
constexpr std::int64_t kDaysBefore1970 = 25'569;  // of the sheet's calendar, which begins with 1899-12-30
constexpr std::int64_t kFirstDay = 61;            // 1900-03-01: before it that calendar has a day too many
constexpr double kWidthLeast = 9;
constexpr double kWidthMost = 70;
constexpr double kTextWidth = 110;  // of a sheet without a table
constexpr double kLinePoints = 15;
constexpr double kBrokenAtWords = 1.1;
constexpr double kMostLines = 27;  // a row holds 409 points
constexpr std::uint8_t kPaperA4 = 9;

double charactersOf(std::string_view utf8)
{
    return static_cast<double>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<double> exactNumber(const std::string& text)
{
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    if (digits == 0 || digits > static_cast<std::ptrdiff_t>(kExactDigits)) return std::nullopt;
    double value = 0;
    const auto [stopped, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || stopped != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Days of the sheet's calendar.
std::optional<double> sheetTime(const std::string& text)
{
    const auto time = Timestamp::parse(text);
    if (!time.ok()) return std::nullopt;
    const double days = static_cast<double>(time.value().micros()) / static_cast<double>(kMicrosADay) + kDaysBefore1970;
    return days >= kFirstDay ? std::optional(days) : std::nullopt;
}

/// A folder that only we can read, for the library writes to files alone; gone with this object.
class OwnFolder {
public:
    OwnFolder()
    {
        std::error_code fault;
        std::string pattern = (std::filesystem::temp_directory_path(fault) / "voicecore-XXXXXX").string();
        if (!fault && ::mkdtemp(pattern.data()) != nullptr) m_path = pattern;
    }
    ~OwnFolder()
    {
        std::error_code fault;
        if (!m_path.empty()) std::filesystem::remove_all(m_path, fault);
    }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }  ///< empty where none could be made

private:
    std::string m_path;
};

class Workbook {
public:
    explicit Workbook(std::string folder)
        : m_folder(std::move(folder))
        , m_file(m_folder + "/report.xlsx")
    {
        lxw_workbook_options options = {};
        options.tmpdir = m_folder.data();
        m_book = workbook_new_opt(m_file.c_str(), &options);
        if (m_book == nullptr) return;
        m_bold = makeFormat([](lxw_format* format) { format_set_bold(format); });
        m_head = makeFormat([](lxw_format* format) {
            format_set_bold(format);
            format_set_bottom(format, LXW_BORDER_THIN);
        });
        m_time = makeFormat([](lxw_format* format) { format_set_num_format(format, "yyyy-mm-dd hh:mm:ss.000"); });
        m_number = makeFormat([](lxw_format*) {});
        m_text = makeFormat([](lxw_format* format) { format_set_text_wrap(format); });
    }
    ~Workbook()
    {
        if (m_book != nullptr) lxw_workbook_free(m_book);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    [[nodiscard]] bool isThere() const { return m_book != nullptr; }

    void tellMadeAt(const Presentation& shown)
    {
        lxw_doc_properties properties = {};
        std::string title = shown.title;
        properties.title = title.data();
        const auto made = Timestamp::parse(shown.madeAt);
        properties.created = made.ok() ? static_cast<time_t>(made.value().micros() / 1'000'000) : time_t{1};
        workbook_set_properties(m_book, &properties);
    }
    void addSection(const Section& section)
    {
        m_sheet = workbook_add_worksheet(m_book, sheetName(section.title).c_str());
        worksheet_set_landscape(m_sheet);
        worksheet_set_paper(m_sheet, kPaperA4);
        worksheet_fit_to_pages(m_sheet, 1, 0);
        m_row = 0;
        measure(section);
        write(0, section.title, m_bold);
        m_row += 2;
        for (const Block& block : section.blocks) {
            std::visit(*this, block);
            ++m_row;
        }
    }
    void operator()(const Paragraph& paragraph) { writeAcross(paragraph.text); }
    void operator()(const Bullets& bullets)
    {
        for (const std::string& item : bullets.items) writeAcross(item);
    }
    void operator()(const Table& table)
    {
        if (!table.columns.front().title.empty()) {
            for (std::size_t i = 0; i < table.columns.size(); ++i) write(i, table.columns[i].title, m_head);
            ++m_row;
        }
        for (const auto& row : table.rows) {
            double lines = 1;
            for (std::size_t i = 0; i < row.size(); ++i) {
                writeCell(i, row[i], table.columns[i].kind);
                if (table.columns[i].kind != Column::Kind::Data) lines = std::max(lines, linesOf(row[i], m_widths[i]));
            }
            endRow(lines);
        }
    }

    [[nodiscard]] Result<std::string> finish()
    {
        // The file is made by closing, which frees the book whatever becomes of it.
        const lxw_error fault = workbook_close(std::exchange(m_book, nullptr));
        if (fault != LXW_NO_ERROR)
            return makeError(ErrorCode::Io, "the workbook cannot be written to " + m_file + ": " + lxw_strerror(fault));
        std::ifstream file(m_file, std::ios::binary);
        std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        if (bytes.empty()) return makeError(ErrorCode::Io, "the workbook cannot be read from " + m_file);
        return bytes;
    }

private:
    template <typename Set>
    lxw_format* makeFormat(Set set)
    {
        lxw_format* format = workbook_add_format(m_book);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        set(format);
        return format;
    }
    void write(std::size_t column, const std::string& text, lxw_format* format)
    {
        const std::string cell(utf8Prefix(text, kCellBytes));
        worksheet_write_string(m_sheet, m_row, static_cast<lxw_col_t>(column), cell.c_str(), format);
    }
    void writeCell(std::size_t column, const std::string& text, Column::Kind kind)
    {
        const auto place = static_cast<lxw_col_t>(column);
        if (text.empty()) return;
        if (const auto value = kind == Column::Kind::Number ? exactNumber(text) : std::nullopt) {
            worksheet_write_number(m_sheet, m_row, place, *value, m_number);
        } else if (const auto time = kind == Column::Kind::Time ? sheetTime(text) : std::nullopt) {
            worksheet_write_number(m_sheet, m_row, place, *time, m_time);
        } else {
            write(column, text, kind == Column::Kind::Data ? nullptr : m_text);
        }
    }
    /// The columns' widths, in characters, for all tables of the section.
    void measure(const Section& section)
    {
        m_widths.clear();
        for (const Block& block : section.blocks) {
            const auto* table = std::get_if<Table>(&block);
            if (table == nullptr) continue;
            m_widths.resize(std::max(m_widths.size(), table->columns.size()), kWidthLeast);
            const auto widen = [this](const std::vector<std::string>& cells) {
                for (std::size_t i = 0; i < cells.size(); ++i)
                    m_widths[i] = std::clamp(charactersOf(cells[i]) + 2, m_widths[i], kWidthMost);
            };
            std::vector<std::string> titles;
            for (const Column& column : table->columns) titles.push_back(column.title);
            widen(titles);
            for (const auto& row : table->rows) widen(row);
        }
        if (m_widths.empty()) m_widths.push_back(kTextWidth);
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            worksheet_set_column(m_sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), m_widths[i], nullptr);
    }
    /// A text over all columns.
    void writeAcross(const std::string& text)
    {
        const auto last = static_cast<lxw_col_t>(m_widths.size() - 1);
        const std::string cell(utf8Prefix(text, kCellBytes));
        if (last == 0)
            write(0, cell, m_text);
        else
            worksheet_merge_range(m_sheet, m_row, 0, m_row, last, cell.c_str(), m_text);
        endRow(linesOf(cell, std::accumulate(m_widths.begin(), m_widths.end(), 0.0)));
    }
    [[nodiscard]] static double linesOf(const std::string& text, double width)
    {
        const double characters = charactersOf(text);
        return characters <= width ? 1 : std::min(std::ceil(characters * kBrokenAtWords / width), kMostLines);
    }
    /// Not every program makes a row as high as its wrapped texts.
    void endRow(double lines)
    {
        if (lines > 1) worksheet_set_row(m_sheet, m_row, lines * kLinePoints, nullptr);
        ++m_row;
    }
    /// What stands before a colon or comma; unique, without what the format forbids.
    std::string sheetName(std::string title)
    {
        title.resize(std::min(title.find_first_of(":,"), title.size()));
        std::string name;
        for (const char c : title) name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
        const std::string number = " " + std::to_string(m_names.size() + 1);
        std::string tried(utf8Prefix(name, kSheetName));
        if (m_names.contains(tried)) tried = std::string(utf8Prefix(name, kSheetName - number.size())) + number;
        m_names.insert(tried);
        return tried;
    }

    std::string m_folder;
    std::string m_file;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    lxw_format* m_bold = nullptr;
    lxw_format* m_head = nullptr;
    lxw_format* m_number = nullptr;
    lxw_format* m_time = nullptr;
    lxw_format* m_text = nullptr;
    lxw_row_t m_row = 0;
    std::vector<double> m_widths;
    std::set<std::string> m_names;
};

}  // namespace

Result<std::string> toXlsx(const json::Value& document)
{
    Presentation shown = present(document);
    shown.sections.push_back(carriedSection(document));
    const OwnFolder folder;
    if (folder.path().empty())
        return makeError(ErrorCode::Io, "no temporary folder can be made for the workbook: free some space, or set TMPDIR");
    Workbook book(folder.path());
    if (!book.isThere()) return makeError(ErrorCode::Internal, "the workbook cannot be made: out of memory");
    book.tellMadeAt(shown);
    for (const Section& section : shown.sections) book.addSection(section);
    return book.finish();
}

}  // namespace vci::report
