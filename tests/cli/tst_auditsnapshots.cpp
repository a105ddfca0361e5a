// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

namespace {

const QString kCall = QString::fromLatin1(kCallA);

/// Call holds, numbered: each event changes hold_count and n.
QByteArray holds(int from, int to, const QByteArray& aggregate = kCallA)
{
    QByteArray lines;
    for (int n = from; n <= to; ++n)
        lines += eventLine(aggregate, n == 7 ? "CallConnected" : "CallOnHold", "{\"n\":" + QByteArray::number(n) + "}");
    return lines;
}

bool change(const QString& file, const QString& sql)
{
    sqlite3* database = nullptr;
    bool done = sqlite3_open(file.toUtf8().constData(), &database) == SQLITE_OK;
    done = done && sqlite3_exec(database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}

}  // namespace

/// Snapshots as a person meets them: made by append, listed, used by state, audited.
class TestAuditSnapshots : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void usesTheNewestBefore_data();
    void usesTheNewestBefore();
    void ignoresOtherCatalogues();
    void trustsNoDamagedOne_data();
    void trustsNoDamagedOne();
    void namesTheWrongOne_data();
    void namesTheWrongOne();
    void lists();
    void frequency_data();
    void frequency();
    void generateMakesThem();
    void importMakesThem();
    void aFailureFailsNoAppend();
    void creates();
    void createMendsWrongOnes_data();
    void createMendsWrongOnes();
    void snapshotsOfAnAggregateThatIsGone();

private:
    [[nodiscard]] AuditRun ask(const QString& file, const QStringList& words, const QStringList& env = {}) const
    {
        return runAudit(QStringList{QStringLiteral("--json"), QStringLiteral("--store"), file} + words, {}, env);
    }
    /// A copy of the case with something changed by SQL.
    [[nodiscard]] QString changed(const QString& sql)
    {
        const QString file = m_dir.filePath(QStringLiteral("changed%1.vcase").arg(++m_copies));
        return QFile::copy(m_case, file) && change(file, sql) ? file : QString();
    }
    /// The answer without the snapshot that it came from.
    [[nodiscard]] static QJsonObject without(QJsonObject answer)
    {
        answer.remove(QStringLiteral("from_snapshot"));
        return answer;
    }

    QTemporaryDir m_dir;
    QString m_case;   ///< 250 events of one call, snapshots after 100 and 200
    QString m_plain;  ///< the same without snapshots
    int m_copies = 0;
};

void TestAuditSnapshots::initTestCase()
{
    m_case = m_dir.filePath(QStringLiteral("a.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), m_case}).exitCode, 0);
    const QStringList append = {QStringLiteral("--json"), QStringLiteral("--store"), m_case, QStringLiteral("append"),
                                QStringLiteral("-")};
    for (const auto& [from, to, made] : {std::tuple(1, 100, 1), std::tuple(101, 200, 1), std::tuple(201, 250, 0)}) {
        const AuditRun run = runAudit(append, holds(from, to));
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.json().value(QStringLiteral("snapshots")).toInt(-1), made);
        QCOMPARE(run.json().value(QStringLiteral("snapshot_failures")).toArray().size(), 0);
    }
    QVERIFY(!QFile::exists(m_case + QStringLiteral("-wal")));
    m_plain = changed(QStringLiteral("DELETE FROM event_snapshots"));
    QVERIFY(!m_plain.isEmpty());
}

void TestAuditSnapshots::usesTheNewestBefore_data()
{
    QTest::addColumn<QStringList>("point");
    QTest::addColumn<int>("snapshot");
    const QString at = QStringLiteral("--at-sequence");
    QTest::newRow("the end") << QStringList{} << 200;
    QTest::newRow("above the end") << QStringList{at, QStringLiteral("99999999999999999999")} << 200;
    QTest::newRow("at one") << QStringList{at, QStringLiteral("200")} << 200;
    QTest::newRow("below it") << QStringList{at, QStringLiteral("199")} << 100;
    QTest::newRow("at the first") << QStringList{at, QStringLiteral("100")} << 100;
    QTest::newRow("below the first") << QStringList{at, QStringLiteral("99")} << 0;
    QTest::newRow("before everything") << QStringList{at, QStringLiteral("0")} << 0;
    QTest::newRow("below every number") << QStringList{at, QStringLiteral("-99999999999999999999")} << 0;
    QTest::newRow("long ago") << QStringList{QStringLiteral("--at-time"), QStringLiteral("2000-01-01T00:00:00Z")} << 0;
    QTest::newRow("in the future") << QStringList{QStringLiteral("--at-time"), QStringLiteral("2999-01-01T00:00:00Z")} << 200;
    QTest::newRow("two points") << QStringList{QStringLiteral("--diff"), QStringLiteral("120")} << 0;
}

void TestAuditSnapshots::usesTheNewestBefore()
{
    QFETCH(QStringList, point);
    QFETCH(int, snapshot);
    const AuditRun with = ask(m_case, QStringList{QStringLiteral("state"), kCall} + point);
    const AuditRun plain = ask(m_plain, QStringList{QStringLiteral("state"), kCall} + point);
    QVERIFY2(with.exitCode == 0, with.err.constData());
    QCOMPARE(with.json().value(QStringLiteral("from_snapshot")).toInt(0), snapshot);
    QVERIFY(plain.json().value(QStringLiteral("from_snapshot")).isNull());
    QCOMPARE(without(with.json()), without(plain.json()));
    // Byte for byte too, but for that member.
    QByteArray text = with.out;
    if (snapshot != 0) text.replace("\"from_snapshot\":" + QByteArray::number(snapshot), "\"from_snapshot\":null");
    QCOMPARE(text, plain.out);
    QVERIFY2(with.err.isEmpty(), with.err.constData());
}

void TestAuditSnapshots::ignoresOtherCatalogues()
{
    const QString catalog = m_dir.filePath(QStringLiteral("other.json"));
    QVERIFY(QFile::copy(QStringLiteral(VCI_SOURCE_DIR "/resources/catalog/voicecore.json"), catalog));
    QFile file(catalog);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.open(QIODevice::Append) && file.write("\n") == 1);
    file.close();
    const QStringList other = {QStringLiteral("--catalog"), catalog};
    const AuditRun state = ask(m_case, other + QStringList{QStringLiteral("state"), kCall});
    QVERIFY(state.exitCode == 0 && state.json().value(QStringLiteral("from_snapshot")).isNull());
    const AuditRun audit = ask(m_case, other + QStringList{QStringLiteral("snapshot"), QStringLiteral("audit")});
    QCOMPARE(audit.exitCode, 0);
    QCOMPARE(audit.json().value(QStringLiteral("checked")).toInt(-1), 0);
    QCOMPARE(audit.json().value(QStringLiteral("passed_over")).toInt(-1), 2);
}

void TestAuditSnapshots::trustsNoDamagedOne_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QByteArray>("notice");
    const QString set = QStringLiteral("UPDATE event_snapshots SET %1 WHERE last_event_sequence = 200");
    QTest::newRow("no JSON") << set.arg(QStringLiteral("snapshot_data = '{'")) << QByteArray("no JSON object");
    QTest::newRow("no object") << set.arg(QStringLiteral("snapshot_data = '[1]'")) << QByteArray("no JSON object");
    QTest::newRow("another event") << set.arg(QStringLiteral(
                                          "last_event_id = (SELECT id FROM event_store WHERE sequence_number = 7)"))
                                   << QByteArray("as event 200");
    QTest::newRow("another place") << set.arg(QStringLiteral("snapshot_data = json_set(snapshot_data, '$.last_sequence', 199)"))
                                   << QByteArray("last_sequence");
    QTest::newRow("another type") << set.arg(QStringLiteral("aggregate_type = 'Agent'")) << QByteArray("of a Agent");
    QTest::newRow("above the end") << set.arg(QStringLiteral("last_event_sequence = 300")) << QByteArray("no event 300");
    QTest::newRow("its event is gone") << QStringLiteral("DELETE FROM event_store WHERE sequence_number = 200")
                                       << QByteArray("each once");
    QTest::newRow("an event below it is gone")
        << QStringLiteral("DELETE FROM event_store WHERE sequence_number = 50") << QByteArray("each once");
    QTest::newRow("an event above it is gone")
        << QStringLiteral("DELETE FROM event_store WHERE sequence_number = 220") << QByteArray("each once");
    QTest::newRow("a number twice")
        << QStringLiteral("UPDATE event_store SET sequence_number = 219, adopted = 1 WHERE sequence_number = 220")
        << QByteArray("each once");
}

void TestAuditSnapshots::trustsNoDamagedOne()
{
    QFETCH(QString, sql);
    QFETCH(QByteArray, notice);
    const QString damaged = changed(sql);
    QVERIFY(!damaged.isEmpty());
    const QString plain = changed(sql + QStringLiteral("; DELETE FROM event_snapshots"));
    const AuditRun with = ask(damaged, {QStringLiteral("state"), kCall});
    QVERIFY2(with.exitCode == 0, with.err.constData());
    QVERIFY2(with.err.contains(notice), with.err.constData());
    QVERIFY2(with.err.startsWith("note: the snapshot after event"), with.err.constData());
    QCOMPARE(with.out, ask(plain, {QStringLiteral("state"), kCall}).out);
}

void TestAuditSnapshots::namesTheWrongOne_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("sequence");
    QTest::addColumn<QString>("path");
    const QString set = QStringLiteral("UPDATE event_snapshots SET %1 WHERE last_event_sequence = 200");
    const QString data = set.arg(QStringLiteral("snapshot_data = %1"));
    const QString first = QStringLiteral("(SELECT snapshot_data FROM event_snapshots WHERE last_event_sequence = 100)");
    QTest::newRow("a value that never was") << data.arg(QStringLiteral("json_set(snapshot_data, '$.status', 'x')")) << 8
                                            << QStringLiteral("/status");
    QTest::newRow("a value of old") << data.arg(QStringLiteral("json_set(snapshot_data, '$.n', 150)")) << 151
                                    << QStringLiteral("/n");
    QTest::newRow("a field taken away") << data.arg(QStringLiteral("json_remove(snapshot_data, '$.hold_count')")) << 1
                                        << QStringLiteral("/hold_count");
    QTest::newRow("a field that no event set")
        << data.arg(QStringLiteral("json_set(snapshot_data, '$.vip', 1)")) << 1 << QStringLiteral("/vip");
    QTest::newRow("a state of old") << data.arg(first) << 101 << QStringLiteral("/hold_count");
    QTest::newRow("of another event") << set.arg(QStringLiteral("last_event_id = '%1'").arg(kCall)) << 200 << QString();
    QTest::newRow("of another type") << set.arg(QStringLiteral("aggregate_type = 'Agent'")) << 200 << QString();
    QTest::newRow("no object") << data.arg(QStringLiteral("'7'")) << 200 << QString();
    QTest::newRow("above the end") << set.arg(QStringLiteral("last_event_sequence = 300")) << 250 << QString();
}

void TestAuditSnapshots::namesTheWrongOne()
{
    QFETCH(QString, sql);
    QFETCH(int, sequence);
    QFETCH(QString, path);
    const QString file = changed(sql);
    QVERIFY(!file.isEmpty());
    const AuditRun run = ask(file, {QStringLiteral("snapshot"), QStringLiteral("audit")});
    QVERIFY2(run.exitCode == 1, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("checked")).toInt(), 2);
    const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
    QCOMPARE(findings.size(), 1);
    const QJsonObject finding = findings.first().toObject();
    QCOMPARE(finding.value(QStringLiteral("kind")).toString(), QStringLiteral("snapshot_mismatch"));
    QCOMPARE(finding.value(QStringLiteral("aggregate_id")).toString(), kCall);
    QCOMPARE(finding.value(QStringLiteral("last_sequence")).toInt(), sequence == 250 ? 300 : 200);
    QCOMPARE(finding.value(QStringLiteral("sequence_number")).toInt(), sequence);
    QCOMPARE(finding.value(QStringLiteral("path")).toString(), path);
    const AuditRun text = runAudit({QStringLiteral("--store"), file, QStringLiteral("snapshot"), QStringLiteral("audit"), kCall});
    QCOMPARE(text.exitCode, 1);
    QVERIFY2(text.out.contains("is wrong from event " + QByteArray::number(sequence)), text.out.constData());
}

void TestAuditSnapshots::lists()
{
    const QString file = changed(QStringLiteral("UPDATE event_snapshots SET reducer = NULL WHERE last_event_sequence = 200"));
    const QStringList list = {QStringLiteral("snapshot"), QStringLiteral("list")};
    const QJsonArray all = ask(file, list).json().value(QStringLiteral("snapshots")).toArray();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0).toObject().value(QStringLiteral("last_sequence")).toInt(), 100);
    QCOMPARE(all.at(0).toObject().value(QStringLiteral("reducer")).toString().size(), 64);
    QVERIFY(all.at(1).toObject().value(QStringLiteral("reducer")).isNull());
    const QJsonObject first = ask(file, list + QStringList{QStringLiteral("--limit"), QStringLiteral("1")}).json();
    QCOMPARE(first.value(QStringLiteral("snapshots")).toArray().size(), 1);
    const QString next = first.value(QStringLiteral("next")).toString();
    const QJsonObject second = ask(file, list + QStringList{QStringLiteral("--after"), next}).json();
    QCOMPARE(second.value(QStringLiteral("snapshots")).toArray(), QJsonArray{all.at(1)});
    QCOMPARE(ask(file, list + QStringList{QString::fromLatin1(kCallB)}).errorCode(), QStringLiteral("not_found"));
    // The foreign one is not used, and audited on request alone.
    QCOMPARE(ask(file, {QStringLiteral("state"), kCall}).json().value(QStringLiteral("from_snapshot")).toInt(), 100);
    const QStringList audit = {QStringLiteral("snapshot"), QStringLiteral("audit")};
    QCOMPARE(ask(file, audit).json().value(QStringLiteral("checked")).toInt(), 1);
    QCOMPARE(ask(file, audit + QStringList{QStringLiteral("--foreign")}).json().value(QStringLiteral("checked")).toInt(), 2);
}

void TestAuditSnapshots::frequency_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("env");
    QTest::addColumn<int>("made");
    const QString every = QStringLiteral("--snapshot-every");
    const QString env = QStringLiteral("VCI_SNAPSHOT_EVERY=");
    QTest::newRow("as shipped") << QStringList{} << QStringList{} << 0;
    QTest::newRow("of its type") << QStringList{every, QStringLiteral("Call=5")} << QStringList{} << 1;
    QTest::newRow("of another type") << QStringList{every, QStringLiteral("Agent=5")} << QStringList{} << 0;
    QTest::newRow("of all types") << QStringList{every, QStringLiteral("4")} << QStringList{} << 1;
    QTest::newRow("off for its type") << QStringList{every, QStringLiteral("4"), every, QStringLiteral("Call=0")} << QStringList{}
                                      << 0;
    QTest::newRow("by the environment") << QStringList{} << QStringList{env + QStringLiteral("100,Call=5")} << 1;
    QTest::newRow("over the environment") << QStringList{every, QStringLiteral("0")} << QStringList{env + QStringLiteral("5")}
                                          << 0;
    QTest::newRow("no number") << QStringList{every, QStringLiteral("Call=often")} << QStringList{} << -1;
    QTest::newRow("no number in the environment") << QStringList{} << QStringList{env + QStringLiteral("x")} << -1;
}

void TestAuditSnapshots::frequency()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, env);
    QFETCH(int, made);
    const QString file = m_dir.filePath(QStringLiteral("frequency%1.vcase").arg(++m_copies));
    QCOMPARE(runAudit({QStringLiteral("init"), file}).exitCode, 0);
    const AuditRun run = runAudit(
        QStringList{QStringLiteral("--json"), QStringLiteral("--store"), file, QStringLiteral("append"), QStringLiteral("-")} +
            words,
        holds(1, 6), env);
    if (made < 0) {
        QCOMPARE(run.errorCode(), QStringLiteral("usage"));
        QCOMPARE(ask(file, {QStringLiteral("stats")}).json().value(QStringLiteral("events")).toInt(-1), 0);
        return;
    }
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("snapshots")).toInt(-1), made);
}

void TestAuditSnapshots::generateMakesThem()
{
    const auto generate = [&](const QString& file, const char* every) {
        return ask(file, {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("60"), QStringLiteral("--seed"),
                          QStringLiteral("7"), QStringLiteral("--snapshot-every"), QString::fromLatin1(every)});
    };
    const auto events = [](const QString& file) {
        return runAudit({QStringLiteral("--store"), file, QStringLiteral("events"), QStringLiteral("--format"),
                         QStringLiteral("jsonl")})
            .out;
    };
    const QString with = m_dir.filePath(QStringLiteral("generated.vcase"));
    const QString without = m_dir.filePath(QStringLiteral("generated0.vcase"));
    for (const QString& file : {with, without}) QCOMPARE(runAudit({QStringLiteral("init"), file}).exitCode, 0);
    const AuditRun run = generate(with, "10");
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const int made = run.json().value(QStringLiteral("snapshots")).toInt();
    QVERIFY(made > 1);
    QVERIFY(run.json().value(QStringLiteral("snapshot_failures")).toArray().isEmpty());
    QVERIFY(!QFile::exists(with + QStringLiteral("-wal")));
    const QJsonObject audit = ask(with, {QStringLiteral("snapshot"), QStringLiteral("audit")}).json();
    QCOMPARE(audit.value(QStringLiteral("checked")).toInt(), made);
    QVERIFY(audit.value(QStringLiteral("findings")).toArray().isEmpty());
    // Snapshots are no events: the same seed gives the same bytes with and without.
    QCOMPARE(generate(without, "0").json().value(QStringLiteral("snapshots")).toInt(-1), 0);
    QVERIFY(events(with) == events(without));
    QCOMPARE(generate(with, "10").json().value(QStringLiteral("snapshots")).toInt(-1), 0);
}

void TestAuditSnapshots::importMakesThem()
{
    QFile table(m_dir.filePath(QStringLiteral("held.csv")));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("id,call,at\n");
    for (int n = 1; n <= 12; ++n)
        table.write("h" + QByteArray::number(n) + "," + kCallA + ",2026-02-10T10:00:" + QByteArray::number(n + 10) + "Z\n");
    table.close();
    QFile map(m_dir.filePath(QStringLiteral("held.json")));
    QVERIFY(map.open(QIODevice::WriteOnly));
    map.write("{\"source\":\"held\",\"namespace\":\"0b6e1c52-6a8e-4c53-9a57-3e0d9d1c7a10\",\"aggregate_type\":\"Call\","
              "\"aggregate_id\":{\"column\":\"call\"},\"event_id\":{\"key\":[\"id\"]},"
              "\"event_type\":\"CallOnHold\",\"time\":{\"column\":\"at\"}}");
    map.close();
    const QString file = m_dir.filePath(QStringLiteral("imported.vcase"));
    QCOMPARE(runAudit({QStringLiteral("init"), file}).exitCode, 0);
    const QStringList import = {QStringLiteral("import"),           table.fileName(),   QStringLiteral("--map"), map.fileName(),
                                QStringLiteral("--snapshot-every"), QStringLiteral("5")};
    const AuditRun dry = ask(file, import + QStringList{QStringLiteral("--dry-run")});
    QVERIFY2(dry.exitCode == 0, dry.err.constData());
    QCOMPARE(dry.json().value(QStringLiteral("snapshots")).toInt(-1), 0);
    const AuditRun run = ask(file, import);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 12);
    QCOMPARE(run.json().value(QStringLiteral("snapshots")).toInt(-1), 1);
    QVERIFY(!QFile::exists(file + QStringLiteral("-wal")));
    const QJsonArray list =
        ask(file, {QStringLiteral("snapshot"), QStringLiteral("list")}).json().value(QStringLiteral("snapshots")).toArray();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list.first().toObject().value(QStringLiteral("last_sequence")).toInt(), 12);
}

void TestAuditSnapshots::aFailureFailsNoAppend()
{
    // A table that takes no second snapshot.
    const QString file =
        changed(QStringLiteral("DELETE FROM event_snapshots WHERE last_event_sequence = 200; CREATE UNIQUE INDEX "
                               "one_only ON event_snapshots (tenant_id)"));
    QVERIFY(!file.isEmpty());
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("--store"), file, QStringLiteral("append"),
                                   QStringLiteral("-"), QStringLiteral("--snapshot-every"), QStringLiteral("1")},
                                  holds(251, 252));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 2);
    QCOMPARE(run.json().value(QStringLiteral("snapshots")).toInt(-1), 0);
    const QJsonArray failures = run.json().value(QStringLiteral("snapshot_failures")).toArray();
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures.first().toObject().value(QStringLiteral("aggregate_id")).toString(), kCall);
    QVERIFY2(run.err.contains("the events are stored"), run.err.constData());
    QCOMPARE(ask(file, {QStringLiteral("state"), kCall}).json().value(QStringLiteral("events_applied")).toInt(), 252);
}

void TestAuditSnapshots::creates()
{
    const QString file = m_dir.filePath(QStringLiteral("create.vcase"));
    QVERIFY(QFile::copy(m_plain, file));
    const QStringList create = {QStringLiteral("snapshot"), QStringLiteral("create")};
    const auto made = [&](const QStringList& words) {
        const AuditRun run = ask(file, create + words);
        return run.exitCode == 0 ? run.json().value(QStringLiteral("made")).toInt(-1) : -1;
    };
    const AuditRun unknown = ask(file, create + QStringList{QStringLiteral("--type"), QStringLiteral("Nope")});
    QCOMPARE(unknown.exitCode, 2);
    QCOMPARE(unknown.errorCode(), QStringLiteral("not_found"));
    QVERIFY2(unknown.err.contains("it has Call"), unknown.err.constData());
    QCOMPARE(made({QStringLiteral("--all-due"), QStringLiteral("--snapshot-every"), QStringLiteral("251")}), 0);
    QCOMPARE(made({QStringLiteral("--all-due")}), 1);
    QCOMPARE(made({QStringLiteral("--all-due")}), 0);
    QCOMPARE(ask(file, create + QStringList{kCall}).json().value(QStringLiteral("present")).toInt(), 1);
    QCOMPARE(ask(file, create).errorCode(), QStringLiteral("usage"));
    QCOMPARE(ask(file, create + QStringList{QString::fromLatin1(kCallB)}).errorCode(), QStringLiteral("not_found"));
    const QString scarred = changed(QStringLiteral("DELETE FROM event_store WHERE sequence_number = 50"));
    const AuditRun refused = ask(scarred, create + QStringList{kCall});
    QCOMPARE(refused.exitCode, 1);
    const QJsonArray skipped = refused.json().value(QStringLiteral("skipped")).toArray();
    QCOMPARE(skipped.size(), 1);
    QVERIFY(skipped.first().toObject().value(QStringLiteral("reason")).toString().contains(QStringLiteral("sequence_gap")));
}

/// A snapshot on request inherits nothing from a wrong one, whether that stands at the last event, before it, or after none.
void TestAuditSnapshots::createMendsWrongOnes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("made");
    QTest::addColumn<int>("setAside");
    const QString wrong = QStringLiteral("UPDATE event_snapshots SET snapshot_data = replace(snapshot_data, '\"hold_count\":', "
                                         "'\"hold_count\":9')");
    QTest::newRow("none is wrong") << QString() << 1 << 0;
    QTest::newRow("the newest") << wrong + QStringLiteral(" WHERE last_event_sequence = 200") << 1 << 1;
    QTest::newRow("an older one") << wrong + QStringLiteral(" WHERE last_event_sequence = 100") << 1 << 1;
    QTest::newRow("every one") << wrong << 1 << 2;
    QTest::newRow("one after an event that never was")
        << QStringLiteral("UPDATE event_snapshots SET last_event_sequence = 900 WHERE last_event_sequence = 200") << 1 << 1;
    QTest::newRow("one at the last event") << QStringLiteral("UPDATE event_snapshots SET last_event_sequence = 250 "
                                                             "WHERE last_event_sequence = 200")
                                           << 1 << 1;
}

void TestAuditSnapshots::createMendsWrongOnes()
{
    QFETCH(QString, sql);
    QFETCH(int, made);
    QFETCH(int, setAside);
    const QString file = changed(sql);
    QVERIFY(!file.isEmpty());
    const QStringList create = {QStringLiteral("snapshot"), QStringLiteral("create"), kCall};
    const AuditRun run = ask(file, create);
    QCOMPARE(run.exitCode, setAside == 0 ? 0 : 1);
    QCOMPARE(run.json().value(QStringLiteral("wrong")).toArray().size(), setAside);
    QCOMPARE(run.json().value(QStringLiteral("made")).toInt(-1), made);
    QCOMPARE(run.json().value(QStringLiteral("set_aside")).toInt(-1), setAside);
    const AuditRun audit = ask(file, {QStringLiteral("snapshot"), QStringLiteral("audit")});
    QCOMPARE(audit.exitCode, 0);
    QCOMPARE(audit.json().value(QStringLiteral("checked")).toInt(), 2 + made - setAside);
    // What was wrong is there still, and told from the others.
    QCOMPARE(audit.json().value(QStringLiteral("set_aside")).toInt(-1), setAside);
    int warnings = 0;
    for (const auto one : ask(file, {QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("self")})
                              .json()
                              .value(QStringLiteral("findings"))
                              .toArray())
        if (one.toObject().value(QStringLiteral("kind")) == QStringLiteral("snapshot_mismatch") &&
            one.toObject().value(QStringLiteral("severity")) == QStringLiteral("warning"))
            ++warnings;
    QCOMPARE(warnings, setAside);
    const QJsonObject state = ask(file, {QStringLiteral("state"), kCall}).json();
    QCOMPARE(state.value(QStringLiteral("from_snapshot")).toInt(), 250);
    QCOMPARE(state.value(QStringLiteral("state")).toObject().value(QStringLiteral("hold_count")),
             ask(m_plain, {QStringLiteral("state"), kCall})
                 .json()
                 .value(QStringLiteral("state"))
                 .toObject()
                 .value(QStringLiteral("hold_count")));
    const AuditRun again = ask(file, create);
    QCOMPARE(again.json().value(QStringLiteral("present")).toInt(-1), 1);
    QCOMPARE(again.json().value(QStringLiteral("set_aside")).toInt(-1), 0);
}

void TestAuditSnapshots::snapshotsOfAnAggregateThatIsGone()
{
    const QString file = changed(QStringLiteral("DELETE FROM event_store; DELETE FROM aggregates"));
    QVERIFY(!file.isEmpty());
    const auto snapshot = [&](const QString& what) { return ask(file, {QStringLiteral("snapshot"), what, kCall}); };
    const AuditRun listed = snapshot(QStringLiteral("list"));
    QVERIFY2(listed.exitCode == 0, listed.err.constData());
    QCOMPARE(listed.json().value(QStringLiteral("snapshots")).toArray().size(), 2);
    QCOMPARE(snapshot(QStringLiteral("audit")).json().value(QStringLiteral("findings")).toArray().size(), 2);
    const AuditRun created = snapshot(QStringLiteral("create"));
    QCOMPARE(created.exitCode, 1);
    QCOMPARE(created.json().value(QStringLiteral("set_aside")).toInt(), 2);
    QCOMPARE(created.json().value(QStringLiteral("made")).toInt(-1), 0);
    QCOMPARE(created.json().value(QStringLiteral("skipped")).toArray().size(), 1);
    QCOMPARE(snapshot(QStringLiteral("audit")).json().value(QStringLiteral("set_aside")).toInt(), 2);
    QCOMPARE(snapshot(QStringLiteral("create")).exitCode, 1);
}

QTEST_GUILESS_MAIN(TestAuditSnapshots)
#include "tst_auditsnapshots.moc"
