// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/sample.h"

#include "app/source/opensource.h"
#include "core/base/clock.h"
#include "core/generate/traffic.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace vci::app {

namespace {

constexpr std::int64_t kSampleCalls = 1000;
constexpr std::uint64_t kSampleSeed = 7;

/// The folder's name holds what the content depends on: another version of the program makes its own.
QString sampleDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/sample-") +
           QCoreApplication::applicationVersion();
}

QString samplePath()
{
    return sampleDirectory() + QStringLiteral("/Sample.vcase");
}

/// Removes the half-made file with what SQLite keeps beside it.
void removeCase(const QString& path)
{
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) QFile::remove(path + QString::fromLatin1(suffix));
}

Result<void> fill(const QString& path, const std::function<void(std::int64_t)>& progress, std::stop_token stop)
{
    const std::string file = path.toStdString();
    RandomIdSource ids;
    SystemClock clock;
    VCI_CHECK(createCase(file, ids, clock));
    VCI_TRY(const auto writer, openForAppend(file, ids, clock));
    std::int64_t done = 0;
    const auto receive = [&](std::span<const store::NewEvent> events) -> Result<void> {
        VCI_TRY(const auto outcome, writer->append(generate::trafficTenant(kSampleSeed), events, store::Stamping::AsRecorded));
        done += outcome.appended;
        progress(done);
        return {};
    };
    auto made = generate::generateTraffic({kSampleCalls, kSampleSeed}, receive, stop);
    if (!made.ok()) return std::move(made).error();
    return {};
}

}  // namespace

QString existingSample()
{
    for (const QString& path : {QCoreApplication::applicationDirPath() + QStringLiteral("/Sample.vcase"), samplePath()})
        if (QFileInfo::exists(path)) return path;
    return {};
}

Result<QString> makeSample(const std::function<void(std::int64_t)>& progress, std::stop_token stop)
{
    const QString path = samplePath();
    if (!QDir().mkpath(sampleDirectory()))
        return makeError(ErrorCode::Io, "cannot make the folder " + sampleDirectory().toStdString());
    const QString making = path + QStringLiteral(".%1").arg(QCoreApplication::applicationPid());
    removeCase(making);
    auto filled = fill(making, progress, stop);
    if (filled.ok()) {
        QFile::remove(path);
        if (QFile::rename(making, path)) return path;
        filled = makeError(ErrorCode::Io, "cannot give the sample its name " + path.toStdString());
    }
    removeCase(making);
    return std::move(filled).error();
}

}  // namespace vci::app
