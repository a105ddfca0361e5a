// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

/// init, generate and append on a case file: what is stored, what is refused, and that a refusal stores nothing.
class TestAuditAppend : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_dir.isValid()); }
    void makesCaseFiles();
    void appendsAndCounts();
    void readsLinesOfAllKinds_data();
    void readsLinesOfAllKinds();
    void refusesWholeFile_data();
    void refusesWholeFile();
    void namesTheLineOfASpreadObject();
    void longFilesAreOneTransaction_data();
    void longFilesAreOneTransaction();
    void isIdempotentById();
    void conflictsTell();
    void choosesTenant();
    void appendsAsRecorded();
    void generatesTheSameBytes();
    void generateTwiceAddsNothing();
    void readOnlyFileIsRead();

private:
    /// A fresh case file and --store for it.
    QString freshCase();
    static AuditRun append(const QString& store, const QByteArray& input, const QStringList& more = {})
    {
        return runAudit(QStringList{QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("append"),
                                    QStringLiteral("-")} +
                            more,
                        input);
    }
    static QJsonObject stats(const QString& store)
    {
        return runAudit({QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("stats")}).json();
    }
    static qint64 storedEvents(const QString& store) { return stats(store).value(QStringLiteral("events")).toInteger(-1); }

    QTemporaryDir m_dir;
    int m_made = 0;
};

QString TestAuditAppend::freshCase()
{
    const QString file = m_dir.filePath(QStringLiteral("%1.vcase").arg(++m_made));
    return runAudit({QStringLiteral("init"), file}).exitCode == 0 ? file : QString();
}

void TestAuditAppend::makesCaseFiles()
{
    const QString file = m_dir.filePath(QStringLiteral("new.vcase"));
    const AuditRun made = runAudit({QStringLiteral("init"), file, QStringLiteral("--json")});
    QCOMPARE(made.exitCode, 0);
    QCOMPARE(made.json().value(QStringLiteral("file")).toString(), file);
    QCOMPARE(runAudit({QStringLiteral("init"), file}).exitCode, 2);
    QCOMPARE(storedEvents(file), 0);
    for (const char* command : {"events", "aggregates", "types"}) {
        QCOMPARE(runAudit({QStringLiteral("--store"), file, QString::fromUtf8(command)}).exitCode, 0);
    }
}

void TestAuditAppend::appendsAndCounts()
{
    const QString store = freshCase();
    const AuditRun run = append(store, eventLine(kCallA, "CallInitiated", R"({"caller_number":"+12025550123","n":0.10})") +
                                           eventLine(kCallA, "CallConnected", "{}") + eventLine(kCallB, "CallFailed", "{}"));
    QVERIFY2(run.exitCode == 0, run.err.constData());
    const QJsonObject answer = run.json();
    QCOMPARE(answer.value(QStringLiteral("appended")).toInt(), 3);
    QCOMPARE(answer.value(QStringLiteral("existing")).toInt(), 0);
    QCOMPARE(answer.value(QStringLiteral("sequenced")).toBool(), true);
    QCOMPARE(answer.value(QStringLiteral("first")).toObject().value(QStringLiteral("event_type")).toString(),
             QStringLiteral("CallInitiated"));
    QCOMPARE(answer.value(QStringLiteral("first")).toObject().value(QStringLiteral("pos")).toInt(-1), 0);
    QCOMPARE(answer.value(QStringLiteral("last")).toObject().value(QStringLiteral("aggregate_id")).toString().toUtf8(), kCallB);
    const QJsonObject counts = stats(store);
    QCOMPARE(counts.value(QStringLiteral("events")).toInt(), 3);
    QCOMPARE(counts.value(QStringLiteral("aggregates")).toInt(), 2);
    QCOMPARE(counts.value(QStringLiteral("unsequenced")).toInt(-1), 0);
    QCOMPARE(counts.value(QStringLiteral("by_type")).toObject().value(QStringLiteral("CallFailed")).toInt(), 1);
    QCOMPARE(counts.value(QStringLiteral("by_aggregate_type")).toObject().value(QStringLiteral("Call")).toInt(), 3);
    const AuditRun nothing = append(store, "");
    QCOMPARE(nothing.exitCode, 0);
    QCOMPARE(nothing.json().value(QStringLiteral("appended")).toInt(-1), 0);
    QVERIFY(nothing.json().value(QStringLiteral("first")).isNull());
}

void TestAuditAppend::readsLinesOfAllKinds_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("events");
    const QByteArray line = eventLine(kCallA, "CallInitiated", "{}");
    const QByteArray bare = line.chopped(1);
    QTest::newRow("newline at the end") << line << 1;
    QTest::newRow("no newline at the end") << bare << 1;
    QTest::newRow("CRLF") << bare + "\r\n" + bare + "\r\n" << 2;
    QTest::newRow("blank lines") << "\n\n" + line + "  \t\n\r\n" + line + "\n" << 2;
    QTest::newRow("spaces around") << "   " + bare + "  \n" << 1;
    QTest::newRow("pos and flags are ignored")
        << eventLine(kCallA, "CallInitiated", "{}", R"("pos":7,"flags":["sequence_gap"])") << 1;
    QTest::newRow("a long line") << eventLine(kCallA, "CallInitiated", "{\"note\":\"" + QByteArray(900'000, 'x') + "\"}") << 1;
    QByteArray spread = line;
    spread.replace(",", ",\r\n  ").replace("{", "{\n");
    QTest::newRow("spread over lines") << spread + line + spread.chopped(1) << 3;
    QTest::newRow("brackets in a string of a spread object")
        << eventLine(kCallA, "CallInitiated", "{\n\"a\": \"}]\\\"}\",\n\"b\": [\n]\n}") << 1;
    QTest::newRow("UTF-8") << eventLine(kCallA, "CallInitiated", "{\"note\":\"zażółć \xF0\x9F\x93\x9E\"}") << 1;
}

void TestAuditAppend::readsLinesOfAllKinds()
{
    QFETCH(QByteArray, input);
    QFETCH(int, events);
    const QString store = freshCase();
    const AuditRun run = append(store, input);
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), events);
    QCOMPARE(storedEvents(store), events);
}

void TestAuditAppend::refusesWholeFile_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const char* name, const QByteArray& bad, const char* code, const char* pointer) {
        QTest::newRow(name) << bad << QString::fromUtf8(code) << QString::fromUtf8(pointer);
    };
    row("no JSON", "hello\n", "invalid_payload", "");
    row("an array", "[]\n", "invalid_payload", "");
    row("cut off", "{\"aggregate_id\":\n", "invalid_payload", "");
    row("cut off in a string", "{\"aggregate_id\":\"\n", "invalid_payload", "/aggregate_id");
    row("cut off, and more than a line may hold after it", "{\n" + QByteArray(17 * 1024 * 1024, ' ') + "\n", "invalid_payload",
        "");
    row("NUL byte", QByteArray("{\0}\n", 4), "invalid_payload", "");
    row("only a NUL byte", QByteArray("\0\n", 2), "invalid_payload", "");
    row("member missing", "{\"aggregate_id\":\"" + kCallA + "\"}\n", "invalid_payload", "/aggregate_type");
    row("unknown member", eventLine(kCallA, "CallInitiated", "{}", "\"colour\":1"), "invalid_payload", "/colour");
    row("given by the store", eventLine(kCallA, "CallInitiated", "{}", "\"sequence_number\":1"), "invalid_payload",
        "/sequence_number");
    row("data is a string", eventLine(kCallA, "CallInitiated", "\"x\""), "invalid_payload", "/event_data");
    row("beyond 2^53", eventLine(kCallA, "CallInitiated", "{\"a\":{\"b/c\":9007199254740993}}"), "invalid_payload",
        "/event_data/a/b~1c");
    row("duplicate name", eventLine(kCallA, "CallInitiated", R"({"a":1,"\u0061":2})"), "invalid_payload", "/event_data/a");
    row("lone surrogate", eventLine(kCallA, "CallInitiated", R"({"a":"\ud800"})"), "invalid_payload", "/event_data/a");
    row("bad UTF-8", eventLine(kCallA, "CallInitiated", "{\"a\":\"\xff\"}"), "invalid_payload", "/event_data/a");
    row("unknown type", eventLine(kCallA, "CallTeleported", "{}"), "unknown_event_type", "/event_type");
    row("newer version", eventLine(kCallA, "CallInitiated", "{}", "\"event_version\":2"), "unknown_event_type", "/event_version");
    row("too large", eventLine(kCallA, "CallInitiated", "{\"n\":\"" + QByteArray(1024 * 1024, 'x') + "\"}"), "payload_too_large",
        "");
    row("wrong expectation", eventLine(kCallA, "CallInitiated", "{}", "\"expected_sequence\":0"), "sequence_conflict", "");
}

void TestAuditAppend::refusesWholeFile()
{
    QFETCH(QByteArray, bad);
    QFETCH(QString, code);
    QFETCH(QString, pointer);
    const QString store = freshCase();
    // Line 1 is sound, line 2 blank, line 3 refused, line 4 sound: nothing of it may be stored.
    const QByteArray good = eventLine(kCallA, "CallInitiated", "{}");
    const AuditRun run = append(store, good + "\n" + bad + good);
    QVERIFY(!run.crashed);
    QCOMPARE(run.errorCode(), code);
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.error().value(QStringLiteral("line")).toInt(), 3);
    if (!pointer.isEmpty()) QCOMPARE(run.error().value(QStringLiteral("pointer")).toString(), pointer);
    QCOMPARE(storedEvents(store), 0);
}

void TestAuditAppend::namesTheLineOfASpreadObject()
{
    const QString store = freshCase();
    const QByteArray good = eventLine(kCallA, "CallInitiated", "{}");
    const AuditRun run = append(store, good + eventLine(kCallA, "CallInitiated", "{\n\"a\": 1,\n  \"b\": 9007199254740993\n}"));
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.error().value(QStringLiteral("line")).toInt(), 4);
    QCOMPARE(run.error().value(QStringLiteral("column")).toInt(), 8);
    QCOMPARE(run.error().value(QStringLiteral("pointer")).toString(), QStringLiteral("/event_data/b"));
    QCOMPARE(storedEvents(store), 0);
}

void TestAuditAppend::longFilesAreOneTransaction_data()
{
    QTest::addColumn<QByteArray>("odd");
    QTest::addColumn<QString>("code");
    const QByteArray tenant = "\"tenant_id\":\"11111111-1111-4111-8111-111111111111\"";
    QTest::newRow("sound") << eventLine(kCallA, "CallConnected", "{}") << "";
    QTest::newRow("tenant named late") << eventLine(kCallA, "CallConnected", "{}", tenant) << "";
    QTest::newRow("refused by the gate") << eventLine(kCallA, "CallConnected", "[]") << "invalid_payload";
    QTest::newRow("refused by the store") << eventLine(kCallA, "CallConnected", "{}", "\"expected_sequence\":7")
                                          << "sequence_conflict";
    QTest::newRow("no JSON") << QByteArray("}\n") << "invalid_payload";
}

void TestAuditAppend::longFilesAreOneTransaction()
{
    QFETCH(QByteArray, odd);
    QFETCH(QString, code);
    // The file is read in pieces; the odd line stands in the third of them, after a blank one.
    const QByteArray line = eventLine(kCallA, "CallOnHold", "{}");
    const QString store = freshCase();
    const AuditRun run = append(store, line.repeated(2400) + "\n" + odd + line.repeated(1100));
    QCOMPARE(run.errorCode(), code);
    QCOMPARE(storedEvents(store), code.isEmpty() ? 3501 : 0);
    if (code.isEmpty()) {
        QCOMPARE(run.json().value(QStringLiteral("appended")).toInt(), 3501);
        QCOMPARE(run.json().value(QStringLiteral("first")).toObject().value(QStringLiteral("sequence_number")).toInt(), 1);
        QCOMPARE(run.json().value(QStringLiteral("last")).toObject().value(QStringLiteral("sequence_number")).toInt(), 3501);
    } else {
        QCOMPARE(run.error().value(QStringLiteral("line")).toInt(), 2402);
    }
}

void TestAuditAppend::isIdempotentById()
{
    const QString store = freshCase();
    const QByteArray id = "\"id\":\"0b7e7c1e-2f4b-4a39-9d53-0c7d1a2b3c4d\"";
    const QByteArray line = eventLine(kCallA, "CallInitiated", R"({"a":1})", id);
    QCOMPARE(append(store, line).exitCode, 0);
    const AuditRun again = append(store, line);
    QCOMPARE(again.exitCode, 0);
    QCOMPARE(again.json().value(QStringLiteral("appended")).toInt(-1), 0);
    QCOMPARE(again.json().value(QStringLiteral("existing")).toInt(), 1);
    QCOMPARE(again.json().value(QStringLiteral("first")).toObject().value(QStringLiteral("sequence_number")).toInt(), 1);
    const AuditRun other = append(store, eventLine(kCallA, "CallInitiated", R"({"a":2})", id));
    QCOMPARE(other.errorCode(), QStringLiteral("id_conflict"));
    QCOMPARE(other.exitCode, 2);
    QCOMPARE(storedEvents(store), 1);
}

void TestAuditAppend::conflictsTell()
{
    const QString store = freshCase();
    QCOMPARE(append(store, eventLine(kCallA, "CallInitiated", "{}") +
                               eventLine(kCallA, "CallConnected", "{}", "\"expected_sequence\":1"))
                 .exitCode,
             0);
    const AuditRun run = append(store, eventLine(kCallA, "CallEnded", "{}", "\"expected_sequence\":7"));
    QCOMPARE(run.errorCode(), QStringLiteral("sequence_conflict"));
    QVERIFY2(run.error().value(QStringLiteral("message")).toString().contains(QLatin1Char('2')), "tells the current sequence");
}

void TestAuditAppend::choosesTenant()
{
    const QByteArray tenantX = "11111111-1111-4111-8111-111111111111";
    const QByteArray tenantY = "22222222-2222-4222-8222-222222222222";
    const auto named = [](const QByteArray& tenant) {
        return eventLine(kCallA, "CallInitiated", "{}", "\"tenant_id\":\"" + tenant + "\"");
    };
    const auto tenantOf = [](const AuditRun& run) {
        return run.json().value(QStringLiteral("last")).toObject().value(QStringLiteral("tenant_id")).toString().toUtf8();
    };
    const QString store = freshCase();
    // Named by a later line of the file: in force for all of it.
    QCOMPARE(tenantOf(append(store, eventLine(kCallA, "CallInitiated", "{}") + named(tenantX))), tenantX);
    // The only one there.
    QCOMPARE(tenantOf(append(store, eventLine(kCallA, "CallConnected", "{}"))), tenantX);
    // Which makes it the one in force: a line that names another is refused.
    const AuditRun other = append(store, named(tenantY));
    QCOMPARE(other.errorCode(), QStringLiteral("invalid_payload"));
    QCOMPARE(other.error().value(QStringLiteral("pointer")).toString(), QStringLiteral("/tenant_id"));
    QVERIFY2(!QFile::exists(store + QStringLiteral("-wal")), "at rest a case file is one file");
    const QStringList asY = {QStringLiteral("--tenant"), QString::fromUtf8(tenantY)};
    const AuditRun notInForce = append(store, eventLine(kCallA, "CallEnded", "{}") + named(tenantX), asY);
    QCOMPARE(notInForce.errorCode(), QStringLiteral("invalid_payload"));
    QCOMPARE(notInForce.error().value(QStringLiteral("pointer")).toString(), QStringLiteral("/tenant_id"));
    QCOMPARE(notInForce.error().value(QStringLiteral("line")).toInt(), 2);
    QCOMPARE(tenantOf(append(store, eventLine(kCallB, "CallInitiated", "{}"), asY)), tenantY);
    // Two now: one must be chosen, for reading too.
    QCOMPARE(append(store, eventLine(kCallA, "CallEnded", "{}")).errorCode(), QStringLiteral("tenant_required"));
    QCOMPARE(runAudit({QStringLiteral("--store"), store, QStringLiteral("stats")}).exitCode, 2);
    const AuditRun y =
        runAudit(QStringList{QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("stats")} + asY);
    QCOMPARE(y.json().value(QStringLiteral("events")).toInt(), 1);
    // None there and none named: a new one.
    QCOMPARE(tenantOf(append(freshCase(), eventLine(kCallA, "CallInitiated", "{}"))).size(), 36);
}

void TestAuditAppend::appendsAsRecorded()
{
    const QString store = freshCase();
    const QByteArray recorded =
        "\"id\":\"0b7e7c1e-2f4b-4a39-9d53-0c7d1a2b3c4d\",\"sequence_number\":1,\"timestamp\":\"2026-02-10T12:00:00.5+02:00\"";
    const AuditRun run = append(store, eventLine(kCallA, "CallInitiated", "{}", recorded), {QStringLiteral("--as-recorded")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("first")).toObject().value(QStringLiteral("timestamp")).toString(),
             QStringLiteral("2026-02-10T10:00:00.500000Z"));
    const QByteArray taken =
        "\"id\":\"0b7e7c1e-2f4b-4a39-9d53-0c7d1a2b3c4e\",\"sequence_number\":1,\"timestamp\":\"2026-02-10T12:00:00.5+02:00\"";
    const AuditRun refused = append(store, eventLine(kCallA, "CallConnected", "{}", taken), {QStringLiteral("--as-recorded")});
    QCOMPARE(refused.errorCode(), QStringLiteral("sequence_conflict"));
    const QString words = refused.error().value(QStringLiteral("message")).toString();
    QVERIFY2(words.contains(QLatin1String("sequence 1 is taken already")) && words.endsWith(QLatin1String("is at 1")),
             qPrintable(words));
    // What `events` prints goes back in as it came out.
    const AuditRun listed = runAudit(
        {QStringLiteral("--store"), store, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
    const QString copy = freshCase();
    QCOMPARE(append(copy, listed.out, {QStringLiteral("--as-recorded")}).exitCode, 0);
    QCOMPARE(
        runAudit({QStringLiteral("--store"), copy, QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")})
            .out,
        listed.out);
}

void TestAuditAppend::generatesTheSameBytes()
{
    const auto listing = [this](const QString& seed) {
        const QString store = freshCase();
        const AuditRun made = runAudit({QStringLiteral("--store"), store, QStringLiteral("generate"), QStringLiteral("--calls"),
                                        QStringLiteral("1000"), QStringLiteral("--seed"), seed});
        return made.exitCode == 0 ? runAudit({QStringLiteral("--store"), store, QStringLiteral("events"),
                                              QStringLiteral("--format"), QStringLiteral("jsonl")})
                                        .out
                                  : QByteArray();
    };
    const QByteArray seven = listing(QStringLiteral("7"));
    QVERIFY(seven.count('\n') > 10'000);
    QVERIFY(listing(QStringLiteral("7")) == seven);
    QVERIFY(listing(QStringLiteral("8")) != seven);
}

void TestAuditAppend::generateTwiceAddsNothing()
{
    const QString store = freshCase();
    const QStringList generate = {QStringLiteral("--store"), store,
                                  QStringLiteral("--json"),  QStringLiteral("generate"),
                                  QStringLiteral("--calls"), QStringLiteral("40")};
    const AuditRun first = runAudit(generate);
    const AuditRun second = runAudit(generate);
    QVERIFY2(first.exitCode == 0, first.err.constData());
    QVERIFY2(second.exitCode == 0, second.err.constData());
    const int made = first.json().value(QStringLiteral("appended")).toInt();
    QVERIFY(made > 100);
    QCOMPARE(second.json().value(QStringLiteral("appended")).toInt(-1), 0);
    QCOMPARE(second.json().value(QStringLiteral("existing")).toInt(), made);
    QCOMPARE(storedEvents(store), made);
    QVERIFY2(first.err.isEmpty(), "progress belongs to a terminal only");
}

void TestAuditAppend::readOnlyFileIsRead()
{
    const QString store = freshCase();
    QCOMPARE(append(store, eventLine(kCallA, "CallInitiated", "{}")).exitCode, 0);
    QVERIFY(QFile::setPermissions(store, QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther));
    // Permissions do not bind root: then the program runs as nobody, from a place that nobody can reach.
    QString program = QStringLiteral("\"$AUDIT\"");
    if (::geteuid() == 0) {
        const QString copy = m_dir.filePath(QStringLiteral("voicecore-audit"));
        QVERIFY(QFile::copy(QStringLiteral(VCI_AUDIT_BINARY), copy));
        const auto forAll = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther |
                            QFileDevice::ExeOther;
        QVERIFY(QFile::setPermissions(copy, forAll) && QFile::setPermissions(m_dir.path(), forAll));
        program = QStringLiteral("setpriv --reuid 65534 --regid 65534 --clear-groups '%1'").arg(copy);
    }
    const AuditRun read = runShell(QStringLiteral("%1 --json --store '%2' stats").arg(program, store));
    QCOMPARE(read.json().value(QStringLiteral("events")).toInt(-1), 1);
    QVERIFY2(read.err.startsWith("note: "), "a read-only medium is told");
    const AuditRun run =
        runShell(QStringLiteral("echo '%3' | %1 --json --store '%2' append -")
                     .arg(program, store, QString::fromUtf8(eventLine(kCallA, "CallConnected", "{}").trimmed())));
    QCOMPARE(run.errorCode(), QStringLiteral("read_only"));
    QCOMPARE(run.exitCode, 3);
}

QTEST_GUILESS_MAIN(TestAuditAppend)
#include "tst_auditappend.moc"
