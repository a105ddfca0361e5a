// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/conformance/storecontract.h"
#include "tests/support/privatepostgres.h"

#include <QTest>

#include <pqxx/pqxx>

namespace vci::test {

namespace {

const QString kDatabase = QStringLiteral("history");

template <typename Id>
std::string textOf(pqxx::transaction_base& transaction, const std::optional<Id>& id)
{
    return id ? transaction.quote(id->toString()) : "NULL";
}

/// A missing metadata is SQL NULL on the platform; readers give it as the leaf has it.
std::string metadataOf(pqxx::transaction_base& transaction, const Event& event)
{
    return event.metadata == "null" ? "NULL" : transaction.quote(event.metadata);
}

std::string timeOf(const RecordedTime& time)
{
    if (!time.foreignText.empty()) return time.foreignText;
    std::string text = time.at.toString();
    text.pop_back();
    return text;
}

std::string valuesOf(pqxx::transaction_base& transaction, const Event& event)
{
    return "(" + transaction.quote(event.id.toString()) + ", " + transaction.quote(event.aggregateId.toString()) + ", " +
           transaction.quote(event.aggregateType) + ", " + transaction.quote(event.eventType) + ", " +
           std::to_string(event.eventVersion) + ", " + transaction.quote(event.eventData) + ", " +
           metadataOf(transaction, event) + ", " + transaction.quote(timeOf(event.timestamp)) + ", " +
           std::to_string(event.sequence.value()) + ", " + textOf(transaction, event.causationId) + ", " +
           textOf(transaction, event.correlationId) + ", " +
           (event.blockchainTxHash ? transaction.quote(*event.blockchainTxHash) : "NULL") + ", " +
           transaction.quote(event.tenantId.toString()) + ")";
}

}  // namespace

/// The contract on a stock database, read by a login under row security.
class TestPostgresContract final : public StoreContract {
    Q_OBJECT

protected:
    Result<void> load(const History& history) override;
    Result<std::unique_ptr<store::EventReader>> open() override
    {
        return store::postgres::openPostgresReader(
            m_cluster->uri(kDatabase, kDatabase + QStringLiteral("_auditor")).toStdString());
    }
    std::int64_t costOf(TenantId tenant, const Ask& ask) override;

private:
    /// Rows and index entries that all sessions together have read of event_store.
    [[nodiscard]] std::int64_t entriesRead();

    std::unique_ptr<PrivatePostgres> m_cluster;
    std::unique_ptr<pqxx::connection> m_owner;
};

Result<void> TestPostgresContract::load(const History& history)
{
    auto cluster = PrivatePostgres::start();
    if (cluster.ok()) {
        m_cluster = std::move(cluster).value();
        const auto made = m_cluster->loadSchema(kDatabase);
        if (!made.ok() && made.error().code == ErrorCode::NotFound) {
            return makeError(ErrorCode::NotFound, "SKIP " + made.error().message);
        }
        VCI_CHECK(made);
    } else if (cluster.error().code == ErrorCode::NotFound) {
        return makeError(ErrorCode::NotFound, "SKIP " + cluster.error().message);
    } else {
        return std::move(cluster).error();
    }
    try {
        m_owner = std::make_unique<pqxx::connection>(m_cluster->uri(kDatabase).toStdString());
        pqxx::work transaction(*m_owner);
        // As the platform's own history has them: the trigger that refuses duplicates came later, or lost a race.
        transaction.exec("SET LOCAL session_replication_role = replica");
        for (const Tenant& tenant : history.tenants) {
            transaction.exec("INSERT INTO tenants (id, name) VALUES (" + transaction.quote(tenant.id.toString()) + ", " +
                             transaction.quote(tenant.name) + ")");
        }
        constexpr std::size_t kRowsPerStatement = 500;
        for (std::size_t begin = 0; begin < history.events.size(); begin += kRowsPerStatement) {
            std::string sql;
            for (std::size_t i = begin; i < std::min(begin + kRowsPerStatement, history.events.size()); ++i) {
                sql += (i == begin ? "INSERT INTO event_store (id, aggregate_id, aggregate_type, event_type, event_version, "
                                     "event_data, metadata, timestamp, sequence_number, causation_id, correlation_id, "
                                     "blockchain_tx_hash, tenant_id) VALUES "
                                   : ", ") +
                       valuesOf(transaction, history.events[i]);
            }
            transaction.exec(sql);
        }
        for (const auto& [tenant, snapshot] : history.snapshots) {
            transaction.exec_params("INSERT INTO event_snapshots (id, tenant_id, aggregate_id, aggregate_type, snapshot_version, "
                                    "last_event_sequence, last_event_id, created_at, snapshot_data) "
                                    "VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8)",
                                    snapshot.id.toString(), tenant.toString(), snapshot.aggregateId.toString(),
                                    snapshot.aggregateType, snapshot.lastSequence.value(), snapshot.lastEventId.toString(),
                                    timeOf(snapshot.createdAt), snapshot.state);
        }
        transaction.exec("ANALYZE event_store");
        transaction.commit();
    } catch (const std::exception& error) {
        return makeError(ErrorCode::Io, std::string("loading the history: ") + error.what());
    }
    return {};
}

std::int64_t TestPostgresContract::entriesRead()
{
    // A session tells its counts when it ends.
    const auto othersAreGone = [&] {
        pqxx::nontransaction transaction(*m_owner);
        return transaction
                   .exec1("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                          "AND backend_type = 'client backend'")[0]
                   .as<int>() == 0;
    };
    if (!QTest::qWaitFor(othersAreGone, 20'000)) return -1;
    pqxx::nontransaction transaction(*m_owner);
    return transaction
        .exec1("SELECT t.seq_tup_read + t.idx_tup_fetch + (SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i "
               "WHERE i.relid = t.relid) FROM pg_stat_user_tables t WHERE t.relname = 'event_store'")[0]
        .as<std::int64_t>();
}

std::int64_t TestPostgresContract::costOf(TenantId tenant, const Ask& ask)
{
    const auto readSoFar = [&](bool asks) {
        {
            auto reader = openFor(tenant);
            if (!reader.ok()) return std::int64_t(-1);
            if (asks) ask(*reader.value());
        }
        return entriesRead();
    };
    const std::int64_t before = readSoFar(false);
    const std::int64_t opened = readSoFar(false);
    const std::int64_t asked = readSoFar(true);
    // Opening costs the same each time.
    return asked - opened - (opened - before);
}

}  // namespace vci::test

QTEST_GUILESS_MAIN(vci::test::TestPostgresContract)
#include "tst_postgrescontract.moc"
