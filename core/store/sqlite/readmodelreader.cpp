// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/eventlist.h"
#include "core/store/sqlite/modelrows.h"
#include "core/store/sqlite/openfile.h"

#include <algorithm>

namespace vci::store::sqlite {

namespace {

constexpr std::int64_t kEntriesPerTransaction = 20'000;
constexpr std::size_t kVisitRowsPerTransaction = 50'000;
constexpr std::int64_t kVersionWithReadModels = 2;

class CaseFileReadModels final : public ReadModelReader {
public:
    CaseFileReadModels(std::unique_ptr<EventReader> reader, OpenedFile opened)
        : m_reader(std::move(reader))
        , m_connection(std::move(opened.connection))
        , m_logId(std::move(opened.logId))
        , m_hasReadModels(opened.schemaVersion >= kVersionWithReadModels)
    {
    }

    const SourceInfo& info() const override { return m_reader->info(); }
    Result<std::vector<Tenant>> tenants() override { return m_reader->tenants(); }
    Result<void> selectTenant(TenantId tenant) override { return m_reader->selectTenant(tenant); }
    std::optional<TenantId> tenant() const override { return m_reader->tenant(); }

    Result<std::vector<ReadModelCount>> models(std::stop_token stop) override
    {
        return readModels<std::vector<ReadModelCount>>(std::move(stop), [](ModelRows rows) { return rows.counts(); });
    }
    Result<ReadModelPage> rows(const ReadModelQuery& query, const PageRequest& page, std::stop_token stop) override
    {
        return readModels<ReadModelPage>(std::move(stop), [&](ModelRows rows) { return rows.page(query, page); });
    }
    Result<std::vector<ReadModelRow>> projectedRows(const std::string& modelType, std::span<const std::string> modelIds,
                                                    std::stop_token stop) override
    {
        using Rows = std::vector<ReadModelRow>;
        return readModels<Rows>(std::move(stop), [&](ModelRows rows) -> Result<Rows> {
            Rows found;
            for (const std::string& modelId : modelIds) {
                VCI_TRY(auto row, rows.ours(modelType, modelId));
                if (row) found.push_back(std::move(*row));
            }
            return found;
        });
    }
    Result<ReadModelRow> row(const std::string& modelType, const std::string& modelId, std::stop_token stop) override
    {
        using Row = std::optional<ReadModelRow>;
        VCI_TRY(auto found, readModels<Row>(std::move(stop), [&](ModelRows rows) -> Result<Row> {
                    VCI_TRY(auto ours, rows.ours(modelType, modelId));
                    return ours ? Result<Row>(std::move(ours)) : rows.foreign(modelType, modelId);
                }));
        if (found) return std::move(*found);
        return makeError(ErrorCode::NotFound, "there is no " + modelType + " row " + modelId + " in this tenant");
    }
    Result<std::optional<ProjectionCheckpoint>> checkpoint(const std::string& projection, std::stop_token stop) override
    {
        return readModels<std::optional<ProjectionCheckpoint>>(std::move(stop),
                                                               [&](ModelRows rows) { return rows.checkpoint(projection); });
    }
    Result<FeedHead> logHead(std::stop_token stop) override;
    Result<void> visitFeed(const FeedQuery& query, FeedVisitor& visitor, std::stop_token stop) override;
    Result<void> visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop) override;
    void interrupt() override { m_connection->interrupt(); }

private:
    [[nodiscard]] Result<void> checkTenant() const
    {
        if (tenant()) return {};
        return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one of " + info().label);
    }
    /// Entries [begin, end) to the visitor; false where it has enough.
    [[nodiscard]] Result<bool> visitPage(std::int64_t begin, std::int64_t end, const FeedQuery& query, FeedVisitor& visitor);

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
    /// The same on the tables of read models; nothing where the file is from before them.
    template <typename T, typename Work>
    Result<T> readModels(std::stop_token stop, Work work)
    {
        if (!m_hasReadModels) return T();
        return read(std::move(stop), [&] { return work(ModelRows(*m_connection, *tenant())); });
    }

    std::unique_ptr<EventReader> m_reader;  ///< what is asked about tenants and the file itself
    std::unique_ptr<Connection> m_connection;
    std::string m_logId;
    bool m_hasReadModels;
};

Result<FeedHead> CaseFileReadModels::logHead(std::stop_token stop)
{
    return read(std::move(stop), [&]() -> Result<FeedHead> {
        VCI_TRY(auto query, m_connection->query("SELECT size FROM log_heads WHERE tenant_id = ?1 AND log_id = ?2"));
        query.bind(1, tenant()->uuid()).bind(2, std::string_view(m_logId));
        VCI_TRY(const bool found, query.step("reading log_heads"));
        return FeedHead{m_logId, found ? query.int64(0) : 0};
    });
}

Result<void> CaseFileReadModels::visitFeed(const FeedQuery& query, FeedVisitor& visitor, std::stop_token stop)
{
    for (std::int64_t begin = query.begin; begin < query.end; begin += kEntriesPerTransaction) {
        const std::int64_t end = std::min(begin + kEntriesPerTransaction, query.end);
        VCI_TRY(const bool more, read(stop, [&] { return visitPage(begin, end, query, visitor); }));
        if (!more) return {};
    }
    return {};
}

Result<bool> CaseFileReadModels::visitPage(std::int64_t begin, std::int64_t end, const FeedQuery& query, FeedVisitor& visitor)
{
    return EventList(*m_connection, *tenant(), m_logId).visitLog(begin, end, [&](AggregateId aggregate, const EventView& event) {
        const auto& types = query.eventTypes;
        if (!types.empty() && std::find(types.begin(), types.end(), event.eventType) == types.end()) return true;
        return visitor.visit(aggregate, event);
    });
}

Result<void> CaseFileReadModels::visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop)
{
    PageRequest page;
    page.limitRows = kVisitRowsPerTransaction;
    do {
        auto next = read(stop, [&] {
            return EventList(*m_connection, *tenant(), m_logId).visitAggregate(id, {}, EventList::Places::Tell, page, visitor);
        });
        if (!next.ok() && next.error().code == ErrorCode::NotFound) return {};
        VCI_TRY(page.after, std::move(next));
    } while (page.after);
    return {};
}

}  // namespace

Result<std::unique_ptr<ReadModelReader>> openCaseFileReadModels(const std::filesystem::path& file, OpenSeal sealed)
{
    VCI_TRY(auto reader, openCaseFileReader(file, {}, std::move(sealed)));
    VCI_TRY(auto opened, openForReading(file, {}, openSealOf(*reader)));
    return std::unique_ptr<ReadModelReader>(std::make_unique<CaseFileReadModels>(std::move(reader), std::move(opened)));
}

}  // namespace vci::store::sqlite
