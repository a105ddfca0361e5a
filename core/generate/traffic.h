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
    std::int64_t calls = 1000;
    std::uint64_t seed = 1;
};

/// UUIDv5(seed): the tenant that the traffic belongs to.
[[nodiscard]] TenantId trafficTenant(std::uint64_t seed);

/// Makes the events in order of time, each with id, sequence, timestamp, causation and correlation, and hands them over in
/// batches of about 1,000. An error of the receiver ends it and is returned.
[[nodiscard]] Result<std::int64_t> generateTraffic(const TrafficRequest& request,
                                                   const std::function<Result<void>(std::span<const store::NewEvent>)>& receive,
                                                   std::stop_token stop);

}  // namespace vci::generate
