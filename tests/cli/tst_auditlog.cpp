// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"
#include "tests/cli/loggedsources.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

QString text(const AuditRun& run)
{
    return QString::fromUtf8(run.out).trimmed();
}

}  // namespace

/// log key, log checkpoint, log prove, pins, trust and db adopt, as a person runs them, on a case file and on a hardened
/// database.
class TestAuditLog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keysAreMadeAndShown();
    void keyFilesMustBePrivate();
    void checkpointsGrow_data() { LoggedSources::addKinds(); }
    void checkpointsGrow();
    void refusesToSign_data();
    void refusesToSign();
    void provesEvents();
    void alteredEventsAreNotProved();
    void aStoppedRunIsMadeGood();
    void adoptsAfterARestore_data() { LoggedSources::addKinds(); }
    void adoptsAfterARestore();
    void comparesPins();
    void provesAndComparesAnExportedCase();
    void pinsFollowTheSigningKey_data();
    void pinsFollowTheSigningKey();
    void showsTrust();

private:
    /// Makes the source with 50 calls, and what a signer needs.
    void makeSource(const QString& kind);
    void generate(int seed, int calls);
    [[nodiscard]] AuditRun audit(const QStringList& words) const;
    [[nodiscard]] AuditRun sign() const { return audit({QStringLiteral("log"), QStringLiteral("checkpoint")}); }
    [[nodiscard]] int sizeOf(const AuditRun& checkpoint) const { return checkpoint.out.split('\n').value(1).toInt(); }
    [[nodiscard]] QString file(const char* name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QString anyEvent(int which) const;
    [[nodiscard]] QString eventType(const QString& event) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_store;
    QStringList m_env;
    LoggedSources m_sources;
};

void TestAuditLog::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QDir(m_dir->path()).mkdir(QStringLiteral("journal"));
    m_env = {QStringLiteral("VCI_KEY=") + file("a.key"), QStringLiteral("VCI_JOURNAL=") + file("journal"),
             QStringLiteral("VCI_PINS=") + file("pins"), QStringLiteral("VCI_TRUST=") + file("trust.json")};
}

AuditRun TestAuditLog::audit(const QStringList& words) const
{
    const QStringList common = {QStringLiteral("--store"), m_store};
    return runAudit(common + words, {}, m_env);
}

void TestAuditLog::generate(int seed, int calls)
{
    const AuditRun run = audit({QStringLiteral("generate"), QStringLiteral("--calls"), QString::number(calls),
                                QStringLiteral("--seed"), QString::number(seed), QStringLiteral("--tenant"), kAcme});
    QVERIFY2(run.exitCode == 0, run.err.constData());
}

void TestAuditLog::makeSource(const QString& kind)
{
    auto made = m_sources.make(kind, m_dir->path());
    if (!made.ok() && made.error().code == vci::ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    m_store = std::move(made).value();
    generate(1, 50);
    const AuditRun key = audit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("a.key")});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    QFile trust(file("trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write("{\"keys\":[\"" + text(key).toUtf8() + "\"]}");
}

QString TestAuditLog::anyEvent(int which) const
{
    const AuditRun events =
        audit({QStringLiteral("events"), QStringLiteral("--limit"), QString::number(which + 1), QStringLiteral("--json")});
    return events.json().value(QStringLiteral("events")).toArray().last().toObject().value(QStringLiteral("id")).toString();
}

QString TestAuditLog::eventType(const QString& event) const
{
    const auto chain = audit({QStringLiteral("chain"), event, QStringLiteral("--json")});
    for (const QJsonValue& one : chain.json().value(QStringLiteral("events")).toArray())
        if (one.toObject().value(QStringLiteral("id")) == event)
            return one.toObject().value(QStringLiteral("event_type")).toString();
    return {};
}

void TestAuditLog::keysAreMadeAndShown()
{
    const QString name = QStringLiteral("voicecore/examiner/anna");
    const QStringList generate = {QStringLiteral("log"),   QStringLiteral("key"),    QStringLiteral("generate"),
                                  file("b.key"),           QStringLiteral("--name"), name,
                                  QStringLiteral("--json")};
    const AuditRun made = runAudit(generate);
    QVERIFY2(made.exitCode == 0, made.err.constData());
    QCOMPARE(made.json().value(QStringLiteral("name")).toString(), name);
    const AuditRun shown =
        runAudit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("show"), QStringLiteral("--key"), file("b.key")});
    QCOMPARE(shown.exitCode, 0);
    QCOMPARE(text(shown), made.json().value(QStringLiteral("verifier_key")).toString());
    // As generate takes it; and before what the environment names.
    const QStringList byName = {QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("show"), file("b.key")};
    QCOMPARE(runAudit(byName, {}, {QStringLiteral("VCI_KEY=") + file("nowhere.key")}).out, shown.out);
    QCOMPARE(runAudit(byName + QStringList{QStringLiteral("--key"), file("b.key")}).exitCode, 2);
    QVERIFY(!(QFile::permissions(file("b.key")) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    QCOMPARE(runAudit(generate).errorCode(), QStringLiteral("already_exists"));
    QCOMPARE(runAudit(generate).exitCode, 2);
    QCOMPARE(runAudit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("c.key")}).exitCode, 2);
    QCOMPARE(runAudit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("show")}).exitCode, 2);
    const QString shownTwice = QStringLiteral("$AUDIT log key show '%1' > '%1.pub' && $AUDIT log key show '%1.pub'");
    QCOMPARE(runShell(shownTwice.arg(file("b.key"))).out, shown.out);
}

void TestAuditLog::keyFilesMustBePrivate()
{
    makeSource(QStringLiteral("case file"));
    QFile::setPermissions(file("a.key"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const AuditRun refused = sign();
    QCOMPARE(refused.exitCode, 2);
    QVERIFY(refused.err.contains("chmod 600"));
}

void TestAuditLog::checkpointsGrow()
{
    QFETCH(QString, kind);
    makeSource(kind);
    const AuditRun first = sign();
    QVERIFY2(first.exitCode == 0, first.err.constData());
    const int size = sizeOf(first);
    QVERIFY(size > 100);
    QVERIFY(first.out.startsWith("voicecore/"));
    QCOMPARE(sign().out, first.out);
    if (kind == QLatin1String("case file"))
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("a.vcase*")}), QStringList(QStringLiteral("a.vcase")));
    generate(2, 10);
    const AuditRun second = audit({QStringLiteral("log"), QStringLiteral("checkpoint"), QStringLiteral("--json")});
    QVERIFY2(second.exitCode == 0, second.err.constData());
    const QByteArray note = second.json().value(QStringLiteral("checkpoint")).toString().toUtf8();
    QVERIFY(note.split('\n').value(1).toInt() > size);
    QCOMPARE(QDir(file("journal")).entryList(QDir::Files).size(), 1);
}

void TestAuditLog::refusesToSign_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("no journal") << QStringLiteral("none") << 3;
    QTest::newRow("a journal that is not there") << QStringLiteral("missing") << 3;
    QTest::newRow("a journal that is damaged") << QStringLiteral("damaged") << 3;
    QTest::newRow("another log's key") << QStringLiteral("key") << 2;
    QTest::newRow("a second key of this log") << QStringLiteral("second") << 1;
    QTest::newRow("an altered log") << QStringLiteral("altered") << 1;
    QTest::newRow("a lost row") << QStringLiteral("lost") << 3;
}
void TestAuditLog::refusesToSign()
{
    QFETCH(QString, how);
    QFETCH(int, exitCode);
    makeSource(QStringLiteral("case file"));
    QCOMPARE(sign().exitCode, 0);
    const auto key = [this](const QStringList& more) {
        QFile::remove(file("a.key"));
        return audit(QStringList{QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("a.key")} + more);
    };
    const auto sql = [this](const QString& statement) {
        return runShell(QStringLiteral("sqlite3 '%1' \"%2\"").arg(m_store, statement)).exitCode;
    };
    if (how == QLatin1String("none")) m_env[1] = QStringLiteral("VCI_JOURNAL=");
    if (how == QLatin1String("missing")) m_env[1] = QStringLiteral("VCI_JOURNAL=") + file("nowhere");
    if (how == QLatin1String("damaged"))
        QCOMPARE(runShell(QStringLiteral("sed -i 2s/^/9/ '%1'/*.notes").arg(file("journal"))).exitCode, 0);
    if (how == QLatin1String("key")) QCOMPARE(key({QStringLiteral("--name"), QStringLiteral("other")}).exitCode, 0);
    if (how == QLatin1String("second")) QCOMPARE(key({}).exitCode, 0);
    generate(2, 5);
    if (how == QLatin1String("altered"))
        QCOMPARE(
            sql(QStringLiteral(
                "UPDATE event_log SET leaf_hash = (SELECT leaf_hash FROM event_log WHERE log_index = 7) WHERE log_index = 6")),
            0);
    if (how == QLatin1String("lost")) QCOMPARE(sql(QStringLiteral("DELETE FROM event_log WHERE log_index = 6")), 0);
    const AuditRun run = sign();
    QVERIFY2(run.exitCode == exitCode, run.err.constData());
    QVERIFY(run.out.isEmpty());
}

void TestAuditLog::provesEvents()
{
    makeSource(QStringLiteral("case file"));
    const QString id = anyEvent(20);
    const QStringList prove = {QStringLiteral("log"), QStringLiteral("prove"), id};
    const AuditRun before = audit(prove + QStringList{QStringLiteral("--json")});
    QCOMPARE(before.exitCode, 5);
    QVERIFY(before.json().value(QStringLiteral("checkpoint")).isNull());
    QVERIFY(before.json().value(QStringLiteral("path")).toArray().size() > 5);
    QCOMPARE(audit(prove).exitCode, 5);
    const AuditRun checkpoint = sign();
    const AuditRun proved = audit(prove + QStringList{QStringLiteral("--json")});
    QVERIFY2(proved.exitCode == 0, proved.err.constData());
    const QJsonObject proof = proved.json();
    QCOMPARE(proof.value(QStringLiteral("event_id")).toString(), id);
    QCOMPARE(proof.value(QStringLiteral("log_index")).toInt(), 20);
    QCOMPARE(proof.value(QStringLiteral("tree_size")).toInt(), sizeOf(checkpoint));
    QCOMPARE(proof.value(QStringLiteral("checkpoint")).toString().toUtf8(), checkpoint.out);
    const AuditRun plain = audit(prove);
    QVERIFY(plain.out.startsWith("c2sp.org/tlog-proof@v1\nindex 20\n"));
    QVERIFY(plain.out.endsWith("\n\n" + checkpoint.out));
    QCOMPARE(audit({QStringLiteral("log"), QStringLiteral("prove"), kAcme}).exitCode, 2);
    QCOMPARE(audit({QStringLiteral("log"), QStringLiteral("prove"), QStringLiteral("x")}).exitCode, 2);
    generate(2, 5);
    const AuditRun above =
        audit({QStringLiteral("log"), QStringLiteral("prove"), anyEvent(sizeOf(checkpoint)), QStringLiteral("--json")});
    QCOMPARE(above.exitCode, 5);
    QVERIFY(above.json().value(QStringLiteral("tree_size")).toInt() > sizeOf(checkpoint));
}

void TestAuditLog::alteredEventsAreNotProved()
{
    makeSource(QStringLiteral("case file"));
    QCOMPARE(sign().exitCode, 0);
    const QString id = anyEvent(20);
    QCOMPARE(
        runShell(
            QStringLiteral("sqlite3 '%1' \"UPDATE event_store SET event_type = 'CallEnded2' WHERE id = '%2'\"").arg(m_store, id))
            .exitCode,
        0);
    const AuditRun run = audit({QStringLiteral("log"), QStringLiteral("prove"), id, QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(run.errorCode(), QStringLiteral("inconsistent"));
}

void TestAuditLog::aStoppedRunIsMadeGood()
{
    makeSource(QStringLiteral("case file"));
    const AuditRun checkpoint = sign();
    // As if the machine had stopped between the journal and the source.
    QCOMPARE(runShell(QStringLiteral("sqlite3 '%1' 'DELETE FROM checkpoints'").arg(m_store)).exitCode, 0);
    QCOMPARE(sign().out, checkpoint.out);
    QCOMPARE(text(runShell(QStringLiteral("sqlite3 '%1' 'SELECT count(*) FROM checkpoints'").arg(m_store))), QStringLiteral("1"));
}

void TestAuditLog::adoptsAfterARestore()
{
    QFETCH(QString, kind);
    makeSource(kind);
    const QStringList adopt = {QStringLiteral("db"), QStringLiteral("adopt"), QStringLiteral("--reason"),
                               QStringLiteral("disk lost"), QStringLiteral("--json")};
    const bool isCase = kind == QLatin1String("case file");
    const AuditRun nothing = audit(adopt);
    QVERIFY2(nothing.exitCode == 2, nothing.err.constData());
    if (isCase) QVERIFY(QFile::copy(m_store, file("old.vcase")));
#ifdef VCI_HAS_POSTGRES
    const QString old = isCase ? QString() : m_sources.cluster().uri(QStringLiteral("old") + m_sources.database());
    if (!isCase) {
        QVERIFY(m_sources.cluster().createDatabase(QStringLiteral("old") + m_sources.database()).ok());
        QCOMPARE(runShell(QStringLiteral("pg_dump '%1' | psql -q -v ON_ERROR_STOP=1 '%2' >/dev/null").arg(m_store, old)).exitCode,
                 0);
    }
#endif
    const int rows = audit({QStringLiteral("stats"), QStringLiteral("--json")}).json().value(QStringLiteral("events")).toInt();
    generate(2, 10);
    const AuditRun signedNote = sign();
    QVERIFY2(signedNote.exitCode == 0, signedNote.err.constData());
    const QByteArray oldOrigin = signedNote.out.split('\n').front();
    if (isCase) m_store = file("old.vcase");
#ifdef VCI_HAS_POSTGRES
    if (!isCase) m_store = old;
#endif
    const AuditRun behind = sign();
    QVERIFY2(behind.exitCode == 1, behind.err.constData());
    QVERIFY(behind.err.contains("db adopt"));

    const AuditRun adopted = audit(adopt);
    QVERIFY2(adopted.exitCode == 0, adopted.err.constData());
    const QJsonObject tenant = adopted.json().value(QStringLiteral("tenants")).toArray().first().toObject();
    QCOMPARE(tenant.value(QStringLiteral("old_origin")).toString().toUtf8(), oldOrigin);
    QCOMPARE(tenant.value(QStringLiteral("signed_size")).toInt(), sizeOf(signedNote));
    QCOMPARE(tenant.value(QStringLiteral("recovered_size")).toInt(), rows);

    const QJsonObject first =
        audit({QStringLiteral("events"), QStringLiteral("--limit"), QStringLiteral("1"), QStringLiteral("--json")})
            .json()
            .value(QStringLiteral("events"))
            .toArray()
            .first()
            .toObject();
    QCOMPARE(first.value(QStringLiteral("event_type")).toString(), QStringLiteral("LogRecovered"));
    QCOMPARE(first.value(QStringLiteral("aggregate_id")).toString(), kAcme);
    QCOMPARE(first.value(QStringLiteral("pos")).toInt(-1), 0);
    const QJsonObject data = first.value(QStringLiteral("event_data")).toObject();
    QCOMPARE(data.value(QStringLiteral("reason")).toString(), QStringLiteral("disk lost"));
    QCOMPARE(data.value(QStringLiteral("signed_size")).toInt(), sizeOf(signedNote));
    QCOMPARE(data.keys(),
             QStringList({QStringLiteral("login"), QStringLiteral("old_origin"), QStringLiteral("reason"),
                          QStringLiteral("recovered_size"), QStringLiteral("signed_root"), QStringLiteral("signed_size")}));
    const QJsonObject stats = audit({QStringLiteral("stats"), QStringLiteral("--json")}).json();
    QCOMPARE(stats.value(QStringLiteral("events")).toInt(), rows + 1);
    QCOMPARE(stats.value(QStringLiteral("unsequenced")).toInt(), 0);
    const QJsonObject verified = audit({QStringLiteral("verify"), QStringLiteral("--json")}).json();
    for (const QJsonValue& one : verified.value(QStringLiteral("findings")).toArray())
        QCOMPARE(one.toObject().value(QStringLiteral("kind")).toString(), QStringLiteral("schema_weakened"));  // by the restore
    QVERIFY(verified.value(QStringLiteral("recovered")).toBool());
    QCOMPARE(verified.value(QStringLiteral("lost_events")).toInt(), sizeOf(signedNote) - rows);

    // The old key signs no new log; a new one does, and events go on being appended and proved.
    QCOMPARE(sign().exitCode, 2);
    QFile::remove(file("a.key"));
    QCOMPARE(audit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("a.key")}).exitCode, 0);
    const AuditRun anew = sign();
    QVERIFY2(anew.exitCode == 0, anew.err.constData());
    QCOMPARE(sizeOf(anew), rows + 1);
    generate(3, 5);
    QVERIFY(sizeOf(sign()) > rows + 1);
    const AuditRun proved = audit({QStringLiteral("log"), QStringLiteral("prove"), anyEvent(3)});
    QVERIFY2(proved.exitCode == 0, proved.err.constData());
}

void TestAuditLog::comparesPins()
{
    makeSource(QStringLiteral("case file"));
    const QStringList compare = {QStringLiteral("pins"), QStringLiteral("compare"), QStringLiteral("--json")};
    // A journal has the form of pins: the signer's own is as good as another inspector's.
    QCOMPARE(sign().exitCode, 0);
    QCOMPARE(runShell(QStringLiteral("cp -r '%1' '%2'").arg(file("journal"), file("pins"))).exitCode, 0);
    generate(2, 5);
    QCOMPARE(sign().exitCode, 0);
    const AuditRun list = runAudit({QStringLiteral("pins"), QStringLiteral("list"), QStringLiteral("--json")}, {}, m_env);
    QVERIFY2(list.exitCode == 0, list.err.constData());
    QCOMPARE(list.json().value(QStringLiteral("pins")).toArray().size(), 1);
    QVERIFY(list.json().value(QStringLiteral("pins")).toArray().first().toObject().value(QStringLiteral("tree_size")).toInt() >
            100);
    const AuditRun withSource = audit(compare);
    QVERIFY2(withSource.exitCode == 0, withSource.err.constData());
    QCOMPARE(withSource.json().value(QStringLiteral("consistent")).toInt(), 1);
    QCOMPARE(audit(compare + QStringList{file("journal")}).exitCode, 0);
    const AuditRun alone = runAudit(compare + QStringList{file("journal")}, {}, m_env);
    QCOMPARE(alone.exitCode, 5);
    QCOMPARE(alone.json().value(QStringLiteral("unjoined")).toArray().size(), 1);
    QCOMPARE(runShell(QStringLiteral("sqlite3 '%1' 'DELETE FROM event_log WHERE log_index >= 10; UPDATE log_heads SET size = 10'")
                          .arg(m_store))
                 .exitCode,
             0);
    const AuditRun cut = audit(compare);
    QCOMPARE(cut.exitCode, 1);
    QCOMPARE(cut.json().value(QStringLiteral("findings")).toArray().first().toObject().value(QStringLiteral("kind")).toString(),
             QStringLiteral("log_truncated"));
    QCOMPARE(runAudit({QStringLiteral("pins"), QStringLiteral("compare")}, {}, m_env).exitCode, 2);
}

void TestAuditLog::provesAndComparesAnExportedCase()
{
    makeSource(QStringLiteral("case file"));
    QCOMPARE(sign().exitCode, 0);
    QCOMPARE(runShell(QStringLiteral("cp -r '%1' '%2'").arg(file("journal"), file("pins"))).exitCode, 0);
    const QString event = anyEvent(3);
    const QStringList prove = {QStringLiteral("log"), QStringLiteral("prove"), event, QStringLiteral("--json")};
    const QStringList compare = {QStringLiteral("pins"), QStringLiteral("compare"), QStringLiteral("--json")};
    const AuditRun whole = audit(prove);
    QVERIFY2(whole.exitCode == 0, whole.err.constData());
    QCOMPARE(audit({QStringLiteral("export"), file("part.vcase"), QStringLiteral("--type"), QStringLiteral("CallInitiated"),
                    QStringLiteral("--type"), eventType(event)})
                 .exitCode,
             0);
    m_store = file("part.vcase");
    const AuditRun part = audit(prove);
    QVERIFY2(part.exitCode == 0, part.err.constData());
    QCOMPARE(part.json(), whole.json());
    const AuditRun compared = audit(compare);
    QVERIFY2(compared.exitCode == 0, compared.err.constData());
    QCOMPARE(compared.json().value(QStringLiteral("consistent")).toInt(), 1);
    // Without a trusted key there is nothing to compare, and that is no success.
    QFile trust(file("trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly | QIODevice::Truncate) && trust.write("{}") == 2);
    trust.close();
    QCOMPARE(audit(compare).exitCode, 5);
    QCOMPARE(
        runShell(QStringLiteral("sqlite3 '%1' \"UPDATE event_proofs SET path = zeroblob(length(path))\"").arg(m_store)).exitCode,
        0);
    QVERIFY(audit(prove).exitCode != 0);
}

void TestAuditLog::pinsFollowTheSigningKey_data()
{
    QTest::addColumn<bool>("signsFirst");
    QTest::newRow("the signing key first") << true;
    QTest::newRow("the signing key last") << false;
}

void TestAuditLog::pinsFollowTheSigningKey()
{
    QFETCH(bool, signsFirst);
    makeSource(QStringLiteral("case file"));
    const AuditRun other = audit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("b.key")});
    QFile trust(file("trust.json"));
    QVERIFY(trust.open(QIODevice::ReadOnly));
    QByteArray keys = trust.readAll();
    trust.close();
    const QByteArray second = '"' + text(other).toUtf8() + '"';
    signsFirst ? keys.insert(keys.indexOf(']'), "," + second) : keys.insert(keys.indexOf('[') + 1, second + ",");
    QVERIFY(trust.open(QIODevice::WriteOnly | QIODevice::Truncate) && trust.write(keys) == keys.size());
    trust.close();
    QCOMPARE(sign().exitCode, 0);
    for (const char* const pin : {"created", "consistent"}) {
        const AuditRun run = audit({QStringLiteral("verify"), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.json().value(QStringLiteral("pin")).toString(), QString::fromLatin1(pin));
    }
}

void TestAuditLog::showsTrust()
{
    const QStringList show = {QStringLiteral("trust"), QStringLiteral("show"), QStringLiteral("--json")};
    QCOMPARE(runAudit(show, {}, m_env).exitCode, 3);
    QFile trust(file("trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write("{\"chain_id\":1,\"confirmations\":12}");
    trust.flush();
    const AuditRun shown = runAudit(show, {}, m_env);
    QVERIFY2(shown.exitCode == 0, shown.err.constData());
    QCOMPARE(shown.json().value(QStringLiteral("chain_id")).toInt(), 1);
    QVERIFY(shown.json().value(QStringLiteral("keys")).toArray().isEmpty());
    const AuditRun none = runAudit(show, {}, {QStringLiteral("XDG_CONFIG_HOME=") + m_dir->path()});
    QCOMPARE(none.exitCode, 0);
    QVERIFY(trust.resize(0) && trust.seek(0));
    trust.write(R"({"keys":["no key"]})");
    trust.flush();
    const AuditRun refused = runAudit(show, {}, m_env);
    QCOMPARE(refused.exitCode, 2);
    QCOMPARE(refused.err.count("/keys/0"), 1);
    QCOMPARE(refused.error().value(QStringLiteral("pointer")).toString(), QStringLiteral("/keys/0"));
    trust.write("x");
    trust.close();
    const AuditRun broken = runAudit(show, {}, m_env);
    QCOMPARE(broken.exitCode, 2);
    QVERIFY(broken.error().value(QStringLiteral("message")).toString().contains(QLatin1String("trust.json")));
}

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
