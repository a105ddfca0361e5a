// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/reportcase.h"

#include <QDir>
#include <QFile>

bool ReportCase::make()
{
    if (!m_case.make()) return false;
    qputenv("HOME", m_case.path(QStringLiteral("home")).toUtf8());
    qputenv("XDG_STATE_HOME", m_case.path(QStringLiteral("state")).toUtf8());
    qputenv("XDG_CONFIG_HOME", m_case.path(QStringLiteral("config")).toUtf8());
    const QString sound = m_case.copy(QStringLiteral("look.vcase"));
    const AuditRun events = auditOf(sound, {QStringLiteral("events"), QStringLiteral("--format"), QStringLiteral("jsonl")});
    for (const QByteArray& line : events.lines()) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        if (event.value(QStringLiteral("event_type")) != QLatin1String("CallInitiated")) continue;
        m_call = event.value(QStringLiteral("aggregate_id")).toString();
        m_correlation = event.value(QStringLiteral("correlation_id")).toString();
        m_caller =
            event.value(QStringLiteral("event_data")).toObject().value(QStringLiteral("caller_number")).toString().toUtf8();
        break;
    }
    return m_call.size() == 36 && m_correlation.size() == 36 && m_caller.size() > 5;
}

bool ReportCase::renew()
{
    m_folder = m_case.path(QStringLiteral("own%1").arg(++m_copies));
    if (!QDir().mkpath(m_folder)) return false;
    m_file = m_case.copy(QStringLiteral("own%1/a.vcase").arg(m_copies));
    return !m_file.isEmpty();
}

QStringList ReportCase::chosen() const
{
    return {QStringLiteral("--aggregate"), m_call, QStringLiteral("--correlation"), m_correlation};
}

AuditRun ReportCase::report(const QString& name, const QStringList& more) const
{
    return auditOf(m_file, QStringList{QStringLiteral("--json"), QStringLiteral("report"), file(name)} + more);
}

AuditRun ReportCase::recheck(const QString& name) const
{
    return auditOf(m_file, {QStringLiteral("--json"), QStringLiteral("recheck"), file(name)});
}

QByteArray ReportCase::bytes(const QString& name) const
{
    QFile one(file(name));
    return one.open(QIODevice::ReadOnly) ? one.readAll() : QByteArray();
}

bool ReportCase::write(const QString& name, const QByteArray& content) const
{
    QFile one(file(name));
    return one.open(QIODevice::WriteOnly | QIODevice::Truncate) && one.write(content) == content.size();
}
