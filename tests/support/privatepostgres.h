// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace vci::test {

/// A PostgreSQL cluster of this test run alone: in a folder of its own, on a socket in that folder, without network. It stops,
/// and its folder goes, with the object; it stops also where the process is killed. Run by root it belongs to the system's user
/// `postgres`, because PostgreSQL refuses root.
class PrivatePostgres {
public:
    enum class Durability {
        Fast,  ///< without fsync: what it holds is lost with the machine
        Full,  ///< the server's own settings
    };
    /// NotFound where PostgreSQL's programs are not installed; Io where they fail, with their words.
    [[nodiscard]] static Result<std::unique_ptr<PrivatePostgres>> start(Durability durability = Durability::Fast);
    ~PrivatePostgres();
    PrivatePostgres(const PrivatePostgres&) = delete;
    PrivatePostgres& operator=(const PrivatePostgres&) = delete;

    /// SIGKILL to the server and to every process of its, at once.
    void kill();
    /// Begins a fast shutdown; any thread. stop() waits for its end.
    void interrupt() const;
    void stop();
    /// After kill() or stop(), in the thread that called start(). Io with the server's words.
    [[nodiscard]] Result<void> startAgain();
    /// Makes a folder the server's own, for a tablespace. Io.
    [[nodiscard]] Result<void> giveFolder(const QString& folder) const;
    /// Runs a program as the user that the server runs as. Io with its words.
    [[nodiscard]] Result<void> runAsServer(const QString& program, const QStringList& arguments)
    {
        return run(program, arguments);
    }

    /// For openPostgresReader() and psql. The cluster trusts every login that exists; `postgres` is the superuser.
    [[nodiscard]] QString uri(const QString& database, const QString& login = QStringLiteral("postgres")) const;

    /// options: what may follow CREATE DATABASE and its name.
    [[nodiscard]] Result<void> createDatabase(const QString& database, const QString& options = {});
    /// Statements, one transaction together, by psql.
    [[nodiscard]] Result<void> runSql(const QString& database, const QString& sql);
    /// What psql prints for the statements, unaligned, without its last newline. Io with psql's words where one fails.
    [[nodiscard]] Result<QString> query(const QString& database, const QString& sql,
                                        const QString& login = QStringLiteral("postgres"));
    /// Makes the database with the tables of `shared/stock`, empty, and a login `<database>_auditor` that may read event_store,
    /// event_snapshots, read_models and tenants under row security. NotFound where shared/stock is absent.
    [[nodiscard]] Result<void> loadSchema(const QString& database, const QString& options = {});
    /// loadSchema(), and the traffic with its scars.
    [[nodiscard]] Result<void> loadStock(const QString& database, int calls, const QString& options = {});

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

    Durability m_durability = Durability::Fast;
    QString m_programs;  ///< the folder of initdb and postgres
    QString m_folder;
    unsigned m_owner = 0;  ///< user and group that run the server; 0: those of this process
    unsigned m_group = 0;
    QProcess m_server;
};

}  // namespace vci::test
