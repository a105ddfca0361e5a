// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/rows.h"

#include "core/base/postgrestime.h"
#include "core/base/utf8.h"
#include "core/store/toevent.h"

#include <array>
#include <limits>

namespace vci::store::sqlite {

namespace {

enum Column : int {
    Id,
    Tenant,
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
    Rowid,
    LogEventId,
    LogIndexColumn,
    LogId,
};

constexpr std::string_view kTable = "event_store";

std::string_view payload(const Query& query, int column)
{
    return query.isNull(column) ? std::string_view("null") : query.text(column);
}

/// Of hex digits and dashes: a digit has no bit 0x40, and a small letter has 0x20 beside it.
bool hasCapitals(std::string_view id)
{
    unsigned seen = 0;
    for (const char c : id) {
        const auto bits = static_cast<unsigned char>(c);
        seen |= bits & ~(bits << 1U);
    }
    return (seen & 0x40U) != 0;
}

}  // namespace

Error damagedRow(const Connection& connection, std::string_view table, std::string_view row, std::string_view why)
{
    return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: " + std::string(table) + " row " +
                                             std::string(row) + ": " + std::string(why));
}

bool isPlainId(const Query& query, int column)
{
    return query.type(column) == Query::Type::Text && !hasCapitals(query.text(column));
}

Result<Uuid> readUuid(const Connection& connection, const Query& query, int column, std::string_view table, std::string_view name,
                      std::string_view row)
{
    const auto uuid = Uuid::tryFromString(query.text(column));
    if (uuid) return *uuid;
    return damagedRow(connection, table, row,
                      std::string(name) + " is no UUID: \"" + visibleControls(utf8Prefix(query.text(column), 64)) + "\"");
}

Timestamp foreignInstant(std::string_view text)
{
    const auto time = tryParsePostgresTime(text);
    return time ? time->at : Timestamp(std::numeric_limits<std::int64_t>::max());
}

RecordedTime readTime(const Query& query, int column)
{
    if (!query.isInteger(column)) {
        const std::string_view text = query.text(column);
        return RecordedTime{foreignInstant(text), text.empty() ? "none" : std::string(text)};
    }
    const Timestamp at(query.int64(column));
    if (at.isInEnvelopeRange()) return RecordedTime{at};
    return RecordedTime{at, std::to_string(at.micros())};
}

void bindTime(Query& query, int parameter, const RecordedTime& time)
{
    if (time.foreignText.empty())
        query.bind(parameter, time.at.micros());
    else
        query.bind(parameter, std::string_view(time.foreignText));
}

EventRows::EventRows(Connection& connection, TenantId tenant, std::string logId)
    : m_connection(&connection)
    , m_tenant(tenant)
    , m_logId(std::move(logId))
{
}

std::string_view EventRows::misstored(const Query& query)
{
    using Type = Query::Type;
    struct Expected {
        int column;
        std::string_view name;
        Type type;
        Type other;  ///< allowed too
        bool isId;
    };
    static constexpr std::array kExpected = {
        Expected{Id, "id", Type::Text, Type::Text, true},
        Expected{Tenant, "tenant_id", Type::Text, Type::Text, true},
        Expected{Aggregate, "aggregate_id", Type::Text, Type::Text, true},
        Expected{AggregateType, "aggregate_type", Type::Text, Type::Text, false},
        Expected{EventType, "event_type", Type::Text, Type::Text, false},
        Expected{EventVersion, "event_version", Type::Integer, Type::Integer, false},
        Expected{Time, "timestamp", Type::Integer, Type::Text, false},
        Expected{SequenceNumber, "sequence_number", Type::Integer, Type::Integer, false},
        Expected{Causation, "causation_id", Type::Text, Type::Null, true},
        Expected{Correlation, "correlation_id", Type::Text, Type::Null, true},
        Expected{TxHash, "blockchain_tx_hash", Type::Text, Type::Null, false},
        Expected{EventData, "event_data", Type::Text, Type::Text, false},
        Expected{Metadata, "metadata", Type::Text, Type::Null, false},
    };
    if (query.isNull(Id)) return {};
    for (const Expected& one : kExpected) {
        const Type type = query.type(one.column);
        if (type != one.type && type != one.other) return one.name;
    }
    for (const Expected& one : kExpected)
        if (one.isId && hasCapitals(query.text(one.column))) return one.name;
    return {};
}

Result<std::optional<LogIndex>> EventRows::position(const Query& query, std::string_view id)
{
    if (query.text(LogEventId) == id && query.text(LogId) == m_logId) return std::optional(LogIndex(query.int64(LogIndexColumn)));
    VCI_TRY(
        auto lookup,
        m_connection->query(
            "SELECT log_index FROM event_log INDEXED BY event_log_event WHERE event_id = ?1 AND tenant_id = ?2 AND log_id = ?3"));
    lookup.bindView(1, id).bind(2, m_tenant.uuid()).bindView(3, m_logId);
    VCI_TRY(const bool found, lookup.step("reading event_log"));
    if (!found) return std::optional<LogIndex>();
    return std::optional(LogIndex(lookup.int64(0)));
}

Result<AggregateId> EventRows::aggregateOf(const Query& query) const
{
    VCI_TRY(const Uuid uuid,
            readUuid(*m_connection, query, Aggregate, kTable, "aggregate_id", std::to_string(query.int64(Rowid))));
    return AggregateId(uuid);
}

Result<EventRows::Row> EventRows::view(const Query& query)
{
    VCI_TRY(const AggregateId aggregate, aggregateOf(query));
    return view(query, aggregate);
}

Result<EventRows::Row> EventRows::viewAt(const Query& query, std::optional<LogIndex> pos)
{
    VCI_TRY(const AggregateId aggregate, aggregateOf(query));
    return viewOf(query, aggregate, pos);
}

Result<EventRows::Row> EventRows::view(const Query& query, AggregateId aggregate)
{
    VCI_TRY(const auto pos, position(query, query.text(Id)));
    return viewOf(query, aggregate, pos);
}

Result<EventRows::Row> EventRows::viewOf(const Query& query, AggregateId aggregate, std::optional<LogIndex> pos)
{
    const auto damaged = [&](std::string_view why) {
        return damagedRow(*m_connection, kTable, std::to_string(query.int64(Rowid)), why);
    };
    const std::string_view idText = query.text(Id);
    const auto id = Uuid::tryFromString(idText);
    if (!id) return damaged("id is no UUID: \"" + visibleControls(utf8Prefix(idText, 64)) + "\"");
    if (!query.isInteger(SequenceNumber)) return damaged("sequence_number is no whole number");
    if (!query.isInteger(EventVersion)) return damaged("event_version is no whole number");
    if (query.isNull(Time)) return damaged("timestamp is missing");

    std::optional<EventId> causation;
    if (!query.isNull(Causation)) {
        causation = EventId::tryFromString(query.text(Causation));
        if (!causation) return damaged("causation_id is no UUID");
    }
    std::optional<CorrelationId> correlation;
    if (!query.isNull(Correlation)) {
        correlation = CorrelationId::tryFromString(query.text(Correlation));
        if (!correlation) return damaged("correlation_id is no UUID");
    }
    RecordedTime time{Timestamp(query.int64(Time))};
    if (!query.isInteger(Time) || !time.at.isInEnvelopeRange()) time = readTime(query, Time);
    m_foreignTime = std::move(time.foreignText);
    std::optional<std::string_view> txHash;
    if (!query.isNull(TxHash)) txHash = query.text(TxHash);
    return Row{EventView{EventId(*id), query.text(AggregateType), query.text(EventType), query.int64(EventVersion),
                         Sequence(query.int64(SequenceNumber)), time.at, m_foreignTime, causation, correlation,
                         payload(query, EventData), payload(query, Metadata), txHash, pos},
               aggregate, query.int64(Rowid)};
}

Result<Event> EventRows::event(const Query& query)
{
    VCI_TRY(const Row row, view(query));
    return toEvent(row.view, row.aggregateId, m_tenant);
}

}  // namespace vci::store::sqlite
