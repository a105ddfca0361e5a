// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/cli/auditrun.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace {

constexpr int kWaitMs = 120'000;

QProcessEnvironment environment(const QStringList& more)
{
    QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
    for (const QString& name : env.keys()) {
        if (name.startsWith(QLatin1String("VCI_"))) env.remove(name);
    }
    for (const QString& pair : more) env.insert(pair.section(QLatin1Char('='), 0, 0), pair.section(QLatin1Char('='), 1));
    env.insert(QStringLiteral("AUDIT"), QStringLiteral(VCI_AUDIT_BINARY));
    return env;
}

AuditRun finish(QProcess& process, const QByteArray& input)
{
    AuditRun run;
    if (!process.waitForStarted(kWaitMs)) return run;
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kWaitMs)) {
        process.kill();
        process.waitForFinished();
        return run;
    }
    run.crashed = process.exitStatus() == QProcess::CrashExit;
    run.exitCode = process.exitCode();
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

}  // namespace

QJsonObject AuditRun::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QList<QByteArray> AuditRun::lines() const
{
    QList<QByteArray> all = out.split('\n');
    if (!all.isEmpty() && all.last().isEmpty()) all.removeLast();
    return all;
}

AuditRun runAudit(const QStringList& arguments, const QByteArray& input, const QStringList& env)
{
    QProcess process;
    process.setProcessEnvironment(environment(env));
    process.start(QStringLiteral(VCI_AUDIT_BINARY), arguments);
    return finish(process, input);
}

AuditRun runShell(const QString& script)
{
    QProcess process;
    process.setProcessEnvironment(environment({}));
    process.start(QStringLiteral("bash"), {QStringLiteral("-c"), script});
    return finish(process, {});
}

QByteArray eventLine(const QByteArray& aggregate, const QByteArray& type, const QByteArray& data, const QByteArray& more)
{
    return "{\"aggregate_id\":\"" + aggregate + "\",\"aggregate_type\":\"Call\",\"event_type\":\"" + type +
           "\",\"event_data\":" + data + (more.isEmpty() ? QByteArray() : "," + more) + "}\n";
}
