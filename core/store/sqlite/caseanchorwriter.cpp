// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/anchorwriter.h"
#include "core/store/sqlite/casefileanchors.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/openfile.h"

#include <utility>

namespace vci::store::sqlite {

namespace {

class CaseAnchorWriter final : public AnchorWriter {
public:
    explicit CaseAnchorWriter(std::unique_ptr<Connection> connection)
        : m_connection(std::move(connection))
    {
    }
    ~CaseAnchorWriter() override { leaveWriting(*m_connection); }

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
    VCI_CHECK(insertAnchor(*m_connection, anchor));
    return transaction.commit();
}

Result<void> CaseAnchorWriter::addBlock(AnchorId anchor, const AnchorBlock& block)
{
    const Connection::Call call(*m_connection, {});
    VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
    VCI_CHECK(insertBlock(*m_connection, anchor, block));
    return transaction.commit();
}

}  // namespace

Result<std::unique_ptr<AnchorWriter>> openCaseAnchorWriter(const std::filesystem::path& file)
{
    VCI_TRY(auto opened, openForWriting(file));
    return std::unique_ptr<AnchorWriter>(std::make_unique<CaseAnchorWriter>(std::move(opened.connection)));
}

}  // namespace vci::store::sqlite
