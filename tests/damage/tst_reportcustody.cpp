// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"
#include "core/casefile/custody.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/damage/sealedcase.h"
#include "tests/damage/somecase.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace vci;

namespace {

using Records = std::vector<casefile::CustodyRecord>;
using Forge = std::function<void(Records&)>;
using Lines = QList<QByteArray>;
using Change = std::function<void(Lines&)>;

constexpr const char* kSearched = "+4930123456";

QJsonArray arrayAt(const QJsonObject& object, const char* member)
{
    return object.value(QLatin1String(member)).toArray();
}

}  // namespace

Q_DECLARE_METATYPE(Forge)
Q_DECLARE_METATYPE(Change)

/// The custody log of a case in its reports: told as it stands, let go on, and found out where it is another one.
class TestReportCustody : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tellsTheLog();
    void masksWhatWasSearchedFor();
    void tellsALogThatIsEmpty();
    void letsTheLogGoOn_data();
    void letsTheLogGoOn();
    void findsAForgedLog_data();
    void findsAForgedLog();
    void findsADamagedLog_data();
    void findsADamagedLog();
    void findsAChangedLogBeside_data();
    void findsAChangedLogBeside();
    void findsAChangedReport();
    void tellsAHeadThatIsMissing();

private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    [[nodiscard]] QString report(const QString& name, const QStringList& more = {}) const
    {
        const AuditRun run = auditOf(m_file, QStringList{QStringLiteral("report"), file(name)} + more);
        return run.exitCode == 0 ? file(name) : QString();
    }
    [[nodiscard]] QByteArray bytes(const QString& name) const
    {
        QFile one(file(name));
        return one.open(QIODevice::ReadOnly) ? one.readAll() : QByteArray();
    }
    [[nodiscard]] QJsonObject custodyOf(const QString& name) const
    {
        return QJsonDocument::fromJson(bytes(name)).object().value(QLatin1String("custody")).toObject();
    }
    [[nodiscard]] AuditRun recheck(const QString& name) const
    {
        return auditOf(m_file, {QStringLiteral("--json"), QStringLiteral("recheck"), file(name)});
    }
    /// The paths that differ, in order.
    [[nodiscard]] static QStringList pathsOf(const AuditRun& run)
    {
        QStringList paths;
        for (const QJsonValue& one : arrayAt(run.json(), "differs"))
            paths += one.toObject().value(QLatin1String("path")).toString();
        return paths;
    }
    /// Appends as the desktop does.
    void record(const char* action, const char* object) const;
    void note(const QString& text) const
    {
        QCOMPARE(runAudit({QStringLiteral("casefile"), QStringLiteral("note"), m_file, text}).exitCode, 0);
    }
    void seal() const;
    /// Writes another log with everything that belongs to it, as somebody can who knows how.
    void forge(const Forge& change) const;

    SomeCase m_case;
    QString m_folder;
    QString m_file;
    int m_copies = 0;
};

void TestReportCustody::initTestCase()
{
    QVERIFY(m_case.make());
    for (const char* name : {"HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"})
        qputenv(name, m_case.path(QStringLiteral("home")).toUtf8());
}

void TestReportCustody::init()
{
    m_folder = m_case.path(QStringLiteral("own%1").arg(++m_copies));
    QVERIFY(QDir().mkpath(m_folder));
    m_file = m_case.copy(QStringLiteral("own%1/a.vcase").arg(m_copies));
}

void TestReportCustody::record(const char* action, const char* object) const
{
    SystemClock clock;
    const auto reader = store::sqlite::openCaseFileReader(m_file.toStdString());
    QVERIFY(reader.ok());
    const auto state = store::sqlite::caseOf(*reader.value())->seal();
    const auto log = store::sqlite::openCustodyLog(m_file.toStdString(), state, {"anna", "0.1.0"}, clock);
    QVERIFY(log.ok());
    QVERIFY(log.value()->append(action, object).ok());
}

void TestReportCustody::seal() const
{
    const QString key = file(QStringLiteral("anna.key"));
    QVERIFY(writeKey(key, examinerKey()));
    const AuditRun run = runAudit({QStringLiteral("casefile"), QStringLiteral("seal"), m_file, QStringLiteral("--key"), key});
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

void TestReportCustody::forge(const Forge& change) const
{
    Records records;
    {
        const auto reader = store::sqlite::openCaseFileReader(m_file.toStdString());
        QVERIFY(reader.ok());
        const auto rows = store::sqlite::caseOf(*reader.value())->custodyRows(0, 1000);
        QVERIFY(rows.ok());
        for (const casefile::CustodyRow& row : rows.value())
            records.push_back(casefile::CustodyRecord::tryParse(row.record).value());
    }
    change(records);
    QByteArray sql = "DELETE FROM custody;";
    Sha256 prev = casefile::kCustodyStart;
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].prev = prev;
        const std::string text = records[i].text();
        prev = sha256({text});
        sql += "INSERT INTO custody VALUES (" + QByteArray::number(static_cast<qint64>(i) + 1) + ", '" +
               QByteArray::fromStdString(text).replace('\'', "''") + "', x'" + QByteArray::fromStdString(toHex(prev)) + "');";
    }
    sql += "UPDATE \"case\" SET custody_count = " + QByteArray::number(static_cast<qint64>(records.size())) +
           ", custody_head = x'" + QByteArray::fromStdString(toHex(prev)) + "'";
    QVERIFY(runSql(m_file, sql.constData()));
}

void TestReportCustody::tellsTheLog()
{
    note(QStringLiteral("one"));
    note(QStringLiteral("two"));
    seal();
    record("opened", "in the desktop");
    QVERIFY(!report(QStringLiteral("r.json"), {QStringLiteral("--reveal")}).isEmpty());
    const QJsonObject told = custodyOf(QStringLiteral("r.json"));
    const QJsonObject listed =
        runAudit({QStringLiteral("--json"), QStringLiteral("casefile"), QStringLiteral("custody"), m_file}).json();
    QCOMPARE(arrayAt(told, "records").size(), 3);
    QCOMPARE(arrayAt(told, "records"), arrayAt(listed, "records"));
    QCOMPARE(arrayAt(told, "beside").size(), 1);
    QCOMPARE(arrayAt(told, "beside"), arrayAt(listed, "beside"));
    QCOMPARE(told.value(QLatin1String("count")).toInt(), 3);
    QCOMPARE(told.value(QLatin1String("head")), arrayAt(told, "records").last().toObject().value(QLatin1String("hash")));
    QVERIFY(told.value(QLatin1String("intact")).toBool());
    QVERIFY(arrayAt(told, "problems").isEmpty());
    for (const char* name : {"r.html", "r.csv"}) {
        QVERIFY(!report(QString::fromLatin1(name)).isEmpty());
        const QByteArray text = bytes(QString::fromLatin1(name));
        for (const char* said : {"note 2", "sealed", "in the desktop", "The chain is unbroken"})
            QVERIFY2(text.contains(said), said);
        QVERIFY(text.contains(told.value(QLatin1String("head")).toString().toUtf8()));
    }
}

void TestReportCustody::masksWhatWasSearchedFor()
{
    record("filtered", kSearched);
    for (const char* name : {"r.json", "r.html", "r.csv"}) {
        const QString shown = QStringLiteral("all-") + QLatin1String(name);
        QVERIFY(!report(QString::fromLatin1(name)).isEmpty());
        QVERIFY(!report(shown, {QStringLiteral("--reveal")}).isEmpty());
        QVERIFY(!bytes(QString::fromLatin1(name)).contains(kSearched));
        QVERIFY(bytes(shown).contains(kSearched));
    }
    const auto first = [this](const QString& name) { return arrayAt(custodyOf(name), "records").first().toObject(); };
    QCOMPARE(first(QStringLiteral("r.json")).value(QLatin1String("object")).toString(), QStringLiteral("(masked)"));
    QCOMPARE(first(QStringLiteral("r.json")).value(QLatin1String("hash")),
             first(QStringLiteral("all-r.json")).value(QLatin1String("hash")));
    QCOMPARE(recheck(QStringLiteral("r.json")).exitCode, 0);
}

void TestReportCustody::tellsALogThatIsEmpty()
{
    QVERIFY(!report(QStringLiteral("r.json")).isEmpty());
    const QJsonObject told = custodyOf(QStringLiteral("r.json"));
    QCOMPARE(told.value(QLatin1String("count")).toInt(-1), 0);
    QVERIFY(told.value(QLatin1String("head")).isNull());
    QVERIFY(told.value(QLatin1String("intact")).toBool());
    note(QStringLiteral("later"));
    QCOMPARE(recheck(QStringLiteral("r.json")).exitCode, 0);
}

void TestReportCustody::letsTheLogGoOn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("sealed");
    QTest::newRow("json") << "r.json" << false;
    QTest::newRow("html") << "r.html" << false;
    QTest::newRow("json, sealed meanwhile") << "r.json" << true;
    QTest::newRow("html, sealed meanwhile") << "r.html" << true;
}

void TestReportCustody::letsTheLogGoOn()
{
    QFETCH(QString, name);
    QFETCH(bool, sealed);
    note(QStringLiteral("one"));
    QVERIFY(!report(name).isEmpty());
    record("reported", "r");
    if (sealed) seal();
    record("opened", "in the desktop");
    const AuditRun run = recheck(name);
    QVERIFY2(run.exitCode == 0, run.out + run.err);
    QCOMPARE(run.json().value(QLatin1String("source_same")).toBool(true), false);
    if (!sealed) return;
    // The log beside goes on as well.
    QVERIFY(!report(QStringLiteral("later-") + name).isEmpty());
    record("revealed", "personal data");
    QCOMPARE(recheck(QStringLiteral("later-") + name).exitCode, 0);
}

void TestReportCustody::findsAForgedLog_data()
{
    QTest::addColumn<Forge>("change");
    QTest::addColumn<int>("first");
    const auto row = [](const char* name, const Forge& change, int first) { QTest::newRow(name) << change << first; };
    row(
        "another actor", [](Records& records) { records[1].actor = "nobody"; }, 1);
    row(
        "another action", [](Records& records) { records[2].action = "opened"; }, 2);
    row(
        "another time", [](Records& records) { records[0].at = Timestamp(records[0].at.micros() - 1); }, 0);
    row(
        "another version", [](Records& records) { records[3].version = "9.9.9"; }, 3);
    row(
        "removed in the middle", [](Records& records) { records.erase(records.begin() + 1); }, 1);
    row(
        "the first removed", [](Records& records) { records.erase(records.begin()); }, 0);
    row(
        "the last removed", [](Records& records) { records.pop_back(); }, 3);
    row(
        "all removed", [](Records& records) { records.clear(); }, 0);
    row(
        "two in each other's place", [](Records& records) { std::swap(records[1], records[2]); }, 1);
    row(
        "one put in", [](Records& records) { records.insert(records.begin() + 2, records[0]); }, 2);
    row(
        "removed, and as many written as there were",
        [](Records& records) {
            records.erase(records.begin() + 2);
            records.push_back(records.front());
        },
        2);
}

void TestReportCustody::findsAForgedLog()
{
    QFETCH(Forge, change);
    QFETCH(int, first);
    // Not of notes, which would tell that their records are others.
    for (const char* object : {"one", "two", "three", "four"}) record("revealed", object);
    QVERIFY(!report(QStringLiteral("r.html")).isEmpty());
    forge(change);
    record("opened", "in the desktop");
    // The log alone gives nothing away: it is well made.
    QCOMPARE(runAudit({QStringLiteral("casefile"), QStringLiteral("custody"), m_file}).exitCode, 0);
    const AuditRun run = recheck(QStringLiteral("r.html"));
    QVERIFY2(run.exitCode == 1, run.out + run.err);
    QCOMPARE(run.json().value(QLatin1String("intact")).toBool(), true);
    QStringList paths = pathsOf(run);
    paths.removeOne(QStringLiteral("/custody/count"));
    paths.removeOne(QStringLiteral("/custody/head"));
    QCOMPARE(paths, QStringList{QStringLiteral("/custody/records/%1").arg(first)});
}

void TestReportCustody::findsADamagedLog_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("path");
    QTest::newRow("altered") << QByteArray("UPDATE custody SET record = replace(record, 'note 2', 'note 9') WHERE n = 2")
                             << "/custody/records/1";
    QTest::newRow("no record any more") << QByteArray("UPDATE custody SET record = 'x' WHERE n = 3") << "/custody/records/2";
    QTest::newRow("removed") << QByteArray("DELETE FROM custody WHERE n = 2") << "/custody/records/1";
    QTest::newRow("in another order")
        << QByteArray(
               "UPDATE custody SET n = 9 WHERE n = 2; UPDATE custody SET n = 2 WHERE n = 3; UPDATE custody SET n = 3 WHERE n = 9")
        << "/custody/records/1";
    QTest::newRow("only the stored hash") << QByteArray("UPDATE custody SET hash = zeroblob(32) WHERE n = 3")
                                          << "/custody/problems/0";
    QTest::newRow("the case's own count") << QByteArray("UPDATE \"case\" SET custody_count = 3") << "/custody/problems/0";
}

void TestReportCustody::findsADamagedLog()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, path);
    for (int i = 1; i <= 4; ++i) note(QStringLiteral("text %1").arg(i));
    QVERIFY(!report(QStringLiteral("r.json")).isEmpty());
    QVERIFY(runSql(m_file, sql.constData()));
    const QStringList paths = pathsOf(recheck(QStringLiteral("r.json")));
    for (const QString& one : {path, QStringLiteral("/custody/intact"), QStringLiteral("/verification/badge")})
        QVERIFY2(paths.contains(one), qPrintable(paths.join(QLatin1Char(' '))));
    // A report of the damaged case names the damage, and repeats.
    QCOMPARE(auditOf(m_file, {QStringLiteral("report"), file(QStringLiteral("b.html"))}).exitCode, 1);
    QVERIFY(bytes(QStringLiteral("b.html")).contains("The chain is broken"));
    QVERIFY(bytes(QStringLiteral("b.html")).contains("custody_broken"));
    QCOMPARE(recheck(QStringLiteral("b.html")).exitCode, 0);
}

void TestReportCustody::findsAChangedLogBeside_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("first");
    const auto row = [](const char* name, const Change& change, int first) { QTest::newRow(name) << change << first; };
    row(
        "altered", [](Lines& lines) { lines[1].replace("second", "2nd"); }, 1);
    row(
        "removed", [](Lines& lines) { lines.removeAt(0); }, 0);
    row(
        "the last removed", [](Lines& lines) { lines.removeLast(); }, 2);
    row(
        "all removed", [](Lines& lines) { lines.clear(); }, 0);
    row(
        "in another order", [](Lines& lines) { lines.swapItemsAt(1, 2); }, 1);
    row(
        "no record any more", [](Lines& lines) { lines[2] = "x"; }, 2);
}

void TestReportCustody::findsAChangedLogBeside()
{
    QFETCH(Change, change);
    QFETCH(int, first);
    seal();
    for (const char* text : {"first", "second", "third"}) record("filtered", text);
    QVERIFY(!report(QStringLiteral("r.html"), {QStringLiteral("--reveal")}).isEmpty());
    QVERIFY(!report(QStringLiteral("masked.json")).isEmpty());
    Lines lines = bytes(QStringLiteral("a.vcase.custody.jsonl")).trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    change(lines);
    QFile log(file(QStringLiteral("a.vcase.custody.jsonl")));
    QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Truncate));
    for (const QByteArray& line : lines) log.write(line + "\n");
    log.close();
    const QString path = QStringLiteral("/custody/beside/%1").arg(first);
    for (const char* name : {"r.html", "masked.json"}) {
        const AuditRun run = recheck(QString::fromLatin1(name));
        QVERIFY2(run.exitCode == 1, run.out + run.err);
        QVERIFY2(pathsOf(run).contains(path), run.out.constData());
        QCOMPARE(pathsOf(run).filter(QStringLiteral("/custody/beside/")).size(), 1);
    }
}

/// Who changes the document and gives it a fitting digest.
void TestReportCustody::findsAChangedReport()
{
    for (int i = 1; i <= 3; ++i) note(QStringLiteral("text %1").arg(i));
    QVERIFY(!report(QStringLiteral("r.json")).isEmpty());
    const QByteArray sound = bytes(QStringLiteral("r.json"));
    const QByteArray count = QByteArray("\"count\":3,\"head\"");
    QVERIFY(sound.contains(count));
    QFile changed(file(QStringLiteral("r.json")));
    QVERIFY(changed.open(QIODevice::WriteOnly | QIODevice::Truncate));
    changed.write(QByteArray(sound).replace(count, "\"count\":2,\"head\""));
    changed.close();
    const AuditRun run = recheck(QStringLiteral("r.json"));
    QCOMPARE(run.exitCode, 1);
    QVERIFY(pathsOf(run).contains(QStringLiteral("/custody/count")));
}

/// The head of the log beside was taken away: the case is what it was, and its chain is not broken.
void TestReportCustody::tellsAHeadThatIsMissing()
{
    seal();
    for (const char* what : {"in the desktop", "again", "and again"}) record("opened", what);
    QVERIFY(!report(QStringLiteral("r.html")).isEmpty());
    QVERIFY(QFile::remove(file(QStringLiteral("a.vcase.custody.jsonl.head"))));
    const AuditRun run = auditOf(m_file, {QStringLiteral("recheck"), file(QStringLiteral("r.html"))});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.out.contains("what differs comes from what lies beside it, as its custody log does"), run.out.constData());
    for (const QString& one : pathsOf(recheck(QStringLiteral("r.html"))))
        QVERIFY2(one.startsWith(QStringLiteral("/verification/findings/")) || one == QStringLiteral("/custody/problems/0") ||
                     one == QStringLiteral("/custody/intact") || one.startsWith(QStringLiteral("/checked/")) ||
                     one.startsWith(QStringLiteral("/unchecked/")),
                 qPrintable(one));
    // With its head the last record can be taken away, and nothing tells.
    QCOMPARE(runShell(QStringLiteral("sed -i '$ d' '%1'").arg(file(QStringLiteral("a.vcase.custody.jsonl")))).exitCode, 0);
    QVERIFY(!report(QStringLiteral("b.html")).isEmpty());
    const QByteArray html = bytes(QStringLiteral("b.html"));
    QVERIFY(html.contains("a.vcase.custody.jsonl.head is missing") && html.contains("Whether the log is whole is not known"));
    QVERIFY(!html.contains("The chain is unbroken") && !html.contains("that no record was changed, removed, added"));
    // Where the case lies and what it is called there plays no part.
    for (const char* ending : {"", ".seal", ".custody.jsonl"})
        QVERIFY(QFile::rename(m_file + QLatin1String(ending), file(QStringLiteral("b.vcase")) + QLatin1String(ending)));
    m_file = file(QStringLiteral("b.vcase"));
    const AuditRun renamed = recheck(QStringLiteral("b.html"));
    QVERIFY2(renamed.exitCode == 0, renamed.out.constData());
}

QTEST_GUILESS_MAIN(TestReportCustody)
#include "tst_reportcustody.moc"
