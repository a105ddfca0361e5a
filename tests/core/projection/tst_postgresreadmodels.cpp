// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "tests/core/projection/readmodelcontract.h"
#include "tests/core/store/postgres/hardeneddatabase.h"

#include <pqxx/pqxx>

#include <QtTest>

#include <algorithm>

using namespace vci;
using projection::Whose;
using test::HardenedDatabase;

/// Besides the contract: what happens when the server, a lock or a login stands in the way, and the platform's own rows.
class TestPostgresReadModels final : public ReadModelContract {
    Q_OBJECT

protected:
    Result<void> makeSource() override
    {
        // One database for all tests: each begins without rows and checkpoints of ours.
        if (!m_database) {
            VCI_TRY(m_database, HardenedDatabase::make(2000));
            VCI_CHECK(
                m_database->runSql(QStringLiteral("CREATE ROLE operator LOGIN; GRANT vci_auditor, vci_operator TO operator; "
                                                  "INSERT INTO tenant_members (login) VALUES ('operator')")));
            VCI_CHECK(store::postgres::sequencePostgres(m_database->uri(), tenant(), {}));
        }
        return m_database->runSql(QStringLiteral(
            "DELETE FROM read_models WHERE projection IS NOT NULL OR data ? 'theirs'; DELETE FROM projection_checkpoints"));
    }
    TenantId tenant() const override { return HardenedDatabase::tenant(); }
    Result<std::unique_ptr<store::ReadModelReader>> openReader() override
    {
        return store::postgres::openPostgresReadModels(m_database->uri(QStringLiteral("operator")));
    }
    Result<std::unique_ptr<store::ReadModelWriter>> openWriter() override
    {
        return store::postgres::openPostgresReadModelWriter(m_database->uri(QStringLiteral("operator")));
    }
    Result<std::unique_ptr<store::EventReader>> openEvents() override
    {
        return store::postgres::openPostgresReader(m_database->uri());
    }
    Result<std::unique_ptr<store::EventWriter>> openAppend() override { return m_database->writer(); }
    void runSql(const std::string& sql) override
    {
        const auto done = m_database->runSql(QString::fromStdString(sql));
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
    }

private Q_SLOTS:
    void lostConnectionChangesNothing()
    {
        QVERIFY(catchUp("CallSummary").ok());
        (void)corrupt();
        const std::string before = contents("CallSummary");
        const auto outcome =
            rebuildWhile("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'operator' "
                         "AND state = 'idle in transaction'");
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error().code, ErrorCode::Unreachable);
        QCOMPARE(contents("CallSummary"), before);
        const auto again = rebuild("CallSummary");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().message.c_str());
        QVERIFY(!drift("CallSummary").foundSomething());
    }

    void lockTimeoutChangesNothing()
    {
        QVERIFY(catchUp("CallSummary").ok());
        (void)corrupt();
        const std::string before = contents("CallSummary");
        {
            pqxx::connection other(m_database->uri(QStringLiteral("postgres")));
            pqxx::work holding(other);
            holding.exec("SELECT 1 FROM projection_checkpoints FOR UPDATE");
            const auto outcome = rebuild("CallSummary");
            QVERIFY(!outcome.ok());
            QCOMPARE(outcome.error().code, ErrorCode::Locked);
        }
        QCOMPARE(contents("CallSummary"), before);
        QVERIFY(rebuild("CallSummary").ok());
    }

    void whoMayNotWriteIsTold()
    {
        const auto refused = store::postgres::openPostgresReadModelWriter(m_database->uri());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::NotPermitted);
        QVERIFY2(refused.error().message.find("vci_operator") != std::string::npos, refused.error().message.c_str());
    }

    void platformsRowsAreTheSameAfterwards()
    {
        const std::string sum = "SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM read_models r WHERE projection IS NULL";
        const std::string before = m_database->value(sum);
        for (const auto& definition : library().all()) QVERIFY(catchUp(definition->name.c_str()).ok());
        (void)corrupt();
        QVERIFY(rebuild("CallSummary").ok());
        QCOMPARE(m_database->value(sum), before);
    }

    void driftOfThePlatformsRows()
    {
        // scars.sql: every 613th says in_progress, every 1511th is gone; the tenant has 8 of 10 calls.
        const auto found = projection::findDrift(reader(), library(), definition("CallSummary"), Whose::Foreign, {}, {});
        QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
        std::vector<std::string> drifted;
        for (const auto& row : found.value().different) {
            QCOMPARE(row.fields.size(), std::size_t{1});
            QCOMPARE(row.fields[0].path, std::string("/status"));
            drifted.push_back(row.modelId);
        }
        QCOMPARE(joined(drifted), callsWhere("n % 613 = 0 AND n % 1511 <> 0"));
        // The calls that tests before this one appended have no row of the platform either.
        std::vector<std::string> missing = found.value().missing;
        std::erase_if(missing, [&](const std::string& id) { return callsWhere("true").find(id) == std::string::npos; });
        QCOMPARE(joined(missing), callsWhere("n % 1511 = 0"));
        QVERIFY(found.value().extra.empty());

        const QString call = QString::fromStdString(callsWhere("n = 42"));
        append(call.toStdString(), "CallFailed", R"({"reason":"late"})", std::nullopt);
        runSql("INSERT INTO read_models SELECT gen_random_uuid(), model_type, 'nobody', data || '{\"theirs\":1}', version, "
               "last_event_id, "
               "last_event_sequence, created_at, updated_at, tenant_id, is_deleted FROM read_models WHERE model_id = '" +
               call.toStdString() + "'");
        const auto later = projection::findDrift(reader(), library(), definition("CallSummary"), Whose::Foreign, {}, {});
        QVERIFY(later.ok());
        // A test before this one may have put another call behind its events.
        std::vector<std::string> lagging = found.value().lagging;
        lagging.push_back(call.toStdString());
        std::sort(lagging.begin(), lagging.end());
        QCOMPARE(later.value().lagging, lagging);
        QCOMPARE(later.value().extra, std::vector<std::string>{"nobody"});
    }

    void stockDatabaseIsComparedReadOnly()
    {
        auto cluster = test::PrivatePostgres::start();
        QVERIFY(cluster.ok());
        QVERIFY(cluster.value()->loadStock(QStringLiteral("plain"), 2000).ok());
        const std::string uri = cluster.value()->uri(QStringLiteral("plain"), QStringLiteral("plain_auditor")).toStdString();
        const auto stock = store::postgres::openPostgresReadModels(uri);
        QVERIFY2(stock.ok(), stock.ok() ? "" : stock.error().message.c_str());
        QVERIFY(stock.value()->selectTenant(tenant()).ok());
        const auto found = projection::findDrift(*stock.value(), library(), definition("CallSummary"), Whose::Foreign, {}, {});
        QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
        QCOMPARE(found.value().missing.size(), std::size_t{1});
        QCOMPARE(found.value().different.size(), std::size_t{2});
        QVERIFY(found.value().extra.empty() && found.value().lagging.empty());
        QCOMPARE(store::postgres::openPostgresReadModelWriter(uri).error().code, ErrorCode::NotPermitted);
        QCOMPARE(
            projection::findDrift(*stock.value(), library(), definition("CreditBalance"), Whose::Foreign, {}, {}).error().code,
            ErrorCode::NotSupported);
    }

private:
    /// Rebuilds CallSummary and runs sql when the swap asks for its first rows.
    Result<void> rebuildWhile(const std::string& sql)
    {
        VCI_TRY(auto staging, projection::stage(reader(), library(), definition("CallSummary"), Whose::Projected, {}, {}));
        std::vector<store::ProjectedRow> rows;
        for (const auto& row : staging.comparison.different)
            rows.push_back(staging.projector->row(*staging.projector->rows().find(row.modelId)));
        std::span<const store::ProjectedRow> piece(rows);
        store::ProjectionChange change{"CallSummary",
                                       definition("CallSummary")->id(),
                                       staging.comparison.checkpoint,
                                       {staging.head.logId, staging.head.size},
                                       staging.comparison.extra,
                                       [&]() -> Result<std::span<const store::ProjectedRow>> {
                                           if (!piece.empty()) (void)m_database->value(sql);
                                           return std::exchange(piece, {});
                                       }};
        return writer().apply(tenant(), change, {});
    }

    [[nodiscard]] static std::string joined(const std::vector<std::string>& ids)
    {
        std::string text;
        for (const std::string& id : ids) text += (text.empty() ? "" : ",") + id;
        return text;
    }
    /// The calls of the tenant by the numbers of traffic.sql.
    [[nodiscard]] std::string callsWhere(const std::string& condition) const
    {
        return m_database->value(
            "SELECT string_agg(id, ',' ORDER BY id COLLATE \"C\") FROM (SELECT md5('call' || n)::uuid::text AS id "
            "FROM generate_series(1, 2000) n WHERE n % 10 < 8 AND " +
            condition + ") calls");
    }

    std::unique_ptr<HardenedDatabase> m_database;
};

QTEST_GUILESS_MAIN(TestPostgresReadModels)
#include "tst_postgresreadmodels.moc"
