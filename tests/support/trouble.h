// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/privatepostgres.h"

#include <QProcess>
#include <QString>

#include <memory>
#include <string>
#include <thread>

namespace vci::test {

/// A small file system of its own, mounted in a folder that goes with it.
class SmallDisk {
public:
    /// NotPermitted where this process may not mount; the message names it.
    [[nodiscard]] static Result<std::unique_ptr<SmallDisk>> mount(std::int64_t sizeBytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] const QString& folder() const { return m_folder; }
    /// Takes the last free byte, and gives it back. Io.
    [[nodiscard]] Result<void> fill();
    [[nodiscard]] Result<void> empty();

private:
    SmallDisk() = default;
    QString m_folder;
};

/// What can befall a statement that writes to a database.
enum class Trouble {
    DiskFull,        ///< no byte is left where the table lies; wants a SmallDisk
    FileLimit,       ///< the server may not make the file of the table larger
    LostConnection,  ///< the backend is ended in the middle of the statement
    ServerRestart,   ///< the whole server goes down in the middle of the statement, and is up again after end()
    LockTimeout,     ///< another session holds the table for longer than is waited
};

/// Brings trouble upon the writes of one login to one table, from begin() to end(). Between them do the work, which must fail;
/// after end() the same work must succeed. Belongs to the thread that started the cluster.
class TroubleMaker {
public:
    /// The table must be larger than a log segment (1 MB) for FileLimit. disk is where it lies, for DiskFull.
    TroubleMaker(PrivatePostgres& cluster, QString database, QString login, QString table, SmallDisk* disk)
        : m_cluster(cluster)
        , m_database(std::move(database))
        , m_login(std::move(login))
        , m_table(std::move(table))
        , m_disk(disk)
    {
    }
    ~TroubleMaker();
    TroubleMaker(const TroubleMaker&) = delete;
    TroubleMaker& operator=(const TroubleMaker&) = delete;

    /// The login must be connected. Io with what failed.
    [[nodiscard]] Result<void> begin(Trouble trouble);
    [[nodiscard]] Result<void> end();

private:
    /// Limits the files that the login's backends may write; no limit where it is negative.
    [[nodiscard]] Result<void> limitFiles(std::int64_t bytes);
    /// Holds the table until release().
    [[nodiscard]] Result<void> lock();
    void release();
    /// Waits until a backend of the login waits for the table; its process id, or 0 after a minute.
    [[nodiscard]] int waitingBackend();

    PrivatePostgres& m_cluster;
    QString m_database;
    QString m_login;
    QString m_table;
    SmallDisk* m_disk;
    Trouble m_trouble = Trouble::LockTimeout;
    QProcess m_holder;       ///< psql that holds the lock
    std::jthread m_striker;  ///< does in the middle of the statement what is to befall it
};

}  // namespace vci::test
