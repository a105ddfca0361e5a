// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QDir>
#include <QFile>
#include <QTest>

/// `verify` on case files as their owner, a forger and a careless hand leave them (PROOF 4 and 5).
class TestVerify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void unsignedCase();
    void signedCase();
    void onlyPart();
    void tampered_data();
    void tampered();
    void outOfScope_data();
    void outOfScope();
    void noEvent();
    void logHead();
    void logTakenAway_data();
    void logTakenAway();
    void rewrittenLog();
    void truncatedCase();
    void derived_data();
    void derived();
    void laggingRowsAreNoFinding();

private:
    [[nodiscard]] AuditRun verify(const QStringList& more = {}) const;
    [[nodiscard]] QJsonArray findings(const AuditRun& run) const
    {
        return run.json().value(QStringLiteral("findings")).toArray();
    }
    /// The kinds of errors that nothing else explains.
    [[nodiscard]] QStringList roots(const AuditRun& run) const;
    [[nodiscard]] qint64 covered(const AuditRun& run, const char* badge) const
    {
        return run.json().value(QStringLiteral("coverage")).toObject().value(QLatin1String(badge)).toInteger();
    }
    void sign();

    SomeCase m_case;
    QString m_file;
    QStringList m_env;
    int m_copies = 0;
};

void TestVerify::initTestCase()
{
    QVERIFY(m_case.make());
}

void TestVerify::init()
{
    const QString own = m_case.path(QStringLiteral("own%1").arg(++m_copies));
    QVERIFY(QDir().mkpath(own + QStringLiteral("/journal")));
    m_file = m_case.copy(QStringLiteral("own%1/a.vcase").arg(m_copies));
    m_env = {QStringLiteral("VCI_KEY=") + own + QStringLiteral("/a.key"),
             QStringLiteral("VCI_JOURNAL=") + own + QStringLiteral("/journal"),
             QStringLiteral("VCI_PINS=") + own + QStringLiteral("/pins"),
             QStringLiteral("VCI_TRUST=") + own + QStringLiteral("/trust.json")};
    // Nobody is trusted yet.
    QFile trust(own + QStringLiteral("/trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly) && trust.write("{}") == 2);
}

AuditRun TestVerify::verify(const QStringList& more) const
{
    // A journal that nobody keeps would be one witness too many for a test of pins.
    QStringList env = m_env;
    env.removeIf([](const QString& one) { return one.startsWith(QLatin1String("VCI_JOURNAL")); });
    return runAudit(QStringList{QStringLiteral("--store"), m_file, QStringLiteral("verify"), QStringLiteral("--json")} + more, {},
                    env);
}

QStringList TestVerify::roots(const AuditRun& run) const
{
    QStringList kinds;
    for (const QJsonValue& value : findings(run)) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("severity")) == QLatin1String("error") && one.value(QStringLiteral("caused_by")).isNull())
            kinds << one.value(QStringLiteral("kind")).toString();
    }
    return kinds;
}

void TestVerify::sign()
{
    const QString own = QFileInfo(m_file).absolutePath();
    const QStringList store = {QStringLiteral("--store"), m_file};
    const AuditRun key = runAudit(store + QStringList{QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"),
                                                      own + QStringLiteral("/a.key")},
                                  {}, m_env);
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QFile trust(own + QStringLiteral("/trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write("{\"keys\":[\"" + key.out.trimmed() + "\"]}");
    trust.close();
    const AuditRun signedHead = runAudit(store + QStringList{QStringLiteral("log"), QStringLiteral("checkpoint")}, {}, m_env);
    QVERIFY2(signedHead.exitCode == 0, signedHead.err.constData());
}

void TestVerify::unsignedCase()
{
    const AuditRun self = verify({QStringLiteral("--require"), QStringLiteral("self")});
    QVERIFY2(self.exitCode == 0, self.err + self.out);
    const QJsonObject report = self.json();
    QCOMPARE(report.value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    QVERIFY(report.value(QStringLiteral("pin")).isNull());
    QVERIFY(report.value(QStringLiteral("checkpoint")).isNull());
    QVERIFY(report.value(QStringLiteral("origin")).toString().startsWith(QLatin1String("voicecore/")));
    QVERIFY(findings(self).isEmpty());
    qint64 sum = 0;
    for (const QJsonValue& count : report.value(QStringLiteral("coverage")).toObject()) sum += count.toInteger();
    QCOMPARE(sum, report.value(QStringLiteral("events")).toInteger());
    QCOMPARE(covered(self, "self_consistent"), sum);
    QCOMPARE(verify().exitCode, 5);
}

void TestVerify::signedCase()
{
    sign();
    const AuditRun first = verify();
    QVERIFY2(first.exitCode == 0, first.err + first.out);
    QCOMPARE(first.json().value(QStringLiteral("badge")).toString(), QStringLiteral("signed_only"));
    QCOMPARE(first.json().value(QStringLiteral("pin")).toString(), QStringLiteral("created"));
    QVERIFY(first.json().value(QStringLiteral("checkpoint")).toString().startsWith(QLatin1String("voicecore/")));
    QCOMPARE(verify().json().value(QStringLiteral("pin")).toString(), QStringLiteral("consistent"));
    QCOMPARE(verify({QStringLiteral("--require"), QStringLiteral("anchored")}).exitCode, 5);

    // What comes after the checkpoint waits for the next one.
    const QByteArray line = eventLine(kCallA, "CallInitiated", "{}");
    QFile input(QFileInfo(m_file).absolutePath() + QStringLiteral("/more.jsonl"));
    QVERIFY(input.open(QIODevice::WriteOnly));
    input.write(line);
    input.close();
    QCOMPARE(auditOf(m_file, {QStringLiteral("append"), input.fileName()}).exitCode, 0);
    const AuditRun later = verify();
    QCOMPARE(later.exitCode, 5);
    QCOMPARE(later.json().value(QStringLiteral("badge")).toString(), QStringLiteral("pending"));
    QCOMPARE(covered(later, "pending"), 1);
}

void TestVerify::onlyPart()
{
    const AuditRun one = verify({m_case.aggregate(), QStringLiteral("--require"), QStringLiteral("self")});
    QCOMPARE(one.exitCode, 0);
    QCOMPARE(one.json().value(QStringLiteral("aggregates")).toInt(), 1);
    const auto all =
        verify({QStringLiteral("--require"), QStringLiteral("self")}).json().value(QStringLiteral("events")).toInteger();
    QVERIFY(one.json().value(QStringLiteral("events")).toInteger() < all);
    QCOMPARE(verify({QStringLiteral("--from"), QStringLiteral("2100-01-01T00:00:00Z"), QStringLiteral("--require"),
                     QStringLiteral("self")})
                 .json()
                 .value(QStringLiteral("events"))
                 .toInteger(),
             0);
    QCOMPARE(verify({QString::fromLatin1(kCallA)}).exitCode, 2);
    QCOMPARE(verify({QStringLiteral("--from"), QStringLiteral("2026-01-01T00:00:00")}).exitCode, 2);
}

void TestVerify::tampered_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("roots");
    const auto row = [](const char* name, const char* sql, const QStringList& roots) {
        QTest::newRow(name) << QString::fromLatin1(sql) << roots;
    };
    const QString altered = QStringLiteral("event_altered");
    row("a payload", "UPDATE event_store SET event_data = '{\"amount\":1}' WHERE rowid = 40", {altered});
    row("a payload that means the same", "UPDATE event_store SET event_data = ' ' || event_data WHERE rowid = 40", {altered});
    row("a time", "UPDATE event_store SET timestamp = timestamp + 1 WHERE rowid = 40", {altered});
    row("a cause", "UPDATE event_store SET causation_id = '00000000-0000-4000-8000-000000000001' WHERE rowid = 40", {altered});
    row("metadata", "UPDATE event_store SET metadata = '{}' WHERE rowid = 40", {altered});
    row("two payloads swapped",
        "CREATE TEMP TABLE t AS SELECT rowid AS r, event_data AS d FROM event_store WHERE rowid IN (40, 41); "
        "UPDATE event_store SET event_data = (SELECT d FROM t WHERE r = 81 - event_store.rowid) WHERE rowid IN (40, 41)",
        {altered, altered});
    row("an event deleted", "DELETE FROM event_store WHERE rowid = 40", {QStringLiteral("event_missing")});
    row("an entry made to name another event",
        "UPDATE event_log SET event_id = (SELECT event_id FROM event_log WHERE log_index = 41) WHERE log_index = 40", {altered});
    row("an entry made to name no event",
        "UPDATE event_log SET event_id = x'00000000000040008000000000000009' WHERE log_index = 40",
        {QStringLiteral("event_missing")});
    row("an entry deleted", "DELETE FROM event_log WHERE log_index = 40", {QStringLiteral("log_gap")});
    row("an event deleted with its entry",
        "DELETE FROM event_log WHERE event_id = (SELECT id FROM event_store WHERE rowid = 40); DELETE FROM event_store WHERE "
        "rowid = 40",
        {QStringLiteral("log_gap")});
    row("an entry far above the others", "UPDATE event_log SET log_index = 9223372036854775807 WHERE log_index = 40",
        {QStringLiteral("log_gap"), QStringLiteral("log_gap")});
    row("an entry below zero", "UPDATE event_log SET log_index = -5 WHERE log_index = 40", {QStringLiteral("log_gap")});
    row("an entry's hash", "UPDATE event_log SET leaf_hash = zeroblob(32) WHERE log_index = 40",
        {QStringLiteral("log_root_mismatch")});
    row("an entry's hash is none", "UPDATE event_log SET leaf_hash = x'00' WHERE log_index = 40",
        {QStringLiteral("log_root_mismatch")});
    row("one slipped in",
        "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, timestamp, sequence_number, "
        "event_data) "
        "SELECT '00000000-0000-4000-8000-000000000002', tenant_id, '00000000-0000-4000-8000-000000000003', 'Call', "
        "'CallInitiated', "
        "timestamp, 1, '{}' FROM event_store WHERE rowid = 40",
        {QStringLiteral("event_unlogged")});
    row("checkpoints deleted", "DELETE FROM checkpoints", {QStringLiteral("checkpoint_missing")});
    row("a checkpoint's signature", "UPDATE checkpoints SET note = replace(note, 'voicecore/', 'voicecore/')  || ' '",
        {QStringLiteral("checkpoint_signature_invalid")});
    // Its last 93 characters are base64 of key hash and signature, and a newline.
    row("a checkpoint's signature, by the same key",
        "UPDATE checkpoints SET note = substr(note, 1, length(note) - 50) || 'AAAA' || substr(note, length(note) - 45)",
        {QStringLiteral("checkpoint_signature_invalid")});
    row("a checkpoint's signature, by a key that nobody trusts",
        "UPDATE checkpoints SET note = substr(note, 1, length(note) - 93) || 'AAAA' || substr(note, length(note) - 88)",
        {QStringLiteral("checkpoint_missing")});
    row("a checkpoint's signer",
        "UPDATE checkpoints SET note = replace(note, char(8212) || ' voicecore/', char(8212) || ' someone/')",
        {QStringLiteral("checkpoint_missing")});
    row("a checkpoint's size", "UPDATE checkpoints SET tree_size = tree_size - 1", {QStringLiteral("checkpoint_inconsistent")});
}

void TestVerify::tampered()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, roots);
    sign();
    QCOMPARE(verify().exitCode, 0);
    QVERIFY(runSql(m_file, sql.toUtf8().constData()));
    const AuditRun run = verify();
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("badge")).toString(), QStringLiteral("mismatch"));
    QStringList found = this->roots(run);
    std::sort(found.begin(), found.end());
    std::sort(roots.begin(), roots.end());
    QCOMPARE(found, roots);
}

void TestVerify::outOfScope_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("roots");
    const QString of = QStringLiteral(" WHERE aggregate_id = '%1' AND sequence_number = 2").arg(m_case.aggregate());
    const QStringList altered = {QStringLiteral("event_altered")};
    QTest::newRow("deleted") << QStringLiteral("DELETE FROM event_store") + of << QStringList{QStringLiteral("event_missing")};
    QTest::newRow("the last deleted") << QStringLiteral(
                                             "DELETE FROM event_store WHERE aggregate_id = '%1' AND sequence_number = "
                                             "(SELECT max(sequence_number) FROM event_store WHERE aggregate_id = '%1')")
                                             .arg(m_case.aggregate())
                                      << QStringList{QStringLiteral("event_missing")};
    QTest::newRow("moved to another aggregate")
        << QStringLiteral("UPDATE event_store SET aggregate_id = '00000000-0000-4000-8000-000000000003'") + of << altered;
    QTest::newRow("moved to another time") << QStringLiteral("UPDATE event_store SET timestamp = 0") + of << altered;
}

void TestVerify::outOfScope()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, roots);
    sign();
    const QStringList aggregate = {m_case.aggregate()};
    const QStringList time = {QStringLiteral("--from"), QStringLiteral("2020-01-01T00:00:00Z")};
    QCOMPARE(verify(aggregate).exitCode, 0);
    QCOMPARE(verify(time).exitCode, 0);
    QVERIFY(runSql(m_file, sql.toUtf8().constData()));
    for (const QStringList& scope : {aggregate, time}) {
        const AuditRun run = verify(scope);
        QVERIFY2(run.exitCode == 1, run.err + run.out);
        QStringList found = this->roots(run);
        // Where the others of the aggregate are asked about, what is missing among them is told of it too.
        found.removeAll(QStringLiteral("sequence_gap"));
        QCOMPARE(found, roots);
        if (scope == aggregate)
            QVERIFY2(run.out.contains("one of those asked about") || sql.contains(QLatin1String("timestamp")), run.out);
    }
    // An event that is there and is what was logged is not in doubt for what became of another.
    const AuditRun one =
        auditOf(m_file, {QStringLiteral("events"), QStringLiteral("--limit"), QStringLiteral("1"), QStringLiteral("--json")});
    const QString id =
        one.json().value(QStringLiteral("events")).toArray().first().toObject().value(QStringLiteral("id")).toString();
    QVERIFY2(!id.isEmpty(), one.out.constData());
    QCOMPARE(verify({QStringLiteral("--event"), id}).exitCode, 0);
}

void TestVerify::noEvent()
{
    sign();
    const auto levelOf = [&](const QStringList& more) {
        const QStringList never = {QStringLiteral("--from"), QStringLiteral("2099-01-01T00:00:00Z")};
        return verify(never + more).exitCode;
    };
    QCOMPARE(levelOf({QStringLiteral("--require"), QStringLiteral("self")}), 0);
    QCOMPARE(levelOf({}), 5);
    QCOMPARE(levelOf({QStringLiteral("--require"), QStringLiteral("signed")}), 5);
    QCOMPARE(levelOf({QStringLiteral("--require"), QStringLiteral("anchored")}), 5);

    // A case that nothing was put into yet is as good as it can be, but nothing in it is signed.
    const QString empty = QFileInfo(m_file).absolutePath() + QStringLiteral("/empty.vcase");
    QVERIFY(QFile::copy(m_file, empty));
    QVERIFY(runSql(empty, "UPDATE logs SET log_id = '00000000000000000000000000000001'; DELETE FROM event_store; DELETE FROM "
                          "event_log; DELETE FROM log_heads; DELETE FROM aggregates; DELETE FROM checkpoints"));
    m_file = empty;
    const AuditRun fresh = verify();
    QVERIFY2(fresh.exitCode == 0, fresh.err + fresh.out);
    QVERIFY(fresh.json().value(QStringLiteral("reason")).toString().startsWith(QLatin1String("There is no event")));
    QCOMPARE(verify({QStringLiteral("--require"), QStringLiteral("signed")}).exitCode, 5);
    QCOMPARE(verify({QStringLiteral("--require"), QStringLiteral("anchored")}).exitCode, 5);
}

void TestVerify::logHead()
{
    sign();
    for (const char* const sql : {"UPDATE log_heads SET size = size - 1", "DELETE FROM log_heads"}) {
        QVERIFY(runSql(m_file, sql));
        const AuditRun run = verify();
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(roots(run), QStringList{QStringLiteral("log_gap")});
        QVERIFY2(run.out.contains("but its head counts"), run.out.constData());
    }
}

void TestVerify::logTakenAway_data()
{
    // What makes the case look like an export of a source that keeps no log.
    const QByteArray selection = "UPDATE \"case\" SET selection = '{\"aggregates\":[],\"correlations\":[],\"events\":330,"
                                 "\"from\":null,\"source\":\"a\",\"tenant_id\":\"\",\"to\":null,\"types\":[],"
                                 "\"whole_aggregates\":true}'; ";
    const QByteArray log = "DELETE FROM event_log; DELETE FROM log_heads; ";
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("root");
    QTest::newRow("a selection that is none") << "UPDATE \"case\" SET selection = '{}'; " + log << 3 << QString();
    QTest::newRow("log, not the checkpoints") << log << 1 << QStringLiteral("log_truncated");
    QTest::newRow("selection, checkpoints left") << selection + log << 1 << QStringLiteral("custody_broken");
    QTest::newRow("selection and checkpoints")
        << selection + log + "DELETE FROM checkpoints" << 1 << QStringLiteral("log_truncated");
}

void TestVerify::logTakenAway()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, exitCode);
    QFETCH(QString, root);
    sign();
    QCOMPARE(verify().exitCode, 0);
    QVERIFY(runSql(m_file, sql.constData()));
    const AuditRun run = verify({QStringLiteral("--require"), QStringLiteral("self")});
    QVERIFY2(run.exitCode == exitCode, run.err + run.out);
    if (exitCode == 3) QCOMPARE(run.errorCode(), QStringLiteral("damaged"));
    if (!root.isEmpty()) QVERIFY2(roots(run).contains(root), qPrintable(roots(run).join(QLatin1Char(' '))));
}

void TestVerify::rewrittenLog()
{
    sign();
    QCOMPARE(verify().exitCode, 0);
    QVERIFY(runSql(m_file, "UPDATE event_store SET event_data = '{\"amount\":1}' WHERE rowid = 40"));
    const QString id = findings(verify()).first().toObject().value(QStringLiteral("event_id")).toString();
    const QString hash = findings(verify()).first().toObject().value(QStringLiteral("found")).toString();
    QVERIFY(runSql(
        m_file,
        QStringLiteral("UPDATE event_log SET leaf_hash = x'%1' WHERE event_id = '%2'; UPDATE checkpoints SET root_hash = x'%1'")
            .arg(hash, id)
            .toUtf8()
            .constData()));
    const AuditRun run = verify();
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(roots(run), QStringList{QStringLiteral("log_root_mismatch")});
    QCOMPARE(covered(run, "mismatch"), run.json().value(QStringLiteral("events")).toInteger());
}

void TestVerify::truncatedCase()
{
    sign();
    QCOMPARE(verify().exitCode, 0);
    QVERIFY(runSql(m_file,
                   "DELETE FROM event_store WHERE rowid > 300; DELETE FROM event_log WHERE rowid > 300; DELETE FROM checkpoints; "
                   "UPDATE log_heads SET size = 300"));
    const AuditRun run = verify();
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(roots(run), QStringList{QStringLiteral("log_truncated")});
}

void TestVerify::derived_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("roots");
    const auto row = [](const char* name, const char* sql, const QStringList& roots) {
        QTest::newRow(name) << QString::fromLatin1(sql) << roots;
    };
    const QString drift = QStringLiteral("read_model_drift");
    row("nothing", "SELECT 1", {});
    row("a snapshot",
        "UPDATE event_snapshots SET snapshot_data = json_set(snapshot_data, '$.status', 'forged') WHERE rowid = "
        "(SELECT min(rowid) FROM event_snapshots)",
        {QStringLiteral("snapshot_mismatch")});
    row("a row of a read model",
        "UPDATE read_models SET data = json_set(data, '$.status', 'forged') WHERE rowid = "
        "(SELECT min(rowid) FROM read_models WHERE model_type = 'CallSummary')",
        {drift});
    row("a row taken away",
        "DELETE FROM read_models WHERE rowid = (SELECT min(rowid) FROM read_models WHERE model_type = 'CallSummary')", {drift});
    row("a row planted",
        "INSERT INTO read_models (id, model_type, model_id, data, version, last_event_id, last_event_sequence, created_at, "
        "updated_at, tenant_id, is_deleted, projection) SELECT '00000000-0000-4000-8000-000000000004', model_type, "
        "'00000000-0000-4000-8000-000000000005', data, version, last_event_id, last_event_sequence, created_at, updated_at, "
        "tenant_id, is_deleted, projection FROM read_models WHERE model_type = 'CallSummary' LIMIT 1",
        {drift});
    row("an aggregate taken out of the list",
        "DELETE FROM aggregates WHERE aggregate_id = (SELECT max(aggregate_id) FROM aggregates)", {drift});
    row("an aggregate put into the list",
        "INSERT INTO aggregates SELECT tenant_id, '00000000-0000-4000-8000-000000000006', aggregate_type, event_count, "
        "first_sequence, last_sequence, first_timestamp, last_timestamp, last_event_type FROM aggregates LIMIT 1",
        {drift});
    row("an aggregate in the place of another",
        "UPDATE aggregates SET aggregate_id = '00000000-0000-4000-8000-000000000006' WHERE aggregate_id = (SELECT "
        "max(aggregate_id) FROM aggregates)",
        {drift, drift});
    row("another count in the list",
        "UPDATE aggregates SET event_count = event_count + 1 WHERE aggregate_id = (SELECT "
        "max(aggregate_id) FROM aggregates)",
        {drift});
    row("an event, and all that was made of it",
        "UPDATE event_store SET event_data = '{\"status\":\"forged\"}' WHERE rowid = (SELECT min(rowid) FROM event_store WHERE "
        "event_type = 'CallEnded')",
        {QStringLiteral("event_altered")});
    row("an event deleted, and all that was made of it",
        "DELETE FROM event_store WHERE rowid = (SELECT min(rowid) FROM event_store WHERE event_type = 'CallEnded')",
        {QStringLiteral("event_missing")});
}

void TestVerify::derived()
{
    QFETCH(QString, sql);
    QFETCH(QStringList, roots);
    sign();
    QCOMPARE(
        auditOf(m_file, {QStringLiteral("snapshot"), QStringLiteral("create"), QStringLiteral("--type"), QStringLiteral("Call")})
            .exitCode,
        0);
    QCOMPARE(auditOf(m_file, {QStringLiteral("read-model"), QStringLiteral("catch-up")}).exitCode, 0);
    QVERIFY(runSql(m_file, sql.toUtf8().constData()));
    const AuditRun run = verify();
    QVERIFY2(!run.crashed, run.err.constData());
    QCOMPARE(this->roots(run), roots);
    QCOMPARE(run.exitCode, roots.isEmpty() ? 0 : 1);
    QCOMPARE(run.json().value(QStringLiteral("badge")).toString(),
             roots.isEmpty() ? QStringLiteral("signed_only") : QStringLiteral("mismatch"));
    if (!roots.isEmpty() && roots.front().startsWith(QLatin1String("event_"))) QVERIFY(findings(run).size() > 2);
}

void TestVerify::laggingRowsAreNoFinding()
{
    QCOMPARE(auditOf(m_file, {QStringLiteral("read-model"), QStringLiteral("catch-up")}).exitCode, 0);
    QFile input(QFileInfo(m_file).absolutePath() + QStringLiteral("/more.jsonl"));
    QVERIFY(input.open(QIODevice::WriteOnly) && input.write(eventLine(kCallA, "CallInitiated", "{}")) > 0);
    input.close();
    QCOMPARE(auditOf(m_file, {QStringLiteral("append"), input.fileName()}).exitCode, 0);
    const AuditRun run = verify({QStringLiteral("--require"), QStringLiteral("self")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY(findings(run).isEmpty());
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
