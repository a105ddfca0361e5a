// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/output.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vci::audit {

/// Aligned columns for people, written in batches: widths grow with what comes and never shrink. Control and bidi characters
/// of cells appear as tokens, so that no cell can disturb the line it stands on.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string title;
        Align align = Align::Left;
        std::size_t widthLeast = 0;  ///< in characters
        std::size_t widthMost = 0;   ///< longer cells are cut and end in …; 0: never
    };

    explicit TextTable(std::vector<Column> columns);
    /// Requires one cell for each column.
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::size_t pendingRows() const { return m_rows.size(); }
    /// Writes the rows added since the last call, the first time below the titles.
    void writeTo(Output& out);

private:
    void writeRow(Output& out, const std::vector<std::string>& cells) const;

    std::vector<Column> m_columns;
    std::vector<std::size_t> m_widths;
    std::vector<std::vector<std::string>> m_rows;
    bool m_titled = false;
};

/// Characters, counted as code points.
[[nodiscard]] std::size_t textWidth(std::string_view utf8);
/// The first width characters, the last of them … where something was cut.
[[nodiscard]] std::string shortened(std::string_view utf8, std::size_t width);
/// 257088 → "257,088".
[[nodiscard]] std::string grouped(std::int64_t number);

}  // namespace vci::audit
