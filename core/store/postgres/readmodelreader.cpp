// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/eventlist.h"
#include "core/store/postgres/feed.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/modelrows.h"
#include "core/store/postgres/postgresstore.h"

namespace vci::store::postgres {

namespace {

class PostgresReadModels final : public ReadModelReader {
public:
    PostgresReadModels(std::unique_ptr<Session> session, SourceInfo info)
        : m_session(std::move(session))
        , m_info(std::move(info))
    {
    }

    const SourceInfo& info() const override { return m_info; }
    Result<std::vector<Tenant>> tenants() override
    {
        const Session::Call scope(*m_session, {});
        return readTenants(*m_session);
    }
    Result<void> selectTenant(TenantId tenant) override
    {
        const Session::Call scope(*m_session, {});
        VCI_CHECK(checkTenant(*m_session, tenant));
        m_tenant = tenant;
        return {};
    }
    std::optional<TenantId> tenant() const override { return m_tenant; }

    Result<std::vector<ReadModelCount>> models(std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return rows().counts(); });
    }
    Result<ReadModelPage> rows(const ReadModelQuery& query, const PageRequest& page, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return rows().page(query, page); });
    }
    Result<std::vector<ReadModelRow>> projectedRows(const std::string& modelType, std::span<const std::string> modelIds,
                                                    std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return rows().projected(modelType, modelIds); });
    }
    Result<ReadModelRow> row(const std::string& modelType, const std::string& modelId, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return rows().one(modelType, modelId); });
    }
    Result<std::optional<ProjectionCheckpoint>> checkpoint(const std::string& projection, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return rows().checkpoint(projection); });
    }
    Result<FeedHead> logHead(std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return rows().logHead(); });
    }
    Result<void> visitFeed(const FeedQuery& query, FeedVisitor& visitor, std::stop_token stop) override
    {
        return call(std::move(stop), [&] { return Feed(*m_session, *m_tenant, layout()).visit(query, visitor); });
    }
    Result<void> visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop) override
    {
        return call(std::move(stop), [&]() -> Result<void> {
            auto visited = EventList(*m_session, *m_tenant, layout()).visitAggregate(id, {}, EventList::Places::Tell, visitor);
            if (!visited.ok() && visited.error().code == ErrorCode::NotFound) return {};
            return visited;
        });
    }
    void interrupt() override { m_session->interrupt(); }

private:
    [[nodiscard]] Layout layout() const { return m_info.hasLog ? Layout::Hardened : Layout::Stock; }
    [[nodiscard]] ModelRows rows() { return ModelRows(*m_session, *m_tenant, layout()); }

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
};

}  // namespace

Result<std::unique_ptr<ReadModelReader>> openPostgresReadModels(const std::string& uri)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(auto info, inspect(*session, uri));
    return std::unique_ptr<ReadModelReader>(std::make_unique<PostgresReadModels>(std::move(session), std::move(info)));
}

}  // namespace vci::store::postgres
