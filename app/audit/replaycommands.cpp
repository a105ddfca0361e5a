// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/commands.h"
#include "app/audit/eventprinter.h"
#include "app/audit/texttable.h"
#include "core/base/utf8.h"
#include "core/json/patch.h"
#include "core/json/pointer.h"
#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>
#include <vector>

namespace vci::audit {

namespace {

using replay::Position;
using replay::Timeline;

constexpr std::size_t kValueWidth = 80;

/// A place in an aggregate's life as a person gave it.
struct Point {
    std::optional<std::int64_t> sequence;
    std::optional<Timestamp> time;  ///< neither: the end
};

bool looksLikeNumber(const std::string& text)
{
    const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    return text.size() > sign &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(sign), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Any number of digits: what is beyond 64 bits is above every sequence number, or below.
Result<std::int64_t> parseSequence(const std::string& text, const std::string& option)
{
    if (!looksLikeNumber(text)) {
        return makeError(ErrorCode::Usage, option + " must be a whole number, not " + visibleControls(utf8Prefix(text, 80)));
    }
    const std::size_t skipped = text.starts_with('+') ? 1 : 0;
    std::int64_t value = 0;
    const auto [stopped, failure] = std::from_chars(text.data() + skipped, text.data() + text.size(), value);
    if (failure == std::errc()) return value;
    using Limits = std::numeric_limits<std::int64_t>;
    return text.starts_with('-') ? Limits::min() : Limits::max();
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
    if (point.sequence) return timeline.positionAtSequence(Sequence(*point.sequence));
    if (point.time) return timeline.positionAtTime(*point.time);
    return timeline.size();
}

Result<std::shared_ptr<const Timeline>> loadAsked(Session& session)
{
    VCI_TRY(const AggregateId id, parseId<AggregateId>(session.options().aggregate, "AGGREGATE"));
    VCI_TRY(const auto catalog, session.catalog());
    VCI_TRY(store::EventReader* const reader, session.openSource());
    if (!session.hasTenant()) return makeError(ErrorCode::NotFound, "no aggregate " + id.toString() + ": the case file is empty");
    Progress progress("events replayed");
    return replay::loadTimeline(
        *reader, id, catalog, [&progress](std::int64_t events) { progress.show(events); }, session.stop());
}

/// The members at_sequence and at_time, which state and blame share.
void writePoint(JsonText& json, const Timeline& timeline, Position position, const Point& point)
{
    json.key("at_sequence");
    position == 0 ? json.null() : json.integer(timeline.eventAt(position - 1).sequence.value());
    json.key("at_time");
    point.time ? json.string(point.time->toString()) : json.null();
}

/// "after event 5 of 12, sequence 5, 2026-…" for people.
std::string pointText(const Timeline& timeline, Position position)
{
    const std::string size = grouped(static_cast<std::int64_t>(timeline.size()));
    if (position == 0) return "before the first of " + size + " events";
    const auto head = timeline.eventAt(position - 1);
    return "after event " + grouped(static_cast<std::int64_t>(position)) + " of " + size + ": " + std::string(head.eventType) +
           ", sequence " + std::to_string(head.sequence.value()) + ", " + timeline.timeText(position - 1);
}

void writeStateJson(JsonText& json, const Timeline& timeline, Position position, const Point& point,
                    const std::vector<json::PatchOperation>* diff)
{
    json.beginObject();
    json.member("aggregate_id", timeline.aggregateId().toString());
    json.member("aggregate_type", timeline.aggregateType());
    writePoint(json, timeline, position, point);
    json.key("state");
    json.raw(json::dump(timeline.stateAt(position)));
    json.member("events_applied", static_cast<std::int64_t>(position));
    json.key("from_snapshot");
    json.null();
    json.key("flags");
    json.beginArray();
    const Flags flags = timeline.flagsUpTo(position);
    for (const FindingKind kind : kAllFindingKinds) {
        if (flags.has(kind)) json.string(kindName(kind));
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

void writeStateText(Output& out, const Timeline& timeline, Position position, const std::vector<json::PatchOperation>* diff)
{
    out.write("aggregate  " + timeline.aggregateId().toString() + "  " + visibleControls(timeline.aggregateType()) + "\n");
    out.write("point      " + visibleControls(pointText(timeline, position)) + "\n");
    const Flags flags = timeline.flagsUpTo(position);
    for (const FindingKind kind : kAllFindingKinds) {
        if (flags.has(kind))
            out.write("flag       " + std::string(kindName(kind)) + ": " + std::string(kindExplanation(kind)) + "\n");
    }
    TextTable table({{"FIELD"}, {"VALUE"}});
    addLeaves(table, timeline.stateAt(position), "");
    if (table.pendingRows() > 0) out.write("\n");
    table.writeTo(out);
    if (diff != nullptr) writeDiffText(out, *diff);
}

void writeBlameJson(JsonText& json, const Timeline& timeline, Position position, const Point& point,
                    const std::vector<replay::FieldBlame>& fields)
{
    json.beginObject();
    json.member("aggregate_id", timeline.aggregateId().toString());
    writePoint(json, timeline, position, point);
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
    out.write("aggregate  " + timeline.aggregateId().toString() + "  " + visibleControls(timeline.aggregateType()) + "\n");
    out.write("point      " + visibleControls(pointText(timeline, position)) + "\n");
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
    VCI_TRY(const auto timeline, loadAsked(session));
    const Position position = positionOf(*timeline, point);
    std::vector<json::PatchOperation> diff;
    if (other) {
        const Position second = positionOf(*timeline, *other);
        const auto [earlier, later] = std::minmax(position, second);
        diff = timeline->diff(earlier, later);
    }
    const auto* const shownDiff = other ? &diff : nullptr;
    if (session.options().json)
        writeStateJson(session.json(), *timeline, position, point, shownDiff);
    else
        writeStateText(session.out(), *timeline, position, shownDiff);
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
