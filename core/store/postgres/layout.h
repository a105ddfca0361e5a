// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace vci::store::postgres {

/// Which tables there are: the platform's alone, or ours beside them (POSTGRES 1 and 2).
enum class Layout { Stock, Hardened };

/// The log in force, as a sub-select.
inline constexpr std::string_view kLogInForce = "(SELECT log_id FROM logs ORDER BY since DESC, log_id LIMIT 1)";

}  // namespace vci::store::postgres
