// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/anchorreader.h"
#include "core/store/postgres/session.h"

namespace vci::store::postgres {

/// The anchors of a hardened database, through the session of its reader.
class PostgresAnchors final : public AnchorReader {
public:
    /// Both references must outlive this; tenant is the reader's, as it changes.
    PostgresAnchors(Session& session, const std::optional<TenantId>& tenant)
        : m_session(session)
        , m_tenant(tenant)
    {
    }

    Result<std::vector<RecordedAnchor>> anchors(std::optional<AnchorId> after, std::size_t limitRows,
                                                std::stop_token stop) override;

private:
    Session& m_session;
    const std::optional<TenantId>& m_tenant;
};

/// The anchors that a condition on `anchors AS a` picks, in its order, with their blocks; no members. The text comes from the
/// program.
[[nodiscard]] Result<std::vector<RecordedAnchor>> readAnchors(pqxx::transaction_base& transaction, const std::string& condition);

}  // namespace vci::store::postgres
