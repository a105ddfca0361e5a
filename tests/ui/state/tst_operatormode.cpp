// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/operatormode.h"

#include "tests/ui/sessionfixture.h"
#include "ui/state/activitylog.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

class TestOperatorMode : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<ActivityLog> m_log;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<OperatorMode> m_mode;

    void make(std::chrono::milliseconds length = OperatorMode::kLength) { make(store::SourceKind::CaseFile, {}, length); }
    void make(store::SourceKind kind, const store::DatabaseStatus& status,
              std::chrono::milliseconds length = OperatorMode::kLength)
    {
        OperatorServices services;
        services.status = [status](const std::string&, std::stop_token) -> Result<store::DatabaseStatus> { return status; };
        services.openSnapshotWriter = [](const std::string&) -> Result<std::unique_ptr<store::SnapshotWriter>> {
            return makeError(ErrorCode::NotPermitted, "not asked for by this test");
        };
        auto source = sampleSource();
        source->kind = kind;
        m_session = openSession(source);
        m_mode = std::make_unique<OperatorMode>(*m_session, services, m_log, length);
        QTRY_COMPARE(m_session->sourceState(), Session::SourceState::Open);
    }
    /// What the log says, an act and its outcome a line.
    [[nodiscard]] QStringList acts() const
    {
        QStringList lines;
        const auto read = m_log->newest(100);
        for (const Activity& each : read.value())
            lines += QStringList{each.act, each.outcome, each.reason, each.detail}.join(QLatin1Char('|'));
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_log = std::make_shared<ActivityLog>(m_folder.filePath(QStringLiteral("%1.jsonl").arg(++number)));
    }
    void cleanup()
    {
        m_mode.reset();
        m_session.reset();
    }

    void isOffAtFirstAndNeedsAReason()
    {
        make();
        QVERIFY(!m_mode->isOn());
        QVERIFY(m_mode->isAvailable());
        m_mode->begin(QStringLiteral("  \n "));
        QTest::qWait(0);
        QVERIFY(!m_mode->isOn());
        QVERIFY(acts().isEmpty());
    }

    void needsAMigratedDatabaseAndALoginThatMay_data()
    {
        using store::SourceKind;
        QTest::addColumn<SourceKind>("kind");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("may");
        QTest::addColumn<QString>("why");
        // What the tables grant an owner is no leave to write to the platform's own schema.
        QTest::newRow("stock, its owner") << SourceKind::StockPostgres << 0 << true << QStringLiteral("never written to");
        QTest::newRow("half migrated") << SourceKind::HardenedPostgres << 5 << true << QStringLiteral("is not complete");
        QTest::newRow("begun") << SourceKind::HardenedPostgres << 0 << true << QStringLiteral("is not complete");
        QTest::newRow("newer") << SourceKind::HardenedPostgres << 12 << true << QStringLiteral("A newer program");
        QTest::newRow("may not") << SourceKind::HardenedPostgres << 11 << false << QStringLiteral("is no operator here");
        QTest::newRow("may") << SourceKind::HardenedPostgres << 11 << true << QString();
    }
    void needsAMigratedDatabaseAndALoginThatMay()
    {
        QFETCH(store::SourceKind, kind);
        QFETCH(int, version);
        QFETCH(bool, may);
        QFETCH(QString, why);
        store::DatabaseStatus status;
        status.isHardened = version > 0;
        status.version = version;
        status.programVersion = 11;
        status.mayWriteSnapshots = status.mayWriteReadModels = may;
        make(kind, status);
        QTRY_VERIFY(m_mode->status());
        QCOMPARE(m_mode->isAvailable(), why.isEmpty());
        QVERIFY2(why.isEmpty() ? m_mode->whyUnavailable().isEmpty() : m_mode->whyUnavailable().contains(why),
                 qPrintable(m_mode->whyUnavailable()));
        m_mode->begin(QStringLiteral("why"));
        if (why.isEmpty()) QTRY_VERIFY(m_mode->isOn());
        QCOMPARE(m_mode->isOn(), why.isEmpty());
    }

    void quittingIsLogged()
    {
        make();
        m_mode->begin(QStringLiteral("why"));
        QTRY_VERIFY(m_mode->isOn());
        m_mode.reset();
        QCOMPARE(acts().mid(1), QStringList(QStringLiteral("operator mode off|done|why|the program ended")));
    }

    void whatEndsBeforeItIsOnIsLoggedToo_data()
    {
        QTest::addColumn<bool>("quits");
        QTest::newRow("quit") << true;
        QTest::newRow("another source") << false;
    }
    void whatEndsBeforeItIsOnIsLoggedToo()
    {
        QFETCH(bool, quits);
        make();
        m_mode->begin(QStringLiteral("why"));
        if (quits)
            m_mode.reset();
        else
            m_session->close();
        QTRY_COMPARE(acts().size(), qsizetype(2));
        QCOMPARE(acts()[1], quits ? QStringLiteral("operator mode off|done|why|the program ended")
                                  : QStringLiteral("operator mode off|done|why|the source was changed"));
    }

    void turningOnAndOffIsLogged()
    {
        make();
        m_mode->begin(QStringLiteral(" incident  4711 "));
        QTRY_VERIFY(m_mode->isOn());
        QCOMPARE(m_mode->reason(), QStringLiteral("incident 4711"));
        QVERIFY(m_mode->remaining() <= OperatorMode::kLength);
        m_mode->end();
        QVERIFY(!m_mode->isOn());
        QTRY_COMPARE(acts(), QStringList({QStringLiteral("operator mode on|done|incident 4711|"),
                                          QStringLiteral("operator mode off|done|incident 4711|ended by hand")}));
    }

    void endsByItself()
    {
        make(std::chrono::milliseconds(50));
        m_mode->begin(QStringLiteral("quick"));
        QTRY_COMPARE(acts().size(), qsizetype(2));
        QVERIFY(!m_mode->isOn());
        QCOMPARE(acts()[1], QStringLiteral("operator mode off|done|quick|its time was over"));
    }

    void endsWithTheSource()
    {
        make();
        m_mode->begin(QStringLiteral("why"));
        QTRY_VERIFY(m_mode->isOn());
        m_session->close();
        QVERIFY(!m_mode->isOn());
        QVERIFY(!m_mode->isAvailable());
        QVERIFY(!m_mode->whyUnavailable().isEmpty());
        QTRY_COMPARE(acts().size(), qsizetype(2));
    }

    void withoutItsLogItStaysOff()
    {
        QFile blocker(m_folder.filePath(QStringLiteral("blocker")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        m_log = std::make_shared<ActivityLog>(blocker.fileName() + QStringLiteral("/x.jsonl"));
        make();
        QSignalSpy refused(m_mode.get(), &OperatorMode::refused);
        m_mode->begin(QStringLiteral("why"));
        QTRY_COMPARE(refused.size(), qsizetype(1));
        QVERIFY(!m_mode->isOn());
    }

    void anActIsLoggedWithItsOutcome_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("done") << false << QStringLiteral("an act|done|why|made 7");
        QTest::newRow("failed") << true << QStringLiteral("an act|failed|why|the disk is full");
    }
    void anActIsLoggedWithItsOutcome()
    {
        QFETCH(bool, fails);
        QFETCH(QString, outcome);
        make();
        m_mode->begin(QStringLiteral("why"));
        QTRY_VERIFY(m_mode->isOn());
        std::optional<bool> ok;
        QStringList inCustody;
        connect(m_log.get(), &ActivityLog::appended, this, [&inCustody](const Activity& activity) {
            inCustody += activity.outcome + QLatin1Char('|') + activity.inCustody;
        });
        m_mode->act<int>(
            {QStringLiteral("an act"), [](const int& made) { return QStringLiteral("made %1").arg(made); },
             [](const int&) { return QStringLiteral("snapshotted"); }},
            [fails](TaskContext&) -> Result<int> {
                if (fails) return makeError(ErrorCode::Io, "the disk is full");
                return 7;
            },
            this, [&ok](Result<int> result) { ok = result.ok(); });
        QTRY_VERIFY(ok.has_value());
        QCOMPARE(*ok, !fails);
        QCOMPARE(acts().mid(1), QStringList({QStringLiteral("an act|started|why|"), outcome}));
        QTRY_COMPARE(inCustody, QStringList({QStringLiteral("started|"),
                                             fails ? QStringLiteral("failed|") : QStringLiteral("done|snapshotted")}));
        disconnect(m_log.get(), nullptr, this, nullptr);
    }
};

QTEST_GUILESS_MAIN(TestOperatorMode)
#include "tst_operatormode.moc"
