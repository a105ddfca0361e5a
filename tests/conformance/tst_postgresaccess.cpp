// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/session.h"
#include "core/store/postgres/uri.h"
#include "tests/cli/auditrun.h"
#include "tests/support/privatepostgres.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QTest>

#include <pqxx/pqxx>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

using namespace vci;
using vci::store::EventReader;
using vci::store::postgres::openPostgresReader;
using vci::store::postgres::Session;
using vci::test::PrivatePostgres;

namespace {

const TenantId kAcme = *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
const TenantId kBorealis = *TenantId::tryFromString("22222222-2222-4222-8222-222222222222");
const QString kAuditor = QStringLiteral("stock_auditor");

template <typename T>
ErrorCode codeOf(const Result<T>& result)
{
    return result.ok() ? ErrorCode::Internal : result.error().code;
}

template <typename T>
QString messageOf(const Result<T>& result)
{
    return result.ok() ? QStringLiteral("no error") : QString::fromStdString(result.error().message);
}

/// A port of this machine that takes connections and never says a word.
class SilentHost {
public:
    SilentHost()
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        const bool listens = ::bind(m_socket, plain, size) == 0 && ::listen(m_socket, 8) == 0;
        if (listens && ::getsockname(m_socket, plain, &size) == 0) port = ntohs(address.sin_port);
    }
    ~SilentHost() { ::close(m_socket); }
    SilentHost(const SilentHost&) = delete;
    SilentHost& operator=(const SilentHost&) = delete;
    int port = 0;  ///< 0: none could be had

private:
    int m_socket;
};

}  // namespace

/// What only a database can do to a reader: refuse, be absent, be another one, hang, go away; and what a reader may never do to
/// it.
class TestPostgresAccess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesToOpen_data();
    void refusesToOpen();
    void neverShowsThePassword_data();
    void neverShowsThePassword();
    void showsTheRestOfTheUri_data();
    void showsTheRestOfTheUri();
    void addsATimeToConnect_data();
    void addsATimeToConnect();
    void givesUpOnAHostThatIsSilent_data();
    void givesUpOnAHostThatIsSilent();
    void saysWhoBypassesRowSecurity();
    void needsTheGrantOnEvents();
    void managesWithoutTheGrantOnTenants();
    void rowSecurityIsInForce();
    void neverWrites_data();
    void neverWrites();
    void takesTheOnlyTenant();
    void cancelsAStatementThatWaits_data();
    void cancelsAStatementThatWaits();
    void connectsAgain();
    void serverIsDown();

private:
    [[nodiscard]] std::string uri(const QString& database, const QString& login) const
    {
        return m_cluster->uri(database, login).toStdString();
    }
    [[nodiscard]] QString stock() const { return QStringLiteral("stock"); }
    void ask(const QString& sql) { QVERIFY2(m_cluster->runSql(stock(), sql).ok(), qPrintable(sql)); }

    std::unique_ptr<PrivatePostgres> m_cluster;
};

void TestPostgresAccess::initTestCase()
{
    auto cluster = PrivatePostgres::start();
    if (codeOf(cluster) == ErrorCode::NotFound) QSKIP(qPrintable(messageOf(cluster)));
    QVERIFY2(cluster.ok(), qPrintable(messageOf(cluster)));
    m_cluster = std::move(cluster).value();
    const auto loaded = m_cluster->loadStock(stock(), 200);
    if (codeOf(loaded) == ErrorCode::NotFound) QSKIP(qPrintable(messageOf(loaded)));
    QVERIFY2(loaded.ok(), qPrintable(messageOf(loaded)));
    ask(QStringLiteral("CREATE ROLE stranger LOGIN; CREATE ROLE half LOGIN; GRANT SELECT ON event_store TO half"));
    QVERIFY(m_cluster->createDatabase(QStringLiteral("empty")).ok());
}

void TestPostgresAccess::refusesToOpen_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("login");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("says");
    QTest::addColumn<int>("exitCode");
    const QString owner = QStringLiteral("postgres");
    QTest::newRow("a login that does not exist")
        << stock() << QStringLiteral("nobody_here") << static_cast<int>(ErrorCode::NotPermitted)
        << QStringList{QStringLiteral("role \"nobody_here\" does not exist")} << 4;
    QTest::newRow("a database that does not exist")
        << QStringLiteral("nothing") << owner << static_cast<int>(ErrorCode::Unreachable)
        << QStringList{QStringLiteral("database \"nothing\" does not exist")} << 3;
    QTest::newRow("another application's database")
        << QStringLiteral("empty") << owner << static_cast<int>(ErrorCode::NotSupported)
        << QStringList{QStringLiteral("no VoiceCore database"), QStringLiteral("event_store, event_snapshots, read_models")} << 3;
    QTest::newRow("a login without the grant")
        << stock() << QStringLiteral("stranger") << static_cast<int>(ErrorCode::NotPermitted)
        << QStringList{QStringLiteral("stranger may not read event_store"),
                       QStringLiteral("GRANT SELECT ON event_store, tenants TO stranger")}
        << 4;
}

void TestPostgresAccess::refusesToOpen()
{
    QFETCH(QString, database);
    QFETCH(QString, login);
    QFETCH(int, code);
    QFETCH(QStringList, says);
    QFETCH(int, exitCode);
    const auto reader = openPostgresReader(uri(database, login));
    QCOMPARE(static_cast<int>(codeOf(reader)), code);
    for (const QString& words : says) QVERIFY2(messageOf(reader).contains(words), qPrintable(messageOf(reader)));
    const AuditRun run = runAudit({QStringLiteral("--store"), m_cluster->uri(database, login), QStringLiteral("stats")});
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY(run.out.isEmpty());
    QVERIFY(run.err.contains(messageOf(reader).toUtf8()));
}

void TestPostgresAccess::neverShowsThePassword_data()
{
    // Every piece of a password is one of these words.
    QTest::addColumn<QString>("uri");
    QTest::addColumn<bool>("isMalformed");
    const auto row = [](const char* name, const char* uri, bool isMalformed = false) {
        QTest::newRow(name) << QString::fromLatin1(uri) << isMalformed;
    };
    row("plain", "postgresql://u:geheim@127.0.0.1:1/db");
    row("as a parameter", "postgresql://u@127.0.0.1:1/db?password=geheim&connect_timeout=2");
    row("of the key", "postgresql://u@127.0.0.1:1/db?sslpassword=geheim");
    row("with its name escaped", "postgresql://u@127.0.0.1:1/db?pass%77ord=geheim");
    row("escaped", "postgresql://u:geheim%40wort@127.0.0.1:1/db");
    row("with a colon", "postgresql://u:geheim:wort@127.0.0.1:1/db");
    row("with a question mark", "postgresql://u:geheim?wort@127.0.0.1:1/db");
    row("with a hash", "postgresql://u:geheim#wort@127.0.0.1:1/db");
    row("with an @", "postgresql://u:geheim@wort@127.0.0.1:1/db", true);
    row("with two", "postgresql://u:geheim@wort@wort@127.0.0.1:1/db", true);
    row("with a slash", "postgresql://u:geheim/wort@127.0.0.1:1/db", true);
    row("a number, then a slash", "postgresql://u:4711/geheim@127.0.0.1:1/db", true);
    row("a slash, then a question mark", "postgresql://u:geheim/wo?wort@127.0.0.1:1/db", true);
    row("with a percent sign", "postgresql://u:geheim%zzwort@127.0.0.1:1/db", true);
    row("a parameter with a percent sign", "postgresql://u@127.0.0.1:1/db?password=geheim%zzwort", true);
    row("a parameter that ends in a percent sign", "postgresql://u@127.0.0.1:1/db?password=geheim%4", true);
    row("beside a port that is none", "postgresql://u:geheim@host:port/db");
    row("beside a bracket", "postgresql://u:geheim@[::1/db");
    row("beside an unknown parameter", "postgresql://u:geheim@127.0.0.1:1/db?bogus=1");
    row("of several hosts", "postgresql://u:geheim@127.0.0.1:1,127.0.0.1:2/db");
}

void TestPostgresAccess::neverShowsThePassword()
{
    QFETCH(QString, uri);
    QFETCH(bool, isMalformed);
    const QString shown = QString::fromStdString(store::postgres::withoutPassword(uri.toStdString()));
    const auto reader = openPostgresReader(uri.toStdString());
    QCOMPARE(codeOf(reader), isMalformed ? ErrorCode::Usage : ErrorCode::Unreachable);
    const AuditRun run = runAudit({QStringLiteral("--json"), QStringLiteral("--store"), uri, QStringLiteral("stats")});
    QCOMPARE(run.exitCode, isMalformed ? 2 : 3);
    for (const QString& text : {shown, messageOf(reader), QString::fromUtf8(run.out), QString::fromUtf8(run.err)}) {
        QVERIFY2(!text.contains(QLatin1String("geheim")) && !text.contains(QLatin1String("wort")) &&
                     !text.contains(QLatin1String("4711")),
                 qPrintable(text));
    }
    QVERIFY2(shown.startsWith(QLatin1String("postgresql://u@")), qPrintable(shown));
}

void TestPostgresAccess::showsTheRestOfTheUri_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* name, const char* uri, const char* shown) {
        QTest::newRow(name) << QString::fromLatin1(uri) << QString::fromLatin1(shown);
    };
    row("all parts", "postgresql://u:p@h:5432/d?sslmode=require&password=x&application_name=a",
        "postgresql://u@h:5432/d?sslmode=require&application_name=a");
    row("no user", "postgresql://h:5432/d", "postgresql://h:5432/d");
    row("no password", "postgres://u@h/d", "postgres://u@h/d");
    row("a socket", "postgresql://u@/d?host=%2Ftmp", "postgresql://u@/d?host=%2Ftmp");
    row("IPv6", "postgresql://u:p@[::1]:5432/d", "postgresql://u@[::1]:5432/d");
    row("IPv6, no user", "postgresql://[::1]/d", "postgresql://[::1]/d");
    row("nothing", "postgresql://", "postgresql://");
    row("a path", "/home/me/a.vcase", "/home/me/a.vcase");
}

void TestPostgresAccess::showsTheRestOfTheUri()
{
    QFETCH(QString, uri);
    QFETCH(QString, shown);
    QCOMPARE(QString::fromStdString(store::postgres::withoutPassword(uri.toStdString())), shown);
}

void TestPostgresAccess::addsATimeToConnect_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("added");
    const auto row = [](const char* name, const char* uri, const char* added) {
        QTest::newRow(name) << QString::fromLatin1(uri) << QString::fromLatin1(added);
    };
    row("no parameters", "postgresql://u@h:5432/d", "?connect_timeout=7");
    row("nothing", "postgresql://", "?connect_timeout=7");
    row("a question mark", "postgresql://h/d?", "connect_timeout=7");
    row("a question mark in the password", "postgresql://u:a?b@h/d", "?connect_timeout=7");
    row("a parameter", "postgresql://h/d?sslmode=require", "&connect_timeout=7");
    row("an & at the end", "postgresql://h/d?sslmode=require&", "connect_timeout=7");
    row("its own", "postgresql://h/d?connect_timeout=0&sslmode=require", "");
    row("its own, escaped", "postgresql://h/d?connect%5ftimeout=3", "");
    row("a service", "postgresql:///?service=audit", "");
}

void TestPostgresAccess::addsATimeToConnect()
{
    QFETCH(QString, uri);
    QFETCH(QString, added);
    QCOMPARE(QString::fromStdString(store::postgres::withConnectTimeout(uri.toStdString(), 7)), uri + added);
}

void TestPostgresAccess::givesUpOnAHostThatIsSilent_data()
{
    QTest::addColumn<QString>("parameters");
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<int>("leastSeconds");
    QTest::addColumn<int>("mostSeconds");
    QTest::newRow("nobody says when") << QString() << QByteArray() << 8 << 60;
    QTest::newRow("the environment says") << QString() << QByteArrayLiteral("2") << 1 << 8;
    QTest::newRow("the URI says") << QStringLiteral("?connect_timeout=2") << QByteArrayLiteral("600") << 1 << 8;
}

void TestPostgresAccess::givesUpOnAHostThatIsSilent()
{
    QFETCH(QString, parameters);
    QFETCH(QByteArray, environment);
    QFETCH(int, leastSeconds);
    QFETCH(int, mostSeconds);
    const SilentHost silent;
    QVERIFY(silent.port != 0);
    const auto before = qgetenv("PGCONNECT_TIMEOUT");
    const auto restore =
        qScopeGuard([&] { before.isEmpty() ? qunsetenv("PGCONNECT_TIMEOUT") : qputenv("PGCONNECT_TIMEOUT", before); });
    environment.isEmpty() ? qunsetenv("PGCONNECT_TIMEOUT") : qputenv("PGCONNECT_TIMEOUT", environment);
    QElapsedTimer timer;
    timer.start();
    const auto reader =
        openPostgresReader(QStringLiteral("postgresql://u@127.0.0.1:%1/d%2").arg(silent.port).arg(parameters).toStdString());
    const qint64 took = timer.elapsed();
    QCOMPARE(codeOf(reader), ErrorCode::Unreachable);
    QVERIFY2(messageOf(reader).contains(QLatin1String("timeout")), qPrintable(messageOf(reader)));
    QVERIFY2(took >= leastSeconds * 1000 && took < mostSeconds * 1000, qPrintable(QString::number(took)));
}

void TestPostgresAccess::saysWhoBypassesRowSecurity()
{
    const auto owner = openPostgresReader(uri(stock(), QStringLiteral("postgres")));
    QVERIFY(owner.ok());
    QCOMPARE(owner.value()->info().notices.size(), 1U);
    QVERIFY(owner.value()->info().notices.front().find("bypasses row security") != std::string::npos);
    const auto auditor = openPostgresReader(uri(stock(), kAuditor));
    QVERIFY(auditor.ok());
    QVERIFY(auditor.value()->info().notices.empty());
    QVERIFY(auditor.value()->info().kind == store::SourceKind::StockPostgres);
    QVERIFY(!auditor.value()->info().canAppend);
    ask(QStringLiteral("ALTER TABLE event_store DISABLE ROW LEVEL SECURITY"));
    const auto open = openPostgresReader(uri(stock(), kAuditor));
    ask(QStringLiteral("ALTER TABLE event_store ENABLE ROW LEVEL SECURITY"));
    QVERIFY(open.ok());
    QCOMPARE(open.value()->info().notices.size(), 1U);
    QVERIFY(open.value()->info().notices.front().find("Row security is off") != std::string::npos);
}

void TestPostgresAccess::needsTheGrantOnEvents()
{
    // Taken away while the reader is open.
    const auto reader = openPostgresReader(uri(stock(), kAuditor));
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(kAcme).ok());
    ask(QStringLiteral("REVOKE SELECT ON event_store FROM stock_auditor"));
    const auto refused = reader.value()->statistics({});
    ask(QStringLiteral("GRANT SELECT ON event_store TO stock_auditor"));
    QCOMPARE(codeOf(refused), ErrorCode::NotPermitted);
    QVERIFY2(messageOf(refused).contains(QLatin1String("GRANT SELECT ON event_store")), qPrintable(messageOf(refused)));
    QVERIFY(reader.value()->statistics({}).ok());
}

void TestPostgresAccess::managesWithoutTheGrantOnTenants()
{
    const auto reader = openPostgresReader(uri(stock(), QStringLiteral("half")));
    QVERIFY2(reader.ok(), qPrintable(messageOf(reader)));
    const auto tenants = reader.value()->tenants();
    QCOMPARE(codeOf(tenants), ErrorCode::NotPermitted);
    QVERIFY2(messageOf(tenants).contains(QLatin1String("GRANT SELECT ON tenants TO half")), qPrintable(messageOf(tenants)));
    // Whoever knows the tenant needs no list of them.
    QVERIFY(reader.value()->selectTenant(kAcme).ok());
    QVERIFY(reader.value()->statistics({}).ok());
    QCOMPARE(codeOf(reader.value()->selectTenant(*TenantId::tryFromString("99999999-9999-4999-8999-999999999999"))),
             ErrorCode::NotFound);
}

void TestPostgresAccess::rowSecurityIsInForce()
{
    const auto session = Session::open(uri(stock(), kAuditor));
    QVERIFY(session.ok());
    // No filter of ours: what the server lets through.
    const auto visible = [&](const std::optional<TenantId>& tenant) {
        const Session::Call call(*session.value(), {});
        return session.value()->read(tenant, [](store::postgres::ReadTransaction& transaction) -> Result<std::string> {
            const pqxx::row row =
                transaction.exec1("SELECT count(*), count(DISTINCT tenant_id), min(tenant_id::text) FROM event_store");
            return row[1].as<std::string>() + " " + row[2].as<std::string>();
        });
    };
    const auto acme = visible(kAcme);
    QVERIFY2(acme.ok(), qPrintable(messageOf(acme)));
    QCOMPARE(acme.value(), "1 " + kAcme.toString());
    QCOMPARE(visible(kBorealis).value(), "1 " + kBorealis.toString());
    // SET LOCAL ends with its transaction: the next one without a tenant sees nothing of the one before.
    QCOMPARE(codeOf(visible({})), ErrorCode::TenantRequired);
}

void TestPostgresAccess::neverWrites_data()
{
    QTest::addColumn<QString>("sql");
    for (const char* const sql : {"DELETE FROM event_store", "UPDATE event_store SET event_data = '{}'",
                                  "INSERT INTO tenants (id, name) VALUES (gen_random_uuid(), 'x')",
                                  "TRUNCATE event_store CASCADE", "CREATE TABLE x (a int)", "DROP TABLE read_models"}) {
        QTest::newRow(sql) << QString::fromLatin1(sql);
    }
}

void TestPostgresAccess::neverWrites()
{
    QFETCH(QString, sql);
    // The owner may do all of it; the transaction may not.
    const auto session = Session::open(uri(stock(), QStringLiteral("postgres")));
    QVERIFY(session.ok());
    const Session::Call call(*session.value(), {});
    const auto tried = session.value()->read(kAcme, [&](store::postgres::ReadTransaction& transaction) -> Result<void> {
        transaction.exec(sql.toStdString());
        return {};
    });
    QVERIFY2(!tried.ok(), "a reading transaction wrote");
    const auto isReadOnly = session.value()->read(kAcme, [&](store::postgres::ReadTransaction& transaction) -> Result<bool> {
        return transaction.exec1("SHOW transaction_read_only")[0].as<std::string>() == "on";
    });
    QVERIFY(isReadOnly.ok() && isReadOnly.value());
}

void TestPostgresAccess::takesTheOnlyTenant()
{
    const QString store = m_cluster->uri(stock(), kAuditor);
    const AuditRun two = runAudit({QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("stats")});
    QCOMPARE(two.exitCode, 2);
    QCOMPARE(two.errorCode(), QStringLiteral("tenant_required"));
    QVERIFY(two.err.contains("Acme Telecom") && two.err.contains("Borealis Health"));
    const AuditRun none = runAudit({QStringLiteral("--store"), store, QStringLiteral("--json"), QStringLiteral("--tenant"),
                                    QStringLiteral("99999999-9999-4999-8999-999999999999"), QStringLiteral("stats")});
    QCOMPARE(none.exitCode, 2);
    QCOMPARE(none.errorCode(), QStringLiteral("not_found"));

    ask(QStringLiteral("CREATE DATABASE single TEMPLATE stock"));
    QVERIFY(
        m_cluster->runSql(QStringLiteral("single"), QStringLiteral("DELETE FROM tenants WHERE name = 'Borealis Health'")).ok());
    const AuditRun one = runAudit({QStringLiteral("--store"), m_cluster->uri(QStringLiteral("single"), kAuditor),
                                   QStringLiteral("--json"), QStringLiteral("stats")});
    QCOMPARE(one.exitCode, 0);
    QVERIFY(one.json().value(QStringLiteral("events")).toInt() > 0);
}

void TestPostgresAccess::cancelsAStatementThatWaits_data()
{
    QTest::addColumn<bool>("byToken");
    QTest::newRow("stop token") << true;
    QTest::newRow("interrupt") << false;
}

void TestPostgresAccess::cancelsAStatementThatWaits()
{
    QFETCH(bool, byToken);
    auto reader = openPostgresReader(uri(stock(), kAuditor));
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(kAcme).ok());
    pqxx::connection owner(uri(stock(), QStringLiteral("postgres")));
    pqxx::connection watcher(uri(stock(), QStringLiteral("postgres")));
    {
        pqxx::work lock(owner);
        lock.exec("LOCK TABLE event_store IN ACCESS EXCLUSIVE MODE");
        std::stop_source source;
        std::optional<Result<store::Statistics>> outcome;
        std::thread work([&] { outcome.emplace(reader.value()->statistics(source.get_token())); });
        const bool waits = QTest::qWaitFor(
            [&] {
                pqxx::nontransaction look(watcher);
                return look.exec1("SELECT count(*) FROM pg_locks WHERE NOT granted")[0].as<int>() > 0;
            },
            20'000);
        byToken ? static_cast<void>(source.request_stop()) : reader.value()->interrupt();
        work.join();
        QVERIFY(waits);
        QCOMPARE(codeOf(*outcome), ErrorCode::Cancelled);
    }
    QVERIFY(reader.value()->statistics({}).ok());
}

void TestPostgresAccess::connectsAgain()
{
    const auto reader = openPostgresReader(uri(stock(), kAuditor));
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(kBorealis).ok());
    const auto before = reader.value()->statistics({});
    QVERIFY(before.ok());
    ask(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'stock_auditor'"));
    const auto lost = reader.value()->statistics({});
    QCOMPARE(codeOf(lost), ErrorCode::Unreachable);
    QVERIFY(lost.error().isRetryable());
    QVERIFY2(messageOf(lost).contains(QLatin1String("lost")), qPrintable(messageOf(lost)));
    // The same tenant is in force on the new connection.
    const auto after = reader.value()->statistics({});
    QVERIFY2(after.ok(), qPrintable(messageOf(after)));
    QCOMPARE(after.value().events, before.value().events);
}

void TestPostgresAccess::serverIsDown()
{
    const auto reader = openPostgresReader(uri(stock(), kAuditor));
    QVERIFY(reader.ok());
    QVERIFY(reader.value()->selectTenant(kAcme).ok());
    const QString store = m_cluster->uri(stock(), kAuditor);
    m_cluster.reset();
    QCOMPARE(codeOf(reader.value()->statistics({})), ErrorCode::Unreachable);
    const auto again = reader.value()->statistics({});
    QCOMPARE(codeOf(again), ErrorCode::Unreachable);
    QVERIFY2(messageOf(again).contains(QLatin1String("stock@localhost")), qPrintable(messageOf(again)));
    const AuditRun run = runAudit({QStringLiteral("--store"), store, QStringLiteral("stats")});
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains("cannot connect"), run.err.constData());
}

QTEST_GUILESS_MAIN(TestPostgresAccess)
#include "tst_postgresaccess.moc"
