// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/sealedcase.h"
#include "tests/damage/somecase.h"

#include <QDir>
#include <QFile>
#include <QTest>

/// `verify` on exported cases (PROOF 6): every event by its inclusion path to the checkpoint that came along.
class TestVerifyExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whole();
    void part_data();
    void part();
    void tampered_data();
    void tampered();
    void unsignedSource();
    void untrustedKey();
    void aboveTheCheckpoint();
    void anotherCheckpointOfTheLog_data();
    void anotherCheckpointOfTheLog();
    void brokenSource_data();
    void brokenSource();
    void pins();
    void sealedWithoutNetwork();
    void exportOfAnExport();
    void partOfAnExport();
    void deletedInTheSource_data();
    void deletedInTheSource();
    void overlap();
    void gapOfAWholeAggregate();

private:
    /// A correlation of events of the case's aggregate.
    [[nodiscard]] QString correlation() const;
    [[nodiscard]] AuditRun run(const QStringList& words) const { return runAudit(words, {}, m_env); }
    [[nodiscard]] AuditRun verify(const QString& file, const QStringList& more = {}) const
    {
        return run(QStringList{QStringLiteral("--store"), file, QStringLiteral("verify"), QStringLiteral("--json")} + more);
    }
    /// Exports from the signed source, or from another; the new file.
    [[nodiscard]] QString exported(const QStringList& selection = {}, const QString& source = {});
    [[nodiscard]] static QJsonObject selectionOf(const AuditRun& run)
    {
        return run.json().value(QStringLiteral("selection")).toObject();
    }
    [[nodiscard]] static qint64 covered(const AuditRun& run, const char* badge)
    {
        return run.json().value(QStringLiteral("coverage")).toObject().value(QLatin1String(badge)).toInteger();
    }
    [[nodiscard]] static QStringList errorsOf(const AuditRun& run);

    SomeCase m_case;
    QString m_source;
    QStringList m_env;
    int m_copies = 0;
};

void TestVerifyExport::initTestCase()
{
    QVERIFY(m_case.make());
    m_source = m_case.copy(QStringLiteral("source.vcase"));
    QVERIFY(QDir().mkpath(m_case.path(QStringLiteral("journal"))));
    m_env = {QStringLiteral("VCI_KEY=") + m_case.path(QStringLiteral("log.key")),
             QStringLiteral("VCI_PINS=") + m_case.path(QStringLiteral("pins")),
             QStringLiteral("VCI_TRUST=") + m_case.path(QStringLiteral("trust.json"))};
    QVERIFY(!m_case.write(QStringLiteral("trust.json"), "{}").isEmpty());
    const QStringList log = {QStringLiteral("--store"), m_source, QStringLiteral("log")};
    const AuditRun key =
        run(log + QStringList{QStringLiteral("key"), QStringLiteral("generate"), m_case.path(QStringLiteral("log.key"))});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QVERIFY(!m_case.write(QStringLiteral("trust.json"), "{\"keys\":[\"" + key.out.trimmed() + "\"]}").isEmpty());
    const AuditRun note =
        run(log + QStringList{QStringLiteral("checkpoint"), QStringLiteral("--journal"), m_case.path(QStringLiteral("journal"))});
    QVERIFY2(note.exitCode == 0, note.err.constData());
}

QString TestVerifyExport::exported(const QStringList& selection, const QString& source)
{
    const QString file = m_case.path(QStringLiteral("export%1.vcase").arg(++m_copies));
    const AuditRun made = run(
        QStringList{QStringLiteral("--store"), source.isEmpty() ? m_source : source, QStringLiteral("export"), file} + selection);
    if (made.exitCode != 0) qWarning("%s", made.err.constData());
    return made.exitCode == 0 ? file : QString();
}

QStringList TestVerifyExport::errorsOf(const AuditRun& run)
{
    QStringList kinds;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("severity")) == QLatin1String("error"))
            kinds << one.value(QStringLiteral("kind")).toString();
    }
    return kinds;
}

void TestVerifyExport::partOfAnExport()
{
    const QString part = exported({QStringLiteral("--type"), QStringLiteral("CallEnded")});
    const AuditRun again = verify(exported({}, part));
    QVERIFY2(again.exitCode == 0, again.err + again.out);
    QCOMPARE(selectionOf(again).value(QStringLiteral("whole_aggregates")), QJsonValue(false));
}

void TestVerifyExport::deletedInTheSource_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("one") << QByteArray() << QByteArray("1 event that is not there any more");
    QTest::newRow("one that two entries name")
        << QByteArray(
               "UPDATE event_log SET event_id = (SELECT event_id FROM event_log ORDER BY rowid DESC LIMIT 1) WHERE rowid = "
               "7;")
        << QByteArray("2 events that are not there any more");
}

void TestVerifyExport::deletedInTheSource()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, told);
    const QString source = m_case.copy(QStringLiteral("lossy.vcase"));
    QVERIFY(QFile::remove(source) && QFile::copy(m_source, source));
    // The last of its aggregate: no gap tells of it.
    QVERIFY(runSql(source, (before + "DELETE FROM event_store WHERE rowid = (SELECT max(rowid) FROM event_store)").constData()));
    const QString file = m_case.path(QStringLiteral("lost.vcase"));
    QFile::remove(file);
    const AuditRun made = run({QStringLiteral("--store"), source, QStringLiteral("export"), file});
    QCOMPARE(made.exitCode, 0);
    QVERIFY2(made.err.contains(told), made.err.constData());
    const AuditRun after = verify(file);
    QCOMPARE(after.exitCode, 1);
    QVERIFY2(errorsOf(after).contains(QStringLiteral("event_missing")), after.out.constData());
    QVERIFY2(!errorsOf(after).contains(QStringLiteral("event_unlogged")), after.out.constData());
    QVERIFY2(!errorsOf(after).contains(QStringLiteral("custody_broken")), after.out.constData());
}

QString TestVerifyExport::correlation() const
{
    const AuditRun events = auditOf(m_source, {QStringLiteral("events"), m_case.aggregate(), QStringLiteral("--json")});
    for (const QJsonValue& event : events.json().value(QStringLiteral("events")).toArray()) {
        const QString id = event.toObject().value(QStringLiteral("correlation_id")).toString();
        if (!id.isEmpty()) return id;
    }
    return {};
}

void TestVerifyExport::overlap()
{
    // What is asked for twice goes in once, and is counted once.
    const QString file = m_case.path(QStringLiteral("overlap.vcase"));
    const AuditRun made =
        run({QStringLiteral("--store"), m_source, QStringLiteral("export"), file, QStringLiteral("--correlation"), correlation(),
             QStringLiteral("--aggregate"), m_case.aggregate(), QStringLiteral("--json")});
    QCOMPARE(made.exitCode, 0);
    const qint64 events = made.json().value(QStringLiteral("events")).toInteger();
    QVERIFY(events > 0);
    QCOMPARE(made.json().value(QStringLiteral("proved")).toInteger(), events);
    QCOMPARE(selectionOf(verify(file)).value(QStringLiteral("proved")).toInteger(), events);
}

void TestVerifyExport::gapOfAWholeAggregate()
{
    const QString aggregate = m_case.aggregate();
    const QStringList both = {QStringLiteral("--aggregate"), aggregate, QStringLiteral("--correlation"), correlation()};
    const AuditRun sound = verify(exported(both));
    QVERIFY2(sound.exitCode == 0, sound.out + sound.err);
    const QString source = m_case.path(QStringLiteral("gappy.vcase"));
    QVERIFY(QFile::copy(m_source, source));
    const QByteArray gone =
        "(SELECT id FROM event_store WHERE aggregate_id = '" + aggregate.toUtf8() + "' AND sequence_number = 2)";
    QVERIFY(runSql(source, "DELETE FROM event_log WHERE event_id = " + gone + "; DELETE FROM event_store WHERE id = " + gone));
    const QString file = exported(both, source);
    for (const QString& one : {file, exported({}, file), exported({QStringLiteral("--aggregate"), aggregate}, file)}) {
        const AuditRun run = verify(one);
        QCOMPARE(run.exitCode, 1);
        const QJsonArray findings = run.json().value(QStringLiteral("findings")).toArray();
        QVERIFY2(findings.size() == 1, run.out.constData());
        QCOMPARE(findings.first().toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("sequence_gap"));
        QCOMPARE(findings.first().toObject().value(QStringLiteral("aggregate_id")).toString(), aggregate);
    }
    const AuditRun mixed = verify(file);
    QCOMPARE(selectionOf(mixed).value(QStringLiteral("whole")).toArray(), QJsonArray{aggregate});
    const QString reason = mixed.json().value(QStringLiteral("reason")).toString();
    QVERIFY2(reason.contains(
                 QStringLiteral("aggregate %1 is in it whole, of others it holds what came by a correlation").arg(aggregate)),
             qPrintable(reason));
    const AuditRun alone = verify(exported({QStringLiteral("--aggregate"), aggregate}, file));
    QCOMPARE(selectionOf(alone).value(QStringLiteral("whole_aggregates")).toBool(), true);
}

void TestVerifyExport::whole()
{
    const AuditRun whole = verify(exported());
    QVERIFY2(whole.exitCode == 0, whole.err + whole.out);
    const qint64 events = whole.json().value(QStringLiteral("events")).toInteger();
    QVERIFY(events > 100);
    QCOMPARE(whole.json().value(QStringLiteral("badge")).toString(), QStringLiteral("signed_only"));
    QCOMPARE(covered(whole, "signed_only"), events);
    QCOMPARE(selectionOf(whole).value(QStringLiteral("proved")).toInteger(), events);
    QVERIFY(selectionOf(whole).value(QStringLiteral("whole_aggregates")).toBool());
    QVERIFY(selectionOf(whole).value(QStringLiteral("unproved")).toArray().isEmpty());
    QVERIFY(whole.json().value(QStringLiteral("findings")).toArray().isEmpty());
}

void TestVerifyExport::part_data()
{
    QTest::addColumn<QStringList>("selection");
    QTest::addColumn<bool>("isOfWholeAggregates");
    QTest::newRow("an aggregate") << QStringList{QStringLiteral("--aggregate"), m_case.aggregate()} << true;
    QTest::newRow("types") << QStringList{QStringLiteral("--type"), QStringLiteral("CallEnded"), QStringLiteral("--type"),
                                          QStringLiteral("CallInitiated")}
                           << false;
}

void TestVerifyExport::part()
{
    QFETCH(QStringList, selection);
    QFETCH(bool, isOfWholeAggregates);
    const AuditRun part = verify(exported(selection));
    // Neither the gaps that the choice made nor causes that were not chosen are anybody's fault.
    QVERIFY2(part.exitCode == 0, part.err + part.out);
    QVERIFY(part.json().value(QStringLiteral("findings")).toArray().isEmpty());
    const qint64 events = part.json().value(QStringLiteral("events")).toInteger();
    QVERIFY(events > 0);
    QCOMPARE(selectionOf(part).value(QStringLiteral("proved")).toInteger(), events);
    QCOMPARE(selectionOf(part).value(QStringLiteral("whole_aggregates")).toBool(), isOfWholeAggregates);
    QCOMPARE(part.json().value(QStringLiteral("reason")).toString().contains(QLatin1String("gaps in it say nothing")),
             !isOfWholeAggregates);
}

void TestVerifyExport::tampered_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("errors");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* sql, int exitCode, const char* errors, const char* says) {
        QTest::newRow(name) << QByteArray(sql) << exitCode << QString::fromLatin1(errors) << QByteArray(says);
    };
    row("event", "UPDATE event_store SET event_data = '{}' WHERE rowid = 7", 1, "event_altered", "its leaf hash is another");
    row("event, its path gone",
        "UPDATE event_store SET event_data = '{}' WHERE rowid = 7; DELETE FROM event_proofs WHERE event_id = (SELECT id FROM "
        "event_store WHERE rowid = 7)",
        1, "event_altered", "its leaf hash is another");
    row("entry", "UPDATE event_log SET leaf_hash = zeroblob(32) WHERE rowid = 7", 1, "event_altered",
        "the event itself is the one that the checkpoint covers");
    row("places of two entries",
        "UPDATE event_log SET log_index = -1 WHERE rowid = 7; UPDATE event_log SET log_index = 6 WHERE rowid = 8; "
        "UPDATE event_log SET log_index = 7 WHERE rowid = 7",
        1, "event_altered, event_altered", "does not lead to the checkpoint");
    row("path", "UPDATE event_proofs SET path = zeroblob(length(path)) WHERE rowid = 7", 1, "event_altered",
        "does not lead to the checkpoint");
    row("path cut", "UPDATE event_proofs SET path = substr(path, 1, 31) WHERE rowid = 7", 1, "event_altered",
        "does not lead to the checkpoint");
    row("path emptied", "UPDATE event_proofs SET path = x'' WHERE rowid = 7", 1, "event_altered",
        "does not lead to the checkpoint");
    row("path gone", "DELETE FROM event_proofs WHERE rowid = 7", 5, "", "1 event came without the inclusion path");
    row("all paths gone", "DELETE FROM event_proofs", 5, "", "events came without the inclusion path");
    row("event gone", "DELETE FROM event_store WHERE rowid = 7", 1, "event_missing", "The log names an event");
    row("event gone without a trace",
        "DELETE FROM event_proofs WHERE event_id = (SELECT id FROM event_store WHERE rowid = 7); DELETE FROM event_store WHERE "
        "rowid = 7; DELETE FROM event_log WHERE rowid = 7",
        1, "event_missing", "fewer events than were exported");
    row("event put in",
        "INSERT INTO event_store (id, tenant_id, aggregate_id, aggregate_type, event_type, event_version, timestamp, "
        "sequence_number, adopted, event_data, metadata) SELECT '5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11', tenant_id, "
        "'5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e12', aggregate_type, event_type, event_version, timestamp, 1, 0, event_data, "
        "metadata "
        "FROM event_store WHERE rowid = 7",
        1, "event_unlogged", "more events than were exported");
    row("checkpoint gone", "DELETE FROM checkpoints", 5, "", "no trusted key has signed it");
    // The pin of the run before holds the same root, signed.
    row("note changed", "UPDATE checkpoints SET note = replace(note, '\xe2\x80\x94 ', '\xe2\x80\x94 x')", 1, "checkpoint_missing",
        "in whose place the source records another note");
    row("no note at all", "UPDATE checkpoints SET note = 'x'", 1, "checkpoint_signature_invalid", "holds no signed checkpoint");
    row("root beside the note", "UPDATE checkpoints SET root_hash = zeroblob(32)", 1, "checkpoint_inconsistent",
        "say another size or root");
    // The one that came with the case is the one that a trusted key signed.
    const QByteArray greater =
        "INSERT INTO checkpoints SELECT tenant_id, log_id, tree_size + 7, zeroblob(32), replace(replace(note, "
        "char(10) || tree_size || char(10), char(10) || (tree_size + 7) || char(10)), char(8212) || ' "
        "voicecore/', char(8212) || ' %1/') FROM checkpoints";
    row("a greater checkpoint put in", QByteArray(greater).replace("%1", "voicecore").constData(), 1,
        "checkpoint_signature_invalid", "it was put in");
    row("a greater checkpoint put in, by an unknown key", QByteArray(greater).replace("%1", "someone").constData(), 1,
        "checkpoint_signature_invalid", "it was put in");
    row("log gone without a trace",
        "DELETE FROM event_log; DELETE FROM event_proofs; DELETE FROM checkpoints; DELETE FROM log_heads", 5, "",
        "still wait for the log");
    row("entry gone, its path left", "DELETE FROM event_log WHERE rowid = 7", 1, "log_truncated",
        "rows of its log were taken away");
    row("log gone, its paths left", "UPDATE \"case\" SET origin = NULL; DELETE FROM event_log; DELETE FROM log_heads", 1,
        "log_truncated", "rows of its log were taken away");
    row("log gone, a pin left",
        "UPDATE \"case\" SET origin = NULL; DELETE FROM event_log; DELETE FROM event_proofs; DELETE FROM checkpoints; DELETE "
        "FROM "
        "log_heads",
        1, "log_truncated", "your pin of size");
    row("event gone without a trace, the count too",
        "DELETE FROM event_proofs WHERE event_id = (SELECT id FROM event_store WHERE rowid = 7); DELETE FROM event_store WHERE "
        "rowid = 7; DELETE FROM event_log WHERE rowid = 7; UPDATE \"case\" SET selection = replace(selection, '\"events\":' || "
        "(selection ->> 'events'), '\"events\":' || ((selection ->> 'events') - 1))",
        1, "custody_broken, read_model_drift", "but the row of");
    row("custody emptied", "DELETE FROM custody; UPDATE \"case\" SET custody_count = 0, custody_head = NULL", 1, "custody_broken",
        "does not begin with the record");
    row("selection garbled", "UPDATE \"case\" SET selection = 'x'", 3, "", "its selection does not say");
    row("selection as bytes", "UPDATE \"case\" SET selection = CAST(selection AS BLOB)", 3, "", "its selection does not say");
    row("custody", "UPDATE custody SET record = replace(record, 'exported', 'imported')", 1, "custody_broken",
        "Custody record 1 was changed");
    row("custody's last record", "DELETE FROM custody", 1, "custody_broken", "Custody record 1 is missing");
}

void TestVerifyExport::tampered()
{
    QFETCH(QByteArray, sql);
    QFETCH(int, exitCode);
    QFETCH(QString, errors);
    QFETCH(QByteArray, says);
    const QString file = exported();
    QCOMPARE(verify(file).exitCode, 0);
    QVERIFY(runSql(file, sql.constData()));
    const AuditRun after = verify(file);
    QVERIFY2(after.exitCode == exitCode && !after.crashed, after.err + after.out);
    QStringList kinds = errorsOf(after);
    // What the act brings about in its aggregate is told too, and points at it.
    kinds.removeAll(QStringLiteral("sequence_gap"));
    QCOMPARE(kinds.join(QStringLiteral(", ")), errors);
    QVERIFY2(after.out.contains(says), after.out.constData());
    const QString badge = after.json().value(QStringLiteral("badge")).toString();
    QCOMPARE(badge == QLatin1String("mismatch"), exitCode == 1);
    QVERIFY(exitCode == 0 || badge != QLatin1String("signed_only"));
}

void TestVerifyExport::unsignedSource()
{
    const QString file = exported({}, m_case.copy(QStringLiteral("unsigned.vcase")));
    const AuditRun self = verify(file);
    QVERIFY2(self.exitCode == 5, self.err + self.out);
    QCOMPARE(self.json().value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    QCOMPARE(selectionOf(self).value(QStringLiteral("proved")).toInteger(), 0);
    QCOMPARE(verify(file, {QStringLiteral("--require"), QStringLiteral("self")}).exitCode, 0);
}

void TestVerifyExport::untrustedKey()
{
    const QString trust = m_case.write(QStringLiteral("nobody.json"), "{}");
    const QString file = exported();
    const AuditRun run = verify(file, {QStringLiteral("--trust"), trust});
    QVERIFY2(run.exitCode == 5, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("badge")).toString(), QStringLiteral("self_consistent"));
    // Paths are followed all the same: who signed is one question, whether it fits another.
    QCOMPARE(selectionOf(run).value(QStringLiteral("proved")).toInteger(),
             run.json().value(QStringLiteral("events")).toInteger());
    QVERIFY(runSql(file, "UPDATE event_proofs SET path = zeroblob(length(path)) WHERE rowid = 7"));
    QCOMPARE(errorsOf(verify(file, {QStringLiteral("--trust"), trust})), QStringList{QStringLiteral("event_altered")});
}

void TestVerifyExport::aboveTheCheckpoint()
{
    const QString more = m_case.path(QStringLiteral("more.vcase"));
    QVERIFY(QFile::copy(m_source, more));
    QCOMPARE(auditOf(more, {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("3"), QStringLiteral("--seed"),
                            QStringLiteral("9"), QStringLiteral("--tenant"),
                            verify(m_source).json().value(QStringLiteral("tenant_id")).toString()})
                 .exitCode,
             0);
    const AuditRun run = verify(exported({}, more));
    QVERIFY2(run.exitCode == 5, run.err + run.out);
    QCOMPARE(run.json().value(QStringLiteral("badge")).toString(), QStringLiteral("pending"));
    QCOMPARE(covered(run, "signed_only"), selectionOf(run).value(QStringLiteral("proved")).toInteger());
    QVERIFY(covered(run, "pending") > 0);
    QVERIFY(run.json().value(QStringLiteral("findings")).toArray().isEmpty());
}

void TestVerifyExport::anotherCheckpointOfTheLog_data()
{
    QTest::addColumn<bool>("isNewer");
    QTest::newRow("a newer one") << true;
    QTest::newRow("an older one") << false;
}

void TestVerifyExport::anotherCheckpointOfTheLog()
{
    QFETCH(bool, isNewer);
    const QString more = m_case.path(QStringLiteral("grown%1.vcase").arg(isNewer));
    QVERIFY(QFile::copy(m_source, more));
    const QString journal = m_case.path(QStringLiteral("journal%1").arg(isNewer));
    QVERIFY(QDir().mkpath(journal));
    QCOMPARE(auditOf(more, {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("3"), QStringLiteral("--seed"),
                            QStringLiteral("9"), QStringLiteral("--tenant"),
                            verify(m_source).json().value(QStringLiteral("tenant_id")).toString()})
                 .exitCode,
             0);
    const AuditRun note = run({QStringLiteral("--store"), more, QStringLiteral("log"), QStringLiteral("checkpoint"),
                               QStringLiteral("--journal"), journal});
    QVERIFY2(note.exitCode == 0, note.err.constData());
    // Genuine, and not the one that the paths lead to.
    const QStringList own = {QStringLiteral("--pins"), m_case.path(QStringLiteral("pins%1").arg(isNewer))};
    const QString file = isNewer ? exported() : exported({}, more);
    const auto eventsOf = [](const AuditRun& of) { return of.json().value(QStringLiteral("events")).toInteger(); };
    const qint64 events = eventsOf(verify(file, own));
    QVERIFY(runSql(file, QStringLiteral("ATTACH '%1' AS other; INSERT OR IGNORE INTO checkpoints SELECT * FROM other.checkpoints")
                             .arg(isNewer ? more : m_source)
                             .toUtf8()
                             .constData()));
    const AuditRun after = verify(file, own);
    QVERIFY2(after.exitCode == 1, after.err + after.out);
    QCOMPARE(errorsOf(after), QStringList{QStringLiteral("checkpoint_inconsistent")});
    QVERIFY2(after.out.contains("no path in it leads there: it was put in"), after.out.constData());
    QCOMPARE(covered(after, "signed_only"), events);
}

void TestVerifyExport::brokenSource_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<QStringList>("selection");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("hasHoles");
    const QByteArray hole("DELETE FROM event_log WHERE log_index = 40");
    QTest::newRow("whole") << hole << QStringList() << 1 << true;
    // What the log lacks need not be of it.
    QTest::newRow("a part") << hole << QStringList{QStringLiteral("--type"), QStringLiteral("CallEnded")} << 5 << true;
    QTest::newRow("put in") << QByteArray(
                                   "INSERT INTO checkpoints SELECT tenant_id, log_id, 9999, root_hash, 'x' FROM checkpoints")
                            << QStringList() << 5 << false;
}

void TestVerifyExport::brokenSource()
{
    QFETCH(QByteArray, damage);
    QFETCH(QStringList, selection);
    QFETCH(int, exitCode);
    QFETCH(bool, hasHoles);
    const QString broken = m_case.path(QStringLiteral("broken-%1.vcase").arg(QLatin1String(QTest::currentDataTag())));
    QVERIFY(QFile::copy(m_source, broken));
    QVERIFY(runSql(broken, damage));
    const QString file = exported(selection, broken);
    for (const QString& one : {file, exported({}, file)}) {
        const AuditRun after = verify(one);
        QVERIFY2(after.exitCode == exitCode, after.err + after.out);
        QVERIFY2(after.out.contains("had holes below its newest checkpoint") == hasHoles, after.out.constData());
    }
}

void TestVerifyExport::pins()
{
    const QStringList own = {QStringLiteral("--pins"), m_case.path(QStringLiteral("ownpins"))};
    const QString file = exported({QStringLiteral("--aggregate"), m_case.aggregate()});
    const auto pinOf = [&](const QString& store) { return verify(store, own).json().value(QStringLiteral("pin")).toString(); };
    QCOMPARE(pinOf(file), QStringLiteral("created"));
    QCOMPARE(pinOf(file), QStringLiteral("consistent"));
    // What an export pinned holds for the whole log too.
    QCOMPARE(pinOf(m_source), QStringLiteral("consistent"));
}

void TestVerifyExport::sealedWithoutNetwork()
{
    if (runShell(QStringLiteral("unshare -rn true")).exitCode != 0) QSKIP("network namespaces are not permitted here");
    const QString file = exported({QStringLiteral("--aggregate"), m_case.aggregate()});
    const QString key = m_case.path(QStringLiteral("anna.key"));
    QVERIFY(writeKey(key, examinerKey()));
    QCOMPARE(run({QStringLiteral("casefile"), QStringLiteral("seal"), file, QStringLiteral("--key"), key}).exitCode, 0);
    const QString audit = QStringLiteral("unshare -rn \"$AUDIT\" --store '%1' verify --json --trust '%2' --pins '%3'")
                              .arg(file, m_case.path(QStringLiteral("trust.json")), m_case.path(QStringLiteral("pins")));
    const AuditRun sound = runShell(audit);
    QVERIFY2(sound.exitCode == 0, sound.err + sound.out);
    QCOMPARE(sound.json().value(QStringLiteral("badge")).toString(), QStringLiteral("signed_only"));
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadWrite) && bytes.seek(bytes.size() / 2));
    char byte = 0;
    QVERIFY(bytes.peek(&byte, 1) == 1 && bytes.putChar(static_cast<char>(byte ^ 1)));
    bytes.close();
    const AuditRun broken = runShell(audit);
    QCOMPARE(broken.exitCode, 1);
    QCOMPARE(broken.errorCode(), QStringLiteral("seal_broken"));
}

void TestVerifyExport::exportOfAnExport()
{
    const QString first = exported();
    const AuditRun run = verify(exported({QStringLiteral("--aggregate"), m_case.aggregate()}, first));
    QVERIFY2(run.exitCode == 0, run.err + run.out);
    QCOMPARE(selectionOf(run).value(QStringLiteral("proved")).toInteger(),
             run.json().value(QStringLiteral("events")).toInteger());
}

QTEST_GUILESS_MAIN(TestVerifyExport)
#include "tst_verifyexport.moc"
