// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/snapshotreplay.h"

#include "core/base/utf8.h"
#include "core/json/read.h"
#include "core/replay/eventfield.h"

namespace vci::replay {

namespace {

std::string timeTextOf(const store::EventView& event)
{
    return RecordedTime{event.at, std::string(event.foreignTime)}.toString();
}

/// Why a snapshot cannot be the state after this event, which must be its last one.
std::optional<std::string> misfit(const store::Snapshot& snapshot, const store::EventView& event)
{
    const std::string sequence = std::to_string(snapshot.lastSequence.value());
    if (event.sequence != snapshot.lastSequence) return "there is no event " + sequence;
    if (event.id != snapshot.lastEventId)
        return "it names " + snapshot.lastEventId.toString() + " as event " + sequence + ", which is " + event.id.toString();
    if (event.aggregateType != snapshot.aggregateType)
        return "it is of a " + snapshot.aggregateType + ", its events are of a " + std::string(event.aggregateType);
    const json::LenientRead read = json::readLenient(snapshot.state);
    if (!read.isJson || !read.value.isObject()) return "it holds no JSON object";
    const auto differs = [&](std::string_view name, const json::Value& want) {
        const json::Value* const found = read.value.find(name);
        return found == nullptr || !(*found == want);
    };
    for (const auto& [name, want] : {std::pair{kLastEventId, json::Value::string(event.id.toString())},
                                     std::pair{kLastEventType, json::Value::string(std::string(event.eventType))},
                                     std::pair{kLastSequence, json::Value::number(sequence)},
                                     std::pair{kLastTimestamp, json::Value::string(timeTextOf(event))}}) {
        if (differs(name, want)) return "its " + std::string(name) + " is not that of event " + sequence;
    }
    return std::nullopt;
}

}  // namespace

SnapshotReplay::SnapshotReplay(std::shared_ptr<const catalog::Catalog> catalog, AggregateId aggregate,
                               const store::Snapshot* base, std::optional<Timestamp> until)
    : m_builder(std::move(catalog), aggregate)
    , m_base(base)
    , m_until(until)
    , m_result{aggregate, {}}
{
}

bool SnapshotReplay::visit(const store::EventView& event)
{
    if (m_base != nullptr && m_visited == 0) {
        m_misfit = misfit(*m_base, event);
        if (m_misfit) return false;
        addBase(event);
    } else {
        if (m_until && event.at > *m_until) return false;
        m_builder.add(event);
        ++m_replayed;
    }
    note(event);
    return true;
}

void SnapshotReplay::addBase(const store::EventView& last)
{
    store::EventView state = last;
    state.eventType = {};
    state.eventData = m_base->state;
    state.metadata = "{}";
    state.blockchainTxHash.reset();
    m_builder.add(state);
}

void SnapshotReplay::note(const store::EventView& event)
{
    if (m_visited == 0) m_result.aggregateType = event.aggregateType;
    if (event.aggregateType != m_result.aggregateType && !m_otherType)
        m_otherType = "its event " + std::to_string(event.sequence.value()) + " is of another aggregate type";
    ++m_visited;
    m_result.last = LastEvent{event.id, std::string(event.eventType), event.sequence, timeTextOf(event)};
}

std::optional<std::string> SnapshotReplay::finish()
{
    if (!m_misfit && m_base != nullptr && m_visited == 0)
        m_misfit = "there is no event " + std::to_string(m_base->lastSequence.value());
    if (m_misfit) return m_misfit;
    m_timeline = m_builder.finish();
    const std::int64_t before = m_base == nullptr ? 0 : m_base->lastSequence.value();
    m_result.events = m_result.eventsApplied = before + m_replayed;
    m_result.state = m_timeline->stateAt(m_timeline->size());
    if (m_base == nullptr) {
        m_result.flags = m_timeline->flagsUpTo(m_timeline->size());
        return std::nullopt;
    }
    m_result.fromSnapshot = m_base->lastSequence;
    m_result.state.set(kLastEventType, json::Value::string(m_result.last->eventType));
    for (std::size_t i = 1; i < m_timeline->size(); ++i) {
        const Flags flags = m_timeline->eventAt(i).flags;
        for (const FindingKind kind : kAllFindingKinds) {
            if (flags.has(kind)) m_result.flags.add(kind);
        }
    }
    if (m_result.flags.has(FindingKind::SequenceGap) || m_result.flags.has(FindingKind::SequenceDuplicate))
        m_misfit = "the sequence numbers after it are not gapless";
    return m_misfit;
}

std::optional<std::string> SnapshotReplay::whyUnsound() const
{
    if (m_otherType) return m_otherType;
    // No flag tells of one: no number between 1 and the last is missing or there twice.
    if (m_base == nullptr && m_timeline->size() > 0 && m_timeline->eventAt(0).sequence < Sequence(1))
        return "its event " + std::to_string(m_timeline->eventAt(0).sequence.value()) +
               " is below 1, where sequence numbers start";
    for (std::size_t i = m_base == nullptr ? 0 : 1; i < m_timeline->size(); ++i) {
        const EventHead head = m_timeline->eventAt(i);
        for (const FindingKind kind : kAllFindingKinds) {
            if (!head.flags.has(kind)) continue;
            return "its event " + std::to_string(head.sequence.value()) + " is flagged " + std::string(kindName(kind)) + ": " +
                   std::string(kindExplanation(kind));
        }
        if (!Timestamp(head.at).isInEnvelopeRange())
            return "its event " + std::to_string(head.sequence.value()) + " has no time that an envelope can hold";
    }
    return std::nullopt;
}

}  // namespace vci::replay
