// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/eventprinter.h"
#include "app/audit/texttable.h"
#include "core/base/utf8.h"
#include "core/json/patch.h"
#include "core/json/pointer.h"
#include "core/replay/pointstate.h"
#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>
#include <vector>

namespace vci::audit {

namespace {

using replay::Point;
using replay::PointState;
using replay::Position;
using replay::Timeline;

constexpr std::size_t kValueWidth = 80;

bool looksLikeNumber(const std::string& text)
{
    const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    return text.size() > sign &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Any number of digits: what is beyond 64 bits is above every sequence number, or below.
Result<Sequence> parseSequence(const std::string& text, const std::string& option)
{
    if (!looksLikeNumber(text)) {
        return makeError(ErrorCode::Usage, option + " must be a whole number, not " + visibleControls(utf8Prefix(text, 80)));
    }
    const std::size_t skipped = text.starts_with('+') ? 1 : 0;
    std::int64_t value = 0;
    const auto [stopped, failure] = std::from_chars(text.data() + skipped, text.data() + text.size(), value);
    if (failure == std::errc()) return Sequence(value);
    using Limits = std::numeric_limits<std::int64_t>;
    return Sequence(text.starts_with('-') ? Limits::min() : Limits::max());
}

Result<Timestamp> parseTime(const std::string& text, const std::string& option)
{
    auto time = Timestamp::parse(text);
    if (time.ok()) return time.value();
    return makeError(ErrorCode::InvalidTime, option + " " + text + ": " + time.error().message);
}

Result<Point> askedPoint(const Options& options)
{
    Point point;
    if (options.atSequence) {
        VCI_TRY(point.sequence, parseSequence(*options.atSequence, "--at-sequence"));
    }
    if (options.atTime) {
        VCI_TRY(point.time, parseTime(*options.atTime, "--at-time"));
    }
    return point;
}

Result<std::optional<Point>> askedDiff(const Options& options)
{
    if (!options.diff) return std::optional<Point>();
    Point point;
    if (looksLikeNumber(*options.diff)) {
        VCI_TRY(point.sequence, parseSequence(*options.diff, "--diff"));
    } else {
        VCI_TRY(point.time, parseTime(*options.diff, "--diff"));
    }
    return std::optional(point);
}

Position positionOf(const Timeline& timeline, const Point& point)
{
    if (point.sequence) return timeline.positionAtSequence(*point.sequence);
    if (point.time) return timeline.positionAtTime(*point.time);
    return timeline.size();
}

/// Calls load(reader, aggregate, catalogue, progress) for the aggregate that was asked for.
template <typename Load>
auto withAsked(Session& session, Load load)
    -> decltype(load(std::declval<store::EventReader&>(), std::declval<AggregateId>(),
                     std::declval<std::shared_ptr<const catalog::Catalog>>(), std::declval<store::ProgressFunction>()))
{
    VCI_TRY(const AggregateId id, parseId<AggregateId>(session.options().aggregate, "AGGREGATE"));
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, "no aggregate " + id.toString() + ": the case file is empty");
    Progress progress("events replayed");
    return load(*reader, id, catalog, [&progress](std::int64_t events) { progress.show(events); });
}

Result<std::shared_ptr<const Timeline>> loadAsked(Session& session)
{
    return withAsked(session, [&session](store::EventReader& reader, AggregateId id, const auto& catalog, const auto& progress) {
        return replay::loadTimeline(reader, id, catalog, progress, session.stop());
    });
}

/// The members at_sequence and at_time, which state and blame share.
void writePoint(JsonText& json, const PointState& state, const Point& point)
{
    json.key("at_sequence");
    state.last ? json.integer(state.last->sequence.value()) : json.null();
    json.key("at_time");
    point.time ? json.string(point.time->toString()) : json.null();
}

/// "after event 5 of 12: …, sequence 5, 2026-…" for people.
std::string pointText(const PointState& state)
{
    const std::string size = grouped(state.events);
    if (!state.last) return "before the first of " + size + " events";
    return "after event " + grouped(state.eventsApplied) + " of " + size + ": " + state.last->eventType + ", sequence " +
           std::to_string(state.last->sequence.value()) + ", " + state.last->timeText;
}

void writeHeading(Output& out, const PointState& state)
{
    out.write("aggregate  " + state.aggregateId.toString() + "  " + visibleControls(state.aggregateType) + "\n");
    out.write("point      " + visibleControls(pointText(state)) + "\n");
}

void writeStateJson(JsonText& json, const PointState& state, const Point& point, const std::vector<json::PatchOperation>* diff)
{
    json.beginObject();
    json.member("aggregate_id", state.aggregateId.toString());
    json.member("aggregate_type", state.aggregateType);
    writePoint(json, state, point);
    json.key("state");
    json.raw(json::dump(state.state));
    json.member("events_applied", state.eventsApplied);
    json.key("from_snapshot");
    state.fromSnapshot ? json.integer(state.fromSnapshot->value()) : json.null();
    json.key("flags");
    json.beginArray();
    for (const FindingKind kind : kAllFindingKinds) {
        if (state.flags.has(kind)) json.string(kindName(kind));
    }
    json.end();
    if (diff != nullptr) {
        json.key("diff");
        json.raw(json::dump(json::toJson(*diff)));
    }
    json.end();
}

/// Every leaf of a state as a row: pointer and JSON value.
void addLeaves(TextTable& table, const json::Value& value, const std::string& path)
{
    if (value.isLeaf()) {
        if (!path.empty()) table.add({path, json::dump(value)});
        return;
    }
    for (const auto& [name, member] : value.members()) {
        std::string below = path;
        json::appendPointerToken(below, name);
        addLeaves(table, member, below);
    }
}

void writeDiffText(Output& out, const std::vector<json::PatchOperation>& diff)
{
    out.write("\n");
    if (diff.empty()) return out.write("no difference between the two points\n");
    const auto text = [](const std::optional<json::Value>& value) { return value ? json::dump(*value) : std::string("–"); };
    TextTable table({{"CHANGE"},
                     {"FIELD"},
                     {"EARLIER", TextTable::Align::Left, 0, kValueWidth},
                     {"LATER", TextTable::Align::Left, 0, kValueWidth}});
    for (const json::PatchOperation& step : diff) {
        using Kind = json::PatchOperation::Kind;
        const char* const change = step.kind == Kind::Add ? "added" : step.kind == Kind::Remove ? "removed" : "changed";
        table.add({change, step.path, text(step.before), text(step.after)});
    }
    table.writeTo(out);
}

void writeStateText(Output& out, const PointState& state, const std::vector<json::PatchOperation>* diff)
{
    writeHeading(out, state);
    if (state.fromSnapshot)
        out.write("snapshot   of event " + grouped(state.fromSnapshot->value()) + ", and the events after it\n");
    for (const FindingKind kind : kAllFindingKinds) {
        if (state.flags.has(kind))
            out.write("flag       " + std::string(kindName(kind)) + ": " + std::string(kindExplanation(kind)) + "\n");
    }
    TextTable table({{"FIELD"}, {"VALUE"}});
    addLeaves(table, state.state, "");
    if (table.pendingRows() > 0) out.write("\n");
    table.writeTo(out);
    if (diff != nullptr) writeDiffText(out, *diff);
}

void writeBlameJson(JsonText& json, const Timeline& timeline, Position position, const Point& point,
                    const std::vector<replay::FieldBlame>& fields)
{
    json.beginObject();
    json.member("aggregate_id", timeline.aggregateId().toString());
    writePoint(json, replay::pointState(timeline, position), point);
    json.key("fields");
    json.beginArray();
    for (const replay::FieldBlame& field : fields) {
        const auto head = timeline.eventAt(field.setBy);
        json.beginObject();
        json.member("path", field.path);
        json.key("value");
        json.raw(field.value);
        if (field.previous) {
            json.key("previous_value");
            json.raw(*field.previous);
        }
        json.member("changes", field.changes);
        json.key("set_by");
        json.beginObject();
        json.member("sequence_number", head.sequence.value());
        json.member("event_id", head.id.toString());
        json.member("event_type", head.eventType);
        json.member("timestamp", timeline.timeText(field.setBy));
        json.end();
        json.end();
    }
    json.end();
    json.end();
}

void writeBlameText(Output& out, const Timeline& timeline, Position position, const std::vector<replay::FieldBlame>& fields)
{
    using Align = TextTable::Align;
    writeHeading(out, replay::pointState(timeline, position));
    TextTable table({{"FIELD"},
                     {"VALUE", Align::Left, 0, kValueWidth},
                     {"BEFORE", Align::Left, 0, kValueWidth},
                     {"CHANGES", Align::Right},
                     {"SEQ", Align::Right},
                     {"SET BY"},
                     {"TIME"},
                     {"EVENT"}});
    for (const replay::FieldBlame& field : fields) {
        const auto head = timeline.eventAt(field.setBy);
        table.add({field.path, field.value, field.previous.value_or("–"), std::to_string(field.changes),
                   std::to_string(head.sequence.value()), std::string(head.eventType), timeline.timeText(field.setBy),
                   head.id.toString()});
    }
    if (!fields.empty()) out.write("\n");
    table.writeTo(out);
}

}  // namespace

Result<ExitCode> runState(Session& session)
{
    VCI_TRY(const Point point, askedPoint(session.options()));
    VCI_TRY(const auto other, askedDiff(session.options()));
    std::optional<PointState> state;
    std::vector<json::PatchOperation> diff;
    if (other) {
        // Two points of one replay: that of a snapshot would have to be made twice.
        VCI_TRY(const auto timeline, loadAsked(session));
        const Position position = positionOf(*timeline, point);
        const Position second = positionOf(*timeline, *other);
        const auto [earlier, later] = std::minmax(position, second);
        diff = timeline->diff(earlier, later);
        state = replay::pointState(*timeline, position);
    } else {
        VCI_TRY(state,
                withAsked(session, [&](store::EventReader& reader, AggregateId id, const auto& catalog, const auto& progress) {
                    return replay::stateAt(reader, id, catalog, point, progress, session.stop());
                }));
        for (const std::string& notice : state->notices) tell("note: " + notice);
    }
    const auto* const shownDiff = other ? &diff : nullptr;
    if (session.options().json)
        writeStateJson(session.json(), *state, point, shownDiff);
    else
        writeStateText(session.out(), *state, shownDiff);
    return ExitCode::Fine;
}

Result<ExitCode> runBlame(Session& session)
{
    VCI_TRY(const Point point, askedPoint(session.options()));
    VCI_TRY(const auto timeline, loadAsked(session));
    const Position position = positionOf(*timeline, point);
    std::vector<replay::FieldBlame> fields;
    if (session.options().pointer) {
        VCI_TRY(fields, timeline->blameAt(position, *session.options().pointer));
    } else {
        fields = timeline->blameAt(position);
    }
    if (session.options().json)
        writeBlameJson(session.json(), *timeline, position, point, fields);
    else
        writeBlameText(session.out(), *timeline, position, fields);
    return ExitCode::Fine;
}

}  // namespace vci::audit
