// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/readmodels.h"
#include "core/store/sqlite/connection.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::store::sqlite {

/// The columns that readModelRow() reads, of `read_models`.
inline constexpr std::string_view kModelColumns = "model_type, model_id, data, version, last_event_id, last_event_sequence, "
                                                  "created_at, updated_at, is_deleted, projection, rowid";

/// The row the query stands on. A last_event_id that is no UUID reads as the nil UUID: a comparison then names the cell.
[[nodiscard]] ReadModelRow readModelRow(const Query& query);

/// Reads rows of read_models of one tenant. Calls belong inside a read transaction, on a file of schema version 2 or newer.
class ModelRows {
public:
    ModelRows(Connection& connection, TenantId tenant)
        : m_connection(connection)
        , m_tenant(tenant)
    {
    }

    [[nodiscard]] Result<std::vector<ReadModelCount>> counts();
    [[nodiscard]] Result<ReadModelPage> page(const ReadModelQuery& query, const PageRequest& page);
    /// The row of ours, manual or projected.
    [[nodiscard]] Result<std::optional<ReadModelRow>> ours(const std::string& modelType, const std::string& modelId);
    /// The newest foreign row.
    [[nodiscard]] Result<std::optional<ReadModelRow>> foreign(const std::string& modelType, const std::string& modelId);
    [[nodiscard]] Result<std::optional<ProjectionCheckpoint>> checkpoint(const std::string& projection);

private:
    [[nodiscard]] Result<std::optional<ReadModelRow>> first(std::string_view sql, const std::string& modelType,
                                                            const std::string& modelId);

    Connection& m_connection;
    TenantId m_tenant;
};

}  // namespace vci::store::sqlite
