// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/schema.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace vci::store::sqlite {

namespace {

struct TableShape {
    std::string_view name;
    std::string_view probe;  ///< a statement that can be prepared only where every column is there
};

constexpr std::array kTables = {
    TableShape{"case_info", "SELECT only_row, created_at, created_by FROM case_info LIMIT 0"},
    TableShape{"logs", "SELECT log_id, since FROM logs LIMIT 0"},
    TableShape{"tenants", "SELECT id, name, domain, is_active, created_at FROM tenants LIMIT 0"},
    TableShape{"event_store",
               "SELECT id, tenant_id, aggregate_id, aggregate_type, event_type, event_version, timestamp, sequence_number, "
               "causation_id, correlation_id, blockchain_tx_hash, adopted, event_data, metadata FROM event_store LIMIT 0"},
    TableShape{"event_log", "SELECT tenant_id, log_id, log_index, event_id, leaf_hash FROM event_log LIMIT 0"},
    TableShape{"log_heads", "SELECT tenant_id, log_id, size FROM log_heads LIMIT 0"},
    TableShape{"aggregates",
               "SELECT tenant_id, aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, first_timestamp, "
               "last_timestamp, last_event_type FROM aggregates LIMIT 0"},
};

std::string hexOf(std::int64_t applicationId)
{
    const auto bits = static_cast<std::uint32_t>(applicationId);
    const std::array<std::uint8_t, 4> bytes = {static_cast<std::uint8_t>(bits >> 24), static_cast<std::uint8_t>(bits >> 16),
                                               static_cast<std::uint8_t>(bits >> 8), static_cast<std::uint8_t>(bits)};
    return "0x" + toHex(bytes);
}

Result<void> checkIdentity(Connection& connection)
{
    const std::string name = connection.file().string();
    VCI_TRY(const std::int64_t applicationId, connection.number("PRAGMA application_id", "reading its header"));
    if (applicationId != kApplicationId) {
        return makeError(ErrorCode::NotACaseFile, name + " is an SQLite file of another application (application id " +
                                                      hexOf(applicationId) + ", a case file has " + hexOf(kApplicationId) + ")");
    }
    VCI_TRY(const std::int64_t version, connection.number("PRAGMA user_version", "reading its header"));
    if (version > kSchemaVersion) {
        return makeError(ErrorCode::NewerVersion, name + " was made by a newer version of this program (schema version " +
                                                      std::to_string(version) + ", this program knows up to " +
                                                      std::to_string(kSchemaVersion) + "): use that one to open it");
    }
    if (version < 1) {
        return makeError(ErrorCode::Damaged,
                         name + " is damaged: its schema version is " + std::to_string(version) + ", the least that exists is 1");
    }
    return {};
}

/// Nothing of the file may act by itself: views, triggers and virtual tables run code when they are read.
Result<void> checkNothingActive(Connection& connection)
{
    VCI_TRY(auto query, connection.query("SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index') "
                                         "OR (type = 'table' AND coalesce(rootpage, 0) = 0) LIMIT 1"));
    VCI_TRY(const bool found, query.step("reading its schema"));
    if (!found) return {};
    return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: it holds a " +
                                             visibleControls(utf8Prefix(query.text(0), 32)) + " named \"" +
                                             visibleControls(utf8Prefix(query.text(1), 64)) +
                                             "\", and a case file holds plain tables and indexes only");
}

}  // namespace

Result<void> createSchema(Connection& connection, IdSource& ids, Clock& clock)
{
    VCI_CHECK(connection.execute("PRAGMA page_size=4096", "creating it"));
    VCI_TRY(auto transaction, Transaction::beginImmediate(connection));
    VCI_CHECK(connection.execute("PRAGMA application_id=" + std::to_string(kApplicationId) +
                                     "; PRAGMA user_version=" + std::to_string(kSchemaVersion),
                                 "creating it"));
    VCI_CHECK(connection.execute(std::string(schemaSql()), "creating its tables"));
    const std::int64_t now = clock.now().micros();
    VCI_TRY(auto info, connection.query("INSERT INTO case_info (only_row, created_at, created_by) VALUES (1, ?1, ?2)"));
    VCI_CHECK(info.bind(1, now).bind(2, std::string_view("VoiceCore Inspector")).run("creating it"));
    VCI_TRY(auto log, connection.query("INSERT INTO logs (log_id, since) VALUES (?1, ?2)"));
    VCI_CHECK(log.bind(1, std::string_view(toHex(ids.next().bytes()))).bind(2, now).run("creating its log"));
    return transaction.commit();
}

Result<void> checkSchema(Connection& connection)
{
    VCI_CHECK(checkIdentity(connection));
    VCI_CHECK(checkNothingActive(connection));
    for (const TableShape& table : kTables) {
        auto probe = connection.query(table.probe);
        if (probe.ok()) continue;
        if (probe.error().code != ErrorCode::Damaged) return std::move(probe).error();
        return connection.error(SQLITE_ERROR, "reading its table " + std::string(table.name));
    }
    return {};
}

Result<std::string> readLogId(Connection& connection)
{
    VCI_TRY(auto query, connection.query("SELECT log_id FROM logs ORDER BY since DESC, rowid DESC LIMIT 1"));
    VCI_TRY(const bool found, query.step("reading its log id"));
    const std::string id = found ? std::string(query.text(0)) : std::string();
    const bool wellFormed = id.size() == 32 && std::all_of(id.begin(), id.end(), [](char c) { return hexDigitValue(c) >= 0; });
    if (!wellFormed) {
        return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: its table logs holds " +
                                                 (found ? "a log id that is not 32 hex digits" : "no log id"));
    }
    return id;
}

}  // namespace vci::store::sqlite
