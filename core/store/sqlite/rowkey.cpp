// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/rowkey.h"

#include "core/store/cursor.h"

namespace vci::store::sqlite {

ColumnValue ColumnValue::read(const Query& query, int column)
{
    return query.isInteger(column) ? ofNumber(query.int64(column)) : ofText(query.text(column));
}

void ColumnValue::bind(Query& query, int parameter) const
{
    if (isText)
        query.bind(parameter, std::string_view(text));
    else
        query.bind(parameter, number);
}

RowKey readKey(const Query& query, std::initializer_list<int> columns)
{
    RowKey key;
    for (const int column : columns) key.push_back(ColumnValue::read(query, column));
    return key;
}

void bindKey(Query& query, int firstParameter, const RowKey& key)
{
    for (const ColumnValue& value : key) value.bind(query, firstParameter++);
}

Cursor cursorOf(std::string_view kind, const RowKey& key)
{
    std::vector<std::string> fields;
    for (const ColumnValue& value : key) fields.push_back(value.isText ? "t" + value.text : "n" + std::to_string(value.number));
    return makeCursor(kind, fields);
}

Result<std::optional<RowKey>> keyOf(const std::optional<Cursor>& cursor, std::string_view kind, std::size_t columnCount)
{
    if (!cursor) return std::optional<RowKey>();
    VCI_TRY(const auto fields, readCursor(*cursor, kind, columnCount));
    RowKey key;
    for (const std::string& field : fields) {
        const auto rest = std::string_view(field).substr(field.empty() ? 0 : 1);
        const auto number = tryParseInt64(rest);
        if (field.starts_with('t'))
            key.push_back(ColumnValue::ofText(rest));
        else if (field.starts_with('n') && number)
            key.push_back(ColumnValue::ofNumber(*number));
        else
            return foreignCursor(*cursor);
    }
    return std::optional(std::move(key));
}

}  // namespace vci::store::sqlite
