// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casefileanchors.h"

#include "core/store/sqlite/rows.h"

#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr std::int64_t kFirstVersionWithAnchors = 2;
constexpr std::string_view kDoing = "reading its anchors";

constexpr std::string_view kKeeping = "keeping an anchor";

std::span<const std::uint8_t> viewOf(const std::string& bytes)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the bytes of a string as bytes
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

void bindBytes(Query& query, int parameter, const std::optional<std::string>& bytes)
{
    if (bytes)
        query.bindBlob(parameter, viewOf(*bytes));
    else
        query.bindNull(parameter);
}

std::optional<std::string> bytesOrNothing(const Query& query, int column)
{
    if (query.isNull(column)) return std::nullopt;
    return std::string(query.blob(column));
}

Result<std::vector<AnchorBlock>> readBlocks(Connection& connection, const std::string& anchorId)
{
    VCI_TRY(auto query, connection.query("SELECT block_number, block_hash, block_time, final_at, raw_transaction, header, "
                                         "transaction_proof FROM anchor_blocks WHERE anchor_id = ?1 ORDER BY block_number"));
    query.bind(1, std::string_view(anchorId));
    std::vector<AnchorBlock> blocks;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return blocks;
        blocks.push_back({query.int64(0), std::string(query.text(1)), Timestamp(query.int64(2)),
                          query.isNull(3) ? std::nullopt : std::optional(Timestamp(query.int64(3))), bytesOrNothing(query, 4),
                          bytesOrNothing(query, 5), bytesOrNothing(query, 6)});
    }
}

Result<std::vector<AnchorMember>> readMembers(Connection& connection, const std::string& anchorId, TenantId tenant)
{
    VCI_TRY(auto query, connection.query("SELECT log_id, tree_size, member_index, path, note FROM anchor_members "
                                         "WHERE tenant_id = ?1 AND anchor_id = ?2 ORDER BY log_id"));
    query.bind(1, tenant.uuid()).bind(2, std::string_view(anchorId));
    std::vector<AnchorMember> members;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return members;
        members.push_back({tenant, std::string(query.text(0)), query.int64(1), query.int64(2), std::string(query.blob(3)),
                           std::string(query.text(4))});
    }
}

}  // namespace

Result<RecordedAnchor> readAnchor(Connection& connection, const Query& query)
{
    using Type = Query::Type;
    const bool isPlain = query.type(2) == Type::Text && query.type(3) == Type::Text && query.type(4) == Type::Blob;
    const std::string id(query.text(0));
    if (!isPlain) return damagedRow(connection, "anchors", id, "tx_hash and sender must be texts and root bytes");
    VCI_TRY(const Uuid uuid, readUuid(connection, query, 0, "anchors", "anchor_id", id));
    RecordedAnchor anchor{AnchorId(uuid),
                          query.int64(1),
                          std::string(query.text(2)),
                          std::string(query.text(3)),
                          std::string(query.blob(4)),
                          Timestamp(query.int64(5)),
                          {},
                          {}};
    VCI_TRY(anchor.blocks, readBlocks(connection, id));
    return anchor;
}

Result<std::vector<RecordedAnchor>> CaseFileAnchors::anchors(std::optional<AnchorId> after, std::size_t limitRows,
                                                             std::stop_token stop)
{
    if (m_schemaVersion < kFirstVersionWithAnchors) return std::vector<RecordedAnchor>();
    if (!m_tenant) return makeError(ErrorCode::TenantRequired, "no tenant is selected: choose one");
    const Connection::Call call(m_connection, std::move(stop));
    VCI_CHECK(call.check());
    VCI_TRY(const auto transaction, Transaction::begin(m_connection));
    VCI_TRY(auto query, m_connection.query("SELECT anchor_id, chain_id, tx_hash, sender, root, submitted_at FROM anchors "
                                           "WHERE anchor_id > ?2 AND anchor_id IN (SELECT anchor_id FROM anchor_members WHERE "
                                           "tenant_id = ?1) ORDER BY anchor_id LIMIT ?3"));
    query.bind(1, m_tenant->uuid()).bind(2, std::string_view(after ? after->toString() : std::string()));
    query.bind(3, static_cast<std::int64_t>(limitRows));
    std::vector<RecordedAnchor> anchors;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return anchors;
        VCI_TRY(RecordedAnchor anchor, readAnchor(m_connection, query));
        VCI_TRY(anchor.members, readMembers(m_connection, std::string(query.text(0)), *m_tenant));
        anchors.push_back(std::move(anchor));
    }
}

Result<void> insertAnchor(Connection& connection, const RecordedAnchor& anchor)
{
    VCI_TRY(auto insert, connection.query("INSERT INTO anchors (anchor_id, chain_id, tx_hash, sender, root, submitted_at) "
                                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    insert.bind(1, anchor.id.uuid()).bind(2, anchor.chainId).bind(3, std::string_view(anchor.txHash));
    insert.bind(4, std::string_view(anchor.sender)).bindBlob(5, viewOf(anchor.root)).bind(6, anchor.submittedAt.micros());
    VCI_CHECK(insert.run(kKeeping));
    VCI_TRY(auto member, connection.query("INSERT INTO anchor_members (anchor_id, tenant_id, log_id, tree_size, member_index, "
                                          "path, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (const AnchorMember& one : anchor.members) {
        member.bind(1, anchor.id.uuid()).bind(2, one.tenant.uuid()).bind(3, std::string_view(one.logId)).bind(4, one.treeSize);
        member.bind(5, one.index).bindBlob(6, viewOf(one.path)).bind(7, std::string_view(one.note));
        VCI_CHECK(member.run(kKeeping));
    }
    return {};
}

Result<void> insertBlock(Connection& connection, AnchorId anchor, const AnchorBlock& block)
{
    VCI_TRY(auto insert, connection.query("INSERT INTO anchor_blocks (anchor_id, block_number, block_hash, block_time, "
                                          "raw_transaction, header, transaction_proof) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                                          "ON CONFLICT DO NOTHING"));
    insert.bind(1, anchor.uuid()).bind(2, block.number).bind(3, std::string_view(block.hash)).bind(4, block.time.micros());
    bindBytes(insert, 5, block.rawTransaction);
    bindBytes(insert, 6, block.header);
    if (block.transactionProof)
        insert.bind(7, std::string_view(*block.transactionProof));
    else
        insert.bindNull(7);
    VCI_CHECK(insert.run(kKeeping));
    if (!block.finalAt) return {};
    VCI_TRY(auto update, connection.query("UPDATE anchor_blocks SET final_at = ?3 WHERE anchor_id = ?1 AND block_hash = ?2 "
                                          "AND final_at IS NULL"));
    update.bind(1, anchor.uuid()).bind(2, std::string_view(block.hash)).bind(3, block.finalAt->micros());
    return update.run(kKeeping);
}

}  // namespace vci::store::sqlite
