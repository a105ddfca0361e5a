// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/replay/timeline.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::ui {

/// A stretch of time with a meaning, between two events: recorded, on hold.
struct LaneSpan {
    enum class Kind {
        Band,  ///< a passing status: it came and the status before came back (connected, on_hold, connected)
        Line,  ///< a flag of the state was true (recording)
    };
    Kind kind;
    std::int64_t beginMicros;
    std::int64_t endMicros;
    std::size_t beginEvent;  ///< index of the event that began it
    std::string name;        ///< the status, or the flag's field
};

/// The events of one family, ready to be found by time.
struct Lane {
    std::string family;                  ///< empty for event types that the catalogue does not know
    std::string label;                   ///< for people; empty with family
    std::vector<std::int64_t> times;     ///< microseconds, ascending
    std::vector<std::uint32_t> events;   ///< timeline index of the event at the same place; ascending among equal times
    std::vector<std::int64_t> failures;  ///< times of the events whose type says that something failed, ascending
    std::vector<LaneSpan> spans;         ///< by begin
};

/// What the timeline chart knows of a timeline: its events by family and time, so that no frame touches all of them. Positions
/// are by replay order, x is by time; the two differ where clocks went back. Immutable; about 20 bytes an event.
class LaneIndex {
public:
    /// Linear, and polls stop every 10,000 events; nullptr if stopped. Any thread.
    [[nodiscard]] static std::shared_ptr<const LaneIndex> build(std::shared_ptr<const replay::Timeline> timeline,
                                                                const catalog::Catalog& catalog, std::stop_token stop = {});

    [[nodiscard]] const replay::Timeline& timeline() const { return *m_timeline; }
    [[nodiscard]] std::size_t size() const { return m_timeline->size(); }
    /// Families that have events, in catalogue order, unknown types last.
    [[nodiscard]] const std::vector<Lane>& lanes() const { return m_lanes; }
    /// The least and the greatest time that an envelope can hold; 0 without events.
    [[nodiscard]] std::int64_t firstMicros() const { return m_first; }
    [[nodiscard]] std::int64_t lastMicros() const { return m_last; }
    /// The event's time, brought into [firstMicros(), lastMicros()] (foreign rows hold infinities). Requires index < size().
    [[nodiscard]] std::int64_t timeOf(std::size_t index) const;
    [[nodiscard]] std::size_t laneOf(std::size_t index) const { return m_types[m_typeOf[index]].lane; }
    /// True where the event's type says that something failed.
    [[nodiscard]] bool isFailure(std::size_t index) const { return m_types[m_typeOf[index]].failure; }

    /// The event nearest in time, in one lane or in all; of events at the same time the last in replay order.
    /// Nothing without events.
    [[nodiscard]] std::optional<std::size_t> nearest(std::int64_t micros) const;
    [[nodiscard]] std::optional<std::size_t> nearestInLane(std::size_t lane, std::int64_t micros) const;
    /// The next (or previous) event of the same type in replay order.
    [[nodiscard]] std::optional<std::size_t> nextOfType(std::size_t index) const;
    [[nodiscard]] std::optional<std::size_t> previousOfType(std::size_t index) const;

private:
    struct Type {
        std::string name;
        std::size_t lane = 0;
        bool failure = false;
        std::vector<std::uint32_t> events;  ///< ascending
    };

    LaneIndex() = default;
    [[nodiscard]] bool readTypes(const catalog::Catalog& catalog, const std::stop_token& stop);
    [[nodiscard]] std::uint16_t addType(std::string_view name, const catalog::Catalog& catalog);
    void makeLanes(const catalog::Catalog& catalog);
    void fillLanes();
    void addStatusSpans();
    void addFlagSpans(const catalog::Catalog& catalog);

    std::shared_ptr<const replay::Timeline> m_timeline;
    std::vector<Type> m_types;
    std::vector<std::uint16_t> m_typeOf;  ///< per event
    std::vector<Lane> m_lanes;
    std::int64_t m_first = 0;
    std::int64_t m_last = 0;
};

/// How many of the ascending times fall into each of `bins` equal bins of [begin, end). Costs two binary searches a bin, however
/// many times there are. Requires begin < end and bins > 0.
[[nodiscard]] std::vector<std::uint32_t> binCounts(std::span<const std::int64_t> times, std::int64_t begin, std::int64_t end,
                                                   std::size_t bins);

}  // namespace vci::ui
