// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/reportcase.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

/// What reports of case files say beside what was stored: the seal, whom the maker trusts, what was checked and what was left
/// out.
class TestReportContent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_case.make()); }
    void init();
    void tellsTheSeal_data();
    void tellsTheSeal();
    void letsACaseBeSealed();
    void saysWhatWasLeftOut_data();
    void saysWhatWasLeftOut();

private:
    /// The report as CSV, without what it carries; empty where there is none.
    [[nodiscard]] QByteArray told(const QStringList& more) const
    {
        const QString name = QStringLiteral("told.csv");
        QFile::remove(m_case.file(name));
        if (m_case.report(name, more).exitCode > 1) return {};
        const QByteArray csv = m_case.bytes(name);
        return csv.left(csv.indexOf("Document, for programs"));
    }
    /// The default one of whoever runs the program.
    [[nodiscard]] static QString trustFile()
    {
        return qEnvironmentVariable("XDG_CONFIG_HOME") + QStringLiteral("/voicecore/trust.json");
    }
    [[nodiscard]] bool seal() const
    {
        return runShell(
                   QStringLiteral("cd '%1' && $AUDIT log key generate s.key --name voicecore/examiner/anna && $AUDIT casefile "
                                  "seal '%2' --key s.key")
                       .arg(m_case.file(QString()), m_case.store()))
                   .exitCode == 0;
    }
    [[nodiscard]] QByteArray sealKey() const
    {
        return runShell(QStringLiteral("cd '%1' && $AUDIT --json log key show --key s.key").arg(m_case.file(QString())))
            .json()
            .value(QLatin1String("verifier_key"))
            .toString()
            .toUtf8();
    }

    ReportCase m_case;
};

void TestReportContent::init()
{
    QVERIFY(m_case.renew());
    QFile::remove(trustFile());
}

void TestReportContent::tellsTheSeal_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("a key that nobody knows") << false;
    QTest::newRow("a trusted key") << true;
}

void TestReportContent::tellsTheSeal()
{
    QFETCH(bool, isTrusted);
    QVERIFY(told({}).contains("not sealed"));
    QVERIFY(seal());
    const QByteArray key = sealKey();
    QVERIFY(key.startsWith("voicecore/examiner/anna+"));
    if (isTrusted) {
        QVERIFY(QDir().mkpath(QFileInfo(trustFile()).path()));
        QFile trust(trustFile());
        QVERIFY(trust.open(QIODevice::WriteOnly) && trust.write("{\"keys\":[\"" + key + "\"]}") > 0);
    }
    const QByteArray report = told({});
    QVERIFY2(report.contains("unbroken") && report.contains("sealed by anna at 20"), report.constData());
    QVERIFY(report.contains("byte for byte, the one that was sealed"));
    QVERIFY(report.contains("Key of the seal," + key));
    QVERIFY2(report.contains("which is trusted") == isTrusted, report.left(2500).constData());
    QCOMPARE(report.contains("Whether the seal is the examiner's"), !isTrusted);
    QCOMPARE(report.contains("which is not among the keys that the maker of this report trusts"), !isTrusted);
    QCOMPARE(m_case.recheck(QStringLiteral("told.csv")).exitCode, 0);
}

/// As work on a case is no difference, so is its end.
void TestReportContent::letsACaseBeSealed()
{
    QCOMPARE(m_case.report(QStringLiteral("r.json"), m_case.chosen()).exitCode, 0);
    QVERIFY(seal());
    const AuditRun run = m_case.recheck(QStringLiteral("r.json"));
    QVERIFY2(run.exitCode == 0, run.out.constData());
}

void TestReportContent::saysWhatWasLeftOut_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArrayList>("says");
    QTest::addColumn<QByteArrayList>("saysNot");
    const QByteArray snapshots = "Of every snapshot (stored state)";
    const QByteArray models = "Of every row of the read models";
    const QByteArray others = "Events of other aggregates, because";
    const QByteArray window = "because this report was asked for a stretch of time";
    QTest::newRow("all") << QStringList() << QByteArrayList{snapshots, models} << QByteArrayList{others, window};
    QTest::newRow("one aggregate") << QStringList{QStringLiteral("--aggregate"), QStringLiteral("CALL")}
                                   << QByteArrayList{snapshots + " of the aggregate", others, "Read models (stored summaries)"}
                                   << QByteArrayList{models, window};
    QTest::newRow("a stretch of time") << QStringList{QStringLiteral("--from"), QStringLiteral("2026-02-02T00:00:00Z")}
                                       << QByteArrayList{window, "Snapshots and read models", "Events before 2026-02-02"}
                                       << QByteArrayList{models, snapshots, others};
}

void TestReportContent::saysWhatWasLeftOut()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArrayList, says);
    QFETCH(QByteArrayList, saysNot);
    more.replaceInStrings(QStringLiteral("CALL"), m_case.call());
    const QByteArray report = told(more);
    for (const QByteArray& words : says) QVERIFY2(report.contains(words), words.constData());
    for (const QByteArray& words : saysNot) QVERIFY2(!report.contains(words), words.constData());
}

QTEST_GUILESS_MAIN(TestReportContent)
#include "tst_reportcontent.moc"
