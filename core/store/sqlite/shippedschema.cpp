// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/shippedschema.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/store/sqlite/schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "reading its schema";
/// schemaDigest() of a case file as schema version kSchemaVersion makes it; its test tells the new one when that changes.
constexpr std::string_view kDigest = "5c07bfda707b61e50358eddeb0bf3da5ffc13f0bbeff99af82ea3626450814d7";
constexpr std::array<std::string_view, 3> kDerived = {"event_snapshots", "read_models", "projection_checkpoints"};

/// A table or index.
struct Object {
    std::string table;
    std::string sql;  ///< plain(); empty for an index that a key brings with it

    friend bool operator==(const Object&, const Object&) = default;
};
using Objects = std::map<std::string, Object, std::less<>>;

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// Without what versions of SQLite write in different ways: letter case, quotes, spaces that part nothing.
std::string plain(std::string_view sql)
{
    std::string text;
    bool isAfterSpace = false;
    for (char c : sql) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '"') continue;
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            isAfterSpace = true;
            continue;
        }
        if (isAfterSpace && !text.empty() && isWordCharacter(text.back()) && isWordCharacter(c)) text += ' ';
        isAfterSpace = false;
        text += c;
    }
    return text;
}

Result<Objects> objectsOf(Connection& connection)
{
    VCI_TRY(auto query, connection.query("SELECT type, name, tbl_name, sql FROM sqlite_schema"));
    Objects objects;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return objects;
        objects[std::string(query.text(0)) + " " + std::string(query.text(1))] = {plain(query.text(2)), plain(query.text(3))};
    }
}

Result<Objects> makeShipped(std::int64_t version)
{
    VCI_TRY(const auto connection, Connection::openEmpty());
    for (const std::string_view step : schemaSteps().first(static_cast<std::size_t>(version)))
        VCI_CHECK(connection->execute(std::string(step), "making its tables"));
    return objectsOf(*connection);
}

/// Requires 1 <= version <= kSchemaVersion. Made once, and only what is asked for: every start of the desktop opens a case.
const Result<Objects>& shipped(std::int64_t version)
{
    static std::array<std::once_flag, kSchemaVersion> once;
    static std::array<std::optional<Result<Objects>>, kSchemaVersion> made;
    const auto at = static_cast<std::size_t>(version - 1);
    std::call_once(once.at(at), [&] { made.at(at).emplace(makeShipped(version)); });
    return *made.at(at);
}

}  // namespace

Result<Sha256> schemaDigest(Connection& connection)
{
    VCI_TRY(auto query, connection.query("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"));
    Sha256Stream stream;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return stream.finish();
        for (int column = 0; column < 4; ++column) {
            const std::string_view text = query.text(column);
            stream.add(std::to_string(text.size()) + ' ');
            stream.add(text);
        }
    }
}

std::string_view shippedDigest()
{
    return kDigest;
}

Result<void> checkAsShipped(Connection& connection, std::int64_t version)
{
    // Every start of the desktop opens a case, and making the tables to compare with takes longer than all else that opening
    // does.
    if (version == kSchemaVersion) {
        VCI_TRY(const Sha256 digest, schemaDigest(connection));
        if (toHex(digest) == kDigest) return {};
    }
    const auto damaged = [&](const std::string& name, const std::string& how) {
        return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: its " +
                                                 visibleControls(utf8Prefix(name, 100)) + " " + how +
                                                 "; go back to an undamaged copy");
    };
    const Result<Objects>& made = shipped(version);
    if (!made.ok()) return made.error();
    const Objects& ours = made.value();
    VCI_TRY(const Objects theirs, objectsOf(connection));
    for (const auto& [name, object] : ours) {
        const auto found = theirs.find(name);
        if (found == theirs.end()) return damaged(name, "is missing");
        if (found->second != object)
            return damaged(name, "is not the one that schema version " + std::to_string(version) + " has");
    }
    for (const auto& [name, object] : theirs) {
        const bool isOnOurs =
            ours.contains("table " + object.table) && std::ranges::find(kDerived, object.table) == kDerived.end();
        if (name.starts_with("index ") && isOnOurs && !ours.contains(name))
            return damaged(name, "on the table " + object.table + " is none that a case file has");
    }
    return {};
}

}  // namespace vci::store::sqlite
