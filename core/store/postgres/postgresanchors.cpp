// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/postgresanchors.h"

#include "core/base/hex.h"
#include "core/store/postgres/rows.h"

#include <map>
#include <utility>

namespace vci::store::postgres {

namespace {

/// Bytes that the query printed with encode(…, 'hex').
std::string bytes(const pqxx::row& row, int column)
{
    const auto decoded = tryFromHex(text(row, column));
    return decoded ? std::string(decoded->begin(), decoded->end()) : std::string();
}

std::optional<std::string> bytesOrNothing(const pqxx::row& row, int column)
{
    if (row[column].is_null()) return std::nullopt;
    return bytes(row, column);
}

/// Microseconds of a naive UTC column; one that is infinite reads as the epoch.
std::string micros(const std::string& column)
{
    return "CASE WHEN isfinite(" + column + ") THEN (extract(epoch FROM " + column + ") * 1000000)::bigint ELSE " + "CASE WHEN " +
           column + " IS NULL THEN NULL ELSE 0 END END";
}

using ById = std::map<AnchorId, RecordedAnchor*>;

std::string idsOf(const ById& anchors)
{
    std::vector<Uuid> ids;
    for (const auto& entry : anchors) ids.push_back(entry.first.uuid());
    return literal(ids);
}

Result<void> addBlocks(pqxx::transaction_base& transaction, const ById& anchors)
{
    const pqxx::result rows = transaction.exec(
        "SELECT anchor_id, block_number, block_hash, " + micros("block_time") + ", " + micros("final_at") +
        ", encode(raw_transaction, 'hex'), encode(header, 'hex'), transaction_proof FROM anchor_blocks WHERE anchor_id = ANY(" +
        idsOf(anchors) + ") ORDER BY block_number");
    for (const pqxx::row& row : rows) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        anchors.at(AnchorId(id))
            ->blocks.push_back({number(row, 1), std::string(text(row, 2)), Timestamp(number(row, 3)),
                                row[4].is_null() ? std::nullopt : std::optional(Timestamp(number(row, 4))),
                                bytesOrNothing(row, 5), bytesOrNothing(row, 6),
                                row[7].is_null() ? std::nullopt : std::optional(std::string(text(row, 7)))});
    }
    return {};
}

Result<void> addMembers(pqxx::transaction_base& transaction, const ById& anchors, TenantId tenant)
{
    const pqxx::result rows =
        transaction.exec("SELECT anchor_id, log_id, tree_size, member_index, array_to_string(ARRAY(SELECT encode(hash, 'hex') "
                         "FROM unnest(path) WITH "
                         "ORDINALITY AS part(hash, place) ORDER BY place), ''), note FROM anchor_members WHERE tenant_id = " +
                         literal(tenant.uuid()) + " AND anchor_id = ANY(" + idsOf(anchors) + ") ORDER BY log_id");
    for (const pqxx::row& row : rows) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        anchors.at(AnchorId(id))
            ->members.push_back(
                {tenant, std::string(text(row, 1)), number(row, 2), number(row, 3), bytes(row, 4), std::string(text(row, 5))});
    }
    return {};
}

ById byId(std::vector<RecordedAnchor>& anchors)
{
    ById map;
    for (RecordedAnchor& anchor : anchors) map.emplace(anchor.id, &anchor);
    return map;
}

}  // namespace

Result<std::vector<RecordedAnchor>> readAnchors(pqxx::transaction_base& transaction, const std::string& condition)
{
    const pqxx::result rows = transaction.exec("SELECT anchor_id, chain_id, tx_hash, sender, encode(root, 'hex'), " +
                                               micros("submitted_at") + " FROM anchors AS a " + condition);
    std::vector<RecordedAnchor> anchors;
    for (const pqxx::row& row : rows) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        anchors.push_back({AnchorId(id),
                           number(row, 1),
                           std::string(text(row, 2)),
                           std::string(text(row, 3)),
                           bytes(row, 4),
                           Timestamp(number(row, 5)),
                           {},
                           {}});
    }
    if (!anchors.empty()) VCI_CHECK(addBlocks(transaction, byId(anchors)));
    return anchors;
}

Result<std::vector<RecordedAnchor>> PostgresAnchors::anchors(std::optional<AnchorId> after, std::size_t limitRows,
                                                             std::stop_token stop)
{
    if (!m_tenant) return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one of " + m_session.label());
    const Session::Call scope(m_session, std::move(stop));
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::vector<RecordedAnchor>> {
        VCI_TRY(auto anchors,
                readAnchors(transaction, "WHERE EXISTS (SELECT 1 FROM anchor_members AS m WHERE m.tenant_id = " +
                                             literal(m_tenant->uuid()) + " AND m.anchor_id = a.anchor_id)" +
                                             (after ? " AND a.anchor_id > " + literal(after->uuid()) : std::string()) +
                                             " ORDER BY a.anchor_id LIMIT " + std::to_string(limitRows)));
        if (!anchors.empty()) VCI_CHECK(addMembers(transaction, byId(anchors), *m_tenant));
        return anchors;
    });
}

}  // namespace vci::store::postgres
