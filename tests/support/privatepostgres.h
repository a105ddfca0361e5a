// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace vci::test {

/// A PostgreSQL cluster of this test run alone: in a folder of its own, on a socket in that folder, without network, without
/// fsync. It stops, and its folder goes, with the object; it stops also where the process is killed. Run by root it belongs to
/// the system's user `postgres`, because PostgreSQL refuses root.
class PrivatePostgres {
public:
    /// NotFound where PostgreSQL's programs are not installed; Io where they fail, with their words.
    [[nodiscard]] static Result<std::unique_ptr<PrivatePostgres>> start();
    ~PrivatePostgres();
    PrivatePostgres(const PrivatePostgres&) = delete;
    PrivatePostgres& operator=(const PrivatePostgres&) = delete;

    /// For openPostgresReader() and psql. The cluster trusts every login that exists; `postgres` is the superuser.
    [[nodiscard]] QString uri(const QString& database, const QString& login = QStringLiteral("postgres")) const;

    [[nodiscard]] Result<void> createDatabase(const QString& database);
    /// Statements, one transaction together, by psql.
    [[nodiscard]] Result<void> runSql(const QString& database, const QString& sql);
    /// What psql prints for the statements, unaligned, without its last newline. Io with psql's words where one fails.
    [[nodiscard]] Result<QString> query(const QString& database, const QString& sql,
                                        const QString& login = QStringLiteral("postgres"));
    /// Makes the database with the tables of `shared/stock`, empty, and a login `<database>_auditor` that may read event_store,
    /// event_snapshots, read_models and tenants under row security. NotFound where shared/stock is absent.
    [[nodiscard]] Result<void> loadSchema(const QString& database);
    /// loadSchema(), and the traffic with its scars.
    [[nodiscard]] Result<void> loadStock(const QString& database, int calls);

private:
    PrivatePostgres() = default;
    [[nodiscard]] Result<void> makeFolder();
    [[nodiscard]] Result<void> startServer();
    /// What the program printed.
    [[nodiscard]] Result<QString> capture(const QString& program, const QStringList& arguments);
    [[nodiscard]] Result<void> run(const QString& program, const QStringList& arguments);
    /// The folder with a copy of shared/stock that the server's user may read.
    [[nodiscard]] Result<QString> stockFiles();
    void becomeOwner(QProcess& process, bool dieWithParent) const;

    QString m_programs;  ///< the folder of initdb and postgres
    QString m_folder;
    unsigned m_owner = 0;  ///< user and group that run the server; 0: those of this process
    unsigned m_group = 0;
    QProcess m_server;
};

}  // namespace vci::test
