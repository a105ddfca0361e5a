// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/model/event.h"
#include "core/replay/timeline.h"
#include "core/store/query.h"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace vci::test {

/// One event of aggregate 00000000-…-0a, type Call, at second `sequence` of 2026-02-01, unless changed.
[[nodiscard]] Event makeEvent(std::int64_t sequence, std::string type, std::string eventData);
/// The same as a reader hands it on; views into event.
[[nodiscard]] store::EventView viewOf(const Event& event);
/// A timeline of the shipped catalogue, or of another.
[[nodiscard]] std::shared_ptr<const replay::Timeline> timelineOf(const std::vector<Event>& events,
                                                                 std::shared_ptr<const catalog::Catalog> catalog = nullptr);

/// Histories such as scarred sources hold them: gaps, equal sequences and times, clocks that go back, payloads of any shape.
/// Seeded from a name, in replay order.
class RandomHistory {
public:
    explicit RandomHistory(std::string_view name);
    [[nodiscard]] std::vector<Event> events(std::size_t count, const catalog::Catalog& catalog);
    /// Uniform in [0, bound).
    [[nodiscard]] std::uint32_t below(std::uint32_t bound);

private:
    [[nodiscard]] std::string value(int depth);
    [[nodiscard]] std::string object(int depth);
    [[nodiscard]] std::string payload();

    std::mt19937 m_random;
};

}  // namespace vci::test
