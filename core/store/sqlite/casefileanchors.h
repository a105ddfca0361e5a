// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/anchorreader.h"
#include "core/store/sqlite/connection.h"

namespace vci::store::sqlite {

/// The anchors of a case file, through the connection of its reader.
class CaseFileAnchors final : public AnchorReader {
public:
    /// Both references must outlive this; tenant is the reader's, as it changes.
    CaseFileAnchors(Connection& connection, const std::optional<TenantId>& tenant, std::int64_t schemaVersion)
        : m_connection(connection)
        , m_tenant(tenant)
        , m_schemaVersion(schemaVersion)
    {
    }

    Result<std::vector<RecordedAnchor>> anchors(std::optional<AnchorId> after, std::size_t limitRows,
                                                std::stop_token stop) override;

private:
    Connection& m_connection;
    const std::optional<TenantId>& m_tenant;
    std::int64_t m_schemaVersion;
};

/// The row (anchor_id, chain_id, tx_hash, sender, root, submitted_at) that the query stands on, with its blocks.
[[nodiscard]] Result<RecordedAnchor> readAnchor(Connection& connection, const Query& query);

/// Writes an anchor with its members, or a block of one, in the caller's transaction. A block that is there already only learns
/// that it is final.
[[nodiscard]] Result<void> insertAnchor(Connection& connection, const RecordedAnchor& anchor);
[[nodiscard]] Result<void> insertBlock(Connection& connection, AnchorId anchor, const AnchorBlock& block);

}  // namespace vci::store::sqlite
