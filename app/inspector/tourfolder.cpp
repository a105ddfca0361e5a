// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/tourfolder.h"

#include <QDir>
#include <QSettings>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace vci::app {

namespace {

/// A folder that a tour left behind when it was stopped. Not one that somebody else put there.
bool isOurs(const char* path)
{
    struct stat found {};
    return ::lstat(path, &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == ::getuid();
}

}  // namespace

QString TourFolder::path()
{
    return QStringLiteral("/tmp/voicecore-tour");
}

TourFolder::TourFolder()
    : m_lock(path() + QStringLiteral(".lock"))
{
    m_lock.setStaleLockTime(0);  // a tour takes its time; one that died is noticed by its process
}

TourFolder::~TourFolder()
{
    if (m_lock.isLocked()) QDir(path()).removeRecursively();
}

Result<std::unique_ptr<TourFolder>> TourFolder::make()
{
    std::unique_ptr<TourFolder> folder(new TourFolder);
    if (!folder->m_lock.tryLock(0))
        return makeError(ErrorCode::Locked, "another tour is under way in " + path().toStdString() + ": wait for its end");
    const QByteArray name = path().toLocal8Bit();
    if (isOurs(name.constData())) QDir(path()).removeRecursively();
    if (::mkdir(name.constData(), S_IRWXU) != 0) {
        const std::string why = errno == EEXIST ? "what is there is not yours, remove it" : std::strerror(errno);
        folder->m_lock.unlock();
        return makeError(ErrorCode::Io, "cannot make the folder " + path().toStdString() + ": " + why);
    }
    for (const char* const variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"}) {
        const QString below = QString::fromLatin1(variable).section(QLatin1Char('_'), 1, 1).toLower();
        qputenv(variable, (path() + QLatin1Char('/') + below).toLocal8Bit());
    }
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, path() + QStringLiteral("/config"));
    return folder;
}

}  // namespace vci::app
