// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

/// What one run of voicecore-audit did.
struct AuditRun {
    int exitCode = -1;
    bool crashed = true;  ///< ended by a signal, or not within two minutes
    QByteArray out;
    QByteArray err;

    /// The one document on standard output; empty where there is anything else.
    [[nodiscard]] QJsonObject json() const;
    /// Of the error document; empty where there is none.
    [[nodiscard]] QString errorCode() const
    {
        return json().value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toString();
    }
    [[nodiscard]] QJsonObject error() const { return json().value(QStringLiteral("error")).toObject(); }
    [[nodiscard]] QList<QByteArray> lines() const;
};

/// Runs the real program with a clean environment (no VCI_*, plus `NAME=value` of env) and waits for it.
[[nodiscard]] AuditRun runAudit(const QStringList& arguments, const QByteArray& input = {}, const QStringList& env = {});
/// Runs a line of bash; $AUDIT is the program.
[[nodiscard]] AuditRun runShell(const QString& script);

/// An event to append: one line with a newline. data is JSON text.
[[nodiscard]] QByteArray eventLine(const QByteArray& aggregate, const QByteArray& type, const QByteArray& data,
                                   const QByteArray& more = {});

inline const QByteArray kCallA = "5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11";
inline const QByteArray kCallB = "7a1d9c52-0f0b-4c39-8f43-6a2b5d1e9c22";
