// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"
#include "core/store/postgres/qualify.h"

#include <pqxx/pqxx>

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace vci::store::postgres {

/// A transaction whose statements name the store's tables and functions bare: they are qualified() on their way to the server.
template <typename Kind>
class InSchema : public Kind {
public:
    /// schema: an SQL identifier.
    InSchema(pqxx::connection& connection, std::string schema)
        : pqxx::internal::namedclass("transaction")  // a virtual base of libpqxx's transactions
        , Kind(connection)
        , m_schema(std::move(schema))
    {
    }
    template <typename... Arguments>
    // NOLINTNEXTLINE(readability-identifier-naming): in the place of libpqxx's
    pqxx::result exec_params(const std::string& sql, Arguments&&... arguments)
    {
        return Kind::exec_params(qualified(sql, m_schema), std::forward<Arguments>(arguments)...);
    }

private:
    pqxx::result do_exec(const char* sql) override { return this->direct_exec(qualified(sql, m_schema).c_str()); }

    std::string m_schema;
};

using ReadTransaction = InSchema<pqxx::read_transaction>;
using AdministrationTransaction = InSchema<pqxx::work>;

/// A transaction that begins, makes its settings and learns its id by one message: each is a journey to the server. What was not
/// committed is rolled back.
class WriteTransaction final : public InSchema<pqxx::nontransaction> {
public:
    /// Throws as pqxx does.
    WriteTransaction(pqxx::connection& connection, const std::string& schema, const std::string& settings);
    ~WriteTransaction() override;
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;

    /// As pg_xact_status() takes it.
    [[nodiscard]] const std::string& id() const { return m_id; }
    void commit();

private:
    void rollBack() noexcept;

    std::string m_id;
    bool m_isOpen = true;
};

/// One connection, of one thread; interrupt() alone may come from another. Every read is a READ ONLY transaction of its own
/// that sets all it relies on, so that a connection that was lost and made anew reads the same. No transaction finds anything by
/// the login's search_path but pg_catalog: others can plant functions, operators and tables in the schemas that it names. It says
/// once, when the connection is made, which schema is that of event_store.
class Session {
public:
    /// Gives up on a host that does not answer after 10 s, or what the URI or PGCONNECT_TIMEOUT says. Errors: Unreachable, in
    /// words.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const std::string& uri);

    /// Runs work(transaction) -> Result<…> in a read-only transaction with tenant in force, at most 30 s a statement
    /// that is no RowStream, and 10 s for a lock. It runs anew where the server cancelled what nobody told it to.
    /// Errors: those of EventReader, besides work's own.
    template <typename Work>
    auto read(const std::optional<TenantId>& tenant, Work work) -> decltype(work(std::declval<ReadTransaction&>()))
    {
        for (int attempt = 1;; ++attempt) {
            const auto begun = std::chrono::steady_clock::now();
            try {
                VCI_CHECK(check());
                pqxx::connection& link = connection();
                ReadTransaction transaction(link, m_schema);
                transaction.exec(settings(tenant));
                return work(transaction);
            } catch (...) {
                // A cancellation that was meant for the call before may arrive late; one that nobody asked for is tried again.
                if (attempt < 3 && isStrayCancel(std::current_exception(), begun)) continue;
                return translate(std::current_exception());
            }
        }
    }

    /// Runs work(transaction) -> Result<…> in a transaction with tenant in force and commits where it is ok; waits at most 10 s
    /// for a lock. A commit whose answer was lost is looked up, never tried again: by the transaction's id and, where work puts
    /// the ids of events that it inserts into stored, by these, which another server has too. Errors: those of EventWriter,
    /// besides work's own; Unreachable that names the first of the events where the outcome stays unknown.
    template <typename Work>
    auto write(TenantId tenant, Work work, const std::vector<Uuid>& stored = {})
        -> decltype(work(std::declval<WriteTransaction&>()))
    {
        m_lostRace = false;
        try {
            VCI_CHECK(check());
            pqxx::connection& link = connection();
            std::optional<WriteTransaction> transaction(std::in_place, link, m_schema, writeSettings(tenant));
            auto result = work(*transaction);
            if (!result.ok()) return result;
            try {
                transaction->commit();
                return result;
            } catch (const std::exception& failure) {
                if (!isConnectionLost(failure)) throw;
            }
            // It ends before its connection is replaced.
            const std::string id = transaction->id();
            transaction.reset();
            VCI_CHECK(resolve(id, tenant, stored));
            return result;
        } catch (...) {
            m_lostRace = isLostRace(std::current_exception());
            return translate(std::current_exception(), Act::Write);
        }
    }

    /// Whether the last write() failed because another transaction was faster, so that it can be tried again at once.
    [[nodiscard]] bool lostRace() const { return m_lostRace; }

    /// Ends the running call with Cancelled (PQcancel). Any thread.
    void interrupt();
    /// Cancelled where the running call was told to end.
    [[nodiscard]] Result<void> check() const;

    /// Stands for one call of the contract: a stop request cancels the statement that runs.
    class Call {
    public:
        Call(Session& session, std::stop_token stop);
        ~Call();
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;

    private:
        struct Interrupt {
            Session* session;
            void operator()() const { session->interrupt(); }
        };
        Session& m_session;
        std::stop_callback<Interrupt> m_onStop;
    };

    /// The login as SQL names it, for a statement that a person is to run.
    [[nodiscard]] std::string quotedLogin() const;
    [[nodiscard]] const std::string& login() const { return m_login; }
    [[nodiscard]] const std::string& label() const { return m_label; }
    /// The schemas of the login's search_path that there were when the connection was made, first to last: a name[] as text.
    [[nodiscard]] const std::string& path() const { return m_path; }

    /// Runs work(transaction) -> Result<…> as one act of administration and commits where it is ok: read and write, no tenant in
    /// force, no time-out. Errors: work's own; NotPermitted, Locked, AlreadyExists, Damaged, Io or Unreachable with the server's
    /// message, detail and hint.
    template <typename Work>
    auto administer(Work work) -> decltype(work(std::declval<AdministrationTransaction&>()))
    {
        try {
            VCI_CHECK(check());
            pqxx::connection& link = connection();
            AdministrationTransaction transaction(link, m_schema);
            m_link->warnings.texts.clear();
            transaction.exec(administrationSettings());
            auto result = work(transaction);
            if (result.ok()) transaction.commit();
            return result;
        } catch (...) {
            return translateAdministration(std::current_exception());
        }
    }
    /// What the server warned of during the last administer(), a sentence each.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_link->warnings.texts; }

private:
    /// Keeps the server's notices off standard error and its warnings for whoever asks.
    struct Warnings final : pqxx::errorhandler {
        explicit Warnings(pqxx::connection& connection)
            : pqxx::errorhandler(connection)
        {
        }
        bool operator()(const char message[]) noexcept override;
        std::vector<std::string> texts;
    };
    /// The connection and its handler; the handler goes first.
    struct Link {
        explicit Link(const std::string& uri)
            : connection(uri)
            , warnings(connection)
        {
        }
        pqxx::connection connection;
        Warnings warnings;
    };
    /// What failed, for the words of its error.
    enum class Act { Read, Write };
    [[nodiscard]] static std::string administrationSettings();

    explicit Session(std::string uri)
        : m_uri(std::move(uri))
    {
    }
    /// The connection, made anew where it was lost. Throws as pqxx does.
    pqxx::connection& connection();
    void findSchema(pqxx::connection& connection);
    [[nodiscard]] static std::string settings(const std::optional<TenantId>& tenant);
    [[nodiscard]] static std::string writeSettings(TenantId tenant);
    /// Ok where the transaction whose connection was lost during commit did commit. Errors: Unreachable.
    [[nodiscard]] Result<void> resolve(const std::string& transactionId, TenantId tenant, const std::vector<Uuid>& stored);
    /// Whether the server did commit; nothing, and why in words, where it cannot tell. Throws as pqxx does.
    [[nodiscard]] std::optional<bool> askOutcome(const std::string& transactionId, TenantId tenant,
                                                 const std::vector<Uuid>& stored, std::string& why);
    /// Whether the connection ended, so that it is unknown what became of the last statement.
    [[nodiscard]] static bool isConnectionLost(const std::exception& failure);
    [[nodiscard]] bool isStrayCancel(const std::exception_ptr& failure, std::chrono::steady_clock::time_point begun) const;
    [[nodiscard]] static bool isLostRace(const std::exception_ptr& failure);
    /// The one translation of what libpqxx throws.
    [[nodiscard]] Error translate(const std::exception_ptr& failure, Act act = Act::Read) const;
    [[nodiscard]] Error translateAdministration(const std::exception_ptr& failure) const;
    [[nodiscard]] Error translateSql(const std::string& state, const std::string& message, Act act) const;
    /// The message without the password that the URI may hold.
    [[nodiscard]] std::string cleaned(std::string message) const;

    std::string m_uri;
    std::string m_login;
    std::string m_label;
    std::string m_path = "{}";
    std::string m_schema;  ///< of event_store, quoted
    bool m_isHardened = false;
    std::mutex m_linkMutex;  ///< held to replace m_link and to cancel through it
    std::unique_ptr<Link> m_link;
    std::atomic<bool> m_interrupted = false;
    bool m_lostRace = false;
};

}  // namespace vci::store::postgres
