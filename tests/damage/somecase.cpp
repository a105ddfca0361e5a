// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/somecase.h"

#include <QFile>

#include <sqlite3.h>

bool SomeCase::make()
{
    const QString file = path(QStringLiteral("sound.vcase"));
    if (runAudit({QStringLiteral("init"), file}).exitCode != 0) return false;
    if (auditOf(file, {QStringLiteral("generate"), QStringLiteral("--calls"), QStringLiteral("20"), QStringLiteral("--seed"),
                       QStringLiteral("7")})
            .exitCode != 0)
        return false;
    const AuditRun stats = auditOf(file, {QStringLiteral("stats"), QStringLiteral("--json")});
    const AuditRun first = auditOf(file, {QStringLiteral("aggregates"), QStringLiteral("--sort"), QStringLiteral("events"),
                                          QStringLiteral("--limit"), QStringLiteral("1"), QStringLiteral("--json")});
    m_stats = stats.out;
    m_aggregate = first.json()
                      .value(QStringLiteral("aggregates"))
                      .toArray()
                      .first()
                      .toObject()
                      .value(QStringLiteral("aggregate_id"))
                      .toString();
    QFile sound(file);
    if (!sound.open(QIODevice::ReadOnly)) return false;
    m_bytes = sound.readAll();
    return stats.exitCode == 0 && m_aggregate.size() == 36 && m_bytes.size() > 100'000;
}

QString SomeCase::write(const QString& name, const QByteArray& content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size()) return {};
    return file.fileName();
}

AuditRun auditOf(const QString& file, const QStringList& words)
{
    return runAudit(QStringList{QStringLiteral("--store"), file} + words);
}

bool runSql(const QString& file, const char* sql)
{
    sqlite3* database = nullptr;
    const bool done = sqlite3_open(file.toUtf8().constData(), &database) == SQLITE_OK &&
                      sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return done;
}
