// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/aggregatelist.h"
#include "core/store/postgres/aggregatetable.h"
#include "core/store/postgres/eventlist.h"
#include "core/store/postgres/finder.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/postgresanchors.h"
#include "core/store/postgres/postgreslog.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/snapshottable.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

class PostgresReader final : public EventReader, public SnapshotReader {
public:
    PostgresReader(std::unique_ptr<Session> session, SourceInfo info)
        : m_session(std::move(session))
        , m_info(std::move(info))
        , m_log(*m_session, m_tenant)
        , m_anchors(*m_session, m_tenant)
    {
    }

    const SourceInfo& info() const override { return m_info; }
    Result<std::vector<Tenant>> tenants() override
    {
        const Session::Call call(*m_session, {});
        return readTenants(*m_session);
    }
    Result<void> selectTenant(TenantId tenant) override
    {
        const Session::Call call(*m_session, {});
        VCI_CHECK(checkTenant(*m_session, tenant));
        if (m_info.hasLog) {
            VCI_TRY(m_catalogued, AggregateTable::isComplete(*m_session, tenant));
            m_info.sortsAggregates = m_catalogued;
        }
        m_tenant = tenant;
        return {};
    }
    std::optional<TenantId> tenant() const override { return m_tenant; }

    Result<AggregatePage> aggregates(const AggregateQuery& query, const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] {
            return m_catalogued ? AggregateTable(*m_session, *m_tenant).page(query, page)
                                : AggregateList(*m_session, *m_tenant).page(query, page);
        });
    }
    Result<std::vector<TypeCount>> aggregateTypes(std::stop_token stop) override
    {
        return call(std::move(stop), [&] {
            return m_catalogued ? AggregateTable(*m_session, *m_tenant).types() : AggregateList(*m_session, *m_tenant).types();
        });
    }
    Result<AggregateRow> aggregate(AggregateId id, std::stop_token stop) override
    {
        return call(std::move(stop), [&] {
            return m_catalogued ? AggregateTable(*m_session, *m_tenant).one(id) : AggregateList(*m_session, *m_tenant).one(id);
        });
    }
    Result<EventPage> aggregateEvents(AggregateId id, const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).ofAggregate(id, page); });
    }
    Result<void> visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop) override
    {
        return call(std::move(stop), [&] {
            return EventList(*m_session, *m_tenant, layout()).visitAggregate(id, {}, EventList::Places::Tell, visitor);
        });
    }
    Result<EventPage> events(const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).all(page); });
    }
    Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).byId(ids); });
    }
    Result<EventPage> effectsOf(std::span<const EventId> causes, const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).effectsOf(causes, page); });
    }
    Result<EventPage> correlated(CorrelationId id, const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).correlated(id, page); });
    }
    Result<std::vector<EventId>> existing(std::span<const EventId> ids, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).existing(ids); });
    }
    Result<std::vector<EventId>> adoptedAmong(std::span<const EventId> ids, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).adopted(ids); });
    }
    Result<std::vector<FindHit>> find(const FindQuery& query, const ProgressFunction& progress, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return findInDatabase(*m_session, *m_tenant, query, progress); });
    }
    Result<Statistics> statistics(std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return readStatistics(*m_session, *m_tenant, layout()); });
    }
    SnapshotReader* snapshots() override { return this; }
    Result<SnapshotPage> list(const SnapshotQuery& query, const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return listSnapshots(*m_session, *m_tenant, layout(), query, page); });
    }
    Result<std::optional<Snapshot>> newest(const SnapshotWanted& wanted, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return newestSnapshot(*m_session, *m_tenant, layout(), wanted); });
    }
    Result<std::optional<Sequence>> wholeExtent(AggregateId aggregate, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return EventList(*m_session, *m_tenant, layout()).wholeExtent(aggregate); });
    }
    Result<void> visitRange(AggregateId aggregate, const SequenceRange& range, EventVisitor& visitor,
                            std::stop_token stop) override
    {
        return call(std::move(stop), [&] {
            return EventList(*m_session, *m_tenant, layout())
                .visitAggregate(aggregate, range, EventList::Places::LeaveOut, visitor);
        });
    }
    LogReader* log() override { return m_info.hasLog ? &m_log : nullptr; }
    AnchorReader* anchors() override { return m_info.hasLog ? &m_anchors : nullptr; }
    void interrupt() override { m_session->interrupt(); }

private:
    [[nodiscard]] Layout layout() const { return m_info.hasLog ? Layout::Hardened : Layout::Stock; }

    template <typename Work>
    auto call(std::stop_token stop, Work work) -> decltype(work())
    {
        if (!m_tenant) return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one of " + m_info.label);
        const Session::Call scope(*m_session, std::move(stop));
        return work();
    }

    std::unique_ptr<Session> m_session;
    SourceInfo m_info;
    std::optional<TenantId> m_tenant;
    PostgresLog m_log;
    PostgresAnchors m_anchors;
    bool m_catalogued = false;  ///< the table aggregates knows all of the tenant's
};

}  // namespace

Result<std::unique_ptr<EventReader>> openPostgresReader(const std::string& uri)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(auto info, inspect(*session, uri));
    return std::unique_ptr<EventReader>(std::make_unique<PostgresReader>(std::move(session), std::move(info)));
}

}  // namespace vci::store::postgres
