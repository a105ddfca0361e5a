// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/xlsx.h"

#include "core/base/timestamp.h"
#include "core/base/utf8.h"
#include "core/report/presentation.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
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
        m_row = 0;
        m_widths.clear();
        write(0, section.title, m_bold);
        m_row += 2;
        for (const Block& block : section.blocks) {
            std::visit(*this, block);
            ++m_row;
        }
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            worksheet_set_column(m_sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), m_widths[i], nullptr);
    }
    void operator()(const Paragraph& paragraph) { write(0, paragraph.text, nullptr), ++m_row; }
    void operator()(const Bullets& bullets)
    {
        for (const std::string& item : bullets.items) write(0, item, nullptr), ++m_row;
    }
    void operator()(const Table& table)
    {
        m_widths.resize(std::max(m_widths.size(), table.columns.size()), kWidthLeast);
        if (!table.columns.front().title.empty()) {
            for (std::size_t i = 0; i < table.columns.size(); ++i) write(i, table.columns[i].title, m_head);
            ++m_row;
        }
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) writeCell(i, row[i], table.columns[i].kind);
            ++m_row;
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
            worksheet_write_number(m_sheet, m_row, place, *value, nullptr);
        } else if (const auto time = kind == Column::Kind::Time ? sheetTime(text) : std::nullopt) {
            worksheet_write_number(m_sheet, m_row, place, *time, m_time);
        } else {
            write(column, text, m_text);
        }
        m_widths[column] = std::clamp(static_cast<double>(text.size()) + 2, m_widths[column], kWidthMost);
    }
    /// Unique, without what the format forbids.
    std::string sheetName(const std::string& title)
    {
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
    lxw_format* m_time = nullptr;
    lxw_format* m_text = nullptr;
    lxw_row_t m_row = 0;
    std::vector<double> m_widths;
    std::set<std::string> m_names;
};

}  // namespace

Result<std::string> toXlsx(const json::Value& document)
{
    const Presentation shown = present(document);
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
