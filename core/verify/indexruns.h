// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

namespace vci::verify {

/// Places of a log as runs without a gap: a whole log is one run, and an altered log_index of 2^62 one more.
class IndexRuns {
public:
    /// [first, last]: the greatest index has none behind it.
    struct Run {
        std::int64_t first;
        std::int64_t last;
    };

    /// index must be above every one added before.
    void add(std::int64_t index)
    {
        if (m_runs.empty() || m_runs.back().last != index - 1) m_runs.push_back({index, index});
        m_runs.back().last = index;
    }
    [[nodiscard]] bool contains(std::int64_t index) const
    {
        const auto after = std::ranges::upper_bound(m_runs, index, {}, &Run::first);
        return after != m_runs.begin() && std::prev(after)->last >= index;
    }
    [[nodiscard]] const std::vector<Run>& runs() const { return m_runs; }

private:
    std::vector<Run> m_runs;
};

}  // namespace vci::verify
