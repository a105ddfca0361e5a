// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/trouble.h"

#include <QDir>
#include <QFile>

#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace vci::test {

namespace {

constexpr int kWaitMs = 60'000;
/// One log segment: what the write-ahead log needs, and less than the table has.
constexpr std::int64_t kFileLimitBytes = 1 << 20;

const QString kFiller = QStringLiteral("/filler");

Error failed(const std::string& what)
{
    return makeError(ErrorCode::Io, what + ": " + std::strerror(errno));
}

}  // namespace

Result<std::unique_ptr<SmallDisk>> SmallDisk::mount(std::int64_t sizeBytes)
{
    QByteArray pattern = "/tmp/vci-disk-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) return failed("no temporary folder can be made");
    const std::string options = "size=" + std::to_string(sizeBytes);
    if (::mount("none", pattern.constData(), "tmpfs", 0, options.c_str()) != 0) {
        const std::string why = std::strerror(errno);
        ::rmdir(pattern.constData());
        return makeError(ErrorCode::NotPermitted, "a file system cannot be mounted here (" + why + ")");
    }
    std::unique_ptr<SmallDisk> disk(new SmallDisk);
    disk->m_folder = QString::fromLocal8Bit(pattern);
    return disk;
}

SmallDisk::~SmallDisk()
{
    const QByteArray folder = m_folder.toLocal8Bit();
    // A server that is still on its way out holds it a moment longer.
    if (::umount2(folder.constData(), MNT_DETACH) == 0) ::rmdir(folder.constData());
}

Result<void> SmallDisk::fill()
{
    QFile file(m_folder + kFiller);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return failed("the filler cannot be made");
    const QByteArray block(4096, '\0');
    while (file.write(block) == block.size()) {
    }
    return {};
}

Result<void> SmallDisk::empty()
{
    if (!QFile::remove(m_folder + kFiller)) return failed("the filler cannot be removed");
    return {};
}

TroubleMaker::~TroubleMaker()
{
    release();
}

Result<void> TroubleMaker::begin(Trouble trouble)
{
    m_trouble = trouble;
    switch (trouble) {
    case Trouble::DiskFull:
        return m_disk->fill();
    case Trouble::FileLimit:
        return limitFiles(kFileLimitBytes);
    case Trouble::LockTimeout:
        return lock();
    case Trouble::LostConnection:
    case Trouble::ServerRestart:
        break;
    }
    VCI_CHECK(lock());
    m_striker = std::jthread([this] {
        const int backend = waitingBackend();
        // The server is the backends' parent; SIGINT is its fast shutdown.
        if (m_trouble == Trouble::LostConnection)
            static_cast<void>(m_cluster.query(m_database, QStringLiteral("SELECT pg_terminate_backend(%1)").arg(backend)));
        else
            m_cluster.interrupt();
    });
    return {};
}

Result<void> TroubleMaker::end()
{
    if (m_striker.joinable()) m_striker.join();
    release();
    switch (m_trouble) {
    case Trouble::DiskFull:
        return m_disk->empty();
    case Trouble::FileLimit:
        return limitFiles(-1);
    case Trouble::ServerRestart:
        m_cluster.stop();
        return m_cluster.startAgain();
    case Trouble::LostConnection:
    case Trouble::LockTimeout:
        break;
    }
    return {};
}

Result<void> TroubleMaker::limitFiles(std::int64_t bytes)
{
    VCI_TRY(const QString pids,
            m_cluster.query(m_database, QStringLiteral("SELECT pid FROM pg_stat_activity WHERE usename = '%1'").arg(m_login)));
    // The soft limit alone, so that it can be lifted again.
    const QString limit = bytes < 0 ? QStringLiteral("unlimited") : QString::number(bytes);
    for (const QString& pid : pids.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        VCI_CHECK(m_cluster.runAsServer(QStringLiteral("prlimit"),
                                        {QStringLiteral("--pid"), pid, QStringLiteral("--fsize=%1:").arg(limit)}));
    }
    return {};
}

Result<void> TroubleMaker::lock()
{
    m_holder.start(QStringLiteral("psql"), {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-A"),
                                            QStringLiteral("-t"), m_cluster.uri(m_database)});
    if (!m_holder.waitForStarted(kWaitMs)) return makeError(ErrorCode::Io, "psql does not start");
    m_holder.write(QStringLiteral("BEGIN; LOCK TABLE %1 IN SHARE MODE; SELECT 'held';\n").arg(m_table).toUtf8());
    while (!m_holder.canReadLine()) {
        if (!m_holder.waitForReadyRead(kWaitMs)) return makeError(ErrorCode::Io, "the table cannot be locked");
    }
    return {};
}

void TroubleMaker::release()
{
    if (m_holder.state() == QProcess::NotRunning) return;
    m_holder.closeWriteChannel();
    m_holder.waitForFinished(kWaitMs);
}

int TroubleMaker::waitingBackend()
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(kWaitMs);
    while (std::chrono::steady_clock::now() < end) {
        const auto pid = m_cluster.query(
            m_database,
            QStringLiteral("SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.usename = "
                           "'%1' AND l.relation = '%2'::regclass LIMIT 1")
                .arg(m_login, m_table));
        if (pid.ok() && !pid.value().isEmpty()) return pid.value().toInt();
    }
    return 0;
}

}  // namespace vci::test
