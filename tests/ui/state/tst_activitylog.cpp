// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/activitylog.h"

#include "ui/state/session.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace vci;
using namespace vci::ui;

class TestActivityLog : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString fresh()
    {
        static int number = 0;
        return m_folder.filePath(QStringLiteral("%1/state/activity.jsonl").arg(++number));
    }
    static Activity made(const QString& act)
    {
        return {{},  QStringLiteral("db@host"),      QStringLiteral("t"),    QStringLiteral("ops"),
                act, QStringLiteral("why \"so\"\n"), QStringLiteral("done"), QStringLiteral("ünd")};
    }

private Q_SLOTS:
    void anAbsentFileIsAnEmptyLog()
    {
        const ActivityLog log(fresh());
        const auto lines = log.newest(10);
        QVERIFY(lines.ok());
        QVERIFY(lines.value().empty());
    }

    void whatIsAppendedIsReadAgain()
    {
        ActivityLog log(fresh());
        QVERIFY(log.append(made(QStringLiteral("one"))).ok());
        QVERIFY(log.append(made(QStringLiteral("two"))).ok());
        const auto lines = log.newest(10);
        QVERIFY(lines.ok());
        QCOMPARE(lines.value().size(), std::size_t(2));
        Activity want = made(QStringLiteral("two"));
        want.time = lines.value()[1].time;
        QVERIFY(want.time.endsWith(QLatin1Char('Z')));
        QVERIFY(lines.value()[1] == want);
        QCOMPARE(log.newest(1).value().front().act, QStringLiteral("two"));
        QCOMPARE(QFile(log.file()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void linesOfOthersAreShownAsTheyStand_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("no JSON") << QByteArray("rubbish {");
        QTest::newRow("no object") << QByteArray("[1,2]");
        QTest::newRow("another object") << QByteArray("{\"time\":1}");
        QTest::newRow("bad UTF-8") << QByteArray("\xff\xfe");
    }
    void linesOfOthersAreShownAsTheyStand()
    {
        QFETCH(QByteArray, line);
        ActivityLog log(fresh());
        QVERIFY(log.append(made(QStringLiteral("one"))).ok());
        QFile file(log.file());
        QVERIFY(file.open(QIODevice::Append));
        file.write(line + '\n');
        file.close();
        const auto lines = log.newest(10);
        QCOMPARE(lines.value().size(), std::size_t(2));
        QCOMPARE(lines.value()[0].act, QStringLiteral("one"));
        QVERIFY(lines.value()[1].act.isEmpty());
        QCOMPARE(lines.value()[1].detail, QString::fromUtf8(line));
    }

    void manyThreadsWriteWholeLines()
    {
        ActivityLog log(fresh());
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&log] {
                for (int j = 0; j < 20; ++j) QVERIFY(log.append(made(QStringLiteral("act"))).ok());
            });
        for (auto& thread : threads) thread.join();
        const auto lines = log.newest(1000);
        QCOMPARE(lines.value().size(), std::size_t(80));
        for (const Activity& each : lines.value()) QCOMPARE(each.act, QStringLiteral("act"));
    }

    void aFileThatCannotBeMadeIsAnError()
    {
        QFile blocker(m_folder.filePath(QStringLiteral("blocker")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        ActivityLog log(blocker.fileName() + QStringLiteral("/activity.jsonl"));
        const auto written = log.append(made(QStringLiteral("one")));
        QVERIFY(!written.ok());
        QCOMPARE(written.error().code, ErrorCode::Io);
        QVERIFY(QString::fromStdString(written.error().message).contains(log.file()));
    }
};

QTEST_GUILESS_MAIN(TestActivityLog)
#include "tst_activitylog.moc"
