// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/modelrows.h"

#include "core/store/sqlite/rowkey.h"
#include "core/store/sqlite/rows.h"

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "reading read models";
constexpr std::string_view kCursor = "models";
constexpr int kModelId = 1;
constexpr int kRowid = 10;

const std::string kSelect = "SELECT " + std::string(kModelColumns) + " FROM read_models ";
const std::string kManual = "'" + std::string(kManualProjection) + "'";

std::string pageSql(const ReadModelQuery& query, bool fromKey)
{
    std::string sql = kSelect + "INDEXED BY read_models_model WHERE tenant_id = ?1 AND model_type = ?2";
    if (query.whose == ReadModelQuery::Whose::Projected) sql += " AND projection IS NOT NULL AND projection <> " + kManual;
    if (query.whose == ReadModelQuery::Whose::Foreign) sql += " AND projection IS NULL";
    if (query.deleted == ReadModelQuery::Deleted::Leave) sql += " AND is_deleted IS NOT 1";
    if (fromKey) sql += " AND (model_id, rowid) > (?3, ?4)";
    return sql + " ORDER BY model_id, rowid LIMIT ?5";
}

}  // namespace

ReadModelRow readModelRow(const Query& query)
{
    return ReadModelRow{std::string(query.text(0)),
                        std::string(query.text(kModelId)),
                        query.isNull(2) ? "null" : std::string(query.text(2)),
                        query.int64(3),
                        EventId::tryFromString(query.text(4)).value_or(EventId(Uuid(Uuid::Bytes{}))),
                        Sequence(query.int64(5)),
                        readTime(query, 6),
                        readTime(query, 7),
                        query.int64(8) != 0,
                        query.isNull(9) ? std::nullopt : std::optional(std::string(query.text(9)))};
}

Result<std::vector<ReadModelCount>> ModelRows::counts()
{
    VCI_TRY(auto query,
            m_connection.query("SELECT model_type, coalesce(sum(projection <> " + kManual +
                               "), 0), coalesce(sum(projection = " + kManual +
                               "), 0), sum(projection IS NULL) FROM read_models WHERE tenant_id = ?1 AND is_deleted IS NOT "
                               "1 GROUP BY model_type ORDER BY model_type"));
    query.bind(1, m_tenant.uuid());
    std::vector<ReadModelCount> counts;
    while (true) {
        VCI_TRY(const bool found, query.step(kDoing));
        if (!found) return counts;
        counts.push_back({std::string(query.text(0)), query.int64(1), query.int64(2), query.int64(3)});
    }
}

Result<ReadModelPage> ModelRows::page(const ReadModelQuery& query, const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    VCI_TRY(const auto after, keyOf(page.after, kCursor, 2));
    VCI_TRY(auto rows, m_connection.query(pageSql(query, after.has_value())));
    rows.bind(1, m_tenant.uuid())
        .bind(2, std::string_view(query.modelType))
        .bind(5, static_cast<std::int64_t>(page.limitRows + 1));
    if (after) bindKey(rows, 3, *after);
    ReadModelPage result;
    RowKey last;
    while (true) {
        VCI_TRY(const bool found, rows.step(kDoing));
        if (!found) return result;
        if (result.rows.size() == page.limitRows) {
            result.next = cursorOf(kCursor, last);
            return result;
        }
        RowKey key = readKey(rows, {kModelId, kRowid});
        if ((after && key <= *after) || (!last.empty() && key <= last))
            return damagedRow(m_connection, "read_models", std::to_string(rows.int64(kRowid)), "its index is out of order");
        last = std::move(key);
        result.rows.push_back(readModelRow(rows));
    }
}

Result<std::optional<ReadModelRow>> ModelRows::first(std::string_view sql, const std::string& modelType,
                                                     const std::string& modelId)
{
    VCI_TRY(auto query, m_connection.query(sql));
    query.bind(1, m_tenant.uuid()).bind(2, std::string_view(modelType)).bind(3, std::string_view(modelId));
    VCI_TRY(const bool found, query.step(kDoing));
    return found ? std::optional(readModelRow(query)) : std::nullopt;
}

Result<std::optional<ReadModelRow>> ModelRows::ours(const std::string& modelType, const std::string& modelId)
{
    static const std::string sql =
        kSelect +
        "INDEXED BY read_models_ours WHERE tenant_id = ?1 AND model_type = ?2 AND model_id = ?3 AND projection IS NOT NULL";
    return first(sql, modelType, modelId);
}

Result<std::optional<ReadModelRow>> ModelRows::foreign(const std::string& modelType, const std::string& modelId)
{
    static const std::string sql = kSelect +
                                   "INDEXED BY read_models_model WHERE tenant_id = ?1 AND model_type = ?2 AND model_id = ?3 AND "
                                   "projection IS NULL ORDER BY updated_at DESC, rowid LIMIT 1";
    return first(sql, modelType, modelId);
}

Result<std::optional<ProjectionCheckpoint>> ModelRows::checkpoint(const std::string& projection)
{
    VCI_TRY(auto query,
            m_connection.query("SELECT log_id, position FROM projection_checkpoints WHERE tenant_id = ?1 AND projection = ?2"));
    query.bind(1, m_tenant.uuid()).bind(2, std::string_view(projection));
    VCI_TRY(const bool found, query.step("reading projection_checkpoints"));
    if (!found) return std::optional<ProjectionCheckpoint>();
    return std::optional(ProjectionCheckpoint{std::string(query.text(0)), query.int64(1)});
}

}  // namespace vci::store::sqlite
