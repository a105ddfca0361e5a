// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace vci::store::postgres {

/// Usage, without the text itself, where libpq would cut the URI at a place inside the password and then print a piece of it: a
/// raw @ or / in it, or a % that no two hex digits follow.
[[nodiscard]] Result<void> checkUri(const std::string& uri);

/// The URI with the parameter connect_timeout=seconds, unless it has one or names a service, whose file may have one. libpq
/// itself waits as long as the network does, which is minutes for an address that nobody answers at.
[[nodiscard]] std::string withConnectTimeout(const std::string& uri, int seconds);

/// Every form in which a password of the URI may come back in a message: as written and decoded.
[[nodiscard]] std::vector<std::string> secretsOf(const std::string& uri);

}  // namespace vci::store::postgres
