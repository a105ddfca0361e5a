// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/export.h"
#include "core/store/sqlite/aggregateupdates.h"
#include "core/store/sqlite/casefileanchors.h"
#include "core/store/sqlite/casefilelog.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/custodywriter.h"
#include "core/store/sqlite/rows.h"
#include "core/store/sqlite/schema.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <unordered_set>

namespace vci::store::sqlite {

namespace {

using casefile::ExportedEvent;

constexpr std::string_view kDoing = "exporting";
constexpr std::uint8_t kNothing = 0;
/// Some 20 MB; an aggregate whose events come in many pages is written once, then, not once a page.
constexpr std::size_t kAggregatesInMemory = 65'536;
/// A BLOB without bytes, which is not NULL.
constexpr std::span<const std::uint8_t> kNoBytes(&kNothing, 0);

template <typename Id>
void bindOptional(Query& query, int parameter, const std::optional<Id>& id)
{
    if (id)
        query.bind(parameter, id->uuid());
    else
        query.bindNull(parameter);
}

Error cannotMake(const std::filesystem::path& file)
{
    return makeError(ErrorCode::Io, file.string() + " cannot be made: " + std::strerror(errno));
}

/// Writes beside the name until all is there. The file is nobody's else, so it needs neither journal nor locks: what is
/// unfinished is removed.
class SqliteCaseBuilder final : public casefile::CaseBuilder {
public:
    SqliteCaseBuilder(std::filesystem::path file, std::filesystem::path part, casefile::Examiner examiner, Clock& clock)
        : m_file(std::move(file))
        , m_part(std::move(part))
        , m_examiner(std::move(examiner))
        , m_clock(clock)
    {
    }
    ~SqliteCaseBuilder() override
    {
        close();
        ::unlink(m_part.c_str());
    }

    Result<void> open(IdSource& ids)
    {
        VCI_TRY(m_connection, Connection::open(m_part, Connection::Mode::Create));
        VCI_CHECK(createSchema(*m_connection, ids, m_clock));
        // What sorting for an index does not hold in the cache goes to the disk: memory is bounded, however long the log.
        VCI_CHECK(m_connection->execute("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE", kDoing));
        return putOffIndexes();
    }

    Result<void> begin(const Tenant& tenant, const std::optional<LogHead>& log) override;
    Result<Added> add(std::span<const ExportedEvent> events) override;
    Result<void> addLost(const LogEntry& entry, const std::optional<std::vector<Sha256>>& path) override;
    Result<void> finish(const casefile::ExportSummary& summary) override;

private:
    /// Takes the indexes away that finish() makes: entering rows in no order one by one costs more than sorting all of them once.
    [[nodiscard]] Result<void> putOffIndexes();
    [[nodiscard]] Result<void> prepareInserts();
    void close();
    [[nodiscard]] Result<bool> insertEvent(const ExportedEvent& one);
    /// rowid: that of the event.
    [[nodiscard]] Result<void> insertEvidence(std::int64_t rowid, const LogEntry& entry,
                                              const std::optional<std::vector<Sha256>>& path);
    [[nodiscard]] Result<void> writeSummary(const casefile::ExportSummary& summary);
    [[nodiscard]] Result<void> publish();

    std::filesystem::path m_file;
    std::filesystem::path m_part;
    casefile::Examiner m_examiner;
    Clock& m_clock;
    std::unique_ptr<Connection> m_connection;
    std::optional<Transaction> m_transaction;
    std::optional<Tenant> m_tenant;
    std::string m_logId;                 ///< of the origin's log; empty without one
    std::vector<std::string> m_indexes;  ///< statements
    std::optional<AggregateUpdates> m_aggregates;
    std::unordered_set<EventId> m_lost;  ///< named by entries, and not there
    std::optional<Query> m_insertEvent;
    std::optional<Query> m_insertEntry;
    std::optional<Query> m_insertProof;
};

Result<void> SqliteCaseBuilder::putOffIndexes()
{
    std::string drop;
    {
        VCI_TRY(auto query, m_connection->query("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
                                                "AND tbl_name IN ('event_store', 'event_log', 'aggregates')"));
        while (true) {
            VCI_TRY(const bool found, query.step(kDoing));
            if (!found) break;
            drop += "DROP INDEX " + std::string(query.text(0)) + ";";
            m_indexes.emplace_back(query.text(1));
        }
    }
    return m_connection->execute(drop, kDoing);
}

Result<void> SqliteCaseBuilder::prepareInserts()
{
    VCI_TRY(auto event,
            m_connection->query(
                "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, event_version, timestamp, "
                "sequence_number, causation_id, correlation_id, blockchain_tx_hash, adopted, event_data, metadata) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
                "ON CONFLICT (tenant_id, id) DO NOTHING"));
    VCI_TRY(auto entry, m_connection->query("INSERT INTO event_log (rowid, tenant_id, log_id, log_index, event_id, leaf_hash) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    VCI_TRY(auto proof, m_connection->query("INSERT INTO event_proofs (event_id, path) VALUES (?1, ?2)"));
    m_insertEvent.emplace(std::move(event));
    m_insertEntry.emplace(std::move(entry));
    m_insertProof.emplace(std::move(proof));
    return {};
}

void SqliteCaseBuilder::close()
{
    m_aggregates.reset();
    m_insertEvent.reset();
    m_insertEntry.reset();
    m_insertProof.reset();
    m_transaction.reset();
    m_connection.reset();
}

Result<void> SqliteCaseBuilder::begin(const Tenant& tenant, const std::optional<LogHead>& log)
{
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    m_transaction.emplace(std::move(transaction));
    m_tenant = tenant;
    m_aggregates.emplace(*m_connection, tenant.id);
    if (log) m_logId = log->id.toString();
    VCI_CHECK(prepareInserts());
    VCI_TRY(auto insert, m_connection->query("INSERT INTO tenants (id, name, is_active, created_at) VALUES (?1, ?2, 1, ?3)"));
    VCI_CHECK(insert.bind(1, tenant.id.uuid()).bindView(2, tenant.name).bind(3, m_clock.now().micros()).run(kDoing));
    if (!log) return {};
    // The origin's log goes on under its own id; the one that every new file gets has no row.
    VCI_CHECK(m_connection->execute("DELETE FROM logs", kDoing));
    VCI_TRY(auto logs, m_connection->query("INSERT INTO logs (log_id, since) VALUES (?1, ?2)"));
    VCI_CHECK(logs.bind(1, std::string_view(log->id.toString())).bind(2, log->since.micros()).run(kDoing));
    VCI_TRY(auto head, m_connection->query("INSERT INTO log_heads (tenant_id, log_id, size) VALUES (?1, ?2, ?3)"));
    return head.bind(1, tenant.id.uuid()).bind(2, std::string_view(log->id.toString())).bind(3, log->size).run(kDoing);
}

Result<bool> SqliteCaseBuilder::insertEvent(const ExportedEvent& one)
{
    const Event& event = one.event;
    Query& query = *m_insertEvent;
    query.bind(1, event.id.uuid()).bind(2, event.tenantId.uuid()).bind(3, event.aggregateId.uuid());
    query.bindView(4, event.aggregateType).bindView(5, event.eventType).bind(6, event.eventVersion);
    bindTime(query, 7, event.timestamp);
    query.bind(8, event.sequence.value());
    bindOptional(query, 9, event.causationId);
    bindOptional(query, 10, event.correlationId);
    if (event.blockchainTxHash)
        query.bindView(11, *event.blockchainTxHash);
    else
        query.bindNull(11);
    query.bind(12, one.isAdopted ? 1 : 0).bindView(13, event.eventData).bindView(14, event.metadata);
    VCI_CHECK(query.run(kDoing));
    return m_connection->changedRows() > 0;
}

Result<void> SqliteCaseBuilder::insertEvidence(std::int64_t rowid, const LogEntry& entry,
                                               const std::optional<std::vector<Sha256>>& path)
{
    Query& log = *m_insertEntry;
    log.bind(1, rowid).bind(2, m_tenant->id.uuid()).bindView(3, m_logId);
    log.bind(4, entry.index.value()).bind(5, entry.event.uuid());
    // What was no hash in the origin is none here.
    log.bindBlob(6, entry.leafHash ? std::span<const std::uint8_t>(*entry.leafHash) : kNoBytes);
    VCI_CHECK(log.run(kDoing));
    if (!path) return {};
    std::vector<std::uint8_t> bytes;
    bytes.reserve(path->size() * sizeof(Sha256));
    for (const Sha256& hash : *path) bytes.insert(bytes.end(), hash.begin(), hash.end());
    return m_insertProof->bind(1, entry.event.uuid())
        .bindBlob(2, bytes.empty() ? kNoBytes : std::span<const std::uint8_t>(bytes))
        .run(kDoing);
}

Result<void> SqliteCaseBuilder::addLost(const LogEntry& entry, const std::optional<std::vector<Sha256>>& path)
{
    // Two entries may name the same event, as a forged one does; a path goes with the first.
    const bool isFirst = m_lost.insert(entry.event).second;
    // Beside no event.
    VCI_TRY(const std::int64_t last, m_connection->number("SELECT max(ifnull((SELECT max(rowid) FROM event_store), 0), "
                                                          "ifnull((SELECT max(rowid) FROM event_log), 0))",
                                                          kDoing));
    return insertEvidence(last + 1, entry, isFirst ? path : std::nullopt);
}

Result<casefile::CaseBuilder::Added> SqliteCaseBuilder::add(std::span<const ExportedEvent> events)
{
    Added added;
    for (const ExportedEvent& one : events) {
        VCI_TRY(const bool isNew, insertEvent(one));
        if (!isNew) continue;
        ++added.events;
        if (one.entry && one.path) ++added.proved;
        if (one.entry) VCI_CHECK(insertEvidence(m_connection->lastInsertRowid(), *one.entry, one.path));
        VCI_TRY(AggregateExtent* const extent, m_aggregates->of(one.event.aggregateId));
        extent->add(one.event);
    }
    if (m_aggregates->size() >= kAggregatesInMemory) VCI_CHECK(m_aggregates->write());
    return added;
}

Result<void> SqliteCaseBuilder::writeSummary(const casefile::ExportSummary& summary)
{
    VCI_TRY(auto row, m_connection->query("UPDATE \"case\" SET origin = ?1, selection = ?2"));
    if (summary.origin)
        row.bindView(1, *summary.origin);
    else
        row.bindNull(1);
    VCI_CHECK(row.bindView(2, summary.selection).run(kDoing));
    if (summary.checkpoint) {
        const StoredCheckpoint& checkpoint = *summary.checkpoint;
        VCI_TRY(auto insert, m_connection->query("INSERT INTO checkpoints (tenant_id, log_id, tree_size, root_hash, note) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5)"));
        insert.bind(1, m_tenant->id.uuid()).bindView(2, checkpoint.log.toString()).bind(3, checkpoint.treeSize);
        VCI_CHECK(insert.bindBlob(4, *checkpoint.root).bindView(5, checkpoint.note).run(kDoing));
    }
    for (const StoredTimestamp& timestamp : summary.timestamps)
        VCI_CHECK(insertTimestamp(*m_connection, m_tenant->id, timestamp));
    for (const RecordedAnchor& anchor : summary.anchors) {
        VCI_CHECK(insertAnchor(*m_connection, anchor));
        for (const AnchorBlock& block : anchor.blocks) VCI_CHECK(insertBlock(*m_connection, anchor.id, block));
    }
    VCI_CHECK(appendCustody(*m_connection, m_examiner, m_clock, "exported", summary.custodyObject));
    return {};
}

Result<void> SqliteCaseBuilder::finish(const casefile::ExportSummary& summary)
{
    VCI_CHECK(m_aggregates->write());
    for (const std::string& index : m_indexes) VCI_CHECK(m_connection->execute(index, kDoing));
    VCI_CHECK(writeSummary(summary));
    VCI_CHECK(m_transaction->commit());
    close();
    return publish();
}

Result<void> SqliteCaseBuilder::publish()
{
    const int descriptor = ::open(m_part.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return cannotMake(m_file);
    const bool isSynced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!isSynced) return cannotMake(m_file);
    // A hard link, unlike a rename, never takes the place of a file that came meanwhile.
    if (::link(m_part.c_str(), m_file.c_str()) == 0) return {};
    if (errno != EEXIST) return cannotMake(m_file);
    return makeError(ErrorCode::AlreadyExists, m_file.string() + " exists already: choose another name, nothing is overwritten");
}

}  // namespace

Result<std::unique_ptr<casefile::CaseBuilder>> openCaseBuilder(const std::filesystem::path& file, casefile::Examiner examiner,
                                                               IdSource& ids, Clock& clock)
{
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) {
        return makeError(ErrorCode::AlreadyExists,
                         file.string() + " exists already: choose another name, nothing is overwritten");
    }
    std::filesystem::path part = file;
    part += ".part-" + ids.next().toString();
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (descriptor < 0) return cannotMake(file);
    ::close(descriptor);
    auto builder = std::make_unique<SqliteCaseBuilder>(file, part, std::move(examiner), clock);
    VCI_CHECK(builder->open(ids));
    return std::unique_ptr<casefile::CaseBuilder>(std::move(builder));
}

}  // namespace vci::store::sqlite
