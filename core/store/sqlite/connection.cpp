// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/connection.h"

#include "core/casefile/sealedfile.h"
#include "core/store/sqlite/rows.h"
#include "core/store/sqlite/sealedvfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>
#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr int kReadOnlyFlags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READONLY;
constexpr int kReadWriteFlags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE;
constexpr std::chrono::milliseconds kPatience{3000};  ///< for other programs' locks
constexpr std::chrono::milliseconds kLookAgain{20};
constexpr int kStepsBetweenStopChecks = 20'000;
constexpr int kMaxValueBytes = 128 * 1024 * 1024;
constexpr int kReaderCacheKib = 32 * 1024;
constexpr int kWriterCacheKib = 256 * 1024;

/// Requires an absolute path. A file: URI. Everything but the plainest characters is escaped, so that no path is taken for a
/// parameter.
std::string immutableUri(const std::filesystem::path& file)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file://";
    for (const char c : file.string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '.';
        if (plain) {
            uri += c;
        } else {
            uri += '%';
            uri += kDigits[static_cast<unsigned char>(c) >> 4];
            uri += kDigits[static_cast<unsigned char>(c) & 15];
        }
    }
    return uri + "?immutable=1";
}

/// SQLITE_ERROR says of statements of ours that the file lacks what they name, or that they are wrong themselves; only its words
/// tell which.
bool isAboutTables(std::string_view message)
{
    static constexpr std::array<std::string_view, 8> kPhrases = {
        "no such table",       "no such column",    "no such index",           "no query solution",
        "has no column named", "no such collation", "unsupported file format", "ambiguous column name"};
    return std::ranges::any_of(kPhrases,
                               [&message](std::string_view phrase) { return message.find(phrase) != std::string_view::npos; });
}

ErrorCode codeOf(int extendedCode, std::string_view message)
{
    switch (extendedCode & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return ErrorCode::Locked;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_NOMEM:
        return ErrorCode::Io;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_FORMAT:
        return ErrorCode::Damaged;
    case SQLITE_ERROR:
        return isAboutTables(message) ? ErrorCode::Damaged : ErrorCode::Internal;
    case SQLITE_INTERRUPT:
    case SQLITE_ABORT:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Internal;
    }
}

/// vci_instant(column): the instant by which a time sorts, whether the row holds it as a number or as a text.
void instantOf(sqlite3_context* context, int, sqlite3_value** values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_INTEGER) return sqlite3_result_value(context, values[0]);
    const auto* const text = static_cast<const char*>(static_cast<const void*>(sqlite3_value_text(values[0])));
    const auto bytes = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
    sqlite3_result_int64(context, foreignInstant(text == nullptr ? std::string_view() : std::string_view(text, bytes)).micros());
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------- Query

Query::~Query()
{
    if (m_statement != nullptr) m_connection->giveBack(m_statement);
}

Query::Query(Query&& other) noexcept
    : m_connection(other.m_connection)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_lastCode(other.m_lastCode)
{
}

Query& Query::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement, parameter, value);
    return *this;
}

Query& Query::bind(int parameter, std::string_view text)
{
    sqlite3_bind_text64(m_statement, parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Query& Query::bind(int parameter, const Uuid& uuid)
{
    std::array<char, 36> text{};
    uuid.write(text.data());
    return bind(parameter, std::string_view(text.data(), text.size()));
}

Query& Query::bindView(int parameter, std::string_view text)
{
    sqlite3_bind_text64(m_statement, parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Query& Query::bindBlob(int parameter, std::span<const std::uint8_t> bytes)
{
    sqlite3_bind_blob64(m_statement, parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Query& Query::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement, parameter);
    return *this;
}

Result<bool> Query::step(std::string_view doing)
{
    m_isKept = 0;
    m_lastCode = sqlite3_step(m_statement);
    if (m_lastCode == SQLITE_ROW || m_lastCode == SQLITE_DONE) {
        m_connection->m_waited = {};
        return m_lastCode == SQLITE_ROW;
    }
    m_lastCode = sqlite3_extended_errcode(m_connection->m_database);
    return m_connection->error(m_lastCode, doing);
}

Result<void> Query::run(std::string_view doing)
{
    auto stepped = step(doing);
    reset();
    if (!stepped.ok()) return std::move(stepped).error();
    return {};
}

void Query::reset()
{
    m_isKept = 0;
    sqlite3_reset(m_statement);
}

sqlite3_value* Query::value(int column) const
{
    const auto at = static_cast<std::size_t>(column);
    if (at >= kKept) return sqlite3_column_value(m_statement, column);
    const std::uint32_t bit = std::uint32_t{1} << at;
    if ((m_isKept & bit) == 0) {
        // Of a connection without a mutex every value may be asked for what it holds.
        m_kept[at] = sqlite3_column_value(m_statement, column);
        m_isKept |= bit;
    }
    return m_kept[at];
}

Query::Type Query::type(int column) const
{
    switch (sqlite3_value_type(value(column))) {
    case SQLITE_INTEGER:
        return Type::Integer;
    case SQLITE_FLOAT:
        return Type::Real;
    case SQLITE_TEXT:
        return Type::Text;
    case SQLITE_BLOB:
        return Type::Blob;
    default:
        return Type::Null;
    }
}

bool Query::isNull(int column) const
{
    return sqlite3_value_type(value(column)) == SQLITE_NULL;
}

bool Query::isInteger(int column) const
{
    return sqlite3_value_type(value(column)) == SQLITE_INTEGER;
}

std::int64_t Query::int64(int column) const
{
    return sqlite3_value_int64(value(column));
}

std::string_view Query::text(int column) const
{
    sqlite3_value* const cell = value(column);
    const auto* bytes = static_cast<const void*>(sqlite3_value_text(cell));
    if (bytes == nullptr) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(cell))};
}

std::string_view Query::blob(int column) const
{
    sqlite3_value* const cell = value(column);
    const void* const bytes = sqlite3_value_blob(cell);
    if (bytes == nullptr) return {};
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(cell))};
}

// ----------------------------------------------------------------------------------------------------------- Connection

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& file, Mode mode)
{
    int flags = mode == Mode::ReadOnly || mode == Mode::Immutable ? kReadOnlyFlags : kReadWriteFlags;
    std::error_code failure;
    const std::filesystem::path whole = std::filesystem::absolute(file, failure);
    if (failure) {
        return makeError(ErrorCode::Io, file.string() + " cannot be found, because the working directory is gone (" +
                                            failure.message() + "): give its whole path");
    }
    std::string name = whole.string();
    if (mode == Mode::Immutable) {
        flags |= SQLITE_OPEN_URI;
        name = immutableUri(whole);
    }
    return openNamed(file, name, flags, mode);
}

Result<std::unique_ptr<Connection>> Connection::openEmpty()
{
    return openNamed("a database in memory", ":memory:", kReadWriteFlags | SQLITE_OPEN_MEMORY, Mode::Create);
}

Result<std::unique_ptr<Connection>> Connection::openSealed(const std::filesystem::path& file,
                                                           std::shared_ptr<const casefile::SealedFile> sealed)
{
    VCI_TRY(auto connection,
            openNamed(file, uriOfDescriptor(sealed->descriptor()), kReadOnlyFlags | SQLITE_OPEN_URI, Mode::Immutable));
    connection->m_sealed = std::move(sealed);
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::openNamed(const std::filesystem::path& file, const std::string& name, int flags,
                                                          Mode mode)
{
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &database, flags, nullptr);
    std::unique_ptr<Connection> connection(new Connection(file, database));
    if (code != SQLITE_OK) return connection->error(code, "opening it");
    connection->configure(mode);
    return connection;
}

Connection::~Connection()
{
    for (const auto& [sql, statements] : m_idle)
        for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
    sqlite3_close(m_database);
}

void Connection::configure(Mode mode)
{
    sqlite3_busy_handler(
        m_database, [](void* self, int) { return static_cast<Connection*>(self)->waitForLock() ? 1 : 0; }, this);
    sqlite3_limit(m_database, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
    sqlite3_limit(m_database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(m_database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_progress_handler(
        m_database, kStepsBetweenStopChecks, [](void* self) { return static_cast<const Connection*>(self)->isStopped() ? 1 : 0; },
        this);
    sqlite3_create_function_v2(m_database, "vci_instant", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                               instantOf, nullptr, nullptr, nullptr);
    const bool writes = mode == Mode::ReadWrite || mode == Mode::Create;
    const std::string pragmas =
        "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=OFF; PRAGMA cache_size=-" +
        std::to_string(writes ? kWriterCacheKib : kReaderCacheKib);
    // None of these touches the file, so none can fail on its content.
    sqlite3_exec(m_database, pragmas.c_str(), nullptr, nullptr, nullptr);
}

Result<Query> Connection::query(std::string_view sql)
{
    const auto idle = m_idle.find(sql);
    if (idle != m_idle.end() && !idle->second.empty()) {
        sqlite3_stmt* const statement = idle->second.back();
        idle->second.pop_back();
        return Query(*this, statement);
    }
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(m_database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return error(code, "reading its tables");
    return Query(*this, statement);
}

void Connection::giveBack(sqlite3_stmt* statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_idle[sqlite3_sql(statement)].push_back(statement);
}

Result<void> Connection::vacuum(std::string_view doing)
{
    const int attached = sqlite3_limit(m_database, SQLITE_LIMIT_ATTACHED, 1);
    auto done = execute("VACUUM", doing);
    sqlite3_limit(m_database, SQLITE_LIMIT_ATTACHED, attached);
    return done;
}

Result<void> Connection::execute(const std::string& sql, std::string_view doing)
{
    const int code = sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(sqlite3_extended_errcode(m_database), doing);
    m_waited = {};
    return {};
}

Result<std::int64_t> Connection::number(std::string_view sql, std::string_view doing)
{
    VCI_TRY(auto query, this->query(sql));
    VCI_TRY(const bool found, query.step(doing));
    return found ? query.int64(0) : 0;
}

std::int64_t Connection::lastInsertRowid() const
{
    return sqlite3_last_insert_rowid(m_database);
}

std::int64_t Connection::changedRows() const
{
    return sqlite3_changes64(m_database);
}

Error Connection::error(int extendedCode, std::string_view doing) const
{
    const std::string_view message = m_database != nullptr ? sqlite3_errmsg(m_database) : "no memory";
    const ErrorCode code = codeOf(extendedCode, message);
    const std::string name = m_file.string();
    const std::string detail = std::string(doing) + " failed (SQLite: " + std::string(message) + ")";
    switch (code) {
    case ErrorCode::Cancelled:
        return cancelled();
    case ErrorCode::Locked:
        return makeError(code, name + " is locked by another program that is writing to it (waited " +
                                   std::to_string(kPatience / std::chrono::seconds(1)) + " s): try again when that has finished");
    case ErrorCode::ReadOnly:
        return makeError(code, name + " is read only: copy it to a place where you may write, or ask its owner");
    case ErrorCode::Damaged:
        if ((extendedCode & 0xFF) == SQLITE_ERROR)
            return makeError(code, name + " does not have the tables of a case file of its version: " + detail +
                                       "; another program changed it, go back to an unchanged copy");
        return makeError(code, name + " is damaged: " + detail + "; go back to an undamaged copy");
    case ErrorCode::Io:
        if ((extendedCode & 0xFF) == SQLITE_FULL)
            return makeError(code, "the disk of " + name + " is full, or a quota on it is reached: " + detail +
                                       "; nothing was stored, make room and try again");
        return makeError(code, name + ": " + detail);
    default:
        return makeError(ErrorCode::Internal, name + ": " + detail +
                                                  ((extendedCode & 0xFF) == SQLITE_ERROR
                                                       ? "; this is a fault of the program, not of the file: please report it"
                                                       : ""));
    }
}

void Connection::interrupt()
{
    m_interrupted = true;
    sqlite3_interrupt(m_database);
}

bool Connection::waitForLock()
{
    // Over all that fails for the same lock: SQLite asks for it again in the next statement.
    if (isStopped() || m_waited >= kPatience) return false;
    std::this_thread::sleep_for(kLookAgain);
    m_waited += kLookAgain;
    return true;
}

bool Connection::isStopped() const
{
    return m_interrupted || m_stop.stop_requested();
}

Connection::Call::Call(Connection& connection, std::stop_token stop)
    : m_connection(connection)
{
    connection.m_interrupted = false;
    connection.m_waited = {};
    connection.m_stop = std::move(stop);
}

Connection::Call::~Call()
{
    m_connection.m_stop = {};
    m_connection.m_interrupted = false;
}

Result<void> Connection::Call::check() const
{
    if (m_connection.isStopped()) return cancelled();
    return {};
}

// ---------------------------------------------------------------------------------------------------------- Transaction

Result<Transaction> Transaction::begin(Connection& connection)
{
    VCI_CHECK(connection.execute("BEGIN", "starting to read"));
    return Transaction(connection);
}

Result<Transaction> Transaction::beginImmediate(Connection& connection)
{
    connection.m_waited = {};
    VCI_CHECK(connection.execute("BEGIN IMMEDIATE", "starting to write"));
    return Transaction(connection);
}

Transaction::~Transaction()
{
    if (m_connection == nullptr) return;
    // Fails only where SQLite has rolled back by itself already.
    [[maybe_unused]] const auto ignored = m_connection->execute("ROLLBACK", "ending the transaction");
}

Result<void> Transaction::commit()
{
    VCI_CHECK(m_connection->execute("COMMIT", "writing the transaction"));
    m_connection = nullptr;
    return {};
}

}  // namespace vci::store::sqlite
