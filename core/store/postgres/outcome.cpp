// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/rows.h"
#include "core/store/postgres/session.h"

#include <thread>

namespace vci::store::postgres {

namespace {

constexpr int kOutcomeAttempts = 12;
constexpr std::chrono::milliseconds kOutcomePause{100};

}  // namespace

WriteTransaction::WriteTransaction(pqxx::connection& connection, const std::string& schema, const std::string& settings)
    : pqxx::internal::namedclass("transaction")  // a virtual base of libpqxx's transactions
    , InSchema<pqxx::nontransaction>(connection, schema)
{
    try {
        m_id = exec("BEGIN ISOLATION LEVEL READ COMMITTED; " + settings + "; SELECT pg_current_xact_id()").front()[0].c_str();
    } catch (...) {
        rollBack();
        throw;
    }
}

WriteTransaction::~WriteTransaction()
{
    if (m_isOpen) rollBack();
}

void WriteTransaction::commit()
{
    m_isOpen = false;
    exec("COMMIT");
}

void WriteTransaction::rollBack() noexcept
{
    try {
        if (conn().is_open()) exec("ROLLBACK");
    } catch (const std::exception&) {
        // A connection that is lost has rolled back by itself; the next request makes a new one.
    }
}

Result<void> Session::resolve(const std::string& transactionId, TenantId tenant, const std::vector<Uuid>& stored)
{
    std::string why = "no answer";
    for (int attempt = 0; attempt < kOutcomeAttempts; ++attempt) {
        // Told to stop, it asks once: that the call was cancelled would say that nothing was stored.
        if (attempt > 0 && m_interrupted) break;
        // The server may still be starting, or the old backend still be at work: each try waits a little longer.
        if (attempt > 0) std::this_thread::sleep_for(kOutcomePause * attempt);
        try {
            const auto committed = askOutcome(transactionId, tenant, stored, why);
            if (committed && *committed) return {};
            if (committed) {
                return makeError(ErrorCode::Unreachable, "the connection to " + m_label +
                                                             " was lost while it committed; nothing was stored, run the same "
                                                             "again");
            }
        } catch (const std::exception& error) {
            why = cleaned(error.what());
            why = why.substr(0, why.find('\n'));
        }
    }
    std::string message = "the connection to " + m_label +
                          " was lost while it committed and it cannot be told whether the events are stored (" + why +
                          "): append them again with the same ids, which stores none twice";
    if (!stored.empty()) message += "; the first of them got the id " + stored.front().toString();
    return makeError(ErrorCode::Unreachable, std::move(message));
}

std::optional<bool> Session::askOutcome(const std::string& transactionId, TenantId tenant, const std::vector<Uuid>& stored,
                                        std::string& why)
{
    ReadTransaction transaction(connection(), m_schema);
    transaction.exec(settings(tenant));
    // After a failover the server may not have come to this transaction's id yet, and asking for it would be an error.
    const std::string id = "'" + transactionId + "'::xid8";
    const pqxx::result rows = transaction.exec("SELECT CASE WHEN " + id +
                                               " < pg_snapshot_xmax(pg_current_snapshot()) THEN pg_xact_status(" + id + ") END");
    const std::string status(rows.front()[0].is_null() ? "unknown" : rows.front()[0].c_str());
    why = "the transaction is " + status;
    if (stored.empty())
        return status == "committed" ? std::optional(true) : status == "aborted" ? std::optional(false) : std::nullopt;
    // Asked after the status: what was committed by then is seen.
    const pqxx::result found = transaction.exec("SELECT count(*) FROM event_store WHERE tenant_id = " + literal(tenant.uuid()) +
                                                " AND id = ANY (" + literal(stored) + ")");
    if (number(found.front(), 0) == std::ssize(stored)) return true;
    if (status == "aborted") return false;
    // The id may be another transaction's, of a server that took the place of this one.
    if (status == "committed") why += ", but the events are not there";
    return std::nullopt;
}

}  // namespace vci::store::postgres
