// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/damage/somecase.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

/// A case file with calls, and reports of it that lie beside it. Each test has a copy of its own.
class ReportCase {
public:
    /// The user's own trust and pins play no part in it. False where it cannot be made.
    [[nodiscard]] bool make();
    /// The copy of the next test.
    [[nodiscard]] bool renew();

    [[nodiscard]] QString store() const { return m_file; }
    [[nodiscard]] QString call() const { return m_call; }         ///< an aggregate
    [[nodiscard]] QByteArray caller() const { return m_caller; }  ///< its number, which is personal data
    [[nodiscard]] QStringList chosen() const;                     ///< options: the call and its chain

    /// Both with --json.
    [[nodiscard]] AuditRun report(const QString& name, const QStringList& more = {}) const;
    [[nodiscard]] AuditRun recheck(const QString& name) const;

    [[nodiscard]] QString file(const QString& name) const { return m_folder + QLatin1Char('/') + name; }
    [[nodiscard]] QByteArray bytes(const QString& name) const;
    [[nodiscard]] bool write(const QString& name, const QByteArray& content) const;

private:
    SomeCase m_case;
    QString m_call;
    QString m_correlation;
    QByteArray m_caller;
    QString m_folder;
    QString m_file;
    int m_copies = 0;
};
