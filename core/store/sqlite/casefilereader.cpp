// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/aggregatelist.h"
#include "core/store/sqlite/casebook.h"
#include "core/store/sqlite/casefileanchors.h"
#include "core/store/sqlite/casefilelog.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/eventlist.h"
#include "core/store/sqlite/finder.h"
#include "core/store/sqlite/openfile.h"
#include "core/store/sqlite/schema.h"
#include "core/store/sqlite/snapshottable.h"

#include <algorithm>

namespace vci::store::sqlite {

namespace {

constexpr std::size_t kVisitRowsPerTransaction = 50'000;

class CaseFileReader final : public EventReader, public HasCaseBook, public SnapshotReader {
public:
    CaseFileReader(OpenedFile opened, bool hasLog)
        : m_connection(std::move(opened.connection))
        , m_book(*m_connection, opened)
        , m_logId(std::move(opened.logId))
        , m_schemaVersion(opened.schemaVersion)
        , m_log(*m_connection, m_tenant, opened.schemaVersion)
        , m_anchors(*m_connection, m_tenant, opened.schemaVersion)
    {
        const std::filesystem::path& file = m_connection->file();
        m_info.kind = SourceKind::CaseFile;
        m_info.label = file.filename().string();
        m_info.uri = std::filesystem::absolute(file).lexically_normal().string();
        m_info.canAppend = !opened.readOnlyMedium;
        m_info.hasLog = hasLog;
        m_info.sortsAggregates = true;
        m_info.readOnlyMedium = opened.readOnlyMedium;
        m_info.notices = std::move(opened.notices);
    }

    const SourceInfo& info() const override { return m_info; }
    Result<std::vector<Tenant>> tenants() override;
    Result<void> selectTenant(TenantId tenant) override;
    std::optional<TenantId> tenant() const override { return m_tenant; }

    Result<AggregatePage> aggregates(const AggregateQuery& query, const PageRequest& page, std::stop_token stop) override
    {
        return read(std::move(stop), [&] { return listAggregates(*m_connection, *m_tenant, query, page); });
    }
    Result<std::vector<TypeCount>> aggregateTypes(std::stop_token stop) override
    {
        return read(std::move(stop), [&] { return countAggregateTypes(*m_connection, *m_tenant); });
    }
    Result<AggregateRow> aggregate(AggregateId id, std::stop_token stop) override
    {
        return read(std::move(stop), [&] { return readAggregate(*m_connection, *m_tenant, id); });
    }
    Result<EventPage> aggregateEvents(AggregateId id, const PageRequest& page, std::stop_token stop) override
    {
        return read(std::move(stop), [&] { return events().ofAggregate(id, page); });
    }
    Result<void> visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop) override;
    Result<EventPage> events(const PageRequest& page, std::stop_token stop) override
    {
        return read(std::move(stop), [&] { return events().inLogOrder(page); });
    }
    Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token stop) override;
    Result<EventPage> effectsOf(std::span<const EventId> causes, const PageRequest& page, std::stop_token stop) override;
    Result<EventPage> correlated(CorrelationId id, const PageRequest& page, std::stop_token stop) override
    {
        const Uuid uuid = id.uuid();
        return read(std::move(stop), [&] { return events().linkedTo(EventList::Link::Correlation, std::span(&uuid, 1), page); });
    }
    Result<std::vector<EventId>> existing(std::span<const EventId> ids, std::stop_token stop) override;
    Result<std::vector<EventId>> adoptedAmong(std::span<const EventId> ids, std::stop_token stop) override;
    Result<std::vector<FindHit>> find(const FindQuery& query, const ProgressFunction& progress, std::stop_token stop) override;
    Result<Statistics> statistics(std::stop_token stop) override;
    LogReader* log() override { return m_info.hasLog ? &m_log : nullptr; }
    AnchorReader* anchors() override { return &m_anchors; }
    Result<void> confirmUnchanged(std::stop_token stop) override { return m_book.confirmSeal(std::move(stop)); }
    CaseBook& caseBook() override { return m_book; }
    SnapshotReader* snapshots() override { return this; }
    Result<SnapshotPage> list(const SnapshotQuery& query, const PageRequest& page, std::stop_token stop) override
    {
        if (!hasSnapshots()) return SnapshotPage{};
        return read(std::move(stop), [&] { return listSnapshots(*m_connection, *m_tenant, query, page); });
    }
    Result<std::optional<Snapshot>> newest(const SnapshotWanted& wanted, std::stop_token stop) override
    {
        if (!hasSnapshots()) return std::optional<Snapshot>();
        return read(std::move(stop), [&] { return newestSnapshot(*m_connection, *m_tenant, wanted); });
    }
    Result<std::optional<Sequence>> wholeExtent(AggregateId aggregate, std::stop_token stop) override
    {
        return read(std::move(stop), [&] { return events().wholeExtent(aggregate); });
    }
    Result<void> visitRange(AggregateId aggregate, const SequenceRange& range, EventVisitor& visitor,
                            std::stop_token stop) override;
    void interrupt() override { m_connection->interrupt(); }

private:
    [[nodiscard]] Result<void> visit(AggregateId aggregate, const SequenceRange& range, EventList::Places places,
                                     EventVisitor& visitor, std::stop_token stop);
    [[nodiscard]] EventList events() { return EventList(*m_connection, *m_tenant, m_logId); }
    [[nodiscard]] bool hasSnapshots() const { return m_schemaVersion >= 2; }
    [[nodiscard]] Result<void> checkTenant() const
    {
        if (m_tenant) return {};
        return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one of " + m_info.label);
    }

    /// One call inside one read transaction.
    template <typename Work>
    auto read(std::stop_token stop, Work work) -> decltype(work())
    {
        VCI_CHECK(checkTenant());
        const Connection::Call call(*m_connection, std::move(stop));
        VCI_CHECK(call.check());
        VCI_TRY(const auto transaction, Transaction::begin(*m_connection));
        return work();
    }

    std::unique_ptr<Connection> m_connection;
    CaseBook m_book;
    std::string m_logId;
    std::int64_t m_schemaVersion;
    SourceInfo m_info{};
    std::optional<TenantId> m_tenant;
    CaseFileLog m_log;
    CaseFileAnchors m_anchors;
};

Result<std::vector<Tenant>> CaseFileReader::tenants()
{
    const Connection::Call call(*m_connection, {});
    std::vector<Tenant> tenants;
    VCI_TRY(auto query, m_connection->query("SELECT id, name, rowid FROM tenants"));
    while (true) {
        VCI_TRY(const bool found, query.step("reading tenants"));
        if (!found) break;
        VCI_TRY(const Uuid id, readUuid(*m_connection, query, 0, "tenants", "id", std::to_string(query.int64(2))));
        tenants.push_back(Tenant{TenantId(id), std::string(query.text(1))});
    }
    std::sort(tenants.begin(), tenants.end(),
              [](const Tenant& a, const Tenant& b) { return a.name != b.name ? a.name < b.name : a.id < b.id; });
    return tenants;
}

Result<void> CaseFileReader::selectTenant(TenantId tenant)
{
    const Connection::Call call(*m_connection, {});
    VCI_TRY(auto query, m_connection->query("SELECT 1 FROM tenants WHERE id = ?1"));
    query.bind(1, tenant.uuid());
    VCI_TRY(const bool found, query.step("reading tenants"));
    if (!found) return makeError(ErrorCode::NotFound, "there is no tenant " + tenant.toString() + " in " + m_info.label);
    m_tenant = tenant;
    return {};
}

Result<void> CaseFileReader::visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop)
{
    return visit(id, {}, EventList::Places::Tell, visitor, std::move(stop));
}

Result<void> CaseFileReader::visitRange(AggregateId aggregate, const SequenceRange& range, EventVisitor& visitor,
                                        std::stop_token stop)
{
    return visit(aggregate, range, EventList::Places::LeaveOut, visitor, std::move(stop));
}

Result<void> CaseFileReader::visit(AggregateId aggregate, const SequenceRange& range, EventList::Places places,
                                   EventVisitor& visitor, std::stop_token stop)
{
    VCI_CHECK(checkTenant());
    const Connection::Call call(*m_connection, std::move(stop));
    PageRequest page;
    page.limitRows = kVisitRowsPerTransaction;
    EventList list = events();
    do {
        VCI_CHECK(call.check());
        VCI_TRY(const auto transaction, Transaction::begin(*m_connection));
        VCI_TRY(page.after, list.visitAggregate(aggregate, range, places, page, visitor));
    } while (page.after);
    return {};
}

Result<std::vector<Event>> CaseFileReader::eventsById(std::span<const EventId> ids, std::stop_token stop)
{
    return read(std::move(stop), [&]() -> Result<std::vector<Event>> {
        std::vector<EventId> wanted(ids.begin(), ids.end());
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        std::vector<Event> found;
        EventList list = events();
        for (const EventId id : wanted) {
            VCI_TRY(auto event, list.byId(id));
            if (event) found.push_back(std::move(*event));
        }
        return found;
    });
}

Result<EventPage> CaseFileReader::effectsOf(std::span<const EventId> causes, const PageRequest& page, std::stop_token stop)
{
    std::vector<Uuid> ids;
    for (const EventId id : causes) ids.push_back(id.uuid());
    return read(std::move(stop), [&] { return events().linkedTo(EventList::Link::Causation, ids, page); });
}

Result<std::vector<EventId>> CaseFileReader::existing(std::span<const EventId> ids, std::stop_token stop)
{
    return read(std::move(stop), [&]() -> Result<std::vector<EventId>> {
        std::vector<EventId> found;
        EventList list = events();
        for (const EventId id : ids) {
            VCI_TRY(const bool exists, list.exists(id));
            if (exists) found.push_back(id);
        }
        return found;
    });
}

Result<std::vector<EventId>> CaseFileReader::adoptedAmong(std::span<const EventId> ids, std::stop_token stop)
{
    return read(std::move(stop), [&]() -> Result<std::vector<EventId>> {
        std::vector<EventId> adopted;
        VCI_TRY(auto query, m_connection->query("SELECT 1 FROM event_store WHERE tenant_id = ?1 AND id = ?2 AND adopted"));
        for (const EventId id : ids) {
            query.reset();
            query.bind(1, m_tenant->uuid()).bind(2, id.uuid());
            VCI_TRY(const bool found, query.step("reading events"));
            if (found) adopted.push_back(id);
        }
        return adopted;
    });
}

Result<std::vector<FindHit>> CaseFileReader::find(const FindQuery& query, const ProgressFunction& progress, std::stop_token stop)
{
    VCI_CHECK(checkTenant());
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_CHECK(call.check());
    return findInCaseFile(*m_connection, call, *m_tenant, query, progress);
}

Result<Statistics> CaseFileReader::statistics(std::stop_token stop)
{
    VCI_CHECK(checkTenant());
    const Connection::Call call(*m_connection, std::move(stop));
    return readStatistics(*m_connection, call, *m_tenant, m_logId);
}

}  // namespace

Result<std::unique_ptr<EventReader>> openCaseFileReader(const std::filesystem::path& file, std::stop_token stop, OpenSeal sealed)
{
    VCI_TRY(auto opened, openForReading(file, std::move(stop), std::move(sealed)));
    VCI_TRY(const bool isLogged, hasLog(*opened.connection, opened.schemaVersion));
    return std::unique_ptr<EventReader>(std::make_unique<CaseFileReader>(std::move(opened), isLogged));
}

OpenSeal openSealOf(EventReader& reader)
{
    auto* const file = dynamic_cast<HasCaseBook*>(&reader);
    return file == nullptr ? nullptr : file->caseBook().openSeal();
}

casefile::CaseReader* caseOf(EventReader& reader)
{
    auto* const file = dynamic_cast<HasCaseBook*>(&reader);
    return file == nullptr ? nullptr : &file->caseBook();
}

}  // namespace vci::store::sqlite
