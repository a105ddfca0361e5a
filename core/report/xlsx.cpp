// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/xlsx.h"

#include "core/base/timestamp.h"
#include "core/base/utf8.h"
#include "core/report/carried.h"
#include "core/report/findings.h"
#include "core/report/presentation.h"
#include "core/report/sheetlayout.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace vci::report {

namespace {

constexpr std::size_t kCellBytes = 30'000;  // a cell holds 32,767 characters
constexpr double kWidthLeast = 7;
constexpr double kWidthMost = 68;
constexpr double kSheetWidth = 150;  // wider is printed too small to read
constexpr double kWordMost = 27;     // a time has as many
constexpr double kTextWidth = 110;   // of a sheet without a table
constexpr double kLinePoints = 15;
constexpr double kMostLines = 27;    // a row holds 409 points
constexpr double kFrozenLines = 16;  // more would leave too little of a screen
constexpr double kTitlePoints = 18;
constexpr double kBadgePoints = 14;
constexpr std::uint8_t kPaperA4 = 9;

/// What goes into a cell of a text, and that there is more where there is.
std::string cellText(const std::string& text)
{
    if (text.size() <= kCellBytes) return text;
    return std::string(utf8Prefix(text, kCellBytes)) + "… (cut here; whole in the JSON report)";
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
        m_bold = makeFormat([](lxw_format* format) {
            format_set_bold(format);
            format_set_text_wrap(format);
        });
        m_title = makeFormat([](lxw_format* format) {
            format_set_bold(format);
            format_set_font_size(format, kTitlePoints);
        });
        m_head = headFormat(LXW_ALIGN_LEFT);
        m_numberHead = headFormat(LXW_ALIGN_RIGHT);
        m_text = makeFormat([](lxw_format* format) { format_set_text_wrap(format); });
        m_left = makeFormat([](lxw_format* format) { format_set_align(format, LXW_ALIGN_LEFT); });
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
    /// What the report comes to, before the facts of its first section.
    void addSummary(const Presentation& shown, const Section& section)
    {
        beginSheet(section);
        write(0, shown.title, m_title);
        worksheet_set_row(m_sheet, m_row++, kTitlePoints + kLinePoints, nullptr);
        writeAcross("Of " + shown.subtitle, m_text);
        ++m_row;
        const std::uint32_t color = badgeColor(shown.badge);
        writeAcross(shown.badgeTitle, makeFormat([color](lxw_format* format) {
                        format_set_bold(format);
                        format_set_font_size(format, kBadgePoints);
                        format_set_font_color(format, LXW_COLOR_WHITE);
                        format_set_bg_color(format, color);
                    }));
        worksheet_set_row(m_sheet, m_row - 1, kBadgePoints + kLinePoints, nullptr);
        writeAcross(shown.badgeMeaning, m_text);
        writeAcross("Reason: " + shown.reason, m_text);
        ++m_row;
        addBlocks(section);
    }
    void addSection(const Section& section)
    {
        beginSheet(section);
        writeAcross(section.title, m_bold);
        ++m_row;
        addBlocks(section);
    }
    /// Nothing for people: who wants to see it finds it, and it is not printed.
    void hideLast() { worksheet_hide(m_sheet); }
    void operator()(const Paragraph& paragraph) { writeAcross(paragraph.text, m_text); }
    void operator()(const Bullets& bullets)
    {
        for (const std::string& item : bullets.items) writeAcross("•  " + item, m_text);
    }
    void operator()(const Table& table)
    {
        const bool isNamed = !table.columns.front().title.empty();
        if (isNamed) {
            for (std::size_t i = 0; i < table.columns.size(); ++i)
                write(i, table.columns[i].title, isNumber(table.columns[i]) ? m_numberHead : m_head);
            if (&table == m_longest) keepHeadInSight();
            endRow(1);
        }
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            const auto& row = table.rows[r];
            double lines = 1;
            for (std::size_t i = 0; i < row.size(); ++i) {
                const Column& column = table.columns[i];
                writeCell(i, row[i], column, std::ranges::find(table.typed, std::pair(r, i)) != table.typed.end(),
                          !isNamed && i == 0);
                if (column.kind != Column::Kind::Data) lines = std::max(lines, wrappedLines(row[i], m_widths[i]));
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
    lxw_format* headFormat(std::uint8_t alignment)
    {
        return makeFormat([alignment](lxw_format* format) {
            format_set_bold(format);
            format_set_bottom(format, LXW_BORDER_THIN);
            format_set_align(format, alignment);
            if (alignment == LXW_ALIGN_RIGHT) format_set_indent(format, 1);
        });
    }
    /// All decimals that the text has, and no exponent for long numbers. To the right, with room before the next column.
    lxw_format* numberFormat(int decimals, bool isGrouped, bool isRight)
    {
        lxw_format*& format = m_numbers[{decimals, isGrouped, isRight}];
        if (format != nullptr) return format;
        const std::string pattern =
            (isGrouped ? "#,##0" : "0") + (decimals > 0 ? "." + std::string(decimals, '0') : std::string());
        format = makeFormat([&pattern, isRight](lxw_format* one) {
            format_set_num_format(one, pattern.c_str());
            format_set_align(one, isRight ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
            if (isRight) format_set_indent(one, 1);
        });
        return format;
    }
    static bool isNumber(const Column& column) { return column.kind == Column::Kind::Number; }
    void beginSheet(const Section& section)
    {
        m_sheet = workbook_add_worksheet(m_book, m_names.nameOf(section.id, section.title).c_str());
        worksheet_set_landscape(m_sheet);
        worksheet_set_paper(m_sheet, kPaperA4);
        worksheet_fit_to_pages(m_sheet, 1, 0);
        m_row = 0;
        m_lines = 0;
        measure(section);
    }
    void addBlocks(const Section& section)
    {
        for (const Block& block : section.blocks) {
            std::visit(*this, block);
            ++m_row;
            ++m_lines;
        }
    }
    /// On a screen and on each printed page.
    void keepHeadInSight()
    {
        worksheet_repeat_rows(m_sheet, m_row, m_row);
        if (m_lines < kFrozenLines) worksheet_freeze_panes(m_sheet, m_row + 1, 0);
    }
    void write(std::size_t column, const std::string& text, lxw_format* format)
    {
        const std::string cell = cellText(text);
        worksheet_write_string(m_sheet, m_row, static_cast<lxw_col_t>(column), cell.c_str(), format);
    }
    /// Times stay texts: a cell's time is a double of days, which shows no microseconds and rounds the milliseconds.
    void writeCell(std::size_t column, const std::string& text, const Column& of, bool isTyped, bool isName)
    {
        const auto place = static_cast<lxw_col_t>(column);
        if (text.empty()) return;
        const bool isGrouped = isTyped && text.find(',') != std::string::npos;
        const auto number =
            isNumber(of) || isTyped ? trySheetNumber(text, isTyped ? Grouping::Commas : Grouping::None) : std::nullopt;
        if (number) {
            worksheet_write_number(m_sheet, m_row, place, number->value, numberFormat(number->decimals, isGrouped, isNumber(of)));
        } else if (isTyped && (text == "true" || text == "false")) {
            worksheet_write_boolean(m_sheet, m_row, place, text == "true" ? 1 : 0, m_left);
        } else {
            write(column, text, of.kind == Column::Kind::Data ? nullptr : isName ? m_bold : m_text);
        }
    }
    /// The columns' widths, in characters, for all tables of the section.
    void measure(const Section& section)
    {
        m_widths.clear();
        m_longest = nullptr;
        for (const Block& block : section.blocks) {
            const auto* table = std::get_if<Table>(&block);
            if (table == nullptr) continue;
            const bool isNamed = !table->columns.front().title.empty();
            if (isNamed && (m_longest == nullptr || table->rows.size() >= m_longest->rows.size())) m_longest = table;
            m_widths.resize(std::max(m_widths.size(), table->columns.size()), kWidthLeast);
            const auto widen = [this](const std::vector<std::string>& cells) {
                for (std::size_t i = 0; i < cells.size(); ++i)
                    m_widths[i] = std::clamp(charactersOf(cells[i]) + 3, m_widths[i], kWidthMost);
            };
            std::vector<std::string> titles;
            for (const Column& column : table->columns) titles.push_back(column.title);
            widen(titles);
            for (const auto& row : table->rows) widen(row);
        }
        narrow(section);
        if (m_widths.empty()) m_widths.push_back(kTextWidth);
        for (std::size_t i = 0; i < m_widths.size(); ++i)
            worksheet_set_column(m_sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), m_widths[i], nullptr);
    }
    /// Columns that are wider than their share, where all together are too wide for a sheet of paper.
    void narrow(const Section& section)
    {
        if (m_longest == nullptr || std::accumulate(m_widths.begin(), m_widths.end(), 0.0) <= kSheetWidth) return;
        const auto& columns = m_longest->columns;
        const int weights =
            std::accumulate(columns.begin(), columns.end(), 0, [](int sum, const Column& column) { return sum + column.weight; });
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double share = kSheetWidth * columns[i].weight / std::max(weights, 1);
            m_widths[i] = std::min(m_widths[i], std::max(share, std::min(longestWordOf(section, i), kWordMost) + 3));
        }
    }
    /// Of the tables of a section in a column; of times and of names before a value, the whole.
    static double longestWordOf(const Section& section, std::size_t column)
    {
        double longest = 0;
        for (const Block& block : section.blocks) {
            const auto* table = std::get_if<Table>(&block);
            if (table == nullptr || column >= table->columns.size()) continue;
            const bool isWhole =
                (column == 0 && table->columns.front().title.empty()) || table->columns[column].kind == Column::Kind::Time;
            longest = std::max(longest, charactersOf(table->columns[column].title));
            for (const auto& row : table->rows)
                longest = std::max(longest, isWhole ? charactersOf(row[column]) : longestWord(row[column]));
        }
        return longest;
    }
    /// A text over all columns, or over those that make a line of some length.
    void writeAcross(const std::string& text, lxw_format* format)
    {
        double width = m_widths.front();
        std::size_t last = 0;
        while (last + 1 < m_widths.size() && width < kTextWidth) width += m_widths[++last];
        const std::string cell = cellText(text);
        if (last == 0)
            write(0, cell, format);
        else
            worksheet_merge_range(m_sheet, m_row, 0, m_row, static_cast<lxw_col_t>(last), cell.c_str(), format);
        endRow(wrappedLines(cell, width));
    }
    /// Not every program makes a row as high as its wrapped texts.
    void endRow(double lines)
    {
        lines = std::min(lines, kMostLines);
        if (lines > 1) worksheet_set_row(m_sheet, m_row, lines * kLinePoints, nullptr);
        m_lines += lines;
        ++m_row;
    }

    std::string m_folder;
    std::string m_file;
    lxw_workbook* m_book = nullptr;
    lxw_worksheet* m_sheet = nullptr;
    lxw_format* m_bold = nullptr;
    lxw_format* m_title = nullptr;
    lxw_format* m_head = nullptr;
    lxw_format* m_numberHead = nullptr;
    lxw_format* m_text = nullptr;
    lxw_format* m_left = nullptr;
    std::map<std::tuple<int, bool, bool>, lxw_format*> m_numbers;  // decimals, grouped, to the right
    lxw_row_t m_row = 0;
    double m_lines = 0;                // above m_row
    const Table* m_longest = nullptr;  // of the sheet, with a head
    std::vector<double> m_widths;
    SheetNames m_names;
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
    for (const Section& section : shown.sections) {
        if (&section == &shown.sections.front())
            book.addSummary(shown, section);
        else
            book.addSection(section);
    }
    const Section carried = carriedSection(document);
    book.addSection(carried);
    book.hideLast();
    return book.finish();
}

}  // namespace vci::report
