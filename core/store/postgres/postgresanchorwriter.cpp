// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"
#include "core/store/anchorwriter.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/postgresanchors.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rights.h"
#include "core/store/postgres/rows.h"

#include <utility>

namespace vci::store::postgres {

namespace {

std::string hexOf(const std::string& bytes)
{
    return toHex(std::vector<std::uint8_t>(bytes.begin(), bytes.end()));
}

std::optional<std::string> hexOf(const std::optional<std::string>& bytes)
{
    return bytes ? std::optional(hexOf(*bytes)) : std::nullopt;
}

/// The hashes of a path as the text of an array of hex.
std::string arrayOf(const std::string& path)
{
    std::string array = "{";
    for (std::size_t at = 0; at < path.size(); at += 32) array += (at == 0 ? "" : ",") + hexOf(path.substr(at, 32));
    return array + "}";
}

class PostgresAnchorWriter final : public AnchorWriter {
public:
    explicit PostgresAnchorWriter(std::unique_ptr<Session> session)
        : m_session(std::move(session))
    {
    }

    Result<std::vector<std::string>> newestCheckpoints(std::stop_token stop) override;
    Result<std::vector<RecordedAnchor>> toFollow(const Sha256& root, std::stop_token stop) override;
    Result<void> addAnchor(const RecordedAnchor& anchor) override;
    Result<void> addBlock(AnchorId anchor, const AnchorBlock& block) override;

private:
    [[nodiscard]] Result<void> checkMayAnchor(pqxx::transaction_base& transaction) const;
    /// Every tenant of the database. Errors: NotPermitted where the login does not see them all.
    [[nodiscard]] Result<std::vector<TenantId>> allTenants(ReadTransaction& transaction) const;

    std::unique_ptr<Session> m_session;
};

Result<void> PostgresAnchorWriter::checkMayAnchor(pqxx::transaction_base& transaction) const
{
    if (Rights(transaction).anchor()) return {};
    return makeError(ErrorCode::NotPermitted, "the login " + m_session->login() + " may not anchor on " + m_session->label() +
                                                  ": GRANT vci_anchor TO " + m_session->quotedLogin() + " allows it");
}

Result<std::vector<TenantId>> PostgresAnchorWriter::allTenants(ReadTransaction& transaction) const
{
    VCI_CHECK(checkMayAnchor(transaction));
    std::vector<TenantId> tenants;
    for (const pqxx::row& row : transaction.exec("SELECT id FROM vci_my_tenants() ORDER BY id")) {
        VCI_TRY(const Uuid id, readUuid(row, 0));
        tenants.emplace_back(id);
    }
    const pqxx::result all = transaction.exec("SELECT count(*) FROM tenants");
    if (number(all.front(), 0) == static_cast<std::int64_t>(tenants.size())) return tenants;
    return makeError(ErrorCode::NotPermitted, "the login " + m_session->login() + " sees some tenants of " + m_session->label() +
                                                  " only, and one transaction anchors them all: `voicecore-audit db member add " +
                                                  m_session->login() + " all` makes it a member of all");
}

Result<std::vector<std::string>> PostgresAnchorWriter::newestCheckpoints(std::stop_token stop)
{
    const Session::Call call(*m_session, std::move(stop));
    VCI_TRY(const auto tenants,
            m_session->read(std::nullopt, [&](ReadTransaction& transaction) { return allTenants(transaction); }));
    std::vector<std::string> notes;
    for (const TenantId tenant : tenants) {
        VCI_CHECK(m_session->read(tenant, [&](ReadTransaction& transaction) -> Result<void> {
            for (const pqxx::row& row :
                 transaction.exec("SELECT note FROM checkpoints WHERE tenant_id = " + literal(tenant.uuid()) +
                                  " AND log_id = (SELECT log_id FROM logs ORDER BY since DESC, log_id LIMIT 1) ORDER BY "
                                  "tree_size DESC LIMIT 1"))
                notes.emplace_back(text(row, 0));
            return {};
        }));
    }
    return notes;
}

Result<std::vector<RecordedAnchor>> PostgresAnchorWriter::toFollow(const Sha256& root, std::stop_token stop)
{
    const Session::Call call(*m_session, std::move(stop));
    return m_session->read(std::nullopt, [&](ReadTransaction& transaction) {
        return readAnchors(transaction,
                           "WHERE a.anchor_id IN (SELECT c.anchor_id FROM anchors AS c WHERE c.root = decode('" + toHex(root) +
                               "', 'hex') OR NOT EXISTS (SELECT 1 FROM anchor_blocks AS b WHERE b.anchor_id = "
                               "c.anchor_id AND b.final_at IS NOT NULL) ORDER BY c.submitted_at DESC, c.anchor_id DESC "
                               "LIMIT 1000) ORDER BY a.submitted_at, a.anchor_id");
    });
}

Result<void> PostgresAnchorWriter::addAnchor(const RecordedAnchor& anchor)
{
    const Session::Call call(*m_session, {});
    const std::string id = anchor.id.toString();
    return m_session->write(TenantId(Uuid({})), [&](WriteTransaction& transaction) -> Result<void> {
        VCI_CHECK(checkMayAnchor(transaction));
        transaction.exec_params(
            "INSERT INTO anchors (anchor_id, chain_id, tx_hash, sender, root, submitted_at) VALUES ($1::uuid, "
            "$2::bigint, $3, $4, decode($5, 'hex'), timestamp 'epoch' + $6::bigint * interval '1 microsecond')",
            id, anchor.chainId, anchor.txHash, anchor.sender, hexOf(anchor.root), anchor.submittedAt.micros());
        for (const AnchorMember& member : anchor.members) {
            // Row security binds members to the tenant in force, one after the other.
            transaction.exec("SET LOCAL app.current_tenant_id = '" + member.tenant.toString() + "'");
            transaction.exec_params(
                "INSERT INTO anchor_members (anchor_id, tenant_id, log_id, tree_size, member_index, path, note) "
                "VALUES ($1::uuid, $2::uuid, $3, $4::bigint, $5::bigint, ARRAY(SELECT decode(hash, 'hex') FROM "
                "unnest($6::text[]) WITH ORDINALITY AS part(hash, place) ORDER BY place), $7)",
                id, member.tenant.toString(), member.logId, member.treeSize, member.index, arrayOf(member.path), member.note);
        }
        return {};
    });
}

Result<void> PostgresAnchorWriter::addBlock(AnchorId anchor, const AnchorBlock& block)
{
    const Session::Call call(*m_session, {});
    const std::string id = anchor.toString();
    return m_session->write(TenantId(Uuid({})), [&](WriteTransaction& transaction) -> Result<void> {
        VCI_CHECK(checkMayAnchor(transaction));
        transaction.exec_params(
            "INSERT INTO anchor_blocks (anchor_id, block_number, block_hash, block_time, raw_transaction, header, "
            "transaction_proof) VALUES ($1::uuid, $2::bigint, $3, timestamp 'epoch' + $4::bigint * interval '1 "
            "microsecond', decode($5, 'hex'), decode($6, 'hex'), $7) ON CONFLICT DO NOTHING",
            id, block.number, block.hash, block.time.micros(), hexOf(block.rawTransaction), hexOf(block.header),
            block.transactionProof);
        if (block.finalAt) {
            transaction.exec_params(
                "UPDATE anchor_blocks SET final_at = timestamp 'epoch' + $3::bigint * interval '1 microsecond' "
                "WHERE anchor_id = $1::uuid AND block_hash = $2 AND final_at IS NULL",
                id, block.hash, block.finalAt->micros());
        }
        return {};
    });
}

}  // namespace

Result<std::unique_ptr<AnchorWriter>> openPostgresAnchorWriter(const std::string& uri)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres)
        return makeError(ErrorCode::NotSupported, info.label + " keeps no anchors: `voicecore-audit db migrate` lets it");
    return std::unique_ptr<AnchorWriter>(std::make_unique<PostgresAnchorWriter>(std::move(session)));
}

}  // namespace vci::store::postgres
