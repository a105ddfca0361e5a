// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/layout.h"
#include "core/store/postgres/session.h"
#include "core/store/readmodels.h"

#include <optional>
#include <span>
#include <string>

namespace vci::store::postgres {

/// The columns that readModelRow() reads, of `read_models r`.
[[nodiscard]] std::string modelColumns(Layout layout);
/// Damaged where a column holds what no row can.
[[nodiscard]] Result<ReadModelRow> readModelRow(const pqxx::row& row);

/// Reads rows of read_models of one tenant, a page a transaction.
class ModelRows {
public:
    ModelRows(Session& session, TenantId tenant, Layout layout)
        : m_session(session)
        , m_tenant(tenant)
        , m_layout(layout)
    {
    }

    [[nodiscard]] Result<std::vector<ReadModelCount>> counts();
    [[nodiscard]] Result<ReadModelPage> page(const ReadModelQuery& query, const PageRequest& page);
    [[nodiscard]] Result<std::vector<ReadModelRow>> projected(const std::string& modelType,
                                                              std::span<const std::string> modelIds);
    [[nodiscard]] Result<ReadModelRow> one(const std::string& modelType, const std::string& modelId);
    [[nodiscard]] Result<std::optional<ProjectionCheckpoint>> checkpoint(const std::string& projection);
    [[nodiscard]] Result<FeedHead> logHead();

private:
    [[nodiscard]] std::string fromTenant() const;

    Session& m_session;
    TenantId m_tenant;
    Layout m_layout;
};

}  // namespace vci::store::postgres
