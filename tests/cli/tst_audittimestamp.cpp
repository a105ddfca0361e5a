// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timestamp/exchange.h"
#include "tests/cli/auditrun.h"
#include "tests/cli/loggedsources.h"
#include "tests/support/liar.h"
#include "tests/support/timestampauthority.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

using namespace vci::test;

namespace {

}  // namespace

/// `log timestamp` and what verify, export and report make of it, on a case file and on a hardened database, with a real
/// authority and with some that lie.
class TestAuditTimestamp final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void stampsAndVerifies_data() { LoggedSources::addKinds(); }
    void stampsAndVerifies();
    void namesWhatIsFalse_data() { LoggedSources::addKinds(); }
    void namesWhatIsFalse();
    void refusesAnswers_data();
    void refusesAnswers();
    void refusesToAsk();
    void goesWithAnExport_data() { LoggedSources::addKinds(); }
    void goesWithAnExport();
    void isAppendOnly();

private:
    /// Makes the source with 20 calls, a checkpoint, and a trust file with the log's key and the certifier.
    void makeSource(const QString& kind);
    void writeTrust(const QByteArray& authorities);
    [[nodiscard]] AuditRun audit(const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_store, QStringLiteral("--json")} + words, {}, m_env);
    }
    [[nodiscard]] AuditRun plain(const QStringList& words) const
    {
        return runAudit(QStringList{QStringLiteral("--store"), m_store} + words, {}, m_env);
    }
    [[nodiscard]] AuditRun stamp(const QString& url) const
    {
        return audit({QStringLiteral("log"), QStringLiteral("timestamp"), QStringLiteral("--authority"), url});
    }
    [[nodiscard]] AuditRun verify() const { return audit({QStringLiteral("verify")}); }
    [[nodiscard]] static QJsonArray stampsOf(const AuditRun& run)
    {
        return run.json().value(QStringLiteral("timestamps")).toArray();
    }
    [[nodiscard]] static QStringList kindsOf(const AuditRun& run);
    /// Past all protection, as who holds the file or the server can.
    void tamper(const QString& statements);
    [[nodiscard]] QString url() const { return QString::fromStdString(m_server->url()) + QStringLiteral("/tsr"); }
    [[nodiscard]] QString file(const char* name) const { return m_dir->filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_authorityDir;
    std::unique_ptr<TimestampAuthority> m_authority;
    std::unique_ptr<Liar> m_server;  ///< no lie: what the authority answers
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_store;
    QByteArray m_key;
    QStringList m_env;
    LoggedSources m_sources;
};

void TestAuditTimestamp::initTestCase()
{
    auto made = TimestampAuthority::make(m_authorityDir.path().toStdString());
    if (!made.ok() && made.error().code == vci::ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    m_authority = std::move(made).value();
    m_server = std::make_unique<Liar>(
        [this](int socket, const std::string& body) { sendAll(socket, httpAnswer(m_authority->answer(body))); });
}

void TestAuditTimestamp::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QDir(m_dir->path()).mkdir(QStringLiteral("journal"));
    m_env = {QStringLiteral("VCI_KEY=") + file("a.key"), QStringLiteral("VCI_JOURNAL=") + file("journal"),
             QStringLiteral("VCI_PINS=") + file("pins"), QStringLiteral("VCI_TRUST=") + file("trust.json")};
}

void TestAuditTimestamp::writeTrust(const QByteArray& authorities)
{
    QFile trust(file("trust.json"));
    QVERIFY(trust.open(QIODevice::WriteOnly));
    trust.write("{\"keys\":[\"" + m_key + "\"]" +
                (authorities.isEmpty() ? QByteArray() : ",\"timestamp_authorities\":[" + authorities + "]") + "}");
}

void TestAuditTimestamp::makeSource(const QString& kind)
{
    auto made = m_sources.make(kind, m_dir->path());
    if (!made.ok() && made.error().code == vci::ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    m_store = std::move(made).value();
    const AuditRun generated = audit({QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("20"),
                                      QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--tenant"), kAcme});
    QVERIFY2(generated.exitCode == 0, generated.err.constData());
    const AuditRun key = plain({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("a.key")});
    QVERIFY2(key.exitCode == 0, key.err.constData());
    m_key = key.out.trimmed();
    QVERIFY(QFile::copy(QString::fromStdString(m_authority->file("ca.pem")), file("ca.pem")));
    writeTrust("\"ca.pem\"");
    const AuditRun signedNote = audit({QStringLiteral("log"), QStringLiteral("checkpoint")});
    QVERIFY2(signedNote.exitCode == 0, signedNote.err.constData());
}

QStringList TestAuditTimestamp::kindsOf(const AuditRun& run)
{
    QStringList kinds;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QString kind = value.toObject().value(QStringLiteral("kind")).toString();
        if (kind != QLatin1String("schema_weakened")) kinds << kind;  // of the private cluster's settings, and of tamper()
    }
    kinds.removeDuplicates();
    return kinds;
}

void TestAuditTimestamp::tamper(const QString& statements)
{
#ifdef VCI_HAS_POSTGRES
    if (m_store.startsWith(QLatin1String("postgres"))) {
        const QString disarm =
            QStringLiteral("DO $$ DECLARE one name; BEGIN FOR one IN SELECT evtname FROM pg_event_trigger LOOP "
                           "EXECUTE format('ALTER EVENT TRIGGER %I DISABLE', one); END LOOP; "
                           "ALTER TABLE checkpoint_timestamps DISABLE TRIGGER ALL; END $$; ");
        const auto done = m_sources.cluster().runSql(m_sources.database(), disarm + statements);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message.c_str());
        return;
    }
#endif
    QCOMPARE(runShell(QStringLiteral("sqlite3 '%1' \"%2\"").arg(m_store, statements)).exitCode, 0);
}

void TestAuditTimestamp::stampsAndVerifies()
{
    QFETCH(QString, kind);
    makeSource(kind);
    const AuditRun before = verify();
    QVERIFY(before.json().value(QStringLiteral("timestamps")).isArray());
    QVERIFY(stampsOf(before).isEmpty());

    const AuditRun stamped = stamp(url());
    QVERIFY2(stamped.exitCode == 0, stamped.err.constData());
    const int size = stamped.json().value(QStringLiteral("tree_size")).toInt();
    const QString time = stamped.json().value(QStringLiteral("time")).toString();
    QVERIFY(size > 50);
    QCOMPARE(stamped.json().value(QStringLiteral("authority")).toString(), QStringLiteral("CN=tsa,O=Test"));

    const AuditRun after = verify();
    QCOMPARE(after.exitCode, before.exitCode);
    QCOMPARE(after.json().value(QStringLiteral("badge")), before.json().value(QStringLiteral("badge")));
    QCOMPARE(after.json().value(QStringLiteral("coverage")), before.json().value(QStringLiteral("coverage")));
    QCOMPARE(kindsOf(after), QStringList());
    QCOMPARE(stampsOf(after).size(), 1);
    const QJsonObject one = stampsOf(after).first().toObject();
    QCOMPARE(one.value(QStringLiteral("tree_size")).toInt(), size);
    QCOMPARE(one.value(QStringLiteral("time")).toString(), time);
    QCOMPARE(one.value(QStringLiteral("authority")).toString(), QStringLiteral("CN=tsa,O=Test"));
    QVERIFY(one.value(QStringLiteral("finding")).isNull());
    QVERIFY(one.value(QStringLiteral("checked")).toBool());
    QVERIFY(one.value(QStringLiteral("of_log")).toBool());
    const QString sentence =
        QStringLiteral("every event up to %1 existed by %2, on the word of CN=tsa,O=Test").arg(QString::number(size), time);
    QCOMPARE(one.value(QStringLiteral("message")).toString(), sentence);
    const AuditRun words = plain({QStringLiteral("verify"), QStringLiteral("--offline")});
    QVERIFY2(words.out.contains("\ntime stamps 1, 1 by trusted authorities, 0 not checked; " + sentence.toUtf8() + "\n"),
             words.out.constData());
    const AuditRun anchored = audit({QStringLiteral("verify"), QStringLiteral("--require"), QStringLiteral("anchored")});
    QVERIFY(anchored.exitCode != 0);

    // Another by the same authority stands beside it; nothing of a stamp is trusted that the user does not.
    QCOMPARE(stamp(url()).exitCode, 0);
    QCOMPARE(stampsOf(verify()).size(), 2);
    writeTrust({});
    const AuditRun nobody = verify();
    QCOMPARE(nobody.exitCode, before.exitCode);
    QCOMPARE(kindsOf(nobody), QStringList());
    QVERIFY(!stampsOf(nobody).first().toObject().value(QStringLiteral("checked")).toBool());
    QVERIFY(stampsOf(nobody)
                .first()
                .toObject()
                .value(QStringLiteral("message"))
                .toString()
                .contains(QLatin1String("was not checked: its authority leads to none of the timestamp_authorities")));
    writeTrust("\"gone.pem\"");
    const AuditRun gone = verify();
    QCOMPARE(gone.exitCode, 3);
    QVERIFY2(gone.err.contains("gone.pem"), gone.err.constData());
    QCOMPARE(plain({QStringLiteral("trust"), QStringLiteral("show")}).exitCode, 3);
    const QByteArray pem = QByteArray::fromStdString(m_authority->read("ca.pem")).replace("\n", "\\n");
    writeTrust("\"" + pem + "\"");
    QVERIFY(stampsOf(verify()).first().toObject().value(QStringLiteral("of_log")).toBool());
    const AuditRun shown = plain({QStringLiteral("trust"), QStringLiteral("show")});
    QVERIFY2(shown.out.contains("time-stamp authorities\n  CN=Certifier,O=Test\n"), shown.out.constData());
}

void TestAuditTimestamp::namesWhatIsFalse()
{
    QFETCH(QString, kind);
    makeSource(kind);
    QCOMPARE(stamp(url()).exitCode, 0);
    QCOMPARE(audit({QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("5"), QStringLiteral("--seed"),
                    QStringLiteral("2"), QStringLiteral("--tenant"), kAcme})
                 .exitCode,
             0);
    QCOMPARE(audit({QStringLiteral("log"), QStringLiteral("checkpoint")}).exitCode, 0);
    QCOMPARE(kindsOf(verify()), QStringList());
    // The stamp of the first checkpoint, put beside the second.
    tamper(QStringLiteral("UPDATE checkpoint_timestamps SET tree_size = (SELECT max(tree_size) FROM checkpoints)"));
    const AuditRun moved = verify();
    QCOMPARE(moved.exitCode, 1);
    QCOMPARE(kindsOf(moved), QStringList{QStringLiteral("timestamp_invalid")});
    QCOMPARE(moved.json().value(QStringLiteral("badge")).toString(), QStringLiteral("mismatch"));
    const QJsonObject one = stampsOf(moved).first().toObject();
    QCOMPARE(one.value(QStringLiteral("finding")).toString(), QStringLiteral("timestamp_invalid"));
    // The checkpoint is one of the log; what stands beside it is no stamp of it.
    QVERIFY(one.value(QStringLiteral("of_log")).toBool());
    QVERIFY(
        one.value(QStringLiteral("message")).toString().contains(QLatin1String("is no proof: it is a stamp of something else")));
    for (const QJsonValue& finding : moved.json().value(QStringLiteral("findings")).toArray()) {
        if (finding.toObject().value(QStringLiteral("kind")) != QLatin1String("timestamp_invalid")) continue;
        QCOMPARE(finding.toObject().value(QStringLiteral("severity")).toString(), QStringLiteral("error"));
        QCOMPARE(finding.toObject().value(QStringLiteral("expected")).toString().size(), 64);
    }
    tamper(QStringLiteral("UPDATE checkpoint_timestamps SET tree_size = 3"));
    const AuditRun alone = verify();
    QCOMPARE(kindsOf(alone), QStringList{QStringLiteral("timestamp_invalid")});
    QVERIFY(stampsOf(alone)
                .first()
                .toObject()
                .value(QStringLiteral("message"))
                .toString()
                .contains(QLatin1String("does not record the checkpoint")));
}

void TestAuditTimestamp::refusesAnswers_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* how, int exitCode, const char* words) {
        QTest::newRow(how) << QByteArray(how) << exitCode << QByteArray(words);
    };
    row("rejects", 3, "it refuses: status 2, it does not know the hash algorithm");
    row("another nonce", 1, "does not bear the nonce of this one");
    row("another note", 1, "it is a stamp of something else");
    row("expired", 1, "had expired by then");
    row("server", 1, "not one for time stamps");
    row("stranger", 5, "leads to none of the timestamp_authorities");
    row("page", 3, "no TimeStampResp of RFC 3161 but begins with \"<html>");
    row("status 503", 3, "HTTP status 503");
    row("too large", 3, "larger than 1048576 bytes");
    row("silent", 3, "did not answer within 10 s");
    row("hangs up", 3, "no answer");
}

void TestAuditTimestamp::refusesAnswers()
{
    QFETCH(QByteArray, how);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, words);
    makeSource(QStringLiteral("case file"));
    const TimestampAuthority& authority = *m_authority;
    std::atomic<bool> isOver = false;
    const Liar liar([&](int socket, const std::string& body) {
        const auto send = [socket](const std::string& answer) { sendAll(socket, httpAnswer(answer)); };
        if (how == "rejects") send(authority.answer(body, "tsa", "-section sha512only"));
        // The nonce is the last member but one: 02 08 and its bytes, then certReq.
        std::string changed = body;
        if (how == "another nonce") changed[changed.size() - 4] = static_cast<char>(changed[changed.size() - 4] ^ 1);
        if (how == "another note") changed[30] = static_cast<char>(changed[30] ^ 1);
        if (changed != body) send(authority.answer(changed));
        if (how == "expired" || how == "stranger") send(authority.answer(body, how.toStdString()));
        if (how == "server")
            send(TimestampAuthority::granting(authority.forged(authority.tokenIn(authority.answer(body)), "server")));
        if (how == "page") send("<html>Welcome to the portal</html>");
        if (how == "status 503") sendAll(socket, httpAnswer("busy", "503 Service Unavailable"));
        if (how == "too large") send(std::string(2'000'000, 'x'));
        while (how == "silent" && !isOver) QTest::qSleep(20);
    });
    const AuditRun run = stamp(QString::fromStdString(liar.url()));
    isOver = true;
    QVERIFY2(run.err.contains(words), run.err.constData());
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(run.err.contains(liar.url().c_str()), run.err.constData());
    QCOMPARE(stampsOf(verify()).size(), 0);
}

void TestAuditTimestamp::refusesToAsk()
{
    makeSource(QStringLiteral("case file"));
    const int asked = m_server->requests();
    QCOMPARE(audit({QStringLiteral("log"), QStringLiteral("timestamp")}).exitCode, 2);
    QCOMPARE(stamp(QStringLiteral("ftp://x")).exitCode, 2);
    writeTrust({});
    const AuditRun nobody = stamp(url());
    QCOMPARE(nobody.exitCode, 2);
    QVERIFY2(nobody.err.contains("names no timestamp_authorities"), nobody.err.constData());
    QVERIFY(QFile::copy(file("a.key"), file("no.pem")));
    writeTrust("\"no.pem\"");
    const AuditRun noCertificate = stamp(url());
    QCOMPARE(noCertificate.exitCode, 2);
    QVERIFY2(noCertificate.err.contains("no.pem, which /timestamp_authorities/0"), noCertificate.err.constData());
    writeTrust("\"ca.pem\"");
    QCOMPARE(runShell(QStringLiteral("sqlite3 '%1' 'DELETE FROM checkpoints'").arg(m_store)).exitCode, 0);
    const AuditRun nothing = stamp(url());
    QCOMPARE(nothing.exitCode, 2);
    QVERIFY2(nothing.err.contains("log checkpoint signs one"), nothing.err.constData());
    QCOMPARE(m_server->requests(), asked);
}

void TestAuditTimestamp::goesWithAnExport()
{
    QFETCH(QString, kind);
    makeSource(kind);
    const AuditRun stamped = stamp(url());
    QVERIFY2(stamped.exitCode == 0, stamped.err.constData());
    const AuditRun exported =
        audit({QStringLiteral("export"), file("part.vcase"), QStringLiteral("--type"), QStringLiteral("CallInitiated")});
    QVERIFY2(exported.exitCode == 0, exported.err.constData());
    const AuditRun key = runAudit({QStringLiteral("log"), QStringLiteral("key"), QStringLiteral("generate"), file("anna.key"),
                                   QStringLiteral("--name"), QStringLiteral("voicecore/examiner/anna")});
    QCOMPARE(key.exitCode, 0);
    const AuditRun sealed = runAudit(
        {QStringLiteral("casefile"), QStringLiteral("seal"), file("part.vcase"), QStringLiteral("--key"), file("anna.key")});
    QVERIFY2(sealed.exitCode == 0, sealed.err.constData());
    m_key += "\",\"" + key.out.trimmed();
    writeTrust("\"ca.pem\"");
    m_store = file("part.vcase");
    const AuditRun verified = verify();
    QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
    QCOMPARE(stampsOf(verified).size(), 1);
    const QJsonObject one = stampsOf(verified).first().toObject();
    QCOMPARE(one.value(QStringLiteral("time")), stamped.json().value(QStringLiteral("time")));
    QVERIFY(one.value(QStringLiteral("of_log")).toBool());
    QCOMPARE(stamp(url()).exitCode, 4);
    const AuditRun report = plain({QStringLiteral("report"), file("r.html")});
    QVERIFY2(report.exitCode == 0, report.err.constData());
    QFile html(file("r.html"));
    QVERIFY(html.open(QIODevice::ReadOnly));
    QVERIFY(html.readAll().contains("on the word of CN=tsa,O=Test"));
    const AuditRun again = plain({QStringLiteral("recheck"), file("r.html")});
    QVERIFY2(again.exitCode == 0, (again.out + again.err).constData());
}

void TestAuditTimestamp::isAppendOnly()
{
#ifdef VCI_HAS_POSTGRES
    makeSource(QStringLiteral("database"));
    QCOMPARE(stamp(url()).exitCode, 0);
    const QString database = m_sources.database();
    for (const char* statement : {"UPDATE checkpoint_timestamps SET tree_size = 1", "DELETE FROM checkpoint_timestamps",
                                  "DELETE FROM checkpoint_timestamps WHERE false", "TRUNCATE checkpoint_timestamps",
                                  "SET session_replication_role = replica; DELETE FROM checkpoint_timestamps"}) {
        const auto refused = m_sources.cluster().runSql(database, QString::fromLatin1(statement));
        QVERIFY2(!refused.ok() && refused.error().message.find("append-only") != std::string::npos, statement);
    }
    const auto other = m_sources.cluster().runSql(
        database, QStringLiteral("INSERT INTO checkpoint_timestamps SELECT tenant_id, log_id, tree_size, sha256('x'), token FROM "
                                 "checkpoint_timestamps"));
    QVERIFY(!other.ok());

    // Who only appends keeps no time stamps.
    QVERIFY(m_sources.cluster()
                .runSql(database, QStringLiteral("CREATE ROLE stampless LOGIN; GRANT vci_writer TO stampless; INSERT INTO "
                                                 "tenant_members (login) VALUES ('stampless')"))
                .ok());
    m_store = m_sources.cluster().uri(database, QStringLiteral("stampless"));
    const AuditRun refused = stamp(url());
    QVERIFY2(refused.exitCode == 4, refused.err.constData());
    QVERIFY2(refused.err.contains("GRANT vci_anchor TO stampless"), refused.err.constData());
    QCOMPARE(stampsOf(verify()).size(), 1);

    // A database that keeps none is read, its missing table named, and the cure with the refusal.
    m_store = m_sources.cluster().uri(database);
    tamper(QStringLiteral("DROP TABLE checkpoint_timestamps"));
    const AuditRun without = verify();
    QCOMPARE(stampsOf(without).size(), 0);
    QVERIFY(without.out.contains("table checkpoint_timestamps is missing"));
    const AuditRun unkept = stamp(url());
    QCOMPARE(unkept.exitCode, 3);
    QVERIFY2(unkept.err.contains("db migrate"), unkept.err.constData());
#endif
}

QTEST_GUILESS_MAIN(TestAuditTimestamp)
#include "tst_audittimestamp.moc"
