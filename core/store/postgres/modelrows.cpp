// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/modelrows.h"

#include "core/store/cursor.h"
#include "core/store/postgres/arrays.h"
#include "core/store/postgres/rows.h"

#include <algorithm>

namespace vci::store::postgres {

namespace {

constexpr std::string_view kCursor = "models";
constexpr std::size_t kIdsPerStatement = 10'000;

std::string quotedManual()
{
    return "'" + std::string(kManualProjection) + "'";
}

/// What of the rows is meant, as a condition.
std::string whoseCondition(const ReadModelQuery& query, Layout layout)
{
    std::string condition;
    const bool isStock = layout == Layout::Stock;
    if (query.whose == ReadModelQuery::Whose::Projected)
        condition = isStock ? " AND false" : " AND r.projection IS NOT NULL AND r.projection <> " + quotedManual();
    if (query.whose == ReadModelQuery::Whose::Foreign && !isStock) condition = " AND r.projection IS NULL";
    if (query.deleted == ReadModelQuery::Deleted::Leave) condition += " AND r.is_deleted IS NOT TRUE";
    return condition;
}

}  // namespace

std::string modelColumns(Layout layout)
{
    return "r.model_type, r.model_id, r.data, r.version, r.last_event_id, r.last_event_sequence, r.created_at, r.updated_at, "
           "r.is_deleted IS TRUE, " +
           std::string(layout == Layout::Stock ? "NULL" : "r.projection") + ", r.id";
}

Result<ReadModelRow> readModelRow(const pqxx::row& row)
{
    VCI_TRY(const Uuid lastEvent, readUuid(row, 4));
    VCI_TRY(auto createdAt, readTime(row, 6));
    VCI_TRY(auto updatedAt, readTime(row, 7));
    return ReadModelRow{std::string(text(row, 0)),
                        std::string(text(row, 1)),
                        row[2].is_null() ? "null" : std::string(text(row, 2)),
                        number(row, 3),
                        EventId(lastEvent),
                        Sequence(number(row, 5)),
                        std::move(createdAt),
                        std::move(updatedAt),
                        text(row, 8) == "t",
                        row[9].is_null() ? std::nullopt : std::optional(std::string(text(row, 9)))};
}

std::string ModelRows::fromTenant() const
{
    return "SELECT " + modelColumns(m_layout) + " FROM read_models r WHERE r.tenant_id = " + literal(m_tenant.uuid());
}

Result<std::vector<ReadModelCount>> ModelRows::counts()
{
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::vector<ReadModelCount>> {
        const std::string manual = quotedManual();
        const std::string columns = m_layout == Layout::Stock ? "0, 0, count(*)"
                                                              : "count(*) FILTER (WHERE r.projection <> " + manual +
                                                                    "), count(*) FILTER (WHERE r.projection = " + manual +
                                                                    "), count(*) FILTER (WHERE r.projection IS NULL)";
        const pqxx::result rows = transaction.exec("SELECT r.model_type, " + columns +
                                                   " FROM read_models r WHERE r.tenant_id = " + literal(m_tenant.uuid()) +
                                                   " AND r.is_deleted IS NOT TRUE GROUP BY r.model_type");
        std::vector<ReadModelCount> counts;
        for (const pqxx::row& row : rows)
            counts.push_back({std::string(text(row, 0)), number(row, 1), number(row, 2), number(row, 3)});
        std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.modelType < b.modelType; });
        return counts;
    });
}

Result<ReadModelPage> ModelRows::page(const ReadModelQuery& query, const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    std::vector<std::string> after;
    if (page.after) {
        VCI_TRY(after, readCursor(*page.after, kCursor, 2));
        if (!Uuid::tryFromString(after[1])) return foreignCursor(*page.after);
    }
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<ReadModelPage> {
        std::string sql =
            fromTenant() + " AND r.model_type = " + transaction.quote(query.modelType) + whoseCondition(query, m_layout);
        if (!after.empty()) {
            sql += " AND (r.model_id COLLATE \"C\", r.id) > (" + transaction.quote(after[0]) + ", '" + after[1] + "'::uuid)";
        }
        sql += " ORDER BY r.model_id COLLATE \"C\", r.id LIMIT " + std::to_string(page.limitRows + 1);
        const pqxx::result rows = transaction.exec(sql);
        ReadModelPage result;
        for (const pqxx::row& fields : rows) {
            VCI_TRY(auto row, readModelRow(fields));
            result.rows.push_back(std::move(row));
            if (result.rows.size() < page.limitRows || rows.size() <= page.limitRows) continue;
            result.next = makeCursor(kCursor, {result.rows.back().modelId, std::string(text(fields, 10))});
            break;
        }
        return result;
    });
}

Result<std::vector<ReadModelRow>> ModelRows::projected(const std::string& modelType, std::span<const std::string> modelIds)
{
    std::vector<ReadModelRow> found;
    if (m_layout == Layout::Stock) return found;
    for (std::size_t begin = 0; begin < modelIds.size(); begin += kIdsPerStatement) {
        ArrayText ids;
        for (const std::string& id : modelIds.subspan(begin, std::min(kIdsPerStatement, modelIds.size() - begin)))
            ids.add(std::string_view(id));
        VCI_CHECK(m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<void> {
            const pqxx::result rows = transaction.exec(
                fromTenant() + " AND r.projection IS NOT NULL AND r.model_type = " + transaction.quote(modelType) +
                " AND r.model_id = ANY (" + transaction.quote(ids.take()) + "::text[])");
            for (const pqxx::row& fields : rows) {
                VCI_TRY(auto row, readModelRow(fields));
                found.push_back(std::move(row));
            }
            return {};
        }));
    }
    return found;
}

Result<ReadModelRow> ModelRows::one(const std::string& modelType, const std::string& modelId)
{
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<ReadModelRow> {
        const std::string oursFirst = m_layout == Layout::Stock ? "" : "r.projection IS NULL, ";
        const pqxx::result rows = transaction.exec(fromTenant() + " AND r.model_type = " + transaction.quote(modelType) +
                                                   " AND r.model_id = " + transaction.quote(modelId) + " ORDER BY " + oursFirst +
                                                   "r.updated_at DESC, r.id LIMIT 1");
        if (rows.empty())
            return makeError(ErrorCode::NotFound, "there is no " + modelType + " row " + modelId + " in this tenant");
        return readModelRow(rows.front());
    });
}

Result<std::optional<ProjectionCheckpoint>> ModelRows::checkpoint(const std::string& projection)
{
    if (m_layout == Layout::Stock) return std::optional<ProjectionCheckpoint>();
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<std::optional<ProjectionCheckpoint>> {
        const pqxx::result rows =
            transaction.exec("SELECT log_id, position FROM projection_checkpoints WHERE tenant_id = " + literal(m_tenant.uuid()) +
                             " AND projection = " + transaction.quote(projection));
        if (rows.empty()) return std::optional<ProjectionCheckpoint>();
        return std::optional(ProjectionCheckpoint{std::string(text(rows.front(), 0)), number(rows.front(), 1)});
    });
}

Result<FeedHead> ModelRows::logHead()
{
    if (m_layout == Layout::Stock) return FeedHead{};
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<FeedHead> {
        const pqxx::result rows = transaction.exec(
            "SELECT l.log_id, coalesce(h.size, 0) FROM (SELECT " + std::string(kLogInForce) +
            " AS log_id) l LEFT JOIN log_heads h ON h.tenant_id = " + literal(m_tenant.uuid()) + " AND h.log_id = l.log_id");
        return FeedHead{std::string(text(rows.front(), 0)), number(rows.front(), 1)};
    });
}

}  // namespace vci::store::postgres
