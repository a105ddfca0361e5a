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
constexpr std::string_view kNull = "null";

Result<Uuid> uuidOf(std::string_view printed, std::string_view column)
{
    const auto uuid = Uuid::tryFromString(printed);
    if (uuid) return *uuid;
    return makeError(ErrorCode::NotSupported, "event_store is not that of a VoiceCore database at migration 009: its column " +
                                                  std::string(column) + " holds no uuid");
}

Result<RecordedTime> timeOf(std::string_view printed)
{
    auto time = tryParsePostgresTime(printed);
    if (time) return std::move(*time);
    return makeError(ErrorCode::Damaged,
                     "event_store holds a time that cannot be read: \"" + visibleControls(utf8Prefix(printed, 64)) + "\"");
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

std::int64_t number(const Field& field)
{
    return field ? tryParseInt64(*field).value_or(0) : 0;
}

Result<RecordedTime> readTime(const pqxx::row& row, int column)
{
    return timeOf(text(row, column));
}

Result<Uuid> readUuid(const pqxx::row& row, int column)
{
    return uuidOf(text(row, column), row[column].name());
}

Fields fieldsOf(const pqxx::row& row, std::vector<Field>& columns)
{
    columns.clear();
    for (const pqxx::field& field : row) {
        columns.push_back(field.is_null() ? Field() : Field(std::string_view(field.c_str(), field.size())));
    }
    return columns;
}

Result<Row> readRow(Fields fields)
{
    const std::string_view timeText = fields[Time].value_or("");
    VCI_TRY(const Uuid id, uuidOf(fields[Id].value_or(""), "id"));
    VCI_TRY(const Uuid aggregate, uuidOf(fields[Aggregate].value_or(""), "aggregate_id"));
    VCI_TRY(const RecordedTime time, timeOf(timeText));
    std::optional<EventId> causation;
    if (fields[Causation]) {
        VCI_TRY(const Uuid uuid, uuidOf(*fields[Causation], "causation_id"));
        causation = EventId(uuid);
    }
    std::optional<CorrelationId> correlation;
    if (fields[Correlation]) {
        VCI_TRY(const Uuid uuid, uuidOf(*fields[Correlation], "correlation_id"));
        correlation = CorrelationId(uuid);
    }
    std::optional<LogIndex> pos;
    if (fields.size() > LogPosition && fields[LogPosition]) pos = LogIndex(number(fields[LogPosition]));
    // A foreign time's text is the column's own text, which lives as long as the row.
    const std::string_view foreignTime = time.foreignText.empty() ? std::string_view() : timeText;
    return Row{EventView{EventId(id), fields[AggregateType].value_or(""), fields[EventType].value_or(""),
                         number(fields[EventVersion]), Sequence(number(fields[SequenceNumber])), time.at, foreignTime, causation,
                         correlation, fields[EventData].value_or(kNull), fields[Metadata].value_or(kNull), fields[TxHash], pos},
               AggregateId(aggregate), timeText};
}

Result<Row> readRow(const pqxx::row& row)
{
    std::vector<Field> columns;
    return readRow(fieldsOf(row, columns));
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
