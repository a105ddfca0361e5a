// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/anchorwriter.h"
#include "core/store/sqlite/casefileanchors.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/openfile.h"

#include <utility>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "keeping an anchor";

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

class CaseAnchorWriter final : public AnchorWriter {
public:
    explicit CaseAnchorWriter(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection))
    {
    }
    ~CaseAnchorWriter() override
    {
        // As every writer leaves it: at rest a case file is one file.
        [[maybe_unused]] const auto ignored =
            m_connection->execute("PRAGMA busy_timeout=200; PRAGMA journal_mode=DELETE", "closing it");
    }

    Result<std::vector<std::string>> newestCheckpoints(std::stop_token stop) override;
    Result<std::vector<RecordedAnchor>> toFollow(const Sha256& root, std::stop_token stop) override;
    Result<void> addAnchor(const RecordedAnchor& anchor) override;
    Result<void> addBlock(AnchorId anchor, const AnchorBlock& block) override;

private:
    std::unique_ptr<Connection> m_connection;
};

Result<std::vector<std::string>> CaseAnchorWriter::newestCheckpoints(std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_CHECK(call.check());
    VCI_TRY(auto query, m_connection->query(
                            "SELECT note, max(tree_size) FROM checkpoints WHERE log_id = (SELECT log_id FROM logs ORDER BY since "
                            "DESC, rowid DESC LIMIT 1) GROUP BY tenant_id"));
    std::vector<std::string> notes;
    while (true) {
        VCI_TRY(const bool found, query.step("reading its checkpoints"));
        if (!found) return notes;
        notes.emplace_back(query.text(0));
    }
}

Result<std::vector<RecordedAnchor>> CaseAnchorWriter::toFollow(const Sha256& root, std::stop_token stop)
{
    const Connection::Call call(*m_connection, std::move(stop));
    VCI_CHECK(call.check());
    VCI_TRY(auto query, m_connection->query(
                            "SELECT * FROM (SELECT anchor_id, chain_id, tx_hash, sender, root, submitted_at FROM anchors a "
                            "WHERE root = ?1 OR NOT EXISTS (SELECT 1 FROM anchor_blocks b WHERE b.anchor_id = a.anchor_id AND "
                            "b.final_at IS NOT NULL) ORDER BY submitted_at DESC, anchor_id DESC LIMIT 1000) "
                            "ORDER BY submitted_at, anchor_id"));
    query.bindBlob(1, root);
    std::vector<RecordedAnchor> anchors;
    while (true) {
        VCI_TRY(const bool found, query.step("reading its anchors"));
        if (!found) return anchors;
        VCI_TRY(RecordedAnchor anchor, readAnchor(*m_connection, query));
        anchors.push_back(std::move(anchor));
    }
}

Result<void> CaseAnchorWriter::addAnchor(const RecordedAnchor& anchor)
{
    const Connection::Call call(*m_connection, {});
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    VCI_TRY(auto insert, m_connection->query("INSERT INTO anchors (anchor_id, chain_id, tx_hash, sender, root, submitted_at) "
                                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    insert.bind(1, anchor.id.uuid()).bind(2, anchor.chainId).bind(3, std::string_view(anchor.txHash));
    insert.bind(4, std::string_view(anchor.sender)).bindBlob(5, viewOf(anchor.root)).bind(6, anchor.submittedAt.micros());
    VCI_CHECK(insert.run(kDoing));
    VCI_TRY(auto member, m_connection->query("INSERT INTO anchor_members (anchor_id, tenant_id, log_id, tree_size, member_index, "
                                             "path, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (const AnchorMember& one : anchor.members) {
        member.bind(1, anchor.id.uuid()).bind(2, one.tenant.uuid()).bind(3, std::string_view(one.logId)).bind(4, one.treeSize);
        member.bind(5, one.index).bindBlob(6, viewOf(one.path)).bind(7, std::string_view(one.note));
        VCI_CHECK(member.run(kDoing));
    }
    return transaction.commit();
}

Result<void> CaseAnchorWriter::addBlock(AnchorId anchor, const AnchorBlock& block)
{
    const Connection::Call call(*m_connection, {});
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    VCI_TRY(auto insert, m_connection->query("INSERT INTO anchor_blocks (anchor_id, block_number, block_hash, block_time, "
                                             "raw_transaction, header, transaction_proof) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                                             "ON CONFLICT DO NOTHING"));
    insert.bind(1, anchor.uuid()).bind(2, block.number).bind(3, std::string_view(block.hash)).bind(4, block.time.micros());
    bindBytes(insert, 5, block.rawTransaction);
    bindBytes(insert, 6, block.header);
    if (block.transactionProof)
        insert.bind(7, std::string_view(*block.transactionProof));
    else
        insert.bindNull(7);
    VCI_CHECK(insert.run(kDoing));
    if (block.finalAt) {
        VCI_TRY(auto update,
                m_connection->query("UPDATE anchor_blocks SET final_at = ?3 WHERE anchor_id = ?1 AND block_hash = ?2 "
                                    "AND final_at IS NULL"));
        update.bind(1, anchor.uuid()).bind(2, std::string_view(block.hash)).bind(3, block.finalAt->micros());
        VCI_CHECK(update.run(kDoing));
    }
    return transaction.commit();
}

}  // namespace

Result<std::unique_ptr<AnchorWriter>> openCaseAnchorWriter(const std::filesystem::path& file)
{
    VCI_TRY(auto opened, openForWriting(file));
    return std::unique_ptr<AnchorWriter>(std::make_unique<CaseAnchorWriter>(std::move(opened.connection)));
}

}  // namespace vci::store::sqlite
