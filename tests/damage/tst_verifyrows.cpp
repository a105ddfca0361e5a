// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

/// `verify` where what a walk over the rows meets is not what is found by looking events up: values in another form, indexes
/// that lack rows, a schema of somebody else's (DESIGN 2).
class TestVerifyRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void misstored_data();
    void misstored();
    void misstoredInScope();
    void anchorAsBytes();
    void damagedIndex_data();
    void damagedIndex();
    void plantedPastTheIndexes();
    void plantedPastTheLog_data();
    void plantedPastTheLog();
    void alteredList_data();
    void alteredList();
    void alteredListBesideAnotherError_data();
    void alteredListBesideAnotherError();
    void alteredListBesideARewrite();
    void damagedListIndex();
    void plantedWhereNobodyLooks_data();
    void plantedWhereNobodyLooks();
    void foreignSchema_data();
    void foreignSchema();

private:
    [[nodiscard]] QString copy();
    [[nodiscard]] AuditRun verify(const QString& file, const QStringList& more = {}) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), file, QStringLiteral("verify"), QStringLiteral("--json")} + more,
                        {}, m_env);
    }
    /// The errors that nothing else explains, as kind or kind: message.
    [[nodiscard]] static QStringList roots(const AuditRun& run, bool withMessage = false);
    /// Statements that put an index of the given shape in the place of another, which goes on under its own name and SQL.
    [[nodiscard]] static QByteArray replaceIndex(const QByteArray& name, const QByteArray& shape,
                                                 const QByteArray& table = "event_store")
    {
        return "CREATE INDEX planted ON " + table + " " + shape +
               "; PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name "
               "= "
               "'planted') WHERE name = '" +
               name + "'; DELETE FROM sqlite_schema WHERE name = 'planted'; PRAGMA writable_schema=RESET; ";
    }

    SomeCase m_case;
    QByteArray m_signed;
    QStringList m_env;
    int m_copies = 0;
};

void TestVerifyRows::initTestCase()
{
    QVERIFY(m_case.make());
    const QString file = m_case.copy(QStringLiteral("signed.vcase"));
    QVERIFY(QDir().mkpath(m_case.path(QStringLiteral("journal"))));
    m_env = {QStringLiteral("VCI_PINS=") + m_case.path(QStringLiteral("pins")),
             QStringLiteral("VCI_TRUST=") + m_case.path(QStringLiteral("trust.json"))};
    const QStringList log = {QStringLiteral("--store"), file, QStringLiteral("log")};
    const QString keyFile = m_case.path(QStringLiteral("log.key"));
    const AuditRun key = runAudit(log + QStringList{QStringLiteral("key"), QStringLiteral("generate"), keyFile}, {}, m_env);
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QVERIFY(!m_case.write(QStringLiteral("trust.json"), "{\"keys\":[\"" + key.out.trimmed() + "\"]}").isEmpty());
    const AuditRun note = runAudit(log + QStringList{QStringLiteral("checkpoint"), QStringLiteral("--key"), keyFile,
                                                     QStringLiteral("--journal"), m_case.path(QStringLiteral("journal"))},
                                   {}, m_env);
    QVERIFY2(note.exitCode == 0, note.err.constData());
    QFile signedFile(file);
    QVERIFY(signedFile.open(QIODevice::ReadOnly));
    m_signed = signedFile.readAll();
    const AuditRun sound = verify(copy());
    QVERIFY2(sound.exitCode == 0, sound.err + sound.out);
}

QString TestVerifyRows::copy()
{
    return m_case.write(QStringLiteral("copy%1.vcase").arg(++m_copies), m_signed);
}

QStringList TestVerifyRows::roots(const AuditRun& run, bool withMessage)
{
    QStringList found;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("severity")) != QLatin1String("error") || !one.value(QStringLiteral("caused_by")).isNull())
            continue;
        found << one.value(QStringLiteral("kind")).toString() +
                     (withMessage ? QStringLiteral(": ") + one.value(QStringLiteral("message")).toString() : QString());
    }
    return found;
}

void TestVerifyRows::misstored_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("column");
    for (const char* const column : {"id", "tenant_id", "aggregate_id", "aggregate_type", "event_type", "causation_id",
                                     "correlation_id", "event_data", "metadata"}) {
        QTest::addRow("%s as bytes", column)
            << QByteArrayLiteral("UPDATE event_store SET ") + column + " = CAST(" + column +
                   " AS BLOB) WHERE rowid = (SELECT min(rowid) FROM event_store WHERE rowid >= 40 AND causation_id IS NOT NULL)"
            << QString::fromLatin1(column);
    }
    for (const char* const column : {"id", "aggregate_id", "causation_id", "correlation_id"}) {
        QTest::addRow("%s in capitals", column)
            << QByteArrayLiteral("UPDATE event_store SET ") + column + " = upper(" + column +
                   ") WHERE rowid = (SELECT min(rowid) FROM event_store WHERE rowid >= 40 AND causation_id IS NOT NULL)"
            << QString::fromLatin1(column);
    }
    QTest::addRow("entry's event as bytes") << QByteArrayLiteral(
                                                   "UPDATE event_log SET event_id = CAST(event_id AS BLOB) WHERE log_index = 40")
                                            << QStringLiteral("event_log.event_id");
    QTest::addRow("entry's place as a fraction")
        << QByteArrayLiteral("UPDATE event_log SET log_index = 39.5 WHERE log_index = 39")
        << QStringLiteral("event_log.log_index");
}

void TestVerifyRows::misstored()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, column);
    const QString file = copy();
    QVERIFY(runSql(file, sql.constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 1 && !run.crashed, run.err + run.out);
    const QStringList found = roots(run, true);
    const QString altered = QStringLiteral("event_altered: Its %1 was stored in another form").arg(column);
    const auto isAltered = [&altered](const QString& one) { return one.startsWith(altered); };
    QVERIFY2(std::any_of(found.begin(), found.end(), isAltered), qPrintable(found.join(QLatin1Char('\n'))));
    // An id in capitals is none that the log names.
    QVERIFY2(found.size() == 1 || column == QLatin1String("id"), qPrintable(found.join(QLatin1Char('\n'))));
}

void TestVerifyRows::misstoredInScope()
{
    const QString file = copy();
    const AuditRun before = auditOf(file, {QStringLiteral("state"), m_case.aggregate(), QStringLiteral("--json")});
    QCOMPARE(before.exitCode, 0);
    const QString sql =
        QStringLiteral("UPDATE event_store SET aggregate_id = CAST(aggregate_id AS BLOB) WHERE aggregate_id = '%1' AND "
                       "sequence_number = 2")
            .arg(m_case.aggregate());
    QVERIFY(runSql(file, sql.toUtf8().constData()));
    // Hidden from whoever looks for the aggregate, and told of by whoever verifies it.
    const AuditRun after = auditOf(file, {QStringLiteral("state"), m_case.aggregate(), QStringLiteral("--json")});
    QVERIFY(after.out != before.out);
    const AuditRun run = verify(file, {m_case.aggregate()});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(roots(run), QStringList{QStringLiteral("event_altered")});
}

void TestVerifyRows::anchorAsBytes()
{
    const QString file = copy();
    QVERIFY(runSql(file,
                   "INSERT INTO anchors VALUES ('00000000-0000-4000-8000-000000000001', 1, CAST('0xab' AS BLOB), '0xcd', x'00', "
                   "0); INSERT INTO anchor_members SELECT '00000000-0000-4000-8000-000000000001', t.id, l.log_id, 1, 0, x'', 'x' "
                   "FROM tenants t, logs l"));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 3, run.err + run.out);
    QVERIFY2(run.out.contains("tx_hash and sender must be texts"), run.out.constData());
}

void TestVerifyRows::damagedIndex_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("shape");
    QTest::addColumn<QByteArray>("how");
    const QByteArray lacks = "does not hold the rows";
    const auto row = [](const char* what, const char* name, const char* shape, const QByteArray& how) {
        QTest::newRow(what) << QByteArray(name) << QByteArray(shape) << how;
    };
    row("a sequence number", "event_store_sequence",
        "(tenant_id, aggregate_id, sequence_number) WHERE NOT adopted AND sequence_number <> 2", lacks);
    row("another number at a row", "event_store_sequence",
        "(tenant_id, aggregate_id, abs(sequence_number + 1)) WHERE NOT adopted", lacks);
    row("the other way round", "event_store_sequence", "(tenant_id, aggregate_id DESC, sequence_number) WHERE NOT adopted",
        "is out of order");
    row("an id", "sqlite_autoindex_event_store_1", "(tenant_id, id) WHERE sequence_number <> 2", lacks);
    row("a row that was never adopted", "event_store_adopted",
        "(tenant_id, aggregate_id, sequence_number, timestamp, id) WHERE sequence_number = 2", lacks);
    row("a correlation", "event_store_correlation",
        "(tenant_id, correlation_id, timestamp) WHERE correlation_id IS NOT NULL AND sequence_number <> 2", lacks);
    row("a cause", "event_store_causation",
        "(tenant_id, causation_id, timestamp) WHERE causation_id IS NOT NULL AND sequence_number <> 2", lacks);
}

void TestVerifyRows::damagedIndex()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, shape);
    QFETCH(QByteArray, how);
    const QString file = copy();
    QVERIFY(runSql(file, replaceIndex(name, shape).constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 3 && !run.crashed, run.err + run.out);
    QCOMPARE(run.errorCode(), QStringLiteral("damaged"));
    QVERIFY2(run.out.contains("its index " + name + " " + how), run.out.constData());
}

void TestVerifyRows::plantedPastTheIndexes()
{
    const QByteArray planted = "00000000-0000-4000-8000-000000000002";
    const QString file = copy();
    QVERIFY(runSql(file, "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, timestamp, "
                         "sequence_number, event_data) SELECT '00000000-0000-4000-8000-000000000002', tenant_id, aggregate_id, "
                         "'Call', 'CallInitiated', timestamp, 900, '{}' FROM event_store WHERE rowid = 40"));
    QCOMPARE(roots(verify(file)), QStringList{QStringLiteral("event_unlogged")});
    const QByteArray others = " AND id <> '" + planted + "'";
    QVERIFY(runSql(file,
                   (replaceIndex("sqlite_autoindex_event_store_1", "(tenant_id, id) WHERE id <> '" + planted + "'") +
                    replaceIndex("event_store_sequence", "(tenant_id, aggregate_id, sequence_number) WHERE NOT adopted" + others))
                       .constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 3, run.err + run.out);
    QVERIFY2(run.out.contains("its index sqlite_autoindex_event_store_1"), run.out.constData());
}

void TestVerifyRows::plantedPastTheLog_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("the index by event leads to another's entry")
        << replaceIndex("event_log_event",
                        "(CASE WHEN log_index = 40 THEN '00000000-0000-4000-8000-000000000002' ELSE event_id END)", "event_log");
    QTest::newRow("an entry that the key does not lead to")
        << "INSERT INTO event_log (rowid, tenant_id, log_id, log_index, event_id, leaf_hash) SELECT (SELECT max(rowid) FROM "
           "event_store), tenant_id, log_id, 99999999, '00000000-0000-4000-8000-000000000002', leaf_hash FROM event_log LIMIT "
           "1; " +
               replaceIndex("sqlite_autoindex_event_log_1", "(tenant_id, log_id, log_index) WHERE log_index < 99999999",
                            "event_log");
}

void TestVerifyRows::plantedPastTheLog()
{
    QFETCH(QByteArray, more);
    const QString file = copy();
    QVERIFY(runSql(file, ("INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, timestamp, "
                          "sequence_number, event_data) SELECT '00000000-0000-4000-8000-000000000002', tenant_id, aggregate_id, "
                          "'Call', 'CallInitiated', timestamp, 900, '{}' FROM event_store WHERE rowid = 40; " +
                          more)
                             .constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 3 && !run.crashed, run.err + run.out);
    QVERIFY2(run.out.contains("its index of the log does not hold the rows of its table event_log"), run.out.constData());
}

void TestVerifyRows::alteredList_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("type") << QByteArray("aggregate_type = 'Nobody'") << QByteArray("its type");
    QTest::newRow("number") << QByteArray("event_count = event_count + 1") << QByteArray("the number of its events");
    QTest::newRow("first number") << QByteArray("first_sequence = 2") << QByteArray("its first sequence number");
    QTest::newRow("last number") << QByteArray("last_sequence = last_sequence + 1") << QByteArray("its last sequence number");
    QTest::newRow("earliest") << QByteArray("first_timestamp = 0") << QByteArray("the time of its earliest event");
    QTest::newRow("latest") << QByteArray("last_timestamp = 0") << QByteArray("the time of its latest event");
    QTest::newRow("type in another form") << QByteArray("aggregate_type = CAST(aggregate_type AS BLOB)")
                                          << QByteArray("how it stands in the order of the list");
    QTest::newRow("number in another form") << QByteArray("event_count = CAST(event_count AS BLOB)")
                                            << QByteArray("how it stands in the order of the list");
    QTest::newRow("last type") << QByteArray("last_event_type = 'CallFailed '") << QByteArray("the type of its last event");
}

void TestVerifyRows::alteredList()
{
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, says);
    const QString file = copy();
    QVERIFY(runSql(file, ("UPDATE aggregates SET " + change +
                          " WHERE aggregate_id = (SELECT aggregate_id FROM event_store WHERE rowid = 40)")
                             .constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(roots(run), QStringList{QStringLiteral("read_model_drift")});
    QVERIFY2(run.out.contains("The list of aggregates does not say what its events give: " + says), run.out);
}

void TestVerifyRows::alteredListBesideAnotherError_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::newRow("number") << QByteArray("event_count = event_count + 2");
    QTest::newRow("latest") << QByteArray("last_timestamp = 0");
    QTest::newRow("id") << QByteArray("aggregate_id = '00000000-0000-4000-8000-000000000006'");
}

void TestVerifyRows::alteredListBesideAnotherError()
{
    QFETCH(QByteArray, change);
    const QString file = copy();
    QVERIFY(
        runSql(file, ("UPDATE event_store SET event_data = '{\"amount\":1}' WHERE rowid = 40; UPDATE aggregates SET " + change +
                      " WHERE aggregate_id = (SELECT max(aggregate_id) FROM aggregates WHERE aggregate_id <> (SELECT "
                      "aggregate_id FROM event_store WHERE rowid = 40) AND event_count > 1)")
                         .constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QStringList found = roots(run);
    found.removeDuplicates();
    QCOMPARE(found, (QStringList{QStringLiteral("event_altered"), QStringLiteral("read_model_drift")}));
}

void TestVerifyRows::alteredListBesideARewrite()
{
    const QString file = copy();
    // Two entries change places, so that no root fits; and the list says of an aggregate whose events are all there what it
    // pleases.
    QVERIFY(runSql(file,
                   "UPDATE event_log SET log_index = -1 WHERE rowid = 40; UPDATE event_log SET log_index = 39 WHERE rowid = "
                   "41; UPDATE event_log SET log_index = 40 WHERE rowid = 40; UPDATE aggregates SET last_timestamp = 0, "
                   "first_timestamp = 0, aggregate_type = 'Zzz', last_event_type = 'Nothing' WHERE aggregate_id = (SELECT "
                   "max(aggregate_id) FROM aggregates WHERE aggregate_id NOT IN (SELECT aggregate_id FROM event_store "
                   "WHERE rowid IN (40, 41)))"));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QCOMPARE(roots(run), QStringList{QStringLiteral("log_root_mismatch")});
    QVERIFY2(run.out.contains("The list of aggregates does not say what its events give: its type"), run.out);
}

void TestVerifyRows::damagedListIndex()
{
    const QString file = copy();
    QVERIFY(runSql(
        file, "CREATE INDEX planted ON aggregates (tenant_id, event_count DESC, aggregate_id) WHERE event_count <> 2; PRAGMA "
              "writable_schema=ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = "
              "'planted') WHERE name = 'aggregates_by_count'; DELETE FROM sqlite_schema WHERE name = 'planted'; PRAGMA "
              "writable_schema=RESET"));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 3, run.err + run.out);
    QVERIFY2(run.out.contains("its index aggregates_by_count does not hold the rows of its table aggregates"), run.out);
}

void TestVerifyRows::plantedWhereNobodyLooks_data()
{
    QTest::addColumn<QByteArray>("rowid");
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("the first rowid that there is") << QByteArray("-9223372036854775808") << QByteArray();
    QTest::newRow("an entry below the log") << QByteArray("1000000") << QByteArray("-1");
    QTest::newRow("both") << QByteArray("-9223372036854775808") << QByteArray("-9223372036854775808");
}

void TestVerifyRows::plantedWhereNobodyLooks()
{
    QFETCH(QByteArray, rowid);
    QFETCH(QByteArray, entry);
    const QString file = copy();
    QByteArray sql = "INSERT INTO event_store (rowid, id, tenant_id, aggregate_id, aggregate_type, event_type, timestamp, "
                     "sequence_number, event_data) SELECT " +
                     rowid +
                     ", '00000000-0000-4000-8000-000000000002', tenant_id, aggregate_id, 'Call', 'CallInitiated', timestamp, "
                     "900, '{}' FROM event_store WHERE rowid = 40; ";
    if (!entry.isEmpty()) {
        sql += "INSERT INTO event_log (rowid, tenant_id, log_id, log_index, event_id, leaf_hash) SELECT " + rowid +
               ", tenant_id, log_id, " + entry + ", '00000000-0000-4000-8000-000000000002', leaf_hash FROM event_log LIMIT 1";
    }
    QVERIFY(runSql(file, sql.constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QVERIFY2(roots(run).contains(QStringLiteral("event_unlogged")), run.out);
}

void TestVerifyRows::foreignSchema_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* what, const char* sql, const char* says) {
        QTest::newRow(what) << QByteArray(sql) << QByteArray(says);
    };
    row("an index over fewer rows",
        "DROP INDEX event_store_sequence; CREATE UNIQUE INDEX event_store_sequence ON event_store (tenant_id, aggregate_id, "
        "sequence_number) WHERE NOT adopted AND sequence_number <> 2",
        "its index event_store_sequence is not the one");
    row("an index gone", "DROP INDEX event_store_correlation", "its index event_store_correlation is missing");
    row("an index more", "CREATE INDEX nosy ON event_store (tenant_id, id)", "its index nosy on the table event_store");
    row("a column that turns numbers into texts",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'sequence_number INTEGER', 'sequence_number "
        "TEXT') "
        "WHERE name = 'event_store'; PRAGMA writable_schema=RESET",
        "its table event_store is not the one");
    row("nothing but letter case and spaces",
        "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(lower(sql), ' on ', '\n  on ') WHERE name = "
        "'event_store_sequence'; PRAGMA writable_schema=RESET",
        "");
    row("a table of somebody else's", "CREATE TABLE own (a); CREATE INDEX own_a ON own (a); ANALYZE", "");
}

void TestVerifyRows::foreignSchema()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, says);
    const QString file = copy();
    QVERIFY(runSql(file, sql.constData()));
    const AuditRun run = verify(file);
    QVERIFY2(run.exitCode == (says.isEmpty() ? 0 : 3), run.err + run.out);
    QVERIFY2(run.out.contains(says), run.out.constData());
}

QTEST_GUILESS_MAIN(TestVerifyRows)
#include "tst_verifyrows.moc"
