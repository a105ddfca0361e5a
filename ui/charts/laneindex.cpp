// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/laneindex.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <unordered_map>

namespace vci::ui {

namespace {

constexpr std::size_t kStopCheckEvents = 10'000;
/// Beyond this a history is a matter of density, and its copies would cost more memory than the spans are worth.
constexpr std::size_t kMaxEventsForSpans = 100'000;

bool isFailureType(std::string_view name, const catalog::EventType* type)
{
    return (type != nullptr && type->status == "failed") || name.ends_with("Failed");
}

/// Fields that rules set to true in one place and to false in another: recording, blocked, mfa_enabled.
std::set<std::string> flagFields(const catalog::Catalog& catalog)
{
    std::set<std::string> raised;
    std::set<std::string> lowered;
    for (const auto& type : catalog.types()) {
        for (const auto& rule : type.rules) {
            const auto& operand = rule.operand;
            if (rule.kind != catalog::Rule::Kind::Set || operand.source != catalog::Operand::Source::Constant) continue;
            if (operand.constant.isBool()) (operand.constant.asBool() ? raised : lowered).insert(rule.target);
        }
    }
    std::set<std::string> both;
    std::set_intersection(raised.begin(), raised.end(), lowered.begin(), lowered.end(), std::inserter(both, both.begin()));
    return both;
}

std::string pointerTo(std::string_view member)
{
    std::string pointer = "/";
    for (const char c : member) {
        if (c == '~')
            pointer += "~0";
        else if (c == '/')
            pointer += "~1";
        else
            pointer += c;
    }
    return pointer;
}

std::string unquoted(const std::string& jsonText)
{
    const bool quoted = jsonText.size() >= 2 && jsonText.front() == '"' && jsonText.back() == '"';
    return quoted ? jsonText.substr(1, jsonText.size() - 2) : jsonText;
}

/// Sorts by time; equal times keep replay order. Only the time column is needed where clocks never went back.
void sortByTime(Lane& lane)
{
    if (std::is_sorted(lane.times.begin(), lane.times.end())) return;
    std::vector<std::uint32_t> order(lane.times.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return lane.times[a] < lane.times[b]; });
    Lane sorted;
    sorted.times.reserve(order.size());
    sorted.events.reserve(order.size());
    for (const auto place : order) {
        sorted.times.push_back(lane.times[place]);
        sorted.events.push_back(lane.events[place]);
    }
    lane.times = std::move(sorted.times);
    lane.events = std::move(sorted.events);
}

struct Near {
    std::uint64_t distance;
    std::size_t event;
};

/// Times are within the envelope's range, or within a day of it: differences cannot overflow.
std::optional<Near> nearestIn(const Lane& lane, std::int64_t micros)
{
    if (lane.times.empty()) return std::nullopt;
    const auto after = std::upper_bound(lane.times.begin(), lane.times.end(), micros);
    std::optional<Near> best;
    if (after != lane.times.begin()) {
        const auto place = static_cast<std::size_t>(after - lane.times.begin()) - 1;
        best = Near{static_cast<std::uint64_t>(micros - lane.times[place]), lane.events[place]};
    }
    if (after != lane.times.end()) {
        const auto distance = static_cast<std::uint64_t>(*after - micros);
        if (!best || distance < best->distance) {
            const auto last = std::upper_bound(after, lane.times.end(), *after) - 1;
            best = Near{distance, lane.events[static_cast<std::size_t>(last - lane.times.begin())]};
        }
    }
    return best;
}

}  // namespace

std::shared_ptr<const LaneIndex> LaneIndex::build(std::shared_ptr<const replay::Timeline> timeline,
                                                  const catalog::Catalog& catalog, std::stop_token stop)
{
    const std::shared_ptr<LaneIndex> index(new LaneIndex);
    index->m_timeline = std::move(timeline);
    if (!index->readTypes(catalog, stop)) return nullptr;
    index->makeLanes(catalog);
    index->fillLanes();
    if (index->size() <= kMaxEventsForSpans) {
        index->addStatusSpans();
        index->addFlagSpans(catalog);
    }
    for (auto& lane : index->m_lanes) {
        std::stable_sort(lane.spans.begin(), lane.spans.end(),
                         [](const LaneSpan& a, const LaneSpan& b) { return a.beginMicros < b.beginMicros; });
    }
    return index;
}

bool LaneIndex::readTypes(const catalog::Catalog& catalog, const std::stop_token& stop)
{
    std::unordered_map<std::string_view, std::uint16_t> known;
    m_typeOf.reserve(size());
    bool any = false;
    for (std::size_t i = 0; i < size(); ++i) {
        if (i % kStopCheckEvents == 0 && stop.stop_requested()) return false;
        const auto head = m_timeline->eventAt(i);
        if (head.at.isInEnvelopeRange()) {
            m_first = any ? std::min(m_first, head.at.micros()) : head.at.micros();
            m_last = any ? std::max(m_last, head.at.micros()) : head.at.micros();
            any = true;
        }
        auto place = known.find(head.eventType);
        if (place == known.end()) place = known.emplace(head.eventType, addType(head.eventType, catalog)).first;
        m_typeOf.push_back(place->second);
        m_types[place->second].events.push_back(static_cast<std::uint32_t>(i));
    }
    return true;
}

std::uint16_t LaneIndex::addType(std::string_view name, const catalog::Catalog& catalog)
{
    // A foreign source may hold any number of type names: those past the last number share it.
    if (m_types.size() == std::numeric_limits<std::uint16_t>::max()) return std::numeric_limits<std::uint16_t>::max() - 1;
    m_types.push_back({std::string(name), 0, isFailureType(name, catalog.find(name)), {}});
    return static_cast<std::uint16_t>(m_types.size() - 1);
}

void LaneIndex::makeLanes(const catalog::Catalog& catalog)
{
    const auto familyOf = [&](const Type& type) {
        const auto* entry = catalog.find(type.name);
        return entry != nullptr ? entry->family : std::string();
    };
    auto families = catalog.families();
    families.push_back({});
    for (const auto& family : families) {
        bool present = false;
        for (auto& type : m_types) {
            if (familyOf(type) != family.name) continue;
            type.lane = m_lanes.size();
            present = true;
        }
        if (present) m_lanes.push_back({family.name, family.label, {}, {}, {}, {}});
    }
}

void LaneIndex::fillLanes()
{
    for (std::size_t i = 0; i < size(); ++i) {
        Lane& lane = m_lanes[laneOf(i)];
        lane.times.push_back(timeOf(i));
        lane.events.push_back(static_cast<std::uint32_t>(i));
        if (isFailure(i)) lane.failures.push_back(lane.times.back());
    }
    for (auto& lane : m_lanes) {
        sortByTime(lane);
        std::sort(lane.failures.begin(), lane.failures.end());
        lane.times.shrink_to_fit();
        lane.events.shrink_to_fit();
    }
}

void LaneIndex::addStatusSpans()
{
    const auto history = m_timeline->historyOf("/status");
    for (std::size_t i = 0; i + 1 < history.size(); ++i) {
        const auto& begin = history[i];
        const auto& end = history[i + 1];
        if (!begin.before || !begin.after || end.after != begin.before) continue;
        // A clock that went back in between leaves nothing to draw.
        if (timeOf(end.event) > timeOf(begin.event)) {
            m_lanes[laneOf(begin.event)].spans.push_back(
                {LaneSpan::Kind::Band, timeOf(begin.event), timeOf(end.event), begin.event, unquoted(*begin.after)});
        }
        ++i;
    }
}

void LaneIndex::addFlagSpans(const catalog::Catalog& catalog)
{
    for (const auto& field : flagFields(catalog)) {
        const auto history = m_timeline->historyOf(pointerTo(field));
        for (std::size_t i = 0; i < history.size(); ++i) {
            if (history[i].after != "true") continue;
            const auto begin = timeOf(history[i].event);
            const auto end = i + 1 < history.size() ? timeOf(history[i + 1].event) : m_last;
            if (end <= begin) continue;
            m_lanes[laneOf(history[i].event)].spans.push_back({LaneSpan::Kind::Line, begin, end, history[i].event, field});
        }
    }
}

std::int64_t LaneIndex::timeOf(std::size_t index) const
{
    return std::clamp(m_timeline->eventAt(index).at.micros(), m_first, m_last);
}

std::optional<std::size_t> LaneIndex::nearest(std::int64_t micros) const
{
    std::optional<Near> best;
    for (const auto& lane : m_lanes) {
        const auto near = nearestIn(lane, micros);
        if (!near) continue;
        const bool closer = !best || near->distance < best->distance;
        if (closer || (near->distance == best->distance && near->event > best->event)) best = near;
    }
    return best ? std::optional(best->event) : std::nullopt;
}

std::optional<std::size_t> LaneIndex::nearestInLane(std::size_t lane, std::int64_t micros) const
{
    const auto near = nearestIn(m_lanes[lane], micros);
    return near ? std::optional(near->event) : std::nullopt;
}

std::optional<std::size_t> LaneIndex::nextOfType(std::size_t index) const
{
    const auto& events = m_types[m_typeOf[index]].events;
    const auto after = std::upper_bound(events.begin(), events.end(), index);
    return after == events.end() ? std::nullopt : std::optional<std::size_t>(*after);
}

std::optional<std::size_t> LaneIndex::previousOfType(std::size_t index) const
{
    const auto& events = m_types[m_typeOf[index]].events;
    const auto at = std::lower_bound(events.begin(), events.end(), index);
    return at == events.begin() ? std::nullopt : std::optional<std::size_t>(*(at - 1));
}

std::vector<std::uint32_t> binCounts(std::span<const std::int64_t> times, std::int64_t begin, std::int64_t end, std::size_t bins)
{
    std::vector<std::uint32_t> counts(bins, 0);
    const double width = static_cast<double>(end - begin) / static_cast<double>(bins);
    const auto edge = [&](std::size_t bin) {
        return bin == bins ? end : begin + static_cast<std::int64_t>(static_cast<double>(bin) * width);
    };
    auto from = std::lower_bound(times.begin(), times.end(), begin);
    for (std::size_t bin = 0; bin < bins; ++bin) {
        const auto to = std::lower_bound(from, times.end(), edge(bin + 1));
        counts[bin] = static_cast<std::uint32_t>(to - from);
        from = to;
    }
    return counts;
}

}  // namespace vci::ui
