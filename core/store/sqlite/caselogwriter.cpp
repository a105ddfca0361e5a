// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/appendsession.h"
#include "core/store/sqlite/casefilelog.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/openfile.h"

#include <algorithm>
#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "recovering its log";
constexpr std::size_t kEventsPerCheck = 10'000;

class CaseLogWriter final : public LogWriter {
public:
    CaseLogWriter(std::unique_ptr<Connection> connection, std::string login, IdSource& ids, Clock& clock)
        : m_connection(std::move(connection))
        , m_login(std::move(login))
        , m_ids(ids)
        , m_clock(clock)
    {
    }
    ~CaseLogWriter() override
    {
        // As every writer leaves it: at rest a case file is one file.
        [[maybe_unused]] const auto ignored =
            m_connection->execute("PRAGMA busy_timeout=200; PRAGMA journal_mode=DELETE", "closing it");
    }

    Result<void> addCheckpoint(TenantId tenant, const StoredCheckpoint& checkpoint) override;
    Result<void> addTimestamp(TenantId tenant, const StoredTimestamp& timestamp) override;
    Result<LogId> startRecoveredLog(const std::string& reason, const DescribeLog& describe, std::stop_token stop) override;

private:
    [[nodiscard]] Result<std::vector<TenantId>> tenants();
    struct Described {
        TenantId tenant;
        std::string eventData;
        std::string metadata;
    };
    [[nodiscard]] Result<void> recover(const Described& described, const LogId& log, const Connection::Call& call);
    [[nodiscard]] Result<BesideOldLog> besideLog(TenantId tenant, const LogHead& log);
    /// The rowids of all events of the tenant but one, in migration order.
    [[nodiscard]] Result<std::vector<std::int64_t>> inMigrationOrder(TenantId tenant, EventId without);

    std::unique_ptr<Connection> m_connection;
    json::LeafWriter m_leaves;
    std::string m_login;
    IdSource& m_ids;
    Clock& m_clock;
};

Result<void> CaseLogWriter::addCheckpoint(TenantId tenant, const StoredCheckpoint& checkpoint)
{
    const Connection::Call call(*m_connection, {});
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    const std::string_view log = checkpoint.log.toString();
    VCI_TRY(auto insert, m_connection->query("INSERT INTO checkpoints (tenant_id, log_id, tree_size, root_hash, note) "
                                             "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"));
    insert.bind(1, tenant.uuid()).bind(2, log).bind(3, checkpoint.treeSize);
    insert.bindBlob(4, *checkpoint.root).bind(5, std::string_view(checkpoint.note));
    VCI_CHECK(insert.run("keeping a checkpoint"));
    VCI_TRY(auto kept,
            m_connection->query("SELECT note FROM checkpoints WHERE tenant_id = ?1 AND log_id = ?2 AND tree_size = ?3"));
    kept.bind(1, tenant.uuid()).bind(2, log).bind(3, checkpoint.treeSize);
    VCI_TRY(const bool found, kept.step("keeping a checkpoint"));
    if (found && kept.text(0) != checkpoint.note)
        return makeError(ErrorCode::AlreadyExists, m_connection->file().string() + " keeps another checkpoint of size " +
                                                       std::to_string(checkpoint.treeSize));
    return transaction.commit();
}

Result<void> CaseLogWriter::addTimestamp(TenantId tenant, const StoredTimestamp& timestamp)
{
    const Connection::Call call(*m_connection, {});
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    VCI_TRY(auto stamped,
            m_connection->query("SELECT 1 FROM checkpoints WHERE tenant_id = ?1 AND log_id = ?2 AND tree_size = ?3"));
    stamped.bind(1, tenant.uuid()).bind(2, std::string_view(timestamp.log.toString())).bind(3, timestamp.treeSize);
    VCI_TRY(const bool found, stamped.step("keeping a time stamp"));
    if (!found)
        return makeError(ErrorCode::NotFound,
                         m_connection->file().string() + " keeps no checkpoint of size " + std::to_string(timestamp.treeSize));
    VCI_CHECK(insertTimestamp(*m_connection, tenant, timestamp));
    return transaction.commit();
}

Result<std::vector<TenantId>> CaseLogWriter::tenants()
{
    VCI_TRY(auto query, m_connection->query("SELECT id FROM tenants ORDER BY id"));
    std::vector<TenantId> tenants;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return tenants;
        VCI_TRY(const Uuid id, readUuid(*m_connection, query, 0, "tenants", "id", std::to_string(tenants.size() + 1)));
        tenants.emplace_back(id);
    }
}

Result<LogId> CaseLogWriter::startRecoveredLog(const std::string& reason, const DescribeLog& describe, std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    const LogId log = LogId::fromUuid(m_ids.next());
    VCI_TRY(const auto all, tenants());
    std::vector<Described> described;
    for (const TenantId tenant : all) {
        VCI_TRY(const auto heads, readLogHeads(*m_connection, tenant));
        if (heads.empty()) return makeError(ErrorCode::Damaged, m_connection->file().string() + " is damaged: it has no log");
        VCI_TRY(const BesideOldLog beside, besideLog(tenant, heads.front()));
        VCI_TRY(const RecoveredLog old, describe(tenant, heads.front(), beside));
        if (old.recoveredSize == 0 && !old.signedSize) continue;
        described.push_back({tenant, recoveredEventData(old, reason, m_login), recoveredMetadata(beside)});
    }
    // Later than every other, whatever the clock says: the newest is in force.
    VCI_TRY(auto insert,
            m_connection->query("INSERT INTO logs (log_id, since) VALUES (?1, max(?2, (SELECT max(since) + 1 FROM logs)))"));
    VCI_CHECK(insert.bind(1, std::string_view(log.toString())).bind(2, m_clock.now().micros()).run(kDoing));
    for (const Described& one : described) VCI_CHECK(recover(one, log, call));
    VCI_CHECK(transaction.commit());
    return log;
}

Result<BesideOldLog> CaseLogWriter::besideLog(TenantId tenant, const LogHead& log)
{
    BesideOldLog beside;
    // What stands above the head is not counted as recovered, and may be taken away unseen.
    VCI_TRY(auto query, m_connection->query("SELECT e.id FROM event_store e NOT INDEXED WHERE e.tenant_id = ?1 AND NOT EXISTS "
                                            "(SELECT 1 FROM event_log l WHERE l.event_id = e.id AND +l.tenant_id = ?1 AND "
                                            "+l.log_id = ?2 AND l.log_index >= 0 AND l.log_index < ?3) ORDER BY e.id"));
    query.bind(1, tenant.uuid()).bind(2, std::string_view(log.id.toString())).bind(3, log.size);
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) break;
        ++beside.unlogged;
        if (beside.some.size() >= kUnloggedNamed) continue;
        if (const auto id = EventId::tryFromString(query.text(0))) beside.some.push_back(*id);
    }
    VCI_TRY(auto greatest, m_connection->query("SELECT coalesce(max(tree_size), 0) FROM checkpoints WHERE tenant_id = ?1 AND "
                                               "log_id = ?2 AND tree_size <= ?3"));
    greatest.bind(1, tenant.uuid()).bind(2, std::string_view(log.id.toString())).bind(3, log.size);
    VCI_TRY(const bool found, greatest.step(kDoing));
    if (found) beside.checkpointSize = std::max<std::int64_t>(greatest.int64(0), 0);
    return beside;
}

Result<std::vector<std::int64_t>> CaseLogWriter::inMigrationOrder(TenantId tenant, EventId without)
{
    VCI_TRY(auto query,
            m_connection->query("SELECT row FROM (SELECT row, id, aggregate_id, sequence_number, at, max(at) "
                                "OVER (PARTITION BY aggregate_id ORDER BY sequence_number, at, id ROWS UNBOUNDED PRECEDING) AS m "
                                "FROM (SELECT rowid AS row, id, aggregate_id, sequence_number, vci_instant(timestamp) AS at "
                                "FROM event_store WHERE tenant_id = ?1 AND id <> ?2)) "
                                "ORDER BY m, aggregate_id, sequence_number, at, id"));
    query.bind(1, tenant.uuid()).bind(2, without.uuid());
    std::vector<std::int64_t> rows;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return rows;
        rows.push_back(query.int64(0));
    }
}

Result<void> CaseLogWriter::recover(const Described& described, const LogId& log, const Connection::Call& call)
{
    const TenantId tenant = described.tenant;
    const NewEvent first{.id = {},
                         .aggregateId = AggregateId(tenant.uuid()),
                         .aggregateType = "Log",
                         .eventType = "LogRecovered",
                         .eventVersion = 1,
                         .eventData = described.eventData,
                         .metadata = described.metadata,
                         .causationId = {},
                         .correlationId = {},
                         .expectedSequence = {},
                         .sequence = {},
                         .timestamp = {},
                         .blockchainTxHash = {}};
    const SnapshotPolicy noSnapshots = SnapshotPolicy::never();
    VCI_TRY(auto session, AppendSession::start(*m_connection, m_leaves, m_ids, m_clock, tenant, noSnapshots));
    VCI_TRY(const AppendOutcome outcome, session.append(std::span(&first, 1), Stamping::ByStore));
    VCI_CHECK(session.finish());
    VCI_TRY(const auto rows, inMigrationOrder(tenant, outcome.first->id));
    VCI_TRY(auto read, m_connection->query("SELECT " + std::string(EventRows::kColumns) +
                                           " FROM event_store e LEFT JOIN event_log l ON l.rowid = e.rowid WHERE e.rowid = ?1"));
    VCI_TRY(auto insert, m_connection->query("INSERT INTO event_log (tenant_id, log_id, log_index, event_id, leaf_hash) "
                                             "VALUES (?1, ?2, ?3, ?4, ?5)"));
    EventRows events(*m_connection, tenant, log.toString());
    std::string leaf;
    std::int64_t size = 1;
    for (const std::int64_t row : rows) {
        if (static_cast<std::size_t>(size) % kEventsPerCheck == 0) VCI_CHECK(call.check());
        read.reset();
        VCI_TRY(const bool found, read.bind(1, row).step(kDoing));
        if (!found) continue;
        VCI_TRY(const Event event, events.event(read));
        leaf.clear();
        m_leaves.append(event, leaf);
        const Sha256 hash = json::leafHash(leaf);
        insert.bind(1, tenant.uuid()).bind(2, std::string_view(log.toString())).bind(3, size).bind(4, event.id.uuid());
        VCI_CHECK(insert.bindBlob(5, hash).run(kDoing));
        ++size;
    }
    VCI_TRY(auto head, m_connection->query("UPDATE log_heads SET size = ?3 WHERE tenant_id = ?1 AND log_id = ?2"));
    return head.bind(1, tenant.uuid()).bind(2, std::string_view(log.toString())).bind(3, size).run(kDoing);
}

}  // namespace

Result<std::unique_ptr<LogWriter>> openCaseLogWriter(const std::filesystem::path& file, std::string login, IdSource& ids,
                                                     Clock& clock)
{
    VCI_TRY(auto opened, openForWriting(file));
    return std::unique_ptr<LogWriter>(
        std::make_unique<CaseLogWriter>(std::move(opened.connection), std::move(login), ids, clock));
}

}  // namespace vci::store::sqlite
