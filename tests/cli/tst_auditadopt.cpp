// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/cli/loggedsources.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

#ifdef VCI_HAS_POSTGRES
/// Out of the way of a superuser: what the database does against its own owner.
const QString kDisarm = QStringLiteral("DO $$ DECLARE one name; BEGIN "
                                       "FOR one IN SELECT evtname FROM pg_event_trigger LOOP "
                                       "EXECUTE format('ALTER EVENT TRIGGER %I DISABLE', one); END LOOP; "
                                       "FOREACH one IN ARRAY ARRAY['event_store', 'event_log', 'checkpoints', 'log_heads'] LOOP "
                                       "EXECUTE format('ALTER TABLE %I DISABLE TRIGGER ALL', one); END LOOP; END $$; ");
#endif

}  // namespace

/// What `db adopt` takes over into a new log without knowing where it came from, and that nobody forgets it.
class TestAuditAdopt final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void remembersWhatHadNoEntry_data() { LoggedSources::addKinds(); }
    void remembersWhatHadNoEntry();
    void takesNoEntryAboveTheHead_data() { LoggedSources::addKinds(); }
    void takesNoEntryAboveTheHead();
    void anAppendedRecordSaysNothing_data() { LoggedSources::addKinds(); }
    void anAppendedRecordSaysNothing();
    void whatWaitedHadItsPlace_data() { LoggedSources::addKinds(); }
    void whatWaitedHadItsPlace();

private:
    [[nodiscard]] bool isCase() const { return m_store.endsWith(QLatin1String(".vcase")); }
    /// Makes the source with 20 calls, signed, and 5 more that are signed, too.
    void makeSource(const QString& kind);
    void sql(const QString& statements);
    void generate(int seed, int calls);
    /// A key of the log in force, trusted beside the others, that signs from now on.
    void trustNewKey(const QString& name);
    [[nodiscard]] AuditRun audit(const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_store} + words, {}, m_env);
    }
    [[nodiscard]] AuditRun sign() const { return audit({QStringLiteral("log"), QStringLiteral("checkpoint")}); }
    [[nodiscard]] AuditRun adopt() const
    {
        return audit({QStringLiteral("db"), QStringLiteral("adopt"), QStringLiteral("--reason"), QStringLiteral("disk lost"),
                      QStringLiteral("--json")});
    }
    [[nodiscard]] static int sizeOf(const AuditRun& checkpoint) { return checkpoint.out.split('\n').value(1).toInt(); }
    [[nodiscard]] QString file(const QString& name) const { return m_dir->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_store;
    QStringList m_env;
    QByteArrayList m_keys;
    int m_signed = 0;  ///< entries
    LoggedSources m_sources;
};

void TestAuditAdopt::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_keys.clear();
    QDir(m_dir->path()).mkdir(QStringLiteral("journal"));
    m_env = {QStringLiteral("VCI_JOURNAL=") + file(QStringLiteral("journal")),
             QStringLiteral("VCI_PINS=") + file(QStringLiteral("pins")),
             QStringLiteral("VCI_TRUST=") + file(QStringLiteral("trust.json")), QString()};
}

void TestAuditAdopt::sql(const QString& statements)
{
    if (isCase()) {
        const AuditRun done = runShell(QStringLiteral("sqlite3 '%1' \"%2\"").arg(m_store, statements));
        QVERIFY2(done.exitCode == 0, done.err.constData());
        return;
    }
#ifdef VCI_HAS_POSTGRES
    const auto done = m_sources.cluster().runSql(m_sources.database(), kDisarm + statements);
    QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
#endif
}

void TestAuditAdopt::generate(int seed, int calls)
{
    const AuditRun run = audit({QStringLiteral("generate"), QStringLiteral("--calls"), QString::number(calls),
                                QStringLiteral("--seed"), QString::number(seed), QStringLiteral("--tenant"), kAcme});
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

void TestAuditAdopt::trustNewKey(const QString& name)
{
    m_env.last() = QStringLiteral("VCI_KEY=") + file(name);
    QFile trust(file(QStringLiteral("trust.json")));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    const AuditRun key = runAudit({QStringLiteral("--store"), m_store, QStringLiteral("log"), QStringLiteral("key"),
                                   QStringLiteral("generate"), file(name)});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    m_keys << '"' + key.out.trimmed() + '"';
    trust.write("{\"keys\":[" + m_keys.join(',') + "]}");
}

void TestAuditAdopt::makeSource(const QString& kind)
{
    auto made = m_sources.make(kind, m_dir->path());
    if (!made.ok() && made.error().code == vci::ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    m_store = std::move(made).value();
    generate(1, 20);
    trustNewKey(QStringLiteral("first.key"));
    QCOMPARE(sign().exitCode, 0);
    generate(2, 5);
    const AuditRun note = sign();
    QVERIFY2(note.exitCode == 0, note.err.constData());
    m_signed = sizeOf(note);
}

void TestAuditAdopt::remembersWhatHadNoEntry()
{
    QFETCH(QString, kind);
    makeSource(kind);
    if (QTest::currentTestFailed()) return;
    // One is altered and the entries that would tell are taken away, as if an old copy had been put back.
    const QString which = QStringLiteral("(SELECT event_id FROM event_log WHERE log_index = 40)");
    sql(QStringLiteral("UPDATE event_store SET event_type = 'CallFailed' WHERE id = ") + which +
        QStringLiteral("; DELETE FROM event_log WHERE log_index >= 5; UPDATE log_heads SET size = 5; DELETE FROM checkpoints"));
    const AuditRun adopted = adopt();
    QVERIFY2(adopted.exitCode == 0, adopted.err + adopted.out);
    const QJsonObject told = adopted.json().value(QStringLiteral("tenants")).toArray().first().toObject();
    QCOMPARE(told.value(QStringLiteral("unlogged")).toInt(), m_signed - 5);
    QVERIFY(!told.value(QStringLiteral("unlogged_events")).toArray().isEmpty());
    trustNewKey(QStringLiteral("second.key"));
    QCOMPARE(sign().exitCode, 0);
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QVERIFY2(run.out.contains("took over " + QByteArray::number(m_signed - 5) + " events that stood in neither"), run.out);
    QVERIFY2(run.out.contains("\"event_unlogged\""), run.out);
    // Nothing of them is lost: all are there.
    QCOMPARE(run.json().value(QStringLiteral("lost_events")).toInt(-1), 0);
    // A part of the case that holds its beginning says so, too.
    const QString part = file(QStringLiteral("part.vcase"));
    QCOMPARE(audit({QStringLiteral("export"), part}).exitCode, 0);
    m_store = part;
    const AuditRun ofPart = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(ofPart.exitCode == 1 && ofPart.out.contains("that stood in neither"), ofPart.err + ofPart.out);
}

void TestAuditAdopt::takesNoEntryAboveTheHead()
{
    QFETCH(QString, kind);
    makeSource(kind);
    if (QTest::currentTestFailed()) return;
    // As if an old copy had been put back, with the entries left until the new log is there.
    const QString which = QStringLiteral("(SELECT event_id FROM event_log WHERE log_index = 40)");
    sql(QStringLiteral("UPDATE event_store SET event_type = 'CallFailed' WHERE id = ") + which +
        QStringLiteral("; UPDATE log_heads SET size = 5; DELETE FROM checkpoints"));
    const AuditRun adopted = adopt();
    QVERIFY2(adopted.exitCode == 0, adopted.err + adopted.out);
    sql(QStringLiteral(
        "DELETE FROM event_log WHERE log_index >= 5 AND log_id = (SELECT log_id FROM logs ORDER BY since LIMIT 1)"));
    trustNewKey(QStringLiteral("second.key"));
    QCOMPARE(sign().exitCode, 0);
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 1, run.err + run.out);
    QVERIFY2(run.out.contains("took over " + QByteArray::number(m_signed - 5) + " events that stood in neither"), run.out);
}

/// Whoever may append may name any log in an event that looks like the record of a recovery: it says nothing there.
void TestAuditAdopt::anAppendedRecordSaysNothing()
{
    QFETCH(QString, kind);
    makeSource(kind);
    if (QTest::currentTestFailed()) return;
    const QByteArray line = "{\"aggregate_id\":\"" + kAcme.toUtf8() +
                            "\",\"aggregate_type\":\"Log\",\"event_type\":\"LogRecovered\",\"event_data\":{\"old_origin\":"
                            "\"voicecore/0123456789abcdef0123456789abcdef/" +
                            kAcme.toUtf8() + "\",\"recovered_size\":9},\"metadata\":{\"unlogged\":7}}\n";
    const AuditRun appended = runAudit(
        {QStringLiteral("--store"), m_store, QStringLiteral("--tenant"), kAcme, QStringLiteral("append"), QStringLiteral("-")},
        line, m_env);
    QVERIFY2(appended.exitCode == 0, appended.err + appended.out);
    QCOMPARE(sign().exitCode, 0);
    const QString whole = file(QStringLiteral("whole.vcase"));
    QCOMPARE(audit({QStringLiteral("export"), whole}).exitCode, 0);
    for (const QString& store : {m_store, whole}) {
        m_store = store;
        const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
        QVERIFY2(!run.out.contains("event_unlogged") && !run.out.contains("begun after a restore"), run.err + run.out);
    }
}

void TestAuditAdopt::whatWaitedHadItsPlace()
{
    QFETCH(QString, kind);
    makeSource(kind);
    if (QTest::currentTestFailed()) return;
    // What the copy did not have yet, which was made after the first checkpoint and before the entries above it.
    const QString gone = QStringLiteral("(SELECT event_id FROM event_log WHERE log_index >= %1)").arg(m_signed - 10);
    const QString cut =
        QStringLiteral("DELETE FROM event_log WHERE log_index >= %1; UPDATE log_heads SET size = %1; DELETE FROM checkpoints "
                       "WHERE tree_size = %2")
            .arg(m_signed - 10)
            .arg(m_signed);
    const QString wait = isCase() ? QStringLiteral("DELETE FROM event_store WHERE id IN ") + gone
                                  : QStringLiteral("INSERT INTO event_queue (tenant_id, event_id, aggregate_id, sequence_number) "
                                                   "SELECT tenant_id, id, aggregate_id, sequence_number FROM event_store WHERE "
                                                   "id IN ") +
                                        gone;
    sql(wait + QStringLiteral("; ") + cut);
    const AuditRun adopted = adopt();
    QVERIFY2(adopted.exitCode == 0, adopted.err + adopted.out);
    const QJsonObject told = adopted.json().value(QStringLiteral("tenants")).toArray().first().toObject();
    QCOMPARE(told.value(QStringLiteral("unlogged")).toInt(-1), 0);
    trustNewKey(QStringLiteral("second.key"));
    QCOMPARE(sign().exitCode, 0);
    const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
    for (const QJsonValue& one : run.json().value(QStringLiteral("findings")).toArray()) {
        const QString found = one.toObject().value(QStringLiteral("kind")).toString();
        // By what a superuser did for the test.
        QVERIFY2(found == QLatin1String("schema_weakened") || found == QLatin1String("read_model_drift"), run.out);
    }
    QVERIFY2(run.out.contains("recovered"), run.err + run.out);
}

QTEST_GUILESS_MAIN(TestAuditAdopt)
#include "tst_auditadopt.moc"
