// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/inspect.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rights.h"

namespace vci::store::postgres {

namespace {

class PostgresSnapshotWriter final : public SnapshotWriter {
public:
    PostgresSnapshotWriter(std::unique_ptr<Session> session, IdSource& ids)
        : m_session(std::move(session))
        , m_ids(ids)
    {
    }

    Result<void> write(TenantId tenant, std::span<const NewSnapshot> snapshots) override
    {
        const Session::Call call(*m_session, {});
        return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<void> {
            for (const NewSnapshot& snapshot : snapshots) {
                transaction.exec_params(
                    "INSERT INTO event_snapshots (id, tenant_id, aggregate_id, aggregate_type, snapshot_version, "
                    "last_event_sequence, last_event_id, reducer, snapshot_data) "
                    "VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8::jsonb)",
                    m_ids.next().toString(), tenant.toString(), snapshot.aggregateId.toString(), snapshot.aggregateType,
                    snapshot.lastSequence.value(), snapshot.lastEventId.toString(), snapshot.reducer, snapshot.state);
            }
            return {};
        });
    }

    Result<std::int64_t> setAside(TenantId tenant, std::span<const SnapshotId> wrong) override
    {
        const Session::Call call(*m_session, {});
        return m_session->write(tenant, [&](WriteTransaction& transaction) -> Result<std::int64_t> {
            std::int64_t changed = 0;
            for (const SnapshotId id : wrong) {
                const pqxx::result marked = transaction.exec_params(
                    "UPDATE event_snapshots SET reducer = reducer || $3 WHERE tenant_id = $1 AND id = $2 AND reducer NOT LIKE "
                    "'%' || $3",
                    tenant.toString(), id.toString(), std::string(kSetAside));
                changed += static_cast<std::int64_t>(marked.affected_rows());
            }
            return changed;
        });
    }

private:
    std::unique_ptr<Session> m_session;
    IdSource& m_ids;
};

}  // namespace

Result<std::unique_ptr<SnapshotWriter>> openPostgresSnapshotWriter(const std::string& uri, IdSource& ids)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres) {
        return makeError(ErrorCode::NotPermitted,
                         info.label + " is a VoiceCore database at the platform's own schema, which this program only reads; "
                                      "`voicecore-audit db migrate` turns it into one that takes snapshots");
    }
    VCI_TRY(const bool mayWrite,
            session->read({}, [](ReadTransaction& transaction) -> Result<bool> { return Rights(transaction).writeSnapshots(); }));
    if (!mayWrite) {
        return makeError(ErrorCode::NotPermitted, "the login " + session->login() + " may not write snapshots to " +
                                                      session->label() + ": GRANT vci_operator TO " + session->quotedLogin() +
                                                      " allows it");
    }
    return std::unique_ptr<SnapshotWriter>(std::make_unique<PostgresSnapshotWriter>(std::move(session), ids));
}

}  // namespace vci::store::postgres
