// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace vci::casefile {
class SealedFile;
}

namespace vci::store::sqlite {

class Connection;

/// One run of a prepared statement: bind, step, read columns. Gives the statement back when destroyed. Columns count from 0,
/// parameters from 1. Views that columns give live until the next step.
class Query {
public:
    Query(Connection& connection, sqlite3_stmt* statement)
        : m_connection(&connection)
        , m_statement(statement)
    {
    }
    ~Query();
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;

    Query& bind(int parameter, std::int64_t value);
    Query& bind(int parameter, std::string_view text);                    ///< copies
    Query& bind(int parameter, const Uuid& uuid);                         ///< as its 36 characters
    Query& bindView(int parameter, std::string_view text);                ///< text must live until the statement is done
    Query& bindBlob(int parameter, std::span<const std::uint8_t> bytes);  ///< bytes must live until the statement is done
    Query& bindNull(int parameter);

    /// True: a row stands ready. False: done. doing names the work for the error message.
    [[nodiscard]] Result<bool> step(std::string_view doing);
    /// Steps a statement that gives no rows, and makes it ready for the next values.
    [[nodiscard]] Result<void> run(std::string_view doing);
    /// The extended result code of the last step.
    [[nodiscard]] int lastCode() const { return m_lastCode; }
    /// Makes it ready to be stepped again; bindings stay.
    void reset();

    /// As the row holds it. Reading a text turns the column into one: ask before.
    enum class Type { Integer, Real, Text, Blob, Null };
    [[nodiscard]] Type type(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] bool isInteger(int column) const;
    [[nodiscard]] std::int64_t int64(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    /// The bytes of a BLOB or text column.
    [[nodiscard]] std::string_view blob(int column) const;

private:
    /// The column of the row it stands on, asked of the statement once: asking again costs more than what is read.
    [[nodiscard]] sqlite3_value* value(int column) const;

    static constexpr std::size_t kKept = 20;

    Connection* m_connection;
    sqlite3_stmt* m_statement;
    int m_lastCode = 0;
    mutable std::uint32_t m_isKept = 0;                  ///< a bit a column, of this row
    mutable std::array<sqlite3_value*, kKept> m_kept{};  ///< where its bit is set
};

/// One SQLite connection to a case file, of one thread (interrupt() alone may come from another). Everything that a hostile
/// file could use against its reader is off: extensions, triggers, views, untrusted functions; lengths are bounded.
class Connection {
public:
    enum class Mode {
        ReadOnly,
        Immutable,  ///< no locks, no -wal: only for a file on a medium that nothing writes to
        ReadWrite,
        Create,  ///< as ReadWrite; the empty file exists already
    };

    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, Mode mode);
    /// An empty database that no file holds.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> openEmpty();
    /// Reads a sealed file through its descriptor alone and keeps it open; the name is for messages.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> openSealed(const std::filesystem::path& file,
                                                                        std::shared_ptr<const casefile::SealedFile> sealed);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// A statement of ours, prepared once and kept. sql must come from the program, never from input.
    [[nodiscard]] Result<Query> query(std::string_view sql);
    /// VACUUM, which works on a second database that SQLite attaches for it.
    [[nodiscard]] Result<void> vacuum(std::string_view doing);
    /// Runs statements without parameters.
    [[nodiscard]] Result<void> execute(const std::string& sql, std::string_view doing);
    /// The first column of the first row of a query without parameters.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql, std::string_view doing);

    [[nodiscard]] std::int64_t lastInsertRowid() const;
    /// How many rows the last INSERT, UPDATE or DELETE changed.
    [[nodiscard]] std::int64_t changedRows() const;
    /// The one translation of SQLite's result codes; extendedCode may be of any statement of this connection.
    [[nodiscard]] Error error(int extendedCode, std::string_view doing) const;
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

    /// Ends the running call with Cancelled. Any thread.
    void interrupt();

    /// Stands for one call of the contract: statements inside end soon after stop is requested or interrupt() is called.
    class Call {
    public:
        Call(Connection& connection, std::stop_token stop);
        ~Call();
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        /// Cancelled where the call was told to end: asked between pages, where no statement runs.
        [[nodiscard]] Result<void> check() const;

    private:
        Connection& m_connection;
    };

private:
    friend class Query;
    friend class Transaction;
    Connection(std::filesystem::path file, sqlite3* database)
        : m_file(std::move(file))
        , m_database(database)
    {
    }
    [[nodiscard]] static Result<std::unique_ptr<Connection>> openNamed(const std::filesystem::path& file, const std::string& name,
                                                                       int flags, Mode mode);
    void configure(Mode mode);
    [[nodiscard]] bool isStopped() const;
    /// Waits a moment for another program's lock; false where it was waited long enough.
    [[nodiscard]] bool waitForLock();
    void giveBack(sqlite3_stmt* statement);

    std::filesystem::path m_file;
    std::shared_ptr<const casefile::SealedFile> m_sealed;  ///< outlives m_database
    sqlite3* m_database;
    std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> m_idle;  ///< statements that no Query uses, by their SQL
    std::stop_token m_stop;
    std::atomic<bool> m_interrupted = false;
    std::chrono::milliseconds m_waited{0};  ///< for the lock that is being asked for
};

/// Rolled back unless committed.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Connection& connection);  ///< for reading: one state of the file
    [[nodiscard]] static Result<Transaction>
    beginImmediate(Connection& connection);  ///< for writing; Locked where another writes
    ~Transaction();
    Transaction(Transaction&& other) noexcept
        : m_connection(other.m_connection)
    {
        other.m_connection = nullptr;
    }
    Transaction& operator=(Transaction&&) = delete;
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Connection& connection)
        : m_connection(&connection)
    {
    }
    Connection* m_connection;
};

}  // namespace vci::store::sqlite
