// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/postgres/hardeneddatabase.h"

#include "core/store/postgres/postgresstore.h"

#include <pqxx/pqxx>

namespace vci::test {

Result<std::unique_ptr<HardenedDatabase>> HardenedDatabase::make(int calls)
{
    std::unique_ptr<HardenedDatabase> database(new HardenedDatabase);
    VCI_TRY(database->m_cluster, PrivatePostgres::start());
    VCI_CHECK(database->m_cluster->loadStock(QStringLiteral("stock"), calls));
    VCI_TRY(const auto administration, store::postgres::openPostgresAdministration(database->uri(QStringLiteral("postgres"))));
    VCI_CHECK(administration->migrate({}, [](const store::MigrationStep&) {}, {}));
    VCI_CHECK(database->runSql(QStringLiteral("CREATE ROLE writer LOGIN; GRANT vci_writer, vci_sequencer TO writer; "
                                              "INSERT INTO tenant_members (login) VALUES ('writer')")));
    return database;
}

std::string HardenedDatabase::value(const std::string& sql) const
{
    pqxx::connection connection(uri(QStringLiteral("postgres")));
    pqxx::nontransaction transaction(connection);
    const pqxx::result rows = transaction.exec(sql);
    return rows.empty() || rows.front()[0].is_null() ? std::string() : rows.front()[0].c_str();
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
