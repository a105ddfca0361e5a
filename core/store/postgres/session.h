// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"

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

namespace vci::store::postgres {

using ReadTransaction = pqxx::read_transaction;

/// One connection, of one thread; interrupt() alone may come from another. Every read is a READ ONLY transaction of its own
/// that sets all it relies on by SET LOCAL, so that a connection that was lost and made anew reads the same.
class Session {
public:
    /// Errors: Unreachable, in words.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(const std::string& uri);

    /// Runs work(transaction) -> Result<…> in a read-only transaction with tenant in force, at most 30 s a statement.
    /// Errors: those of EventReader, besides work's own.
    template <typename Work>
    auto read(const std::optional<TenantId>& tenant, Work work) -> decltype(work(std::declval<ReadTransaction&>()))
    {
        for (int attempt = 1;; ++attempt) {
            const auto begun = std::chrono::steady_clock::now();
            try {
                VCI_CHECK(check());
                ReadTransaction transaction(connection());
                transaction.exec(settings(tenant));
                return work(transaction);
            } catch (...) {
                // A cancellation that was meant for the call before may arrive late; one that nobody asked for is tried again.
                if (attempt < 3 && isStrayCancel(std::current_exception(), begun)) continue;
                return translate(std::current_exception());
            }
        }
    }

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

    [[nodiscard]] const std::string& login() const { return m_login; }
    [[nodiscard]] const std::string& label() const { return m_label; }

private:
    /// The connection and the handler that keeps its notices off standard error; the handler goes first.
    struct Link {
        explicit Link(const std::string& uri)
            : connection(uri)
            , quiet(connection)
        {
        }
        pqxx::connection connection;
        pqxx::quiet_errorhandler quiet;
    };

    explicit Session(std::string uri)
        : m_uri(std::move(uri))
    {
    }
    /// The connection, made anew where it was lost. Throws as pqxx does.
    pqxx::connection& connection();
    [[nodiscard]] static std::string settings(const std::optional<TenantId>& tenant);
    [[nodiscard]] bool isStrayCancel(const std::exception_ptr& failure, std::chrono::steady_clock::time_point begun) const;
    /// The one translation of what libpqxx throws.
    [[nodiscard]] Error translate(const std::exception_ptr& failure) const;
    [[nodiscard]] Error translateSql(const std::string& state, const std::string& message) const;
    /// The message without the password that the URI may hold.
    [[nodiscard]] std::string cleaned(std::string message) const;

    std::string m_uri;
    std::string m_login;
    std::string m_label;
    std::mutex m_linkMutex;  ///< held to replace m_link and to cancel through it
    std::unique_ptr<Link> m_link;
    std::atomic<bool> m_interrupted = false;
};

}  // namespace vci::store::postgres
