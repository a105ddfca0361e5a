// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"
#include "core/store/sqlite/connection.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::store::sqlite {

/// Turns rows of event_store, joined with event_log by rowid, into views and events. One per connection and tenant.
class EventRows {
public:
    /// The columns that view() reads, of `event_store e LEFT JOIN event_log l ON l.rowid = e.rowid`.
    static constexpr std::string_view kColumns =
        "e.id, e.tenant_id, e.aggregate_id, e.aggregate_type, e.event_type, e.event_version, e.timestamp, e.sequence_number, "
        "e.causation_id, e.correlation_id, e.blockchain_tx_hash, e.event_data, e.metadata, e.rowid, "
        "l.event_id, l.log_index, l.log_id";
    /// The same in the same places without what a reader of one aggregate knows already.
    static constexpr std::string_view kColumnsOfAggregate =
        "e.id, NULL, NULL, e.aggregate_type, e.event_type, e.event_version, e.timestamp, e.sequence_number, "
        "e.causation_id, e.correlation_id, e.blockchain_tx_hash, e.event_data, e.metadata, e.rowid, "
        "l.event_id, l.log_index, l.log_id";

    /// The same without the place in the log.
    static constexpr std::string_view kColumnsWithoutPlace =
        "e.id, NULL, NULL, e.aggregate_type, e.event_type, e.event_version, e.timestamp, e.sequence_number, "
        "e.causation_id, e.correlation_id, e.blockchain_tx_hash, e.event_data, e.metadata, e.rowid";

    struct Row {
        EventView view;
        AggregateId aggregateId;
        std::int64_t rowid;
    };

    EventRows(Connection& connection, TenantId tenant, std::string logId);

    /// The row the query stands on; views live until it steps. Damaged, naming the rowid, where a column cannot be what it must
    /// be.
    [[nodiscard]] Result<Row> view(const Query& query);
    /// The same where the event's place in the log is known.
    [[nodiscard]] Result<Row> viewAt(const Query& query, std::optional<LogIndex> pos);
    /// The same for kColumnsOfAggregate.
    [[nodiscard]] Result<Row> view(const Query& query, AggregateId aggregate);
    /// The same for kColumnsWithoutPlace.
    [[nodiscard]] Result<Row> viewWithoutPlace(const Query& query, AggregateId aggregate) { return viewOf(query, aggregate, {}); }
    [[nodiscard]] Result<Event> event(const Query& query);
    /// The first column of the event that does not hold what the format says (FORMAT.md): another type, or an id in capitals.
    /// Such a row can be read, but whoever looks for it does not find it. Empty: none, or there is no event. Ask before any text
    /// of the row was read.
    [[nodiscard]] static std::string_view misstored(const Query& query);

private:
    [[nodiscard]] Result<AggregateId> aggregateOf(const Query& query) const;
    [[nodiscard]] Result<Row> viewOf(const Query& query, AggregateId aggregate, std::optional<LogIndex> pos);
    [[nodiscard]] Result<std::optional<LogIndex>> position(const Query& query, std::string_view id);

    Connection* m_connection;
    TenantId m_tenant;
    std::string m_logId;
    std::string m_foreignTime;  ///< backs EventView::foreignTime
};

/// Why a row cannot be shown.
[[nodiscard]] Error damagedRow(const Connection& connection, std::string_view table, std::string_view row, std::string_view why);
/// Whether an id stands as the format says: a text in small letters. Ask before its text was read.
[[nodiscard]] bool isPlainId(const Query& query, int column);
/// A UUID column, or Damaged naming table and row.
[[nodiscard]] Result<Uuid> readUuid(const Connection& connection, const Query& query, int column, std::string_view table,
                                    std::string_view name, std::string_view row);
/// A timestamp column as the contract shows it.
[[nodiscard]] RecordedTime readTime(const Query& query, int column);
/// A time as the column holds it: micros, or the text of a foreign time.
void bindTime(Query& query, int parameter, const RecordedTime& time);
/// The instant by which a foreign time's text sorts: PostgreSQL's, and the greatest for a text that is no time. In statements
/// `vci_instant(column)` (Connection) is the same, and a number itself.
[[nodiscard]] Timestamp foreignInstant(std::string_view text);

}  // namespace vci::store::sqlite
