// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/timestamps.h"

#include "core/verify/timestamps.h"

namespace vci::app {

Result<void> judgeTimestamps(store::LogReader& log, const EvidenceSettings& settings, const integrity::Trust& trust,
                             const integrity::Origin& origin, verify::Inputs& inputs, const std::stop_token& stop)
{
    VCI_TRY(const auto timestamps, log.timestamps(origin.logId, stop));
    if (timestamps.empty()) return {};
    VCI_TRY(const auto authorities, loadAuthorities(settings, trust));
    VCI_TRY(const auto checkpoints, log.checkpoints(origin.logId, stop));
    verify::addTimestamps(timestamps, checkpoints, authorities, inputs);
    return {};
}

}  // namespace vci::app
