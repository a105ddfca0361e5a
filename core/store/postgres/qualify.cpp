// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/qualify.h"

#include <algorithm>
#include <array>

namespace vci::store::postgres {

namespace {

using Words = std::string_view;

constexpr std::array kTables = {Words("event_store"),
                                Words("event_snapshots"),
                                Words("read_models"),
                                Words("tenants"),
                                Words("event_store_anchored"),
                                Words("logs"),
                                Words("event_queue"),
                                Words("event_log"),
                                Words("log_heads"),
                                Words("event_adoption"),
                                Words("aggregates"),
                                Words("aggregate_activity"),
                                Words("projection_checkpoints"),
                                Words("checkpoints"),
                                Words("checkpoint_timestamps"),
                                Words("anchors"),
                                Words("anchor_members"),
                                Words("anchor_blocks"),
                                Words("tenant_members")};
constexpr std::array kBeforeTables = {Words("FROM"), Words("JOIN"), Words("INTO"), Words("UPDATE"), Words("USING")};
/// Their first argument names an object.
constexpr std::array kAskForObjects = {
    Words("has_table_privilege"),    Words("has_column_privilege"), Words("has_any_column_privilege"),
    Words("has_function_privilege"), Words("to_regclass"),          Words("to_regprocedure")};

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t endOfWord(std::string_view sql, std::size_t at)
{
    while (at < sql.size() && isWordChar(sql[at])) ++at;
    return at;
}

/// Behind the quoted text or comment that begins at `at`; `at` itself where none does. A doubled quote begins another text.
std::size_t endOfQuoted(std::string_view sql, std::size_t at)
{
    const auto behind = [&](std::string_view close, std::size_t from) {
        const auto end = sql.find(close, from);
        return end == std::string_view::npos ? sql.size() : end + close.size();
    };
    if (sql[at] == '\'' || sql[at] == '"') return behind(sql.substr(at, 1), at + 1);
    if (sql.substr(at).starts_with("$$")) return behind("$$", at + 2);
    if (sql.substr(at).starts_with("--")) return behind("\n", at + 2);
    return at;
}

/// Where the literal begins whose whole text is a name of the store's; npos where `at` is behind no such question.
std::size_t namedObject(std::string_view sql, std::size_t at)
{
    if (!sql.substr(at).starts_with("('")) return std::string_view::npos;
    const std::size_t begin = at + 2;
    const std::size_t end = endOfWord(sql, begin);
    const std::string_view name = sql.substr(begin, end - begin);
    const char next = end < sql.size() ? sql[end] : '\0';
    const bool isOurs = (isOneOf(kTables, name) && next == '\'') || (name.starts_with("vci_") && next == '(');
    return isOurs ? begin : std::string_view::npos;
}

}  // namespace

std::string qualified(std::string_view sql, std::string_view quotedSchema)
{
    std::string out;
    out.reserve(sql.size() + sql.size() / 8);
    std::size_t copied = 0;
    const auto insertSchema = [&](std::size_t at, std::string_view schema) {
        out.append(sql.substr(copied, at - copied)).append(schema).append(".");
        copied = at;
    };
    std::string inLiteral;
    for (const char c : quotedSchema) inLiteral.append(c == '\'' ? 2 : 1, c);
    std::string_view before;
    for (std::size_t at = 0; at < sql.size();) {
        if (const std::size_t end = endOfQuoted(sql, at); end > at) {
            at = end;
            before = {};
            continue;
        }
        if (!isWordChar(sql[at])) {
            ++at;
            continue;
        }
        const std::size_t end = endOfWord(sql, at);
        const std::string_view word = sql.substr(at, end - at);
        const bool isBare = at == 0 || sql[at - 1] != '.';
        const bool isCall = end < sql.size() && sql[end] == '(';
        if (isBare && ((isCall && word.starts_with("vci_")) || (isOneOf(kBeforeTables, before) && isOneOf(kTables, word)))) {
            insertSchema(at, quotedSchema);
        }
        at = end;
        before = word;
        if (!isCall || !isOneOf(kAskForObjects, word)) continue;
        if (const std::size_t begin = namedObject(sql, end); begin != std::string_view::npos) {
            insertSchema(begin, inLiteral);
            at = begin - 1;
        }
    }
    return out.append(sql.substr(copied));
}

}  // namespace vci::store::postgres
