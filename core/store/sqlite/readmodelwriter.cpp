// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/readmodelrules.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/modelrows.h"
#include "core/store/sqlite/openfile.h"

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "writing read models";
/// The predicate of read_models_ours, which arbitrates who holds a key.
const std::string kInsert =
    "INSERT INTO read_models AS r (id, tenant_id, model_type, model_id, version, last_event_id, last_event_sequence, created_at, "
    "updated_at, is_deleted, projection, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, 0, ?9, ?10) "
    "ON CONFLICT (tenant_id, model_type, model_id) WHERE projection IS NOT NULL DO UPDATE SET updated_at = excluded.updated_at, "
    "is_deleted = 0, data = excluded.data, ";

class CaseFileReadModelWriter final : public ReadModelWriter {
public:
    CaseFileReadModelWriter(std::unique_ptr<Connection> connection, IdSource& ids, Clock& clock)
        : m_connection(std::move(connection))
        , m_ids(ids)
        , m_clock(clock)
    {
    }

    ~CaseFileReadModelWriter() override
    {
        // At rest a case file is one file; where another connection keeps it from becoming that now, the last to close does it.
        [[maybe_unused]] const auto ignored =
            m_connection->execute("PRAGMA busy_timeout=200; PRAGMA journal_mode=DELETE", "closing it");
    }

    Result<void> apply(TenantId tenant, const ProjectionChange& change, std::stop_token stop) override
    {
        const Connection::Call call(*m_connection, std::move(stop));
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        VCI_CHECK(moveCheckpoint(tenant, change));
        VCI_CHECK(removeGone(tenant, change));
        while (true) {
            VCI_TRY(const auto rows, change.next());
            if (rows.empty()) break;
            VCI_CHECK(writeRows(tenant, change, rows));
        }
        VCI_CHECK(call.check());
        return transaction.commit();
    }

    Result<ReadModelRow> put(TenantId tenant, const std::string& modelType, const std::string& modelId,
                             const std::string& data) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        VCI_CHECK(checkTenant(tenant));
        VCI_TRY(auto query, m_connection->query(kInsert + "version = r.version + 1 WHERE r.projection = excluded.projection"));
        const ProjectedRow row{modelId, data, 1, EventId(Uuid(Uuid::Bytes{})), Sequence(0)};
        bindRow(query, tenant, modelType, kManualProjection, row);
        VCI_CHECK(query.run(kDoing));
        VCI_TRY(auto stored, ModelRows(*m_connection, tenant).ours(modelType, modelId));
        if (!stored || !stored->isManual()) return heldByProjection(modelType, modelId);
        VCI_CHECK(transaction.commit());
        return std::move(*stored);
    }

    Result<ReadModelRow> remove(TenantId tenant, const std::string& modelType, const std::string& modelId) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        ModelRows rows(*m_connection, tenant);
        VCI_TRY(const auto held, rows.ours(modelType, modelId));
        if (held && !held->isManual()) return heldByProjection(modelType, modelId);
        if (!held || held->isDeleted) return noManualRow(modelType, modelId);
        {
            VCI_TRY(auto query,
                    m_connection->query("UPDATE read_models SET is_deleted = 1, version = version + 1, updated_at = ?4 "
                                        "WHERE tenant_id = ?1 AND model_type = ?2 AND model_id = ?3 AND projection IS NOT NULL"));
            query.bind(1, tenant.uuid()).bind(2, std::string_view(modelType)).bind(3, std::string_view(modelId));
            query.bind(4, m_clock.now().micros());
            VCI_CHECK(query.run(kDoing));
        }
        VCI_TRY(auto stored, rows.ours(modelType, modelId));
        VCI_CHECK(transaction.commit());
        return std::move(*stored);
    }

    void interrupt() override { m_connection->interrupt(); }

private:
    [[nodiscard]] Result<void> checkTenant(TenantId tenant)
    {
        VCI_TRY(auto query, m_connection->query("SELECT 1 FROM tenants WHERE id = ?1"));
        query.bind(1, tenant.uuid());
        VCI_TRY(const bool found, query.step("reading tenants"));
        if (found) return {};
        return makeError(ErrorCode::NotFound,
                         "there is no tenant " + tenant.toString() + " in " + m_connection->file().filename().string());
    }

    [[nodiscard]] Result<void> moveCheckpoint(TenantId tenant, const ProjectionChange& change)
    {
        VCI_TRY(const auto kept, ModelRows(*m_connection, tenant).checkpoint(change.projection));
        if (kept != change.from) return checkpointMoved(change);
        VCI_TRY(auto query,
                m_connection->query("INSERT INTO projection_checkpoints (tenant_id, projection, log_id, position, updated_at) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (tenant_id, projection) DO UPDATE SET log_id = "
                                    "excluded.log_id, position = excluded.position, updated_at = excluded.updated_at"));
        query.bind(1, tenant.uuid()).bind(2, std::string_view(change.projection)).bind(3, std::string_view(change.to.logId));
        query.bind(4, change.to.position).bind(5, m_clock.now().micros());
        return query.run(kDoing);
    }

    [[nodiscard]] Result<void> removeGone(TenantId tenant, const ProjectionChange& change)
    {
        VCI_TRY(auto query,
                m_connection->query("DELETE FROM read_models WHERE tenant_id = ?1 AND model_type = ?2 AND model_id = ?3 AND "
                                    "projection IS NOT NULL AND projection <> ?4"));
        for (const std::string& modelId : change.gone) {
            query.bind(1, tenant.uuid())
                .bind(2, std::string_view(change.modelType))
                .bindView(3, modelId)
                .bind(4, kManualProjection);
            VCI_CHECK(query.run(kDoing));
        }
        return {};
    }

    [[nodiscard]] Result<void> writeRows(TenantId tenant, const ProjectionChange& change, std::span<const ProjectedRow> rows)
    {
        VCI_TRY(auto query, m_connection->query(kInsert + "version = excluded.version, last_event_id = excluded.last_event_id, "
                                                          "last_event_sequence = excluded.last_event_sequence, projection = "
                                                          "excluded.projection WHERE r.projection <> ?11 RETURNING 1"));
        for (const ProjectedRow& row : rows) {
            bindRow(query, tenant, change.modelType, change.projection, row);
            query.bind(11, kManualProjection);
            VCI_TRY(const bool written, query.step(kDoing));
            if (!written) return heldByHand(change.modelType, row.modelId);
            query.reset();
        }
        return {};
    }

    /// data of row lives until the statement has run.
    void bindRow(Query& query, TenantId tenant, const std::string& modelType, std::string_view projection,
                 const ProjectedRow& row)
    {
        query.bind(1, m_ids.next())
            .bind(2, tenant.uuid())
            .bind(3, std::string_view(modelType))
            .bind(4, std::string_view(row.modelId));
        query.bind(5, row.version).bind(6, row.lastEventId.uuid()).bind(7, row.lastEventSequence.value());
        query.bind(8, m_clock.now().micros()).bind(9, projection).bindView(10, row.data);
    }

    std::unique_ptr<Connection> m_connection;
    IdSource& m_ids;
    Clock& m_clock;
};

}  // namespace

Result<std::unique_ptr<ReadModelWriter>> openCaseFileReadModelWriter(const std::filesystem::path& file, IdSource& ids,
                                                                     Clock& clock)
{
    VCI_TRY(auto opened, openForWriting(file));
    return std::unique_ptr<ReadModelWriter>(std::make_unique<CaseFileReadModelWriter>(std::move(opened.connection), ids, clock));
}

}  // namespace vci::store::sqlite
