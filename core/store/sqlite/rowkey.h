// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"
#include "core/store/sqlite/connection.h"

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store::sqlite {

/// A column as SQLite orders it: numbers before texts, texts by bytes.
struct ColumnValue {
    bool isText = false;
    std::int64_t number = 0;
    std::string text = {};

    [[nodiscard]] static ColumnValue ofNumber(std::int64_t number) { return {false, number, {}}; }
    [[nodiscard]] static ColumnValue ofText(std::string_view text) { return {true, 0, std::string(text)}; }
    [[nodiscard]] static ColumnValue read(const Query& query, int column);
    void bind(Query& query, int parameter) const;

    friend auto operator<=>(const ColumnValue&, const ColumnValue&) = default;  // NOLINT(modernize-use-nullptr)
};

/// Where a row stands in an ascending order of several columns.
using RowKey = std::vector<ColumnValue>;

[[nodiscard]] RowKey readKey(const Query& query, std::initializer_list<int> columns);
/// Binds the columns to firstParameter, firstParameter + 1, ….
void bindKey(Query& query, int firstParameter, const RowKey& key);
[[nodiscard]] Cursor cursorOf(std::string_view kind, const RowKey& key);
/// Nothing where there is no cursor. Usage where it is of another query.
[[nodiscard]] Result<std::optional<RowKey>> keyOf(const std::optional<Cursor>& cursor, std::string_view kind,
                                                  std::size_t columnCount);

}  // namespace vci::store::sqlite
