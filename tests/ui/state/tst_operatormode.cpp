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

    void make(std::chrono::milliseconds length = OperatorMode::kLength)
    {
        OperatorServices services;
        services.openSnapshotWriter = [](const std::string&) -> Result<std::unique_ptr<store::SnapshotWriter>> {
            return makeError(ErrorCode::NotPermitted, "not asked for by this test");
        };
        m_session = openSession(sampleSource());
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
        m_mode->act<int>(
            QStringLiteral("an act"),
            [fails](TaskContext&) -> Result<int> {
                if (fails) return makeError(ErrorCode::Io, "the disk is full");
                return 7;
            },
            [](const int& made) { return QStringLiteral("made %1").arg(made); }, this,
            [&ok](Result<int> result) { ok = result.ok(); });
        QTRY_VERIFY(ok.has_value());
        QCOMPARE(*ok, !fails);
        QCOMPARE(acts().mid(1), QStringList({QStringLiteral("an act|started|why|"), outcome}));
    }
};

QTEST_GUILESS_MAIN(TestOperatorMode)
#include "tst_operatormode.moc"
