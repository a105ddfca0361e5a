// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/session.h"

#include "core/store/postgres/place.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/uri.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace vci::store::postgres {

namespace {

constexpr int kConnectTimeoutSeconds = 10;
constexpr int kStatementTimeoutSeconds = 30;
constexpr int kLockTimeoutSeconds = 10;

/// The first line, without libpq's habit of ending in a newline.
std::string firstLine(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    return std::string(text.substr(0, text.find('\n')));
}

/// The sentence behind "ERROR:  ", "DETAIL:  " or another head of libpq's text; empty where it has none.
std::string part(std::string_view text, std::string_view head)
{
    const auto at = text.find(head);
    return at == std::string_view::npos ? std::string() : firstLine(text.substr(at + head.size()));
}

/// What libpq connects by: a host that never answers is given up after a while, unless the user said after which.
std::string connectUri(const std::string& uri)
{
    const auto isSet = [](const char* name) {
        const char* const value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    if (isSet("PGCONNECT_TIMEOUT") || isSet("PGSERVICE")) return uri;
    return withConnectTimeout(uri, kConnectTimeoutSeconds);
}

/// The SQLSTATE; empty where there is none. libpqxx 6.4 leaves it out of exceptions of three kinds.
std::string stateOf(const std::exception& failure)
{
    if (dynamic_cast<const pqxx::insufficient_privilege*>(&failure) != nullptr) return "42501";
    if (dynamic_cast<const pqxx::deadlock_detected*>(&failure) != nullptr) return "40P01";
    if (dynamic_cast<const pqxx::serialization_failure*>(&failure) != nullptr) return "40001";
    const auto* const sql = dynamic_cast<const pqxx::sql_error*>(&failure);
    return sql == nullptr ? std::string() : sql->sqlstate();
}

/// Whether the server was reached and did not let the login in. A connection that was never made has no SQLSTATE in libpq; these
/// are its words and those of a server that speaks English.
bool isLoginRefused(std::string_view words)
{
    const auto has = [&](std::string_view some) { return words.find(some) != std::string_view::npos; };
    return has("authentication failed") || has("no password supplied") || has("pg_hba.conf") ||
           has("is not permitted to log in") || has("permission denied for database") ||
           (has("role \"") && has("\" does not exist"));
}

/// What libpq says of a connection. Of several addresses each has its line: that of one that answered tells more.
std::string connectionWords(std::string_view text)
{
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        if (isLoginRefused(line)) return firstLine(line);
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
    return firstLine(text);
}

/// The words of libpq or the server about a connection that was lost; empty where libpqxx only says that it is.
std::string lostWords(std::string message)
{
    for (const char* const own : {"client encoding", "Lost connection", "Connection to database failed"}) {
        if (message.find(own) != std::string::npos) return {};
    }
    while (message.ends_with('.')) message.pop_back();
    return message;
}

using Settings = std::initializer_list<std::pair<const char*, std::string>>;

/// A server without Citus keeps it as a word of no meaning.
const std::pair<const char*, std::string> kToWorkers{"citus.propagate_set_commands", "local"};

/// Settings that end with the transaction, of which a coordinator of Citus tells its workers nothing. The message that they are
/// part of may find nothing but pg_catalog before them.
std::string local(Settings settings)
{
    std::string sql = "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true)";
    for (const auto& [name, value] : settings) {
        sql.append(", pg_catalog.set_config('").append(name).append("', '").append(value).append("', true)");
    }
    return sql;
}

/// Behind local(): what is acknowledged is on the server's disk, also for a login that is set to commit without waiting. Every
/// other level than `off` stays. By replace(): an operator would be looked up before the search_path is in force.
constexpr const char* kDurable = ", pg_catalog.set_config('synchronous_commit', "
                                 "pg_catalog.replace(pg_catalog.current_setting('synchronous_commit'), 'off', 'on'), true)";

/// Reaches the workers of Citus, which row security asks, only as this statement (POSTGRES 3). A coordinator repeats to each of
/// its connections the whole message that it stands in: beside it may be nothing that waits for a lock, and no second SET.
std::string inTenant(TenantId tenant)
{
    return "SET LOCAL app.current_tenant_id = '" + tenant.toString() + "'";
}

std::string labelOf(pqxx::connection& connection)
{
    const char* const host = connection.hostname();
    std::string place = host != nullptr && *host != '\0' && *host != '/' ? host : "localhost";
    const char* const port = connection.port();
    if (port != nullptr && *port != '\0' && std::string_view(port) != "5432") place += ":" + std::string(port);
    return std::string(connection.dbname()) + "@" + place;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::open(const std::string& uri)
{
    VCI_CHECK(checkUri(uri));
    std::unique_ptr<Session> session(new Session(uri));
    try {
        pqxx::connection& connection = session->connection();
        session->m_login = connection.username();
        session->m_label = labelOf(connection);
    } catch (...) {
        return session->translate(std::current_exception());
    }
    return session;
}

pqxx::connection& Session::connection()
{
    if (m_link && m_link->connection.is_open()) return m_link->connection;
    auto link = std::make_unique<Link>(connectUri(m_uri));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    // libpqxx would reconnect by itself in the middle of things; here it happens between transactions only.
    link->connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
    findSchema(link->connection);
    const std::lock_guard lock(m_linkMutex);
    m_link = std::move(link);
    return m_link->connection;
}

void Session::findSchema(pqxx::connection& connection)
{
    // One message, whose settings end with it: the path is read before it is left.
    pqxx::nontransaction transaction(connection);
    const pqxx::result found =
        transaction.exec("SELECT pg_catalog.set_config('vci.path', pg_catalog.current_schemas(false)::pg_catalog.text, true); "
                         "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true); "
                         "SELECT place.*, current_setting('vci.path') FROM (" +
                         placeQuery("current_setting('vci.path')::name[]") + ") AS place");
    const pqxx::row& row = found.front();
    m_path = row[row.size() - 1].c_str();
    // Where there is no schema at all, nothing is read: inspect() says so.
    m_schema = row[1].is_null() ? "public" : row[1].c_str();
    m_isHardened = std::string_view(row[3].c_str()) == "t" && std::string_view(row[4].c_str()) == "f";
}

std::string Session::settings(const std::optional<TenantId>& tenant)
{
    return local({{"DateStyle", "ISO, YMD"},
                  {"client_encoding", "UTF8"},
                  {"bytea_output", "hex"},
                  {"statement_timeout", std::to_string(kStatementTimeoutSeconds) + "s"},
                  {"lock_timeout", std::to_string(kLockTimeoutSeconds) + "s"},
                  kToWorkers}) +
           (tenant ? "; " + inTenant(*tenant) : std::string());
}

std::string Session::writeSettings(TenantId tenant)
{
    return local({{"DateStyle", "ISO, YMD"},
                  {"client_encoding", "UTF8"},
                  {"bytea_output", "hex"},
                  {"lock_timeout", std::to_string(kLockTimeoutSeconds) + "s"},
                  kToWorkers}) +
           kDurable + "; " + inTenant(tenant);
}

void Session::interrupt()
{
    m_interrupted = true;
    const std::lock_guard lock(m_linkMutex);
    if (!m_link) return;
    try {
        m_link->connection.cancel_query();
    } catch (const std::exception&) {
        // A connection that is lost has nothing to cancel; the running call learns it by itself.
    }
}

Result<void> Session::check() const
{
    if (m_interrupted) return cancelled();
    return {};
}

bool Session::isStrayCancel(const std::exception_ptr& failure, std::chrono::steady_clock::time_point begun) const
{
    if (m_interrupted) return false;
    try {
        std::rethrow_exception(failure);
    } catch (const pqxx::sql_error& error) {
        const auto took = std::chrono::steady_clock::now() - begun;
        return error.sqlstate() == "57014" && took < std::chrono::seconds(kStatementTimeoutSeconds) / 2;
    } catch (...) {
        return false;
    }
}

bool Session::isConnectionLost(const std::exception& failure)
{
    if (dynamic_cast<const pqxx::broken_connection*>(&failure) != nullptr) return true;
    if (dynamic_cast<const pqxx::sql_error*>(&failure) == nullptr) return false;
    // A server that goes down, or an operator, ends a session in these words; no state is libpq's own.
    const std::string state = stateOf(failure);
    return state.empty() || state.starts_with("57P") || state.starts_with("08");
}

bool Session::isLostRace(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        const std::string state = stateOf(error);
        return state == "23505" || state == "40P01" || state == "40001";
    } catch (...) {
        return false;
    }
}

Error Session::translate(const std::exception_ptr& failure, Act act) const
{
    const std::string place = m_label.empty() ? withoutPassword(m_uri) : m_label;
    try {
        std::rethrow_exception(failure);
    } catch (const pqxx::broken_connection& error) {
        if (m_interrupted) return cancelled();
        const std::string message = cleaned(connectionWords(error.what()));
        if (isLoginRefused(message)) {
            return makeError(ErrorCode::NotPermitted,
                             place + " does not let this login in: " + message +
                                 "; check its name and password (~/.pgpass, PGPASSWORD and service files are read), or ask who "
                                 "runs the server");
        }
        if (m_label.empty()) return makeError(ErrorCode::Unreachable, "cannot connect to " + place + ": " + message);
        const std::string words = lostWords(message);
        // A commit whose answer is lost does not come here.
        if (act == Act::Write) {
            return makeError(ErrorCode::Unreachable, "the connection to " + place + " was lost before the commit" +
                                                         (words.empty() ? "" : " (" + words + ")") +
                                                         ": nothing was stored; run the same again");
        }
        return makeError(ErrorCode::Unreachable, "the connection to " + place + " was lost" +
                                                     (words.empty() ? "" : ": " + words) + "; the next request connects again");
    } catch (const std::bad_alloc&) {
        return makeError(ErrorCode::Io, "not enough memory for an answer of " + place);
    } catch (const std::exception& error) {
        const std::string state = stateOf(error);
        const std::string message = cleaned(firstLine(error.what()));
        if (!state.empty() || dynamic_cast<const pqxx::sql_error*>(&error) != nullptr) return translateSql(state, message, act);
        return makeError(ErrorCode::Unreachable, place + ": " + message);
    }
}

std::string Session::administrationSettings()
{
    return local({{"DateStyle", "ISO, YMD"},
                  {"TimeZone", "UTC"},
                  {"client_encoding", "UTF8"},
                  {"client_min_messages", "warning"},
                  {"statement_timeout", "0"},
                  {"lock_timeout", "0"},
                  kToWorkers});
}

bool Session::Warnings::operator()(const char message[]) noexcept
{
    constexpr std::size_t kMost = 100;
    try {
        if (std::string text = part(message, "WARNING:"); !text.empty() && texts.size() < kMost) texts.push_back(std::move(text));
    } catch (const std::exception&) {
        // Without memory for it a warning goes unsaid.
    }
    return false;
}

Error Session::translateAdministration(const std::exception_ptr& failure) const
{
    std::string state;
    std::string message;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        state = stateOf(error);
        if (state.empty()) return translate(failure);
        const std::string whole = cleaned(error.what());
        message = part(whole, "ERROR:");
        if (message.empty()) message = firstLine(whole);
        for (const std::string_view head : {"DETAIL:", "HINT:"}) {
            if (const std::string more = part(whole, head); !more.empty()) message += "; " + more;
        }
    } catch (...) {
        return translate(failure);
    }
    if (state == "42501") return makeError(ErrorCode::NotPermitted, message + " (login " + m_login + " on " + m_label + ")");
    if (state == "55P03" || state == "40P01") return makeError(ErrorCode::Locked, message);
    if (state == "42P07" || state == "42710" || state == "42723" || state == "2BP01")
        return makeError(ErrorCode::AlreadyExists, message);
    if (state == "53100") return makeError(ErrorCode::Io, "the disk of " + m_label + " is full: " + message);
    if (state == "57014" && m_interrupted) return cancelled();
    if (state.starts_with("08") || state.starts_with("53") || state.starts_with("57")) {
        return makeError(ErrorCode::Unreachable, m_label + ": " + message);
    }
    return makeError(ErrorCode::Damaged, message + " [" + state + "]");
}

std::string Session::quotedLogin() const
{
    const bool isPlain = !m_login.empty() && std::all_of(m_login.begin(), m_login.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }) && (m_login.front() < '0' || m_login.front() > '9');
    if (isPlain) return m_login;
    std::string quoted = "\"";
    for (const char c : m_login) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

Error Session::translateSql(const std::string& state, const std::string& message, Act act) const
{
    if (state == "57014") {
        if (m_interrupted) return cancelled();
        if (act == Act::Write) {
            return makeError(ErrorCode::Unreachable, m_label + " told a statement that writes to stop (" + message +
                                                         "): nothing was stored, try again; it is overloaded, or its "
                                                         "statement_timeout for the login " +
                                                         m_login + " is short");
        }
        if (message.find("statement timeout") == std::string::npos)
            return makeError(ErrorCode::Unreachable, m_label + " broke off what was being read (" + message + "): try again");
        return makeError(ErrorCode::Unreachable, m_label + " took longer than " + std::to_string(kStatementTimeoutSeconds) +
                                                     " s for one page and was told to stop: it is overloaded or lacks an index");
    }
    if (state == "42501" && message.find("row-level security") != std::string::npos) {
        return makeError(ErrorCode::NotPermitted, "the login " + m_login + " is no member of this tenant on " + m_label +
                                                      ": `voicecore-audit db member add " + m_login + " TENANT` makes it one");
    }
    if (state == "42501") {
        return makeError(ErrorCode::NotPermitted, "the login " + m_login + " may not do this on " + m_label + ": " + message +
                                                      "; " + allowance(m_login, m_isHardened));
    }
    if (state == "42P01" || state == "42703") {
        return makeError(ErrorCode::NotSupported, m_label + " is no VoiceCore database at migration 009: " + message);
    }
    if (state == "22P02" || state == "42704") {
        return makeError(ErrorCode::TenantRequired,
                         "row security of " + m_label + " asks for a tenant and none is in force: choose one");
    }
    if (state == "23505" && message.find("event_store_pkey") != std::string::npos)
        return makeError(ErrorCode::IdConflict,
                         "another writer of " + m_label + " stored an event with the same id at this moment: " + message);
    if (state == "23505" && message.find("read_models") != std::string::npos)
        return makeError(ErrorCode::Locked, "another writer of " + m_label +
                                                " made the same row of a read model at this moment (" + message +
                                                "): nothing was written, try again");
    if (state == "23505") {
        return makeError(ErrorCode::Locked, "a sequence number of the batch is taken already on " + m_label + " (" + message +
                                                "): nothing was stored");
    }
    if (state == "22001")
        return makeError(ErrorCode::InvalidPayload, m_label + " has no room for a text of an event: " + message);
    if (state == "23503")
        return makeError(ErrorCode::NotFound, m_label + " knows no such tenant: `voicecore-audit db tenant add` makes it");
    if (state == "40P01" || state == "40001") {
        return makeError(ErrorCode::Locked, "another writer of " + m_label +
                                                " wants the same aggregates in another order: nothing was "
                                                "stored, try again");
    }
    if (act == Act::Read && (state == "53100" || state == "53400" || state == "58030")) {
        return makeError(ErrorCode::Io, m_label + " has no room for the temporary files that reading so much takes (" + message +
                                            "): free space on its disk, or raise its temp_file_limit");
    }
    if (act == Act::Read && state == "55P03") {
        return makeError(ErrorCode::Locked, "another session of " + m_label +
                                                " holds a lock on what is to be read for more than " +
                                                std::to_string(kLockTimeoutSeconds) + " s (" + message + "): try again");
    }
    if (state == "53100")
        return makeError(ErrorCode::Io, "the disk of " + m_label + " is full: nothing was stored (" + message + ")");
    // A limit on the size of files has no code of its own, and is no damage.
    if (state == "58030" || (state == "XX000" && message.find("could not extend file") != std::string::npos))
        return makeError(ErrorCode::Io, m_label + " cannot write its files: nothing was stored (" + message + ")");
    if (state == "55P03") {
        return makeError(ErrorCode::Locked, "another session of " + m_label + " holds a lock for more than " +
                                                std::to_string(kLockTimeoutSeconds) + " s (" + message +
                                                "): nothing was stored, try again");
    }
    if (act == Act::Write && state.starts_with("57P")) {
        return makeError(ErrorCode::Unreachable, m_label + " ended the connection before the commit (" + message +
                                                     "): nothing was stored; run the same again");
    }
    if (state.starts_with("XX")) return makeError(ErrorCode::Damaged, m_label + " is damaged: " + message);
    // Classes 08, 53, 57: the server goes down, is full, or gives no more connections.
    return makeError(ErrorCode::Unreachable, m_label + ": " + message + (state.empty() ? "" : " [" + state + "]"));
}

std::string Session::cleaned(std::string message) const
{
    const auto replaceAll = [&](const std::string& what, const std::string& with) {
        if (what.empty()) return;
        for (auto at = message.find(what); at != std::string::npos; at = message.find(what, at + with.size())) {
            message.replace(at, what.size(), with);
        }
    };
    replaceAll(m_uri, withoutPassword(m_uri));
    // Shorter ones stand in words by chance, and a hole in a word would tell them.
    constexpr std::size_t kLeastSecret = 4;
    for (const std::string& secret : secretsOf(m_uri)) {
        if (secret.size() >= kLeastSecret) replaceAll(secret, "…");
    }
    return message;
}

Session::Call::Call(Session& session, std::stop_token stop)
    : m_session((session.m_interrupted = false, session))
    , m_onStop(std::move(stop), Interrupt{&session})
{
}

Session::Call::~Call()
{
    m_session.m_interrupted = false;
}

}  // namespace vci::store::postgres
