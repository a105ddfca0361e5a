// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/activitylog.h"

#include "core/base/clock.h"
#include "core/json/read.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace vci::ui {

namespace {

/// More of an old log is read by other tools.
constexpr qint64 kMaxBytesRead = qint64{4} * 1024 * 1024;

struct Field {
    const char* name;
    QString Activity::*member;
};
constexpr Field kFields[] = {{"time", &Activity::time},       {"source", &Activity::source}, {"tenant", &Activity::tenant},
                             {"login", &Activity::login},     {"act", &Activity::act},       {"reason", &Activity::reason},
                             {"outcome", &Activity::outcome}, {"detail", &Activity::detail}};

QByteArray lineOf(const Activity& activity)
{
    json::Value object = json::Value::object();
    for (const Field& field : kFields) object.set(field.name, json::Value::string((activity.*field.member).toStdString()));
    return QByteArray::fromStdString(json::dump(object)) + '\n';
}

Activity activityOf(const QByteArray& line)
{
    const json::LenientRead read = json::readLenient(std::string_view(line.constData(), static_cast<std::size_t>(line.size())));
    Activity activity;
    if (!read.value.isObject() || read.value.find("act") == nullptr) {
        activity.detail = QString::fromUtf8(line);
        return activity;
    }
    for (const Field& field : kFields) {
        const json::Value* value = read.value.find(field.name);
        if (value != nullptr && value->isString()) activity.*field.member = QString::fromStdString(value->asText());
    }
    return activity;
}

Error ioError(const QString& what, const QFileDevice& file)
{
    return makeError(ErrorCode::Io, (what + QLatin1Char(' ') + file.fileName() + QStringLiteral(": ") + file.errorString() +
                                     QStringLiteral("; nothing is done without its line in the activity log"))
                                        .toStdString());
}

}  // namespace

ActivityLog::ActivityLog(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
}

Result<void> ActivityLog::append(Activity activity)
{
    {
        const std::lock_guard lock(m_writing);
        if (activity.time.isEmpty()) activity.time = QString::fromStdString(SystemClock().now().toString());
        QDir().mkpath(QFileInfo(m_file).path());
        QFile file(m_file);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, QFile::ReadOwner | QFile::WriteOwner))
            return ioError(QStringLiteral("cannot open"), file);
        const QByteArray line = lineOf(activity);
        if (file.write(line) != line.size() || fsync(file.handle()) != 0) return ioError(QStringLiteral("cannot write to"), file);
    }
    Q_EMIT appended(activity);
    return {};
}

Result<std::vector<Activity>> ActivityLog::newest(std::size_t limitRows) const
{
    QFile file(m_file);
    if (!file.exists()) return std::vector<Activity>();
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorCode::Io, "cannot read " + m_file.toStdString() + ": " + file.errorString().toStdString());
    }
    const qint64 begin = std::max<qint64>(0, file.size() - kMaxBytesRead);
    file.seek(begin);
    QList<QByteArray> lines = file.readAll().split('\n');
    if (begin > 0) lines.removeFirst();  // half a line
    lines.removeAll(QByteArray());
    const auto count = static_cast<qsizetype>(std::min<std::size_t>(limitRows, static_cast<std::size_t>(lines.size())));
    std::vector<Activity> activities;
    for (const QByteArray& line : lines.last(count)) activities.push_back(activityOf(line));
    return activities;
}

}  // namespace vci::ui
