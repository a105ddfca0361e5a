// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/schema.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/store/sqlite/shippedschema.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace vci::store::sqlite {

namespace {

/// A table in the versions [since, until].
struct TableShape {
    std::string_view name;
    std::string_view probe;  ///< a statement that can be prepared only where every column is there
    std::int64_t since = 1;
    std::int64_t until = kSchemaVersion;
};

constexpr std::array kTables = {
    TableShape{"case_info", "SELECT only_row, created_at, created_by FROM case_info LIMIT 0", 1, 1},
    TableShape{"case",
               "SELECT only_row, created_at, created_by, origin, selection, custody_count, custody_head, sealed_at, sealed_by "
               "FROM \"case\" LIMIT 0",
               2},
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
    TableShape{"event_snapshots",
               "SELECT id, tenant_id, aggregate_id, aggregate_type, snapshot_version, last_event_sequence, last_event_id, "
               "created_at, reducer, snapshot_data FROM event_snapshots LIMIT 0",
               2},
    TableShape{"read_models",
               "SELECT id, tenant_id, model_type, model_id, version, last_event_id, last_event_sequence, created_at, updated_at, "
               "is_deleted, projection, data FROM read_models LIMIT 0",
               2},
    TableShape{"projection_checkpoints",
               "SELECT tenant_id, projection, log_id, position, updated_at FROM projection_checkpoints LIMIT 0", 2},
    TableShape{"checkpoints", "SELECT tenant_id, log_id, tree_size, root_hash, note FROM checkpoints LIMIT 0", 2},
    TableShape{"checkpoint_timestamps",
               "SELECT tenant_id, log_id, tree_size, token_hash, token FROM checkpoint_timestamps LIMIT 0", 3},
    TableShape{"anchors", "SELECT anchor_id, chain_id, tx_hash, sender, root, submitted_at FROM anchors LIMIT 0", 2},
    TableShape{"anchor_members",
               "SELECT anchor_id, tenant_id, log_id, tree_size, member_index, path, note FROM anchor_members LIMIT 0", 2},
    TableShape{"anchor_blocks",
               "SELECT anchor_id, block_number, block_hash, block_time, final_at, raw_transaction, header, transaction_proof "
               "FROM anchor_blocks LIMIT 0",
               2},
    TableShape{"event_proofs", "SELECT event_id, path FROM event_proofs LIMIT 0", 2},
    TableShape{"custody", "SELECT n, record, hash FROM custody LIMIT 0", 2},
    TableShape{"case_notes",
               "SELECT n, kind, written_at, author, tenant_id, aggregate_id, event_id, text FROM case_notes LIMIT 0", 2},
};

std::string hexOf(std::int64_t applicationId)
{
    const auto bits = static_cast<std::uint32_t>(applicationId);
    const std::array<std::uint8_t, 4> bytes = {static_cast<std::uint8_t>(bits >> 24), static_cast<std::uint8_t>(bits >> 16),
                                               static_cast<std::uint8_t>(bits >> 8), static_cast<std::uint8_t>(bits)};
    return "0x" + toHex(bytes);
}

Result<std::int64_t> checkIdentity(Connection& connection)
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
    return version;
}

/// The steps from the given version on; the caller's transaction holds them together.
Result<void> runSteps(Connection& connection, std::int64_t fromVersion)
{
    for (const std::string_view step : schemaSteps().subspan(static_cast<std::size_t>(fromVersion)))
        VCI_CHECK(connection.execute(std::string(step), "making its tables"));
    return connection.execute("PRAGMA user_version=" + std::to_string(kSchemaVersion), "making its tables");
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
    VCI_CHECK(connection.execute("PRAGMA application_id=" + std::to_string(kApplicationId), "creating it"));
    VCI_CHECK(runSteps(connection, 0));
    const std::int64_t now = clock.now().micros();
    VCI_TRY(auto info, connection.query("INSERT INTO \"case\" (only_row, created_at, created_by) VALUES (1, ?1, ?2)"));
    VCI_CHECK(info.bind(1, now).bind(2, std::string_view("VoiceCore Inspector")).run("creating it"));
    VCI_TRY(auto log, connection.query("INSERT INTO logs (log_id, since) VALUES (?1, ?2)"));
    VCI_CHECK(log.bind(1, std::string_view(toHex(ids.next().bytes()))).bind(2, now).run("creating its log"));
    return transaction.commit();
}

Result<std::int64_t> checkSchema(Connection& connection)
{
    VCI_TRY(const std::int64_t version, checkIdentity(connection));
    VCI_CHECK(checkNothingActive(connection));
    for (const TableShape& table : kTables) {
        if (version < table.since || version > table.until) continue;
        auto probe = connection.query(table.probe);
        if (probe.ok()) continue;
        if (probe.error().code != ErrorCode::Damaged) return std::move(probe).error();
        return connection.error(SQLITE_ERROR, "reading its table " + std::string(table.name));
    }
    VCI_CHECK(checkAsShipped(connection, version));
    return version;
}

Result<void> upgradeSchema(Connection& connection)
{
    VCI_TRY(auto transaction, Transaction::beginImmediate(connection));
    // Asked again under the lock: another writer may have been first.
    VCI_TRY(const std::int64_t version, connection.number("PRAGMA user_version", "reading its header"));
    if (version >= kSchemaVersion) return {};
    VCI_CHECK(runSteps(connection, version));
    return transaction.commit();
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

Result<bool> hasLog(Connection& connection, std::int64_t schemaVersion)
{
    if (schemaVersion < 2) return true;
    VCI_TRY(const std::int64_t lacksIt,
            connection.number("SELECT selection IS NOT NULL AND origin IS NULL AND NOT EXISTS (SELECT 1 FROM log_heads) "
                              "AND NOT EXISTS (SELECT 1 FROM event_log) AND NOT EXISTS (SELECT 1 FROM checkpoints) "
                              "AND NOT EXISTS (SELECT 1 FROM anchors) AND NOT EXISTS (SELECT 1 FROM anchor_members) "
                              "AND NOT EXISTS (SELECT 1 FROM event_proofs) FROM \"case\"",
                              "reading the row of the case"));
    return lacksIt == 0;
}

}  // namespace vci::store::sqlite
