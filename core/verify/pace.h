// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace vci::verify {

/// What a verification is made of.
enum class Step { Anchors, Snapshots, ReadModels, Events, Transactions };

/// How far a verification of several steps is.
struct Pace {
    Step step;
    int number;          ///< of the step, from 1
    int steps;           ///< that are taken
    std::int64_t done;   ///< within the step; never goes back
    std::int64_t total;  ///< of the step; -1: not known
    int perMille;        ///< of the whole; never goes back. A step whose total is not known counts when the next begins
};
using PaceFunction = std::function<void(const Pace&)>;

/// Makes one whole of what single steps tell of themselves. One thread.
class PaceKeeper {
public:
    /// steps: those that will be taken, in their order.
    PaceKeeper(std::vector<Step> steps, PaceFunction tell);

    /// A step that counts from its beginning again (one read model after the other) goes on from where it was. total: -1 where
    /// it is not known. A step that was not named, or is over, is passed over.
    void tell(Step step, std::int64_t done, std::int64_t total);

private:
    std::vector<Step> m_steps;
    PaceFunction m_tell;
    std::size_t m_at = 0;
    std::int64_t m_before = 0;  ///< what earlier counts of the step came to
    std::int64_t m_last = 0;
    int m_perMille = 0;
};

}  // namespace vci::verify
