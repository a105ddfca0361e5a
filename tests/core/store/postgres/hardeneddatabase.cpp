// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/postgres/hardeneddatabase.h"

#include "core/store/postgres/postgresstore.h"

#include <pqxx/pqxx>

namespace vci::test {

Result<std::unique_ptr<HardenedDatabase>> HardenedDatabase::make(int calls, PrivatePostgres::Durability durability)
{
    std::unique_ptr<HardenedDatabase> database(new HardenedDatabase);
    VCI_TRY(database->m_cluster, PrivatePostgres::start(durability));
    VCI_CHECK(database->m_cluster->loadStock(QStringLiteral("stock"), calls));
    VCI_TRY(const auto administration, store::postgres::openPostgresAdministration(database->uri(QStringLiteral("postgres"))));
    VCI_CHECK(administration->migrate({}, [](const store::MigrationStep&) {}, {}));
    VCI_CHECK(database->runSql(QStringLiteral("CREATE ROLE writer LOGIN; GRANT vci_writer, vci_sequencer TO writer; "
                                              "INSERT INTO tenant_members (login) VALUES ('writer')")));
    return database;
}

std::string HardenedDatabase::value(const std::string& sql) const
{
    try {
        pqxx::connection connection(uri(QStringLiteral("postgres")));
        pqxx::nontransaction transaction(connection);
        const pqxx::result rows = transaction.exec(sql);
        return rows.empty() || rows.front()[0].is_null() ? std::string() : rows.front()[0].c_str();
    } catch (const std::exception& error) {
        return "error: " + std::string(error.what());
    }
}

std::string HardenedDatabase::logFaults() const
{
    std::string faults = value(
        "SELECT string_agg(format('tenant %s: %s in the log, top %s, size %s, %s events', tenant_id, n, top, size, events), '; "
        "') "
        "FROM (SELECT tenant_id, count(*) n, max(log_index) top, (SELECT size FROM log_heads h WHERE h.tenant_id = l.tenant_id) "
        "size, (SELECT count(*) FROM event_store e WHERE e.tenant_id = l.tenant_id) events FROM event_log l GROUP BY tenant_id) "
        "s WHERE NOT (n = top + 1 AND n = size AND n = events)");
    faults += value("SELECT nullif(count(*), 0) || ' wait; ' FROM event_queue");
    faults += value("SELECT nullif(count(*), 0) || ' stand before an earlier one of their aggregate' FROM (SELECT "
                    "e.sequence_number, lag(e.sequence_number) OVER (PARTITION BY e.aggregate_id ORDER BY l.log_index) before "
                    "FROM event_log l JOIN event_store e ON e.tenant_id = l.tenant_id AND e.id = l.event_id WHERE NOT e.adopted) "
                    "s WHERE before >= sequence_number");
    return faults;
}

std::string HardenedDatabase::sequenceFaults(const std::string& prefix) const
{
    return value(
        "SELECT string_agg(format('aggregate %s: %s events, %s sequences, top %s', aggregate_id, n, numbers, top), '; ') "
        "FROM (SELECT aggregate_id, count(*) n, max(sequence_number) top, count(DISTINCT sequence_number) numbers FROM "
        "event_store WHERE aggregate_id::text LIKE '" +
        prefix + "%' GROUP BY aggregate_id) s WHERE NOT (n = top AND n = numbers)");
}

Result<std::unique_ptr<store::EventWriter>> HardenedDatabase::writer()
{
    return store::postgres::openPostgresWriter(uri(), m_ids);
}

Result<std::unique_ptr<store::EventReader>> HardenedDatabase::reader() const
{
    VCI_TRY(auto reader, store::postgres::openPostgresReader(uri()));
    VCI_CHECK(reader->selectTenant(tenant()));
    return reader;
}

TenantId HardenedDatabase::tenant()
{
    return *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
}

}  // namespace vci::test
