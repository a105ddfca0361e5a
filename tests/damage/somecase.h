// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/cli/auditrun.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

/// A sound case of about 330 events in half a megabyte, always the same, to be damaged in copies.
class SomeCase {
public:
    /// False where it could not be made.
    [[nodiscard]] bool make();

    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }
    /// What `stats --json` tells of the sound case.
    [[nodiscard]] const QByteArray& stats() const { return m_stats; }
    /// The one of its aggregates that has most events.
    [[nodiscard]] const QString& aggregate() const { return m_aggregate; }

    /// Writes a file of the folder; its path.
    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const;
    /// A new copy of the sound case; its path.
    [[nodiscard]] QString copy(const QString& name) const { return write(name, m_bytes); }

private:
    QTemporaryDir m_dir;
    QByteArray m_bytes;
    QByteArray m_stats;
    QString m_aggregate;
};

/// `voicecore-audit --store FILE WORDS…`
[[nodiscard]] AuditRun auditOf(const QString& file, const QStringList& words);

/// Runs statements on a file by SQLite alone. False where they failed.
[[nodiscard]] bool runSql(const QString& file, const char* sql);
