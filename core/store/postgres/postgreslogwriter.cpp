// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/layout.h"
#include "core/store/postgres/logentry.h"
#include "core/store/postgres/postgreslog.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rights.h"
#include "core/store/postgres/rows.h"

#include <algorithm>
#include <utility>

namespace vci::store::postgres {

namespace {

class PostgresLogWriter final : public LogWriter {
public:
    explicit PostgresLogWriter(std::unique_ptr<Session> session)
        : m_session(std::move(session))
    {
    }

    Result<void> addCheckpoint(TenantId tenant, const StoredCheckpoint& checkpoint) override;
    Result<void> addTimestamp(TenantId tenant, const StoredTimestamp& timestamp) override;
    Result<LogId> startRecoveredLog(const std::string& reason, const DescribeLog& describe, std::stop_token stop) override;

private:
    [[nodiscard]] Result<void> checkMayKeep(bool may, const std::string& what) const;
    [[nodiscard]] Result<void> checkMayRecover(AdministrationTransaction& transaction) const;
    [[nodiscard]] Result<std::vector<TenantId>> lockTenants(AdministrationTransaction& transaction) const;
    [[nodiscard]] static Result<BesideOldLog> besideLog(AdministrationTransaction& transaction, TenantId tenant,
                                                        const LogHead& log);
    struct Described {
        TenantId tenant;
        std::string eventData;
        std::string metadata;
    };
    static void recover(AdministrationTransaction& transaction, const Described& described, const std::string& logId);

    std::unique_ptr<Session> m_session;
};

Result<void> PostgresLogWriter::checkMayKeep(bool may, const std::string& what) const
{
    if (may) return {};
    return makeError(ErrorCode::NotPermitted, "the login " + m_session->login() + " may not keep " + what + " on " +
                                                  m_session->label() + ": GRANT vci_anchor TO " + m_session->quotedLogin() +
                                                  " allows it");
}

Result<void> PostgresLogWriter::addCheckpoint(TenantId tenant, const StoredCheckpoint& checkpoint)
{
    const Session::Call call(*m_session, {});
    return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<void> {
        VCI_CHECK(checkMayKeep(Rights(transaction).keepCheckpoints(), "checkpoints"));
        const std::string size = std::to_string(checkpoint.treeSize);
        transaction.exec_params("INSERT INTO checkpoints (tenant_id, log_id, tree_size, root_hash, note) "
                                "VALUES ($1::uuid, $2, $3::bigint, decode($4, 'hex'), $5) ON CONFLICT DO NOTHING",
                                tenant.toString(), checkpoint.log.toString(), size, toHex(*checkpoint.root), checkpoint.note);
        const pqxx::result kept = transaction.exec_params(
            "SELECT note FROM checkpoints WHERE tenant_id = $1::uuid AND log_id = $2 AND tree_size = $3::bigint",
            tenant.toString(), checkpoint.log.toString(), size);
        if (!kept.empty() && text(kept.front(), 0) == checkpoint.note) return {};
        return makeError(ErrorCode::AlreadyExists, m_session->label() + " keeps another checkpoint of size " + size);
    });
}

Result<void> PostgresLogWriter::addTimestamp(TenantId tenant, const StoredTimestamp& timestamp)
{
    const Session::Call call(*m_session, {});
    return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<void> {
        if (!keepsTimestamps(transaction))
            return makeError(ErrorCode::NotSupported,
                             m_session->label() + " keeps no time stamps yet: `voicecore-audit db migrate` lets it");
        VCI_CHECK(checkMayKeep(Rights(transaction).keepTimestamps(), "time stamps"));
        const std::string size = std::to_string(timestamp.treeSize);
        const pqxx::result stamped = transaction.exec_params(
            "SELECT 1 FROM checkpoints WHERE tenant_id = $1::uuid AND log_id = $2 AND tree_size = $3::bigint", tenant.toString(),
            timestamp.log.toString(), size);
        if (stamped.empty()) return makeError(ErrorCode::NotFound, m_session->label() + " keeps no checkpoint of size " + size);
        const std::vector<std::uint8_t> token(timestamp.token.begin(), timestamp.token.end());
        transaction.exec_params("INSERT INTO checkpoint_timestamps (tenant_id, log_id, tree_size, token_hash, token) VALUES "
                                "($1::uuid, $2, $3::bigint, decode($4, 'hex'), decode($5, 'hex')) ON CONFLICT DO NOTHING",
                                tenant.toString(), timestamp.log.toString(), size, toHex(sha256({timestamp.token})),
                                toHex(token));
        return {};
    });
}

Result<void> PostgresLogWriter::checkMayRecover(AdministrationTransaction& transaction) const
{
    const pqxx::result rows =
        transaction.exec("SELECT has_table_privilege('logs', 'INSERT') AND has_table_privilege('event_queue', 'DELETE'), "
                         "(SELECT count(*) FROM vci_my_tenants())");
    const auto refused = [&](const std::string& cure) {
        return makeError(ErrorCode::NotPermitted,
                         "the login " + m_session->login() + " may not start a new log on " + m_session->label() + ": " + cure);
    };
    if (text(rows.front(), 0) != "t") return refused("GRANT vci_migrator TO " + m_session->quotedLogin() + " allows it");
    const pqxx::result all = transaction.exec("SELECT count(*) FROM tenants");
    if (number(all.front(), 0) != number(rows.front(), 1))
        return refused("a log is every tenant's; `voicecore-audit db member add " + m_session->login() +
                       " all` makes it a member");
    return {};
}

Result<std::vector<TenantId>> PostgresLogWriter::lockTenants(AdministrationTransaction& transaction) const
{
    const pqxx::result rows = transaction.exec("SELECT id FROM vci_my_tenants() ORDER BY id");
    std::vector<TenantId> tenants;
    for (const pqxx::row& row : rows) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        tenants.emplace_back(id);
        // The lock of the sequencer: nothing of the tenant is placed until the new log stands.
        transaction.exec("SELECT pg_advisory_xact_lock(hashtextextended('vci log ' || " + literal(id) + "::text, 0::bigint))");
    }
    return tenants;
}

Result<LogId> PostgresLogWriter::startRecoveredLog(const std::string& reason, const DescribeLog& describe, std::stop_token stop)
{
    const Session::Call call(*m_session, std::move(stop));
    return m_session->administer([&](AdministrationTransaction& transaction) -> Result<LogId> {
        VCI_CHECK(checkMayRecover(transaction));
        VCI_TRY(const auto tenants, lockTenants(transaction));
        std::vector<Described> described;
        for (const TenantId tenant : tenants) {
            transaction.exec("SET LOCAL app.current_tenant_id = '" + tenant.toString() + "'");
            VCI_TRY(const auto heads, readLogHeads(transaction, tenant));
            if (heads.empty()) return makeError(ErrorCode::Damaged, m_session->label() + " has no row in logs");
            VCI_TRY(const BesideOldLog beside, besideLog(transaction, tenant, heads.front()));
            VCI_TRY(const RecoveredLog old, describe(tenant, heads.front(), beside));
            if (old.recoveredSize == 0 && !old.signedSize) continue;
            described.push_back({tenant, recoveredEventData(old, reason, m_session->login()), recoveredMetadata(beside)});
        }
        // Later than every other, whatever the clock says: the newest is in force. Two random UUIDs hold 244 random bits.
        const pqxx::result made = transaction.exec(
            "INSERT INTO logs (log_id, since) SELECT md5(gen_random_uuid()::text || gen_random_uuid()::text), "
            "greatest(clock_timestamp() AT TIME ZONE 'UTC', max(since) + interval '1 microsecond') FROM logs RETURNING log_id");
        const auto log = LogId::tryFromString(text(made.front(), 0));
        if (!log) return makeError(ErrorCode::Internal, m_session->label() + " made a log id that is none");
        for (const Described& one : described) recover(transaction, one, log->toString());
        return *log;
    });
}

Result<BesideOldLog> PostgresLogWriter::besideLog(AdministrationTransaction& transaction, TenantId tenant, const LogHead& log)
{
    const std::string id = literal(tenant.uuid());
    BesideOldLog beside;
    // What stands above the head is not counted as recovered, and may be taken away unseen. What waited is none of them: rows
    // from before the migration, too, as long as they are placed.
    const pqxx::result unlogged =
        transaction.exec("SELECT e.id, count(*) OVER () FROM event_store e WHERE e.tenant_id = " + id +
                         " AND NOT EXISTS (SELECT FROM event_log l WHERE l.tenant_id = " + id +
                         " AND l.log_id = " + transaction.quote(log.id.toString()) +
                         " AND l.event_id = e.id AND l.log_index >= 0 AND l.log_index < " + std::to_string(log.size) +
                         ") AND NOT EXISTS (SELECT FROM event_queue q "
                         "WHERE q.tenant_id = " +
                         id +
                         " AND q.event_id = e.id) AND NOT ((e.adopted OR EXISTS (SELECT FROM event_adoption a WHERE "
                         "a.tenant_id = " +
                         id + " AND a.event_id = e.id)) AND " + adoptionIsUnderWay(id) + ") ORDER BY e.id LIMIT " +
                         std::to_string(kUnloggedNamed));
    for (const pqxx::row& row : unlogged) {
        VCI_TRY(const Uuid event, readUuid(row, 0));
        beside.some.emplace_back(event);
        beside.unlogged = number(row, 1);
    }
    const pqxx::result greatest = transaction.exec("SELECT coalesce(max(tree_size), 0) FROM checkpoints WHERE tenant_id = " + id +
                                                   " AND log_id = " + transaction.quote(log.id.toString()) +
                                                   " AND tree_size <= " + std::to_string(log.size));
    beside.checkpointSize = std::max<std::int64_t>(number(greatest.front(), 0), 0);
    return beside;
}

void PostgresLogWriter::recover(AdministrationTransaction& transaction, const Described& described, const std::string& logId)
{
    const TenantId tenant = described.tenant;
    transaction.exec("SET LOCAL app.current_tenant_id = '" + tenant.toString() + "'");
    const std::string id = literal(tenant.uuid());
    const pqxx::result event = transaction.exec_params(
        "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, event_version, event_data, metadata, "
        "sequence_number) SELECT gen_random_uuid(), $1::uuid, $1::uuid, 'Log', 'LogRecovered', 1, $2::jsonb, $3::jsonb, "
        "coalesce(max(sequence_number), 0) + 1 FROM event_store WHERE tenant_id = $1::uuid AND aggregate_id = $1::uuid RETURNING "
        "id",
        tenant.toString(), described.eventData, described.metadata);
    const std::string recovered = transaction.quote(std::string(text(event.front(), 0)));
    transaction.exec("DELETE FROM event_adoption WHERE tenant_id = " + id);
    // The order of a migration (sequencer.cpp), of every row that is there, behind the event that says why.
    const pqxx::result laid = transaction.exec(
        "INSERT INTO event_adoption (tenant_id, log_index, event_id) SELECT " + id + ", row_number() OVER (ORDER BY (id <> " +
        recovered + "::uuid), " + std::string(kMigrationOrder) + ") - 1, id FROM " + rowsByAggregate(id, "") + " in_order");
    transaction.exec("DELETE FROM event_queue q USING event_adoption a WHERE q.tenant_id = " + id +
                     " AND a.tenant_id = q.tenant_id AND a.event_id = q.event_id");
    // The sequencer counts every event anew as it places it.
    transaction.exec("DELETE FROM aggregates WHERE tenant_id = " + id);
    transaction.exec("DELETE FROM aggregate_activity WHERE tenant_id = " + id);
    transaction.exec("INSERT INTO log_heads (tenant_id, log_id, size, adopted_size) VALUES (" + id + ", " +
                     transaction.quote(logId) + ", 0, " + std::to_string(laid.affected_rows()) + ")");
}

}  // namespace

Result<std::unique_ptr<LogWriter>> openPostgresLogWriter(const std::string& uri)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres)
        return makeError(ErrorCode::NotSupported, info.label + " has no log: `voicecore-audit db migrate` gives it one");
    return std::unique_ptr<LogWriter>(std::make_unique<PostgresLogWriter>(std::move(session)));
}

}  // namespace vci::store::postgres
