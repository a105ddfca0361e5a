// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/report/mask.h"
#include "core/report/request.h"
#include "core/verify/report.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

/// What verification came to, as `verify --json` tells it, without the pin: that is the reader's, not the source's.
[[nodiscard]] json::Value verificationJson(const verify::Report& verification, const Request& request, const Mask& mask);

/// The wire names of all badges, best first.
[[nodiscard]] std::vector<std::string_view> badgeNames();
/// "Signed only" for `signed_only`; the name itself where it is none.
[[nodiscard]] std::string badgeTitle(std::string_view badge);
/// Its colour, 0xRRGGBB.
[[nodiscard]] std::uint32_t badgeColor(std::string_view badge);
/// One sentence on what the badge means for a reader.
[[nodiscard]] std::string_view badgeMeaning(std::string_view badge);

}  // namespace vci::report
