// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/core/store/postgres/hardeneddatabase.h"
#include "tests/core/store/recordercontract.h"

#include <QtTest>

using namespace vci;
using test::HardenedDatabase;

class TestPostgresRecorder final : public RecorderContract {
    Q_OBJECT

protected:
    Result<void> makeSource() override
    {
        VCI_TRY(m_database, HardenedDatabase::make(200));
        return m_database->runSql(QStringLiteral("CREATE ROLE operator LOGIN; GRANT vci_auditor, vci_operator TO operator; "
                                                 "INSERT INTO tenant_members (login) VALUES ('operator')"));
    }
    TenantId tenant() const override { return HardenedDatabase::tenant(); }
    Result<std::unique_ptr<store::EventWriter>> openWriter() override { return m_database->writer(); }
    Result<std::unique_ptr<store::EventReader>> openReader() override { return m_database->reader(); }
    Result<std::unique_ptr<store::SnapshotWriter>> openSnapshots() override
    {
        return store::postgres::openPostgresSnapshotWriter(m_database->uri(QStringLiteral("operator")), m_ids);
    }

private:
    std::unique_ptr<HardenedDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestPostgresRecorder)
#include "tst_postgresrecorder.moc"
