// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace vci::report {

/// The parts of a ZIP container by their names.
using ZipParts = std::map<std::string, std::string, std::less<>>;

/// Unpacks all of a container that anybody may have made. Error Usage where it is damaged, names a part twice or unpacks to more
/// than mostBytes, names included; nothing beyond that is unpacked, whatever sizes it tells.
[[nodiscard]] Result<ZipParts> readZip(std::string_view container, std::size_t mostBytes);

}  // namespace vci::report
