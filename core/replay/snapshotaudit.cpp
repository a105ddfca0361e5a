// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/snapshotaudit.h"

#include "core/json/read.h"
#include "core/replay/eventfield.h"
#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <array>
#include <map>

namespace vci::replay {

namespace {

constexpr std::size_t kPageRows = 200;
constexpr std::string_view kAbsent = "absent";
constexpr std::array kLastFields = {kLastEventId, kLastEventType, kLastSequence, kLastTimestamp};

/// The leaves of a state by path: canonical texts, the four last_* included.
using Leaves = std::map<std::string, std::string>;

/// A last_* field after an event, canonical.
std::string lastField(const Timeline& timeline, std::size_t index, std::string_view name)
{
    const EventHead head = timeline.eventAt(index);
    if (name == kLastSequence) return std::to_string(head.sequence.value());
    std::string text;
    if (name == kLastEventId) json::appendQuoted(text, head.id.toString());
    if (name == kLastEventType) json::appendQuoted(text, head.eventType);
    if (name == kLastTimestamp) json::appendQuoted(text, timeline.timeText(index));
    return text;
}

Leaves leavesAt(const Timeline& timeline, Position position)
{
    Leaves leaves;
    for (FieldBlame& field : timeline.blameAt(position)) leaves.insert_or_assign(std::move(field.path), std::move(field.value));
    for (const std::string_view name : kLastFields)
        leaves.insert_or_assign("/" + std::string(name), lastField(timeline, position - 1, name));
    return leaves;
}

/// The leaves of a JSON text; nothing where it is no object.
std::optional<Leaves> leavesOf(const std::string& text, const std::shared_ptr<const catalog::Catalog>& catalog,
                               const store::Snapshot& snapshot)
{
    const json::LenientRead read = json::readLenient(text);
    if (!read.isJson || !read.value.isObject()) return std::nullopt;
    // The payload of an event without a type becomes the state as it is: the builder descends what no recursion could.
    TimelineBuilder builder(catalog, snapshot.aggregateId);
    builder.add({snapshot.lastEventId, {}, {}, 1, Sequence(1), Timestamp(0), {}, {}, {}, text, "{}", {}, {}});
    const auto timeline = builder.finish();
    Leaves leaves;
    for (FieldBlame& field : timeline->blameAt(1)) leaves.insert_or_assign(std::move(field.path), std::move(field.value));
    for (const std::string_view name : kLastFields) {
        if (const json::Value* const value = read.value.find(name))
            leaves.insert_or_assign("/" + std::string(name), json::dumpCanonical(*value));
    }
    return leaves;
}

/// Where the replayed value of a field stops being the claimed one for good, before position; the events are indices.
std::size_t divergence(const Timeline& timeline, Position position, const std::string& path,
                       const std::optional<std::string>& claimed)
{
    const auto last = std::find_if(kLastFields.begin(), kLastFields.end(),
                                   [&](std::string_view name) { return path.size() == name.size() + 1 && path.ends_with(name); });
    if (last != kLastFields.end()) {
        for (std::size_t index = position; index-- > 0;) {
            if (claimed && lastField(timeline, index, *last) == *claimed) return index + 1;
        }
        return position - 1;
    }
    std::vector<FieldChange> changes = timeline.historyOf(path);
    std::erase_if(changes, [&](const FieldChange& change) { return change.event >= position; });
    if (changes.empty()) return 0;
    for (std::size_t i = changes.size() - 1; i-- > 0;) {
        if (changes[i].after == claimed) return changes[i + 1].event;
    }
    // Before its first change a field is absent.
    return claimed ? changes.back().event : changes.front().event;
}

class Auditor {
public:
    Auditor(store::SnapshotReader& reader, std::shared_ptr<const catalog::Catalog> catalog, std::stop_token stop)
        : m_reader(reader)
        , m_catalog(std::move(catalog))
        , m_stop(std::move(stop))
    {
    }

    /// Nothing where the snapshot is right.
    [[nodiscard]] Result<std::optional<SnapshotFinding>> check(store::Snapshot snapshot)
    {
        VCI_CHECK(load(snapshot.aggregateId, snapshot.lastSequence));
        const std::string text = std::exchange(snapshot.state, {});
        const Sequence sequence = snapshot.lastSequence;
        if (!m_timeline) return std::optional(found(std::move(snapshot), {}, "", "events", "none", "its aggregate has no event"));
        const Position position = m_timeline->positionAtSequence(sequence);
        const std::string event = "event " + std::to_string(sequence.value());
        if (position == 0 || m_timeline->eventAt(position - 1).sequence != sequence) {
            const auto index = position == 0 ? std::nullopt : std::optional(position - 1);
            return std::optional(found(std::move(snapshot), index, "", event, "none", "there is no " + event));
        }
        const EventHead head = m_timeline->eventAt(position - 1);
        if (snapshot.reducer && snapshot.aggregateType != m_timeline->aggregateType()) {
            const std::string type = snapshot.aggregateType;
            return std::optional(found(std::move(snapshot), position - 1, "", m_timeline->aggregateType(), type,
                                       "it is of a " + type + ", its events are of a " + m_timeline->aggregateType()));
        }
        const auto claimed = leavesOf(text, m_catalog, snapshot);
        if (!claimed)
            return std::optional(
                found(std::move(snapshot), position - 1, "", "a JSON object", "none", "it holds no JSON object"));
        if (auto wrong = compare(snapshot, position, *claimed)) return wrong;
        if (snapshot.lastEventId == head.id) return std::optional<SnapshotFinding>();
        const std::string named = snapshot.lastEventId.toString();
        return std::optional(found(std::move(snapshot), position - 1, "", head.id.toString(), named,
                                   "it names " + named + " as " + event + ", which is " + head.id.toString()));
    }

private:
    /// Again where a snapshot is of an event that may have come since.
    [[nodiscard]] Result<void> load(AggregateId aggregate, Sequence upTo)
    {
        const bool reaches = m_timeline && m_timeline->eventAt(m_timeline->size() - 1).sequence >= upTo;
        if (m_loaded == aggregate && reaches) return {};
        auto timeline = loadTimeline(m_reader, aggregate, m_catalog, m_stop);
        if (!timeline.ok() && timeline.error().code != ErrorCode::NotFound) return std::move(timeline).error();
        m_timeline = timeline.ok() ? std::move(timeline).value() : nullptr;
        m_loaded = aggregate;
        return {};
    }

    [[nodiscard]] std::optional<SnapshotFinding> compare(const store::Snapshot& snapshot, Position position,
                                                         const Leaves& claimed)
    {
        const Leaves truth = leavesAt(*m_timeline, position);
        std::optional<std::size_t> first;
        std::string path;
        std::string expected;
        std::string foundText;
        std::int64_t wrongFields = 0;
        const auto look = [&](const std::string& at) {
            const auto want = truth.find(at);
            const auto have = claimed.find(at);
            if (want != truth.end() && have != claimed.end() && want->second == have->second) return;
            ++wrongFields;
            const auto value = have == claimed.end() ? std::nullopt : std::optional(have->second);
            const std::size_t index = divergence(*m_timeline, position, at, value);
            if (first && *first <= index) return;
            first = index;
            path = at;
            expected = want == truth.end() ? std::string(kAbsent) : want->second;
            foundText = value.value_or(std::string(kAbsent));
        };
        for (const auto& [at, value] : claimed) look(at);
        if (snapshot.reducer) {
            for (const auto& [at, value] : truth) {
                if (!claimed.contains(at)) look(at);
            }
        }
        if (!first) return std::nullopt;
        SnapshotFinding finding =
            found(snapshot, *first, path, expected, foundText, path + " is " + foundText + ", replay gives " + expected);
        finding.wrongFields = wrongFields;
        if (wrongFields > 1) {
            finding.finding.message += wrongFields == 2 ? "; one more field is wrong"
                                                        : "; " + std::to_string(wrongFields - 1) + " more fields are wrong";
        }
        return finding;
    }

    [[nodiscard]] SnapshotFinding found(store::Snapshot snapshot, std::optional<std::size_t> index, const std::string& path,
                                        const std::string& expected, const std::string& foundText, const std::string& what)
    {
        Finding finding{FindingKind::SnapshotMismatch,
                        snapshot.reducer ? severityOf(FindingKind::SnapshotMismatch) : Severity::Warning,
                        snapshot.aggregateId,
                        std::nullopt,
                        std::nullopt,
                        expected,
                        foundText,
                        "The snapshot of " + snapshot.aggregateId.toString() + " after event " +
                            std::to_string(snapshot.lastSequence.value())};
        std::string eventType;
        if (index) {
            const EventHead head = m_timeline->eventAt(*index);
            finding.sequence = head.sequence;
            finding.eventId = head.id;
            eventType = head.eventType;
            finding.message += " is wrong from event " + std::to_string(head.sequence.value()) + " (" + eventType + ") on: ";
        } else {
            finding.message += " is wrong: ";
        }
        finding.message += what;
        return {std::move(snapshot), std::move(finding), std::move(eventType), path, 1};
    }

    store::SnapshotReader& m_reader;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::stop_token m_stop;
    std::optional<AggregateId> m_loaded;
    std::shared_ptr<const Timeline> m_timeline;  ///< of m_loaded; none where it has no events
};

}  // namespace

Result<SnapshotAudit> auditSnapshots(store::EventReader& reader, std::optional<AggregateId> aggregate,
                                     const std::shared_ptr<const catalog::Catalog>& catalog, ForeignSnapshots foreign,
                                     const store::ProgressFunction& progress, const std::stop_token& stop)
{
    SnapshotAudit audit;
    std::int64_t seen = 0;
    store::SnapshotReader* const snapshots = reader.snapshots();
    if (snapshots == nullptr) return audit;
    Auditor auditor(*snapshots, catalog, stop);
    store::PageRequest page;
    page.limitRows = kPageRows;
    do {
        VCI_TRY(auto listed, snapshots->list({aggregate, store::SnapshotQuery::State::Include}, page, stop));
        for (store::Snapshot& snapshot : listed.rows) {
            if (progress) progress(++seen);
            if (store::isSetAside(snapshot)) {
                snapshot.state.clear();
                audit.setAside.push_back(std::move(snapshot));
                continue;
            }
            const bool isMeant = snapshot.reducer ? *snapshot.reducer == catalog->version() : foreign == ForeignSnapshots::Check;
            ++(isMeant ? audit.checked : audit.passedOver);
            if (isMeant) {
                VCI_TRY(auto finding, auditor.check(std::move(snapshot)));
                if (finding) audit.findings.push_back(std::move(*finding));
            }
        }
        page.after = listed.next;
    } while (page.after);
    return audit;
}

}  // namespace vci::replay
