// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/pace.h"

#include <algorithm>
#include <span>
#include <utility>

namespace vci::verify {

namespace {

constexpr std::int64_t kWhole = 1000;
/// Beside the events all else is little, and most of it is done while they are read.
constexpr std::int64_t kEventsWeight = 8;

std::int64_t weightOf(Step step)
{
    return step == Step::Events ? kEventsWeight : 1;
}

std::int64_t weightOf(std::span<const Step> steps)
{
    std::int64_t sum = 0;
    for (const Step step : steps) sum += weightOf(step);
    return sum;
}

}  // namespace

PaceKeeper::PaceKeeper(std::vector<Step> steps, PaceFunction tell)
    : m_steps(std::move(steps))
    , m_tell(std::move(tell))
{
}

void PaceKeeper::tell(Step step, std::int64_t done, std::int64_t total)
{
    const auto found = std::find(m_steps.begin() + static_cast<std::ptrdiff_t>(m_at), m_steps.end(), step);
    if (!m_tell || found == m_steps.end()) return;
    const auto at = static_cast<std::size_t>(found - m_steps.begin());
    if (at != m_at) m_before = m_last = 0;
    m_at = at;
    if (done < m_last) m_before += m_last;
    m_last = done;
    const std::span<const Step> steps(m_steps);
    const std::int64_t ofStep = total > 0 ? kWhole * std::min(done, total) / total : 0;
    const std::int64_t whole = (kWhole * weightOf(steps.first(at)) + ofStep * weightOf(step)) / weightOf(steps);
    m_perMille = std::max(m_perMille, static_cast<int>(whole));
    m_tell(Pace{step, static_cast<int>(at) + 1, static_cast<int>(steps.size()), m_before + done, total, m_perMille});
}

}  // namespace vci::verify
