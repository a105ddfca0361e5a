// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/writer.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

namespace vci::generate {

/// Realistic traffic of a voice platform. The same request gives the same bytes on every machine.
struct TrafficRequest {
    std::int64_t calls = 1000;  ///< 0 or more; about 12 events each
    std::uint64_t seed = 1;
};

/// The tenant that the traffic belongs to: UUIDv5 of the decimal text of the seed in the namespace
/// UUIDv5(RFC 9562 NAMESPACE_DNS, "voicecore.ai").
[[nodiscard]] TenantId trafficTenant(std::uint64_t seed);

/// Makes the events in order of time, each with id, sequence, timestamp, causation and correlation, and hands them over in
/// batches of about 1,000. An error of the receiver ends it and is returned. Returns the number of events.
///
/// Time starts on 2026-02-02 (a Monday), UTC. Up to 1,824 calls come at 80 a weekday, so that smaller and larger requests start
/// alike; more are spread over four weeks. Memory is that of the people and of the calls under way.
/// Errors: Usage for a negative number of calls; Cancelled, asked for at each batch; those of receive.
[[nodiscard]] Result<std::int64_t> generateTraffic(const TrafficRequest& request,
                                                   const std::function<Result<void>(std::span<const store::NewEvent>)>& receive,
                                                   const std::stop_token& stop);

}  // namespace vci::generate
