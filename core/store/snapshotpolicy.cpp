// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/snapshotpolicy.h"

#include <charconv>
#include <limits>

namespace vci::store {

namespace {

Result<std::int64_t> parseFrequency(std::string_view text, std::string_view whole)
{
    std::int64_t value = 0;
    const auto [stopped, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc() && stopped == text.data() + text.size() && value >= 0 &&
        value <= std::numeric_limits<std::int32_t>::max()) {
        return value;
    }
    return makeError(ErrorCode::Usage,
                     "a snapshot frequency is N or TYPE=N, with N a number of events from 0 (off) to 2147483647, not " +
                         std::string(whole));
}

}  // namespace

SnapshotPolicy SnapshotPolicy::never()
{
    SnapshotPolicy policy;
    policy.m_every = 0;
    return policy;
}

Result<void> SnapshotPolicy::add(std::string_view text)
{
    while (true) {
        const auto comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        const auto equals = part.rfind('=');
        VCI_TRY(const std::int64_t every,
                parseFrequency(equals == std::string_view::npos ? part : part.substr(equals + 1), part));
        if (equals == std::string_view::npos) {
            m_every = every;
            m_byType.clear();
        } else if (equals == 0) {
            return makeError(ErrorCode::Usage, "a snapshot frequency names no aggregate type: " + std::string(part));
        } else {
            m_byType.insert_or_assign(std::string(part.substr(0, equals)), every);
        }
        if (comma == std::string_view::npos) return {};
        text.remove_prefix(comma + 1);
    }
}

std::int64_t SnapshotPolicy::every(std::string_view aggregateType) const
{
    const auto found = m_byType.find(aggregateType);
    return found == m_byType.end() ? m_every : found->second;
}

bool SnapshotPolicy::isDue(std::string_view aggregateType, Sequence sequence) const
{
    const std::int64_t frequency = every(aggregateType);
    return frequency > 0 && sequence.value() > 0 && sequence.value() % frequency == 0;
}

}  // namespace vci::store
