// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/traffic.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/core/projection/readmodelcontract.h"

#include <sqlite3.h>

#include <QTemporaryDir>
#include <QtTest>

using namespace vci;

class TestCaseFileReadModels final : public ReadModelContract {
    Q_OBJECT

protected:
    Result<void> makeSource() override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        VCI_CHECK(store::sqlite::createCaseFile(file(), m_ids, m_clock));
        VCI_TRY(const auto writer, openAppend());
        const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
            VCI_TRY(const auto outcome, writer->append(tenant(), batch, store::Stamping::AsRecorded));
            return outcome.sequenced ? Result<void>() : makeError(ErrorCode::Internal, "not sequenced");
        };
        VCI_CHECK(generate::generateTraffic({150, 7}, receive, {}));
        return {};
    }
    TenantId tenant() const override { return generate::trafficTenant(7); }
    Result<std::unique_ptr<store::ReadModelReader>> openReader() override
    {
        return store::sqlite::openCaseFileReadModels(file());
    }
    Result<std::unique_ptr<store::ReadModelWriter>> openWriter() override
    {
        return store::sqlite::openCaseFileReadModelWriter(file(), m_ids, m_clock);
    }
    Result<std::unique_ptr<store::EventReader>> openEvents() override { return store::sqlite::openCaseFileReader(file()); }
    Result<std::unique_ptr<store::EventWriter>> openAppend() override
    {
        return store::sqlite::openCaseFileWriter(file(), m_ids, m_clock);
    }
    void runSql(const std::string& sql) override
    {
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(file().c_str(), &database), SQLITE_OK);
        char* message = nullptr;
        const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
        QVERIFY2(code == SQLITE_OK, message);
        sqlite3_close(database);
    }

private Q_SLOTS:
    void atRestTheFileIsOneFile()
    {
        QVERIFY(catchUp("CallSummary").ok());
        close();
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QStringLiteral("a.vcase")});
    }

    void oddCellsAreDifferences_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("path");
        QTest::newRow("data is no JSON") << QStringLiteral("data = 'not json'") << QString();
        QTest::newRow("data is a blob") << QStringLiteral("data = x'ff00'") << QString();
        QTest::newRow("event id is no UUID") << QStringLiteral("last_event_id = 'somebody'") << QStringLiteral("last_event_id");
        QTest::newRow("version is text") << QStringLiteral("version = 'many'") << QStringLiteral("version");
        QTest::newRow("deleted") << QStringLiteral("is_deleted = 1") << QStringLiteral("is_deleted");
        QTest::newRow("other projection") << QStringLiteral("projection = 'x'") << QStringLiteral("projection");
    }
    void oddCellsAreDifferences()
    {
        QFETCH(QString, cell);
        QFETCH(QString, path);
        QVERIFY(catchUp("AgentActivity").ok());
        const std::string id = rowsOf("AgentActivity").front().modelId;
        runSql("UPDATE read_models SET " + cell.toStdString() + " WHERE model_type = 'AgentActivity' AND model_id = '" + id +
               "'");
        const auto found = drift("AgentActivity");
        QVERIFY(found.missing.empty() && found.extra.empty() && found.lagging.empty());
        QCOMPARE(found.different.size(), std::size_t{1});
        QCOMPARE(found.different[0].fields[0].path, path.toStdString());
        QVERIFY(rebuild("AgentActivity").ok());
        QVERIFY(!drift("AgentActivity").foundSomething());
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return m_folder->filePath(QStringLiteral("a.vcase")).toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    RandomIdSource m_ids;
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestCaseFileReadModels)
#include "tst_casefilereadmodels.moc"
