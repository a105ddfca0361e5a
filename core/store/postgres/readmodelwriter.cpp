// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/arrays.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/modelrows.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rights.h"
#include "core/store/postgres/rows.h"
#include "core/store/readmodelrules.h"

namespace vci::store::postgres {

namespace {

constexpr std::string_view kNow = "statement_timestamp() AT TIME ZONE 'UTC'";
/// The predicate of read_models_ours, which arbitrates who holds a key. No parameter stands behind it: Citus keeps this part
/// alone for a shard, where the types of the parameters before it are not known.
constexpr std::string_view kOnOurs = " ON CONFLICT (tenant_id, model_type, model_id) WHERE projection IS NOT NULL ";

class PostgresReadModelWriter final : public ReadModelWriter {
public:
    explicit PostgresReadModelWriter(std::unique_ptr<Session> session)
        : m_session(std::move(session))
    {
    }

    Result<void> apply(TenantId tenant, const ProjectionChange& change, std::stop_token stop) override
    {
        const Session::Call call(*m_session, std::move(stop));
        return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<void> {
            VCI_CHECK(moveCheckpoint(transaction, tenant, change));
            if (!change.gone.empty()) removeGone(transaction, tenant, change);
            while (true) {
                VCI_TRY(const auto rows, change.next());
                if (rows.empty()) break;
                VCI_CHECK(writeRows(transaction, tenant, change, rows));
            }
            return m_session->check();
        });
    }

    Result<ReadModelRow> put(TenantId tenant, const std::string& modelType, const std::string& modelId,
                             const std::string& data) override
    {
        const Session::Call call(*m_session, {});
        return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<ReadModelRow> {
            const std::string sql =
                "INSERT INTO read_models AS r (id, model_type, model_id, data, version, last_event_id, last_event_sequence, "
                "created_at, updated_at, tenant_id, is_deleted, projection) SELECT gen_random_uuid(), $2, $3, $4::jsonb, 1, "
                "'00000000-0000-0000-0000-000000000000', 0, n, n, $1::uuid, false, $5 FROM (SELECT " +
                std::string(kNow) + " AS n) now" + std::string(kOnOurs) +
                "DO UPDATE SET data = excluded.data, version = r.version + 1, updated_at = excluded.updated_at, is_deleted = "
                "false "
                "WHERE r.projection = " +
                transaction.quote(std::string(kManualProjection)) + " RETURNING " + modelColumns(Layout::Hardened);
            const pqxx::result rows =
                transaction.exec_params(sql, tenant.toString(), modelType, modelId, data, std::string(kManualProjection));
            if (rows.empty()) return heldByProjection(modelType, modelId);
            return readModelRow(rows.front());
        });
    }

    Result<ReadModelRow> remove(TenantId tenant, const std::string& modelType, const std::string& modelId) override
    {
        const Session::Call call(*m_session, {});
        return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<ReadModelRow> {
            const std::string ours = " WHERE r.tenant_id = $1::uuid AND r.model_type = $2 AND r.model_id = $3 AND r.projection ";
            const pqxx::result rows = transaction.exec_params(
                "UPDATE read_models AS r SET is_deleted = true, version = r.version + 1, updated_at = " + std::string(kNow) +
                    ours + "= $4 AND r.is_deleted IS NOT TRUE RETURNING " + modelColumns(Layout::Hardened),
                tenant.toString(), modelType, modelId, std::string(kManualProjection));
            if (!rows.empty()) return readModelRow(rows.front());
            const pqxx::result held = transaction.exec_params("SELECT 1 FROM read_models r" + ours + "<> $4", tenant.toString(),
                                                              modelType, modelId, std::string(kManualProjection));
            return held.empty() ? noManualRow(modelType, modelId) : heldByProjection(modelType, modelId);
        });
    }

    void interrupt() override { m_session->interrupt(); }

private:
    /// The first statement of a change: whoever comes second waits here and then finds another position.
    static Result<void> moveCheckpoint(WriteTransaction& transaction, TenantId tenant, const ProjectionChange& change)
    {
        const std::string key = tenant.toString();
        const pqxx::result moved =
            change.from
                ? transaction.exec_params(
                      "UPDATE projection_checkpoints SET log_id = $3, position = $4, updated_at = " + std::string(kNow) +
                          " WHERE tenant_id = $1::uuid AND projection = $2 AND log_id = $5 AND position = $6",
                      key, change.projection, change.to.logId, change.to.position, change.from->logId, change.from->position)
                : transaction.exec_params("INSERT INTO projection_checkpoints (tenant_id, projection, log_id, position) VALUES "
                                          "($1::uuid, $2, $3, $4) ON CONFLICT DO NOTHING",
                                          key, change.projection, change.to.logId, change.to.position);
        if (moved.affected_rows() == 1) return {};
        return checkpointMoved(change);
    }

    static void removeGone(WriteTransaction& transaction, TenantId tenant, const ProjectionChange& change)
    {
        ArrayText ids;
        for (const std::string& id : change.gone) ids.add(std::string_view(id));
        transaction.exec_params("DELETE FROM read_models WHERE tenant_id = $1::uuid AND model_type = $2 AND model_id = ANY "
                                "($3::text[]) AND projection IS NOT NULL AND projection <> $4",
                                tenant.toString(), change.modelType, ids.take(), std::string(kManualProjection));
    }

    static Result<void> writeRows(WriteTransaction& transaction, TenantId tenant, const ProjectionChange& change,
                                  std::span<const ProjectedRow> rows)
    {
        ArrayText ids, data, versions, events, sequences;
        for (const ProjectedRow& row : rows) {
            ids.add(std::string_view(row.modelId));
            data.add(std::string_view(row.data));
            versions.addBare(std::to_string(row.version));
            events.addBare(row.lastEventId.toString());
            sequences.addBare(std::to_string(row.lastEventSequence.value()));
        }
        const std::string idText = ids.take();
        const pqxx::result written = transaction.exec_params(
            "INSERT INTO read_models AS r (id, model_type, model_id, data, version, last_event_id, last_event_sequence, "
            "created_at, "
            "updated_at, tenant_id, is_deleted, projection) SELECT gen_random_uuid(), $2, u.i, u.d, u.v, u.e, u.s, n, n, "
            "$1::uuid, "
            "false, $3 FROM (SELECT " +
                std::string(kNow) +
                " AS n) now, unnest($4::text[], $5::jsonb[], $6::integer[], $7::uuid[], $8::integer[]) u(i, d, v, e, s)" +
                std::string(kOnOurs) +
                "DO UPDATE SET data = excluded.data, version = excluded.version, last_event_id = excluded.last_event_id, "
                "last_event_sequence = excluded.last_event_sequence, updated_at = excluded.updated_at, is_deleted = false, "
                "projection = excluded.projection WHERE r.projection <> " +
                transaction.quote(std::string(kManualProjection)),
            tenant.toString(), change.modelType, change.projection, idText, data.take(), versions.take(), events.take(),
            sequences.take());
        if (static_cast<std::size_t>(written.affected_rows()) == rows.size()) return {};
        const pqxx::result held = transaction.exec_params(
            "SELECT model_id FROM read_models WHERE tenant_id = $1::uuid AND model_type = $2 AND projection = "
            "$3 AND model_id = ANY ($4::text[]) ORDER BY model_id LIMIT 1",
            tenant.toString(), change.modelType, std::string(kManualProjection), idText);
        return heldByHand(change.modelType, held.empty() ? std::string() : std::string(text(held.front(), 0)));
    }

    std::unique_ptr<Session> m_session;
};

Result<bool> mayWriteReadModels(Session& session)
{
    const Session::Call call(session, {});
    return session.read({}, [](ReadTransaction& transaction) -> Result<bool> { return Rights(transaction).writeReadModels(); });
}

}  // namespace

Result<std::unique_ptr<ReadModelWriter>> openPostgresReadModelWriter(const std::string& uri)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres) {
        return makeError(ErrorCode::NotPermitted,
                         info.label + " is a VoiceCore database at the platform's own schema, which this program only reads; "
                                      "`voicecore-audit db migrate` turns it into one that keeps read models of ours");
    }
    VCI_TRY(const bool may, mayWriteReadModels(*session));
    if (!may) {
        return makeError(ErrorCode::NotPermitted, "the login " + session->login() + " may not write read models of " +
                                                      session->label() + ": GRANT vci_operator TO " + session->quotedLogin() +
                                                      " allows it");
    }
    return std::unique_ptr<ReadModelWriter>(std::make_unique<PostgresReadModelWriter>(std::move(session)));
}

}  // namespace vci::store::postgres
