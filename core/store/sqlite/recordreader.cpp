// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/recordreader.h"

#include "core/casefile/selection.h"
#include "core/store/listdifference.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/indexcheck.h"
#include "core/store/sqlite/metrows.h"
#include "core/store/sqlite/openfile.h"
#include "core/store/sqlite/rows.h"
#include "core/store/sqlite/schema.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr std::int64_t kRowsPerTransaction = 50'000;
constexpr std::string_view kDoing = "reading the log";
/// Whether a row of `aggregates` holds what the format says: in another form it reads the same, but is not found or sorted so.
constexpr std::string_view kIsPlainRow =
    "(typeof(aggregate_id) = 'text' AND aggregate_id = lower(aggregate_id) AND typeof(aggregate_type) = 'text' AND "
    "typeof(event_count) = 'integer' AND typeof(first_sequence) = 'integer' AND typeof(last_sequence) = 'integer' AND "
    "typeof(first_timestamp) IN ('integer', 'text') AND typeof(last_timestamp) IN ('integer', 'text') AND "
    "typeof(last_event_type) = 'text')";
enum Column : int { Id = 0, Tenant = 1, Rowid = 13, LogEvent = 14, LogIndexOf = 15, LeafHash = 17, Adopted = 18, Path = 19 };

class CaseFileRecordReader final : public RecordReader {
public:
    CaseFileRecordReader(OpenedFile opened, TenantId tenant, std::optional<RecordSelection> selection)
        : m_connection(std::move(opened.connection))
        , m_logId(std::move(opened.logId))
        , m_schemaVersion(opened.schemaVersion)
        , m_sealed(std::move(opened.sealed))
        , m_selection(std::move(selection))
        , m_tenant(tenant)
        , m_rows(*m_connection, tenant, m_logId)
        , m_indexes(*m_connection, tenant)
        , m_met(*m_connection, tenant)
    {
    }

    /// Before anything else: the indexes are read while the caller asks about other things.
    [[nodiscard]] Result<void> begin()
    {
        VCI_CHECK(m_met.begin());
        return m_indexes.begin(anotherConnection());
    }

    Result<RecordInfo> info(std::stop_token stop) override;
    Result<void> visitLog(LogIndex from, RecordVisitor& visitor, std::stop_token stop) override;
    std::optional<std::int64_t> headWhenVisited() const override { return m_head; }
    Result<void> visitOlder(const std::string& olderLogId, RecordVisitor& visitor, std::stop_token stop) override;
    Result<void> visitOutside(RecordVisitor& visitor, std::stop_token stop) override;
    Result<std::optional<std::vector<ListedAggregate>>> listed(std::stop_token stop) override;
    Result<std::vector<ListDifference>> listDifferences(std::stop_token stop) override;
    Result<std::vector<EventId>> adoptedOf(AggregateId aggregate, std::stop_token stop) override;
    Result<void> confirmUnchanged(std::stop_token stop) override
    {
        return m_sealed ? m_sealed->confirm(std::move(stop)) : Result<void>();
    }
    void interrupt() override
    {
        m_connection->interrupt();
        m_indexes.interrupt();
    }

private:
    /// Where the next page of the log begins; nothing at its end, or where the visitor has seen enough.
    [[nodiscard]] Result<std::optional<std::int64_t>> visitPage(std::int64_t after, RecordVisitor& visitor);
    /// The event that an entry names, where it is not the one beside it. False where the visitor has seen enough.
    [[nodiscard]] Result<bool> visitElsewhere(const Query& entry, RecordRow row, RecordVisitor& visitor);
    [[nodiscard]] Result<std::int64_t> headSize();
    /// False where the visitor has seen enough.
    [[nodiscard]] Result<bool> visitRowsWithoutEntry(RecordVisitor& visitor, const Connection::Call& call);
    [[nodiscard]] Result<std::unique_ptr<Connection>> anotherConnection() const
    {
        return m_sealed ? Connection::openSealed(m_connection->file(), m_sealed)
                        : Connection::open(m_connection->file(), Connection::Mode::ReadOnly);
    }
    /// What was met is all that there is for those who look events up, too.
    [[nodiscard]] Result<void> checkIndexes(bool metAll);

    std::unique_ptr<Connection> m_connection;
    std::string m_logId;
    std::int64_t m_schemaVersion;
    std::shared_ptr<const casefile::SealedFile> m_sealed;
    std::optional<RecordSelection> m_selection;
    TenantId m_tenant;
    EventRows m_rows;
    IndexCheck m_indexes;
    MetRows m_met;
    bool m_hasWalked = false;  ///< the whole log
    std::optional<std::int64_t> m_head;
};

Result<RecordInfo> CaseFileRecordReader::info(std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    RecordInfo info;
    info.logId = m_logId;
    info.storesLeafText = true;
    VCI_TRY(info.headSize, headSize());
    VCI_TRY(auto logs, m_connection->query("SELECT log_id FROM logs ORDER BY since, rowid"));
    while (true) {
        VCI_TRY(const bool found, logs.step(kDoing));
        if (!found) break;
        if (logs.text(0) != m_logId) info.olderLogs.emplace_back(logs.text(0));
    }
    info.selection = m_selection;
    if (m_selection) {
        VCI_TRY(info.paths, m_connection->number("SELECT count(*) FROM event_proofs NOT INDEXED", "counting inclusion paths"));
    }
    VCI_TRY(info.hasLog, hasLog(*m_connection, m_schemaVersion));
    return info;
}

Result<std::int64_t> CaseFileRecordReader::headSize()
{
    VCI_TRY(auto head, m_connection->query("SELECT size FROM log_heads WHERE tenant_id = ?1 AND log_id = ?2"));
    head.bind(1, m_tenant.uuid()).bind(2, std::string_view(m_logId));
    VCI_TRY(const bool found, head.step(kDoing));
    return found ? head.int64(0) : 0;
}

Result<void> CaseFileRecordReader::visitLog(LogIndex from, RecordVisitor& visitor, std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    std::optional<std::int64_t> after = from.value() - 1;
    while (after) {
        VCI_CHECK(call.check());
        VCI_TRY(const auto transaction, Transaction::begin(*m_connection));
        VCI_TRY(after, visitPage(*after, visitor));
        if (after) continue;
        VCI_TRY(m_head, headSize());
    }
    return {};
}

Result<std::optional<std::int64_t>> CaseFileRecordReader::visitPage(std::int64_t after, RecordVisitor& visitor)
{
    VCI_TRY(auto query,
            m_connection->query("SELECT " + std::string(EventRows::kColumns) + ", l.leaf_hash, e.adopted, " +
                                (m_selection ? "p.path FROM event_log l LEFT JOIN event_proofs p ON p.event_id = l.event_id "
                                             : "NULL FROM event_log l ") +
                                "LEFT JOIN event_store e ON e.rowid = l.rowid "
                                "WHERE l.tenant_id = ?1 AND l.log_id = ?2 AND l.log_index > ?3 "
                                "ORDER BY l.log_index LIMIT ?4"));
    const std::string tenant = m_tenant.toString();
    query.bind(1, std::string_view(tenant)).bind(2, std::string_view(m_logId)).bind(3, after).bind(4, kRowsPerTransaction);
    std::int64_t last = after;
    std::int64_t count = 0;
    for (;; ++count) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) break;
        const std::int64_t index = query.int64(LogIndexOf);
        if (index <= last) return damagedRow(*m_connection, "event_log", std::to_string(index), "its index is out of order");
        last = index;
        const std::string_view misstored = EventRows::misstored(query);
        const IndexCheck::Row indexed = m_indexes.rowOf(query);
        const bool isPlainEntry = isPlainId(query, LogEvent);
        const bool isPlainIndex = query.isInteger(LogIndexOf);
        const bool hasLeaf = query.type(LeafHash) == Query::Type::Blob;
        RecordRow row{
            RecordRow::Standing::Logged, LogIndex(index), {}, hasLeaf ? tryHashFromBytes(query.blob(LeafHash)) : std::nullopt};
        if (!isPlainEntry) row.misstored = "event_log.event_id";
        if (!isPlainIndex) row.misstored = "event_log.log_index";
        if (m_selection && !query.isNull(Path)) row.path = query.blob(Path);
        const bool isBeside = query.text(Id) == query.text(LogEvent) && query.text(Tenant) == tenant;
        if (!isBeside) {
            row.loggedEvent = EventId::tryFromString(query.text(LogEvent));
            VCI_TRY(const bool more, visitElsewhere(query, row, visitor));
            if (!more) return std::optional<std::int64_t>();
            continue;
        }
        VCI_TRY(const EventRows::Row event, m_rows.viewAt(query, LogIndex(index)));
        row.loggedEvent = event.view.id;
        if (m_met.addBeside(event.rowid, indexed.isOfTenant)) m_indexes.add(indexed);
        row.event = event.view;
        row.aggregateId = event.aggregateId;
        row.isAdopted = query.int64(Adopted) != 0;
        if (!misstored.empty()) row.misstored = misstored;
        if (!visitor.visit(row)) return std::optional<std::int64_t>();
    }
    if (count == kRowsPerTransaction) return std::optional(last);
    m_hasWalked = true;
    return std::optional<std::int64_t>();
}

Result<bool> CaseFileRecordReader::visitElsewhere(const Query& entry, RecordRow row, RecordVisitor& visitor)
{
    VCI_TRY(auto query,
            m_connection->query("SELECT " + std::string(EventRows::kColumns) +
                                ", l.leaf_hash, e.adopted FROM event_store e LEFT JOIN event_log l ON l.rowid = e.rowid "
                                "WHERE e.tenant_id = ?1 AND e.id = ?2"));
    query.bind(1, m_tenant.uuid()).bind(2, entry.text(LogEvent));
    VCI_TRY(const bool found, query.step(kDoing));
    if (!found) return visitor.visit(row);
    if (const auto misstored = EventRows::misstored(query); !misstored.empty()) row.misstored = misstored;
    VCI_TRY(const EventRows::Row event, m_rows.view(query));
    row.event = event.view;
    m_met.addElsewhere(event.rowid);
    row.event->pos = row.index;
    row.aggregateId = event.aggregateId;
    row.isAdopted = query.int64(Adopted) != 0;
    return visitor.visit(row);
}

Result<void> CaseFileRecordReader::visitOlder(const std::string& olderLogId, RecordVisitor& visitor, std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_TRY(auto query, m_connection->query("SELECT " + std::string(EventRows::kColumns) +
                                            ", l.leaf_hash, e.adopted FROM event_log l LEFT JOIN event_store e ON e.tenant_id = "
                                            "?1 AND e.id = l.event_id WHERE l.tenant_id = ?1 AND l.log_id = ?2 "
                                            "AND l.log_index >= 0 ORDER BY l.log_index"));
    query.bind(1, m_tenant.uuid()).bind(2, std::string_view(olderLogId));
    while (true) {
        VCI_CHECK(call.check());
        VCI_TRY(const bool found, query.step("reading an older log"));
        if (!found) return {};
        const bool isPlainEntry = isPlainId(query, LogEvent);
        const bool isPlainIndex = query.isInteger(LogIndexOf);
        const bool hasLeaf = query.type(LeafHash) == Query::Type::Blob;
        RecordRow row{RecordRow::Standing::Logged, LogIndex(query.int64(LogIndexOf)),
                      EventId::tryFromString(query.text(LogEvent)),
                      hasLeaf ? tryHashFromBytes(query.blob(LeafHash)) : std::nullopt};
        // What the event itself holds in another form, the log in force tells.
        if (!isPlainEntry) row.misstored = "event_log.event_id";
        if (!isPlainIndex) row.misstored = "event_log.log_index";
        if (!query.isNull(Id)) {
            VCI_TRY(const EventRows::Row event, m_rows.viewAt(query, {}));
            row.event = event.view;
            row.aggregateId = event.aggregateId;
            row.isAdopted = query.int64(Adopted) != 0;
        }
        if (!visitor.visit(row)) return {};
    }
}

Result<void> CaseFileRecordReader::visitOutside(RecordVisitor& visitor, std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_CHECK(call.check());
    VCI_TRY(const bool metAll, m_met.wereAllBeside());
    if (!metAll) {
        VCI_TRY(const bool more, visitRowsWithoutEntry(visitor, call));
        if (!more) return {};
    }
    return checkIndexes(metAll);
}

Result<void> CaseFileRecordReader::checkIndexes(bool metAll)
{
    if (!metAll) VCI_CHECK(m_indexes.readTable());
    VCI_CHECK(m_indexes.compare());
    if (metAll || !m_hasWalked) return {};
    // An entry that one index of the log leads to and the other does not hides its event from the walk and from this search.
    VCI_TRY(const bool metEach, m_met.wereAllMet());
    return metEach ? Result<void>() : damagedIndex(*m_connection, "of the log", "does not hold the rows of its table event_log");
}

Result<bool> CaseFileRecordReader::visitRowsWithoutEntry(RecordVisitor& visitor, const Connection::Call& call)
{
    VCI_TRY(auto query, m_connection->query("SELECT " + std::string(EventRows::kColumns) +
                                            ", l.leaf_hash, e.adopted FROM event_store e NOT INDEXED LEFT JOIN event_log l "
                                            "ON l.rowid = e.rowid WHERE e.tenant_id = ?1 "
                                            "AND (l.event_id IS NOT e.id OR l.tenant_id IS NOT e.tenant_id OR l.log_id IS NOT ?2 "
                                            "OR l.log_index < 0) "
                                            "AND NOT EXISTS (SELECT 1 FROM event_log m WHERE m.event_id = e.id "
                                            "AND +m.tenant_id = ?1 AND +m.log_id = ?2 AND m.log_index >= 0) ORDER BY e.rowid"));
    query.bind(1, m_tenant.uuid()).bind(2, std::string_view(m_logId));
    while (true) {
        VCI_CHECK(call.check());
        VCI_TRY(const bool found, query.step("looking for events without an entry"));
        if (!found) return true;
        const std::string_view misstored = EventRows::misstored(query);
        VCI_TRY(const EventRows::Row event, m_rows.view(query));
        m_met.addOutside(event.rowid);
        // An export does not carry the queue: what had no entry in its origin waited, as far as can be told.
        RecordRow row{m_selection ? RecordRow::Standing::Queued : RecordRow::Standing::Unlogged, {}, {}, {}};
        row.event = event.view;
        row.aggregateId = event.aggregateId;
        row.isAdopted = query.int64(Adopted) != 0;
        row.event->pos.reset();
        row.misstored = misstored;
        if (!visitor.visit(row)) return false;
    }
}

Result<std::optional<std::vector<RecordReader::ListedAggregate>>> CaseFileRecordReader::listed(std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_TRY(auto query, m_connection->query("SELECT aggregate_id, aggregate_type, event_count, first_sequence, last_sequence, "
                                            "first_timestamp, last_timestamp, last_event_type, " +
                                            std::string(kIsPlainRow) + " FROM aggregates NOT INDEXED WHERE tenant_id = ?1"));
    query.bind(1, m_tenant.uuid());
    std::vector<ListedAggregate> list;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return std::optional(std::move(list));
        const auto id = AggregateId::tryFromString(query.text(0));
        if (!id) continue;
        list.push_back({*id, std::string(query.text(1)), query.int64(2), Sequence(query.int64(3)), Sequence(query.int64(4)),
                        readTime(query, 5).at, readTime(query, 6).at, std::string(query.text(7)), query.int64(8) != 0});
    }
}

Result<std::vector<RecordReader::ListDifference>> CaseFileRecordReader::listDifferences(std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    // Where events of several types share a place, any of them may stand in the list. Looked up one by one the last events would
    // read the tenant once an aggregate: no index holds those of both kinds, adopted and not.
    VCI_TRY(
        auto query,
        m_connection->query(
            "WITH there AS MATERIALIZED (SELECT aggregate_id AS id, count(*) AS events, min(aggregate_type) AS type, "
            "max(aggregate_type) AS other_type, min(sequence_number) AS first_sequence, max(sequence_number) AS last_sequence, "
            "min(vci_instant(timestamp)) AS first_timestamp, max(vci_instant(timestamp)) AS last_timestamp FROM event_store "
            "WHERE tenant_id = ?1 GROUP BY aggregate_id), last AS MATERIALIZED (SELECT x.aggregate_id AS id, "
            "min(x.event_type) AS type, max(x.event_type) AS other_type FROM event_store x NOT INDEXED JOIN there ON there.id "
            "= x.aggregate_id AND there.last_sequence = x.sequence_number WHERE x.tenant_id = ?1 GROUP BY x.aggregate_id), "
            "listed AS (SELECT aggregate_id AS id, event_count AS events, aggregate_type AS type, first_sequence, "
            "last_sequence, first_timestamp, last_timestamp, last_event_type, " +
            std::string(kIsPlainRow) +
            " AS is_plain FROM aggregates WHERE tenant_id = ?1) "
            "SELECT id, coalesce(listed.events, 0), coalesce(there.events, 0), listed.type, CASE WHEN there.type = "
            "there.other_type THEN there.type ELSE listed.type END, listed.first_sequence, there.first_sequence, "
            "listed.last_sequence, there.last_sequence, vci_instant(listed.first_timestamp), there.first_timestamp, "
            "vci_instant(listed.last_timestamp), there.last_timestamp, listed.last_event_type, CASE WHEN last.type = "
            "last.other_type THEN last.type ELSE listed.last_event_type END, CASE WHEN listed.is_plain THEN 'the same' ELSE "
            "'another' END, 'the same' FROM listed FULL JOIN there USING (id) LEFT JOIN last USING (id) ORDER BY id"));
    query.bind(1, m_tenant.uuid());
    std::vector<ListDifference> differences;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return differences;
        const auto id = AggregateId::tryFromString(query.text(0));
        if (!id) continue;
        std::array<std::string_view, (kListedColumns + 1) * 2> pairs;
        for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = query.text(static_cast<int>(i) + 3);
        if (auto difference = listDifference(*id, query.int64(1), query.int64(2), pairs))
            differences.push_back(std::move(*difference));
    }
}

Result<std::vector<EventId>> CaseFileRecordReader::adoptedOf(AggregateId aggregate, std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_TRY(auto query, m_connection->query("SELECT id FROM event_store INDEXED BY event_store_adopted "
                                            "WHERE tenant_id = ?1 AND aggregate_id = ?2 AND adopted"));
    query.bind(1, m_tenant.uuid()).bind(2, aggregate.uuid());
    std::vector<EventId> ids;
    while (true) {
        VCI_TRY(const bool found, query.step("reading adopted events"));
        if (!found) return ids;
        if (const auto id = EventId::tryFromString(query.text(0))) ids.push_back(*id);
    }
}

/// What an exported case says of its selection; nothing for any other.
Result<std::optional<RecordSelection>> readSelection(const OpenedFile& opened)
{
    if (opened.schemaVersion < 2) return std::optional<RecordSelection>();
    VCI_TRY(auto query, opened.connection->query("SELECT selection FROM \"case\" WHERE selection IS NOT NULL"));
    VCI_TRY(const bool found, query.step("reading the row of the case"));
    if (!found) return std::optional<RecordSelection>();
    const bool isText = query.type(0) == Query::Type::Text;
    const auto selection = isText ? casefile::tryRecordSelection(query.text(0)) : std::nullopt;
    if (!selection)
        return damagedRow(*opened.connection, "case", "1",
                          "its selection does not say what was exported, as that of an export does");
    return selection;
}

}  // namespace

Result<std::unique_ptr<RecordReader>> openCaseFileRecordReader(const std::filesystem::path& file, TenantId tenant,
                                                               std::stop_token stop, OpenSeal sealed)
{
    VCI_TRY(auto opened, openForReading(file, std::move(stop), std::move(sealed)));
    VCI_TRY(const auto selection, readSelection(opened));
    auto reader = std::make_unique<CaseFileRecordReader>(std::move(opened), tenant, selection);
    VCI_CHECK(reader->begin());
    return std::unique_ptr<RecordReader>(std::move(reader));
}

}  // namespace vci::store::sqlite
