// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/openfile.h"

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "writing snapshots";

class CaseFileSnapshotWriter final : public SnapshotWriter {
public:
    CaseFileSnapshotWriter(std::unique_ptr<Connection> connection, IdSource& ids, Clock& clock)
        : m_connection(std::move(connection))
        , m_ids(ids)
        , m_clock(clock)
    {
    }
    ~CaseFileSnapshotWriter() override { leaveWriting(*m_connection); }

    Result<void> write(TenantId tenant, std::span<const NewSnapshot> snapshots) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        VCI_TRY(auto insert,
                m_connection->query("INSERT INTO event_snapshots (id, tenant_id, aggregate_id, aggregate_type, snapshot_version, "
                                    "last_event_sequence, last_event_id, created_at, reducer, snapshot_data) "
                                    "VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9)"));
        for (const NewSnapshot& snapshot : snapshots) {
            insert.bind(1, m_ids.next()).bind(2, tenant.uuid()).bind(3, snapshot.aggregateId.uuid());
            insert.bindView(4, snapshot.aggregateType).bind(5, snapshot.lastSequence.value());
            insert.bind(6, snapshot.lastEventId.uuid()).bind(7, m_clock.now().micros());
            insert.bindView(8, snapshot.reducer).bindView(9, snapshot.state);
            VCI_CHECK(insert.run(kDoing));
        }
        return transaction.commit();
    }

    Result<std::int64_t> setAside(TenantId tenant, std::span<const SnapshotId> wrong) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        std::int64_t changed = 0;
        {
            VCI_TRY(auto mark, m_connection->query("UPDATE event_snapshots SET reducer = reducer || ?3 WHERE tenant_id = ?1 AND "
                                                   "id = ?2 AND reducer NOT LIKE '%' || ?3"));
            for (const SnapshotId id : wrong) {
                mark.bind(1, tenant.uuid()).bind(2, id.uuid()).bindView(3, kSetAside);
                VCI_CHECK(mark.run(kDoing));
                changed += m_connection->changedRows();
            }
        }
        VCI_CHECK(transaction.commit());
        return changed;
    }

private:
    std::unique_ptr<Connection> m_connection;
    IdSource& m_ids;
    Clock& m_clock;
};

}  // namespace

Result<std::unique_ptr<SnapshotWriter>> openCaseFileSnapshotWriter(const std::filesystem::path& file, IdSource& ids, Clock& clock)
{
    VCI_TRY(auto opened, openForWriting(file));
    return std::unique_ptr<SnapshotWriter>(std::make_unique<CaseFileSnapshotWriter>(std::move(opened.connection), ids, clock));
}

}  // namespace vci::store::sqlite
