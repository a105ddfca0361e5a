// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace vci::catalog {

/// The bytes of resources/catalog/voicecore.json, compiled in by embed.cmake.
[[nodiscard]] std::string_view embeddedCatalog();

}  // namespace vci::catalog
