// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/history.h"

#include "core/base/hex.h"
#include "core/catalog/summary.h"
#include "core/json/leaf.h"
#include "core/json/read.h"
#include "core/replay/pointstate.h"
#include "core/replay/timelinebuilder.h"
#include "core/report/members.h"

#include <string>
#include <utility>
#include <vector>

namespace vci::report {

namespace {

template <typename Id>
json::Value idOrNull(const std::optional<Id>& id)
{
    return id ? text(id->toString()) : json::Value();
}

std::optional<std::int64_t> valueOf(const std::optional<LogIndex>& index)
{
    return index ? std::optional(index->value()) : std::nullopt;
}

json::Value flagsOf(const Flags& flags)
{
    std::vector<json::Value> names;
    for (const FindingKind kind : kAllFindingKinds) {
        if (flags.has(kind)) names.push_back(text(kindName(kind)));
    }
    return json::Value::array(std::move(names));
}

/// Replays an aggregate and keeps of each event what the timeline does not.
class HistoryReader final : public store::EventVisitor {
public:
    HistoryReader(const Telling& telling, AggregateId aggregate)
        : m_telling(telling)
        , m_aggregate(aggregate)
        , m_builder(telling.catalog, aggregate)
    {
    }

    struct Row {
        std::size_t event;  ///< index in the timeline
        std::string summary;
        std::optional<EventId> cause;
        std::optional<CorrelationId> correlation;
        std::optional<std::string> txHash;  ///< as the mask leaves it
        Sha256 leafHash;
    };

    bool visit(const store::EventView& event) override
    {
        m_builder.add(event);
        m_knowsAllTypes = m_knowsAllTypes && m_telling.catalog->find(event.eventType) != nullptr;
        const std::size_t index = m_seen++;
        const Request& request = m_telling.request;
        if ((request.from && event.at < *request.from) || (request.to && event.at >= *request.to)) return true;
        m_leaf.clear();
        m_leaves.append({event.id, request.tenant, m_aggregate, event.aggregateType, event.eventType, event.eventVersion,
                         event.sequence, event.at, event.foreignTime, event.causationId, event.correlationId, event.eventData,
                         event.metadata},
                        m_leaf);
        m_rows.push_back(
            {index, summaryOf(m_telling, event.eventType, event.eventData), event.causationId, event.correlationId,
             event.blockchainTxHash ? std::optional(m_telling.mask.transactionHash(*event.blockchainTxHash)) : std::nullopt,
             json::leafHash(m_leaf)});
        m_fault = m_telling.budget(1);
        return m_fault.ok();
    }

    [[nodiscard]] const Result<void>& fault() const { return m_fault; }
    /// Whether the catalogue has the type of every event of the aggregate.
    [[nodiscard]] bool knowsAllTypes() const { return m_knowsAllTypes; }
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] std::shared_ptr<const replay::Timeline> finish() { return m_builder.finish(); }

private:
    const Telling& m_telling;
    AggregateId m_aggregate;
    replay::TimelineBuilder m_builder;
    json::LeafWriter m_leaves;
    std::string m_leaf;
    std::size_t m_seen = 0;
    bool m_knowsAllTypes = true;
    std::vector<Row> m_rows;
    Result<void> m_fault;
};

/// A value of the state as the report shows it; JSON text in, null for what is not there.
json::Value shown(const Telling& telling, std::string_view eventType, const std::string& path,
                  const std::optional<std::string>& value)
{
    return value ? telling.mask.field(eventType, path, json::readLenient(*value).value) : json::Value();
}

json::Value changesOf(const Telling& telling, const replay::Timeline& timeline, std::size_t event, bool knowsAllTypes)
{
    const auto head = timeline.eventAt(event);
    // A value before may be of any event so far, and of a type that nobody described.
    const std::string_view before = knowsAllTypes ? head.eventType : std::string_view();
    std::vector<json::Value> changes;
    for (const replay::FieldChange& change : timeline.changesOf(event)) {
        changes.push_back(json::Value::object({{"path", text(change.path)},
                                               {"before", shown(telling, before, change.path, change.before)},
                                               {"after", shown(telling, head.eventType, change.path, change.after)}}));
    }
    return json::Value::array(std::move(changes));
}

json::Value eventOf(const Telling& telling, const replay::Timeline& timeline, const HistoryReader::Row& row, bool knowsAllTypes)
{
    const auto head = timeline.eventAt(row.event);
    const catalog::EventType* type = telling.catalog->find(head.eventType);
    json::Value told =
        json::Value::object({{"sequence_number", number(head.sequence.value())},
                             {"event_id", text(head.id.toString())},
                             {"event_type", text(head.eventType)},
                             {"event_version", number(head.eventVersion)},
                             {"description", text(type == nullptr ? std::string() : type->description)},
                             {"timestamp", text(timeline.timeText(row.event))},
                             {"summary", text(row.summary)},
                             {"changes", changesOf(telling, timeline, row.event, knowsAllTypes)},
                             {"causation_id", idOrNull(row.cause)},
                             {"correlation_id", idOrNull(row.correlation)},
                             {"log_index", numberOrNull(valueOf(head.pos))},
                             {"leaf_hash", text(toHex(row.leafHash))},
                             {"flags", flagsOf(head.flags)},
                             {"badge", text(verify::badgeName(telling.verification.standing.of(head.id, head.pos)))}});
    if (telling.request.tellsMore()) told.set("tx_hash", textOrNull(row.txHash));
    return told;
}

json::Value stateOf(const Telling& telling, const replay::Timeline& timeline, const std::optional<Timestamp>& instant)
{
    const replay::Position position = instant ? timeline.positionAtTime(*instant) : timeline.size();
    const replay::PointState point = replay::pointState(timeline, position);
    std::vector<json::Value> fields;
    for (const replay::FieldBlame& field : timeline.blameAt(position)) {
        const auto head = timeline.eventAt(field.setBy);
        fields.push_back(
            json::Value::object({{"path", text(field.path)},
                                 {"value", shown(telling, head.eventType, field.path, field.value)},
                                 {"changes", number(field.changes)},
                                 {"set_by", json::Value::object({{"sequence_number", number(head.sequence.value())},
                                                                 {"event_id", text(head.id.toString())},
                                                                 {"event_type", text(head.eventType)},
                                                                 {"timestamp", text(timeline.timeText(field.setBy))}})}}));
    }
    return json::Value::object(
        {{"at_time", textOrNull(instant ? std::optional(instant->toString()) : std::nullopt)},
         {"at_sequence", numberOrNull(point.last ? std::optional(point.last->sequence.value()) : std::nullopt)},
         {"last_event_type", textOrNull(point.last ? std::optional(point.last->eventType) : std::nullopt)},
         {"last_timestamp", textOrNull(point.last ? std::optional(point.last->timeText) : std::nullopt)},
         {"events_applied", number(point.eventsApplied)},
         {"flags", flagsOf(point.flags)},
         {"fields", json::Value::array(std::move(fields))}});
}

}  // namespace

std::string summaryOf(const Telling& telling, std::string_view eventType, std::string_view eventData)
{
    const json::Value data = telling.mask.payload(eventType, json::readLenient(eventData).value);
    if (const catalog::EventType* type = telling.catalog->find(eventType); type != nullptr && !type->summary.empty()) {
        if (auto filled = catalog::fillTemplate(type->summary, data)) return *std::move(filled);
    }
    return catalog::summarise(data);
}

Result<json::Value> tellHistory(const Telling& telling, AggregateId aggregate)
{
    HistoryReader reader(telling, aggregate);
    VCI_CHECK(telling.events.visitAggregate(aggregate, reader, telling.stop));
    VCI_CHECK(reader.fault());
    const auto timeline = reader.finish();

    Sha256Stream leaves;
    std::vector<json::Value> events;
    for (const HistoryReader::Row& row : reader.rows()) {
        if (telling.stop.stop_requested()) return cancelled();
        leaves.add(bytesOf(row.leafHash));
        events.push_back(eventOf(telling, *timeline, row, reader.knowsAllTypes()));
    }
    std::vector<json::Value> states;
    for (const Timestamp& instant : telling.request.instants) states.push_back(stateOf(telling, *timeline, instant));
    if (states.empty()) states.push_back(stateOf(telling, *timeline, {}));
    return json::Value::object({{"aggregate_id", text(aggregate.toString())},
                                {"aggregate_type", text(timeline->aggregateType())},
                                {"events_of_aggregate", number(static_cast<std::int64_t>(timeline->size()))},
                                {"events", json::Value::array(std::move(events))},
                                {"leaves_sha256", text(toHex(leaves.finish()))},
                                {"states", json::Value::array(std::move(states))}});
}

}  // namespace vci::report
