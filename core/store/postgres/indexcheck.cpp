// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/indexcheck.h"

#include "core/store/postgres/layout.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/rowstream.h"

#include <string_view>
#include <vector>

namespace vci::store::postgres {

namespace {

/// From here on in the transaction an index is used for nothing, or wherever there is one: what an index does not lead to is
/// there all the same.
constexpr std::string_view kWithoutIndexes =
    "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL "
    "enable_seqscan = on";
constexpr std::string_view kByIndexes =
    "SET LOCAL enable_indexscan = on; SET LOCAL enable_indexonlyscan = on; SET LOCAL enable_seqscan = off";

/// The numbers of the one row that a query gives, however long it takes. Throws as pqxx does.
std::vector<std::int64_t> numbersOf(ReadTransaction& transaction, const std::string& sql)
{
    RowStream rows(transaction, sql);
    std::vector<std::int64_t> numbers;
    while (const auto fields = rows.next())
        for (const Field& field : *fields) numbers.push_back(number(field));
    return numbers;
}

Error damagedIndex(const Session& session, const std::string& table)
{
    return makeError(ErrorCode::Damaged, session.label() + ": an index of its table " + table +
                                             " does not hold all rows of the table, so that what is read by it is not all that "
                                             "there is: REINDEX TABLE " +
                                             table + ", then verify again");
}

}  // namespace

Result<void> checkLogIndex(Session& session, TenantId tenant, const std::string& log, std::int64_t met, std::int64_t lastEntry)
{
    const std::string tenantSql = literal(tenant.uuid());
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<void> {
        const std::string ofLog =
            " FROM event_log WHERE tenant_id = " + tenantSql + " AND log_id = " + transaction.quote(log) + " AND log_index ";
        const pqxx::result inForce = transaction.exec("SELECT " + std::string(kLogInForce));
        if (text(inForce.front(), 0) != log)
            return makeError(ErrorCode::Locked,
                             session.label() + ": a new log was begun while it was read (db adopt): try again, then all of it "
                                               "is read by that one");
        const std::string behind = "> " + std::to_string(lastEntry);
        // The log grows meanwhile: what an index leads to is counted before and after.
        transaction.exec(std::string(kByIndexes));
        const std::int64_t before = numbersOf(transaction, "SELECT count(*)" + ofLog + behind).front();
        transaction.exec(std::string(kWithoutIndexes));
        const auto all =
            numbersOf(transaction, "SELECT count(*), count(*) FILTER (WHERE log_index " + behind + ")" + ofLog + ">= 0");
        transaction.exec(std::string(kByIndexes));
        const std::int64_t after = numbersOf(transaction, "SELECT count(*)" + ofLog + behind).front();
        const std::int64_t later = all.back();
        if (all.front() - later == met && before <= later && later <= after) return {};
        return damagedIndex(session, "event_log");
    });
}

Result<void> checkRowsWithoutEntry(Session& session, TenantId tenant, std::int64_t met)
{
    const std::string tenantSql = literal(tenant.uuid());
    return session.read(tenant, [&](ReadTransaction& transaction) -> Result<void> {
        transaction.exec(std::string(kWithoutIndexes));
        const auto neither =
            numbersOf(transaction, "SELECT count(*) FROM event_store e LEFT JOIN event_log l ON l.tenant_id = " + tenantSql +
                                       " AND l.event_id = e.id AND l.log_index >= 0 AND l.log_id = " + std::string(kLogInForce) +
                                       " LEFT JOIN vci_pending('-1'::bigint, 2147483647) p ON p.event_id = e.id WHERE "
                                       "e.tenant_id = " +
                                       tenantSql + " AND l.event_id IS NULL AND p.event_id IS NULL");
        return neither.front() <= met ? Result<void>() : damagedIndex(session, "event_store");
    });
}

std::int64_t countWithoutIndexes(ReadTransaction& transaction, const std::string& from)
{
    transaction.exec(std::string(kWithoutIndexes));
    return numbersOf(transaction, "SELECT count(*) FROM " + from).front();
}

}  // namespace vci::store::postgres
