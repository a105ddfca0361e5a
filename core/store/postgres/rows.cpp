// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/rows.h"

#include "core/base/postgrestime.h"
#include "core/base/utf8.h"
#include "core/store/cursor.h"
#include "core/store/toevent.h"

namespace vci::store::postgres {

namespace {

enum Column : int {
    Id,
    Aggregate,
    AggregateType,
    EventType,
    EventVersion,
    Time,
    SequenceNumber,
    Causation,
    Correlation,
    TxHash,
    EventData,
    Metadata,
    LogPosition,  // where a hardened database was asked
};

/// jsonb and SQL NULL alike: the leaf writes null for both.
std::string_view payload(const pqxx::row& row, int column)
{
    return row[column].is_null() ? std::string_view("null") : text(row, column);
}

}  // namespace

std::string_view text(const pqxx::row& row, int column)
{
    const pqxx::field field = row[column];
    return {field.c_str(), field.size()};
}

std::int64_t number(const pqxx::row& row, int column)
{
    return tryParseInt64(text(row, column)).value_or(0);
}

Result<RecordedTime> readTime(const pqxx::row& row, int column)
{
    auto time = tryParsePostgresTime(text(row, column));
    if (time) return std::move(*time);
    return makeError(ErrorCode::Damaged, "event_store holds a time that cannot be read: \"" +
                                             visibleControls(utf8Prefix(text(row, column), 64)) + "\"");
}

Result<Uuid> readUuid(const pqxx::row& row, int column)
{
    const auto uuid = Uuid::tryFromString(text(row, column));
    if (uuid) return *uuid;
    return makeError(ErrorCode::NotSupported, "event_store is not that of a VoiceCore database at migration 009: its column " +
                                                  std::string(row[column].name()) + " holds no uuid");
}

Result<Row> readRow(const pqxx::row& row)
{
    VCI_TRY(const Uuid id, readUuid(row, Id));
    VCI_TRY(const Uuid aggregate, readUuid(row, Aggregate));
    VCI_TRY(const RecordedTime time, readTime(row, Time));
    std::optional<EventId> causation;
    if (!row[Causation].is_null()) {
        VCI_TRY(const Uuid uuid, readUuid(row, Causation));
        causation = EventId(uuid);
    }
    std::optional<CorrelationId> correlation;
    if (!row[Correlation].is_null()) {
        VCI_TRY(const Uuid uuid, readUuid(row, Correlation));
        correlation = CorrelationId(uuid);
    }
    std::optional<std::string_view> txHash;
    if (!row[TxHash].is_null()) txHash = text(row, TxHash);
    std::optional<LogIndex> pos;
    if (row.size() > LogPosition && !row[LogPosition].is_null()) pos = LogIndex(number(row, LogPosition));
    // A foreign time's text is the column's own text, which lives as long as the row.
    const std::string_view foreignTime = time.foreignText.empty() ? std::string_view() : text(row, Time);
    return Row{EventView{EventId(id), text(row, AggregateType), text(row, EventType), number(row, EventVersion),
                         Sequence(number(row, SequenceNumber)), time.at, foreignTime, causation, correlation,
                         payload(row, EventData), payload(row, Metadata), txHash, pos},
               AggregateId(aggregate), text(row, Time)};
}

Event toEvent(const Row& row, TenantId tenant)
{
    return store::toEvent(row.view, row.aggregateId, tenant);
}

std::string literal(const Uuid& uuid)
{
    return "'" + uuid.toString() + "'::uuid";
}

std::string literal(const std::vector<Uuid>& uuids)
{
    std::string out = "'{";
    for (const Uuid& uuid : uuids) {
        if (out.size() > 2) out += ',';
        out += uuid.toString();
    }
    return out + "}'::uuid[]";
}

std::string timeLiteral(std::string_view timeText)
{
    return "'" + std::string(timeText) + "'::timestamp";
}

std::string eventOfPending(TenantId tenant)
{
    return "LATERAL (SELECT * FROM event_store s WHERE s.tenant_id = " + literal(tenant.uuid()) +
           " AND s.id = p.event_id LIMIT 1) e";
}

}  // namespace vci::store::postgres
