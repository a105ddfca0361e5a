// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/privatepostgres.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QThread>
#include <QUrl>

#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace vci::test {

namespace {

constexpr int kStartMs = 60'000;
constexpr int kProgramMs = 300'000;

/// Debian keeps the server's programs apart from the PATH, by version; the newest is taken.
QString findPrograms()
{
    const QString onPath = QStandardPaths::findExecutable(QStringLiteral("initdb"));
    if (!onPath.isEmpty()) return QFileInfo(QFileInfo(onPath).canonicalFilePath()).absolutePath();
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    std::sort(names.begin(), names.end(), [](const QString& a, const QString& b) { return a.toInt() > b.toInt(); });
    for (const QString& name : names) {
        const QString programs = versions.filePath(name) + QStringLiteral("/bin");
        if (QFile::exists(programs + QStringLiteral("/initdb"))) return programs;
    }
    return {};
}

Error failed(const QString& program, QProcess& process)
{
    return makeError(ErrorCode::Io,
                     (program + QStringLiteral(" failed: ") + QString::fromLocal8Bit(process.readAllStandardError()) +
                      QString::fromLocal8Bit(process.readAllStandardOutput()) + process.errorString())
                         .toStdString());
}

}  // namespace

Result<std::unique_ptr<PrivatePostgres>> PrivatePostgres::start(Durability durability)
{
    std::unique_ptr<PrivatePostgres> cluster(new PrivatePostgres);
    cluster->m_durability = durability;
    cluster->m_programs = findPrograms();
    if (cluster->m_programs.isEmpty()) return makeError(ErrorCode::NotFound, "PostgreSQL's initdb is not installed");
    VCI_CHECK(cluster->makeFolder());
    VCI_CHECK(cluster->run(cluster->m_programs + QStringLiteral("/initdb"),
                           {QStringLiteral("-D"), cluster->m_folder + QStringLiteral("/data"), QStringLiteral("-U"),
                            QStringLiteral("postgres"), QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-E"),
                            QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8"), QStringLiteral("--no-sync"),
                            // Small, so that a limit on the size of files can spare the log.
                            QStringLiteral("--wal-segsize=1")}));
    VCI_CHECK(cluster->startServer());
    return cluster;
}

PrivatePostgres::~PrivatePostgres()
{
    stop();
    if (!m_folder.isEmpty()) QDir(m_folder).removeRecursively();
}

void PrivatePostgres::interrupt() const
{
    ::kill(static_cast<pid_t>(m_server.processId()), SIGINT);
}

void PrivatePostgres::stop()
{
    if (m_server.state() == QProcess::NotRunning) return;
    interrupt();
    if (!m_server.waitForFinished(kStartMs)) m_server.kill();
    m_server.waitForFinished();
}

void PrivatePostgres::kill()
{
    const QString server = QString::number(m_server.processId());
    QFile list(QStringLiteral("/proc/%1/task/%1/children").arg(server));
    const QStringList children = list.open(QIODevice::ReadOnly)
                                     ? QString::fromLatin1(list.readAll()).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                     : QStringList();
    // The server first: it must see none of the others die.
    m_server.kill();
    for (const QString& child : children) ::kill(child.toInt(), SIGKILL);
    m_server.waitForFinished();
}

Result<void> PrivatePostgres::startAgain()
{
    // A backend that was forked while kill() looked holds the shared memory a moment longer; it ends when it sees itself alone.
    for (int attempt = 1;; ++attempt) {
        auto started = startServer();
        if (started.ok() || attempt == 10 || started.error().message.find("shared memory") == std::string::npos) return started;
        QThread::msleep(100);
    }
}

Result<void> PrivatePostgres::giveFolder(const QString& folder) const
{
    if (m_owner == 0 || ::chown(folder.toLocal8Bit().constData(), m_owner, m_group) == 0) return {};
    return makeError(ErrorCode::Io, "the folder " + folder.toStdString() + " cannot be given to the user postgres");
}

Result<void> PrivatePostgres::makeFolder()
{
    // A short name: a socket's whole path may have 107 bytes.
    QByteArray pattern = QDir::tempPath().toLocal8Bit() + "/vci-pg-XXXXXX";
    if (pattern.size() > 70) pattern = "/tmp/vci-pg-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) return makeError(ErrorCode::Io, "no temporary folder can be made");
    m_folder = QString::fromLocal8Bit(pattern);
    if (::geteuid() != 0) return {};
    const passwd* const owner = ::getpwnam("postgres");
    if (owner == nullptr) return makeError(ErrorCode::NotFound, "root cannot run PostgreSQL, and there is no user postgres");
    m_owner = owner->pw_uid;
    m_group = owner->pw_gid;
    if (::chown(pattern.constData(), m_owner, m_group) != 0 || ::chmod(pattern.constData(), 0755) != 0) {
        return makeError(ErrorCode::Io, "the temporary folder cannot be given to the user postgres");
    }
    return {};
}

void PrivatePostgres::becomeOwner(QProcess& process, bool dieWithParent) const
{
    process.setWorkingDirectory(m_folder);
    process.setChildProcessModifier([owner = m_owner, group = m_group, dieWithParent] {
        if (owner != 0 && (::setgroups(0, nullptr) != 0 || ::setgid(group) != 0 || ::setuid(owner) != 0)) ::_exit(126);
        // After setuid(), which clears it. SIGINT is PostgreSQL's fast shutdown.
        if (dieWithParent) ::prctl(PR_SET_PDEATHSIG, SIGINT);
    });
}

Result<QString> PrivatePostgres::capture(const QString& program, const QStringList& arguments)
{
    QProcess process;
    becomeOwner(process, false);
    process.start(program, arguments);
    if (!process.waitForFinished(kProgramMs) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        return failed(program, process);
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

Result<void> PrivatePostgres::run(const QString& program, const QStringList& arguments)
{
    VCI_CHECK(capture(program, arguments));
    return {};
}

Result<QString> PrivatePostgres::query(const QString& database, const QString& sql, const QString& login)
{
    return capture(m_programs + QStringLiteral("/psql"),
                   {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-A"), QStringLiteral("-t"), QStringLiteral("-v"),
                    QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-c"), sql, uri(database, login)});
}

Result<void> PrivatePostgres::startServer()
{
    becomeOwner(m_server, true);
    // To a file: nobody reads a pipe later, and a full one stops the server.
    const QString log = m_folder + QStringLiteral("/server.log");
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.setStandardOutputFile(log);
    QStringList arguments = {QStringLiteral("-D"), m_folder + QStringLiteral("/data"), QStringLiteral("-k"), m_folder};
    QStringList settings = {QStringLiteral("listen_addresses="), QStringLiteral("autovacuum=off"),
                            QStringLiteral("max_connections=40")};
    if (m_durability == Durability::Fast)
        settings +=
            {QStringLiteral("fsync=off"), QStringLiteral("synchronous_commit=off"), QStringLiteral("full_page_writes=off")};
    for (const QString& setting : settings) arguments += {QStringLiteral("-c"), setting};
    m_server.start(m_programs + QStringLiteral("/postgres"), arguments);
    QByteArray said;
    QElapsedTimer timer;
    timer.start();
    while (!said.contains("ready to accept connections")) {
        if (m_server.state() == QProcess::NotRunning || timer.elapsed() > kStartMs) {
            return makeError(ErrorCode::Io, "PostgreSQL did not start: " + said.toStdString());
        }
        constexpr int kLookMs = 20;
        (void)m_server.waitForFinished(kLookMs);
        QFile file(log);
        if (file.open(QIODevice::ReadOnly)) said = file.readAll();
    }
    return {};
}

QString PrivatePostgres::uri(const QString& database, const QString& login) const
{
    return QStringLiteral("postgresql://%1@/%2?host=%3")
        .arg(login, database, QString::fromLatin1(QUrl::toPercentEncoding(m_folder)));
}

Result<void> PrivatePostgres::createDatabase(const QString& database, const QString& options)
{
    return runSql(QStringLiteral("postgres"), QStringLiteral("CREATE DATABASE \"%1\" %2").arg(database, options));
}

Result<void> PrivatePostgres::runSql(const QString& database, const QString& sql)
{
    return run(m_programs + QStringLiteral("/psql"),
               {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                QStringLiteral("-c"), sql, uri(database)});
}

Result<QString> PrivatePostgres::stockFiles()
{
    const QString stock = QStringLiteral(VCI_SHARED_DIR "/stock");
    if (!QFile::exists(stock + QStringLiteral("/schema.sql"))) {
        return makeError(ErrorCode::NotFound, "../shared is absent: stock");
    }
    // The files may lie where the user postgres may not look: they go in a folder of its own.
    const QString copy = m_folder + QStringLiteral("/stock");
    QDir().mkpath(copy);
    for (const char* const name : {"schema.sql", "traffic.sql", "scars.sql"}) {
        const QString target = copy + QLatin1Char('/') + QLatin1String(name);
        if (!QFile::exists(target) && !QFile::copy(stock + QLatin1Char('/') + QLatin1String(name), target)) {
            return makeError(ErrorCode::Io, "shared/stock cannot be copied");
        }
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    }
    return copy;
}

Result<void> PrivatePostgres::loadSchema(const QString& database, const QString& options)
{
    VCI_TRY(const QString files, stockFiles());
    VCI_CHECK(createDatabase(database, options));
    VCI_CHECK(run(m_programs + QStringLiteral("/psql"),
                  {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                   QStringLiteral("-f"), files + QStringLiteral("/schema.sql"), uri(database)}));
    return runSql(database,
                  QStringLiteral("CREATE ROLE \"%1_auditor\" LOGIN; GRANT SELECT ON event_store, event_snapshots, read_models, "
                                 "tenants TO \"%1_auditor\"")
                      .arg(database));
}

Result<void> PrivatePostgres::loadStock(const QString& database, int calls, const QString& options)
{
    VCI_CHECK(loadSchema(database, options));
    VCI_TRY(const QString files, stockFiles());
    return run(m_programs + QStringLiteral("/psql"),
               {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                QStringLiteral("-v"), QStringLiteral("calls=%1").arg(calls), QStringLiteral("-f"),
                files + QStringLiteral("/traffic.sql"), uri(database)});
}

}  // namespace vci::test
