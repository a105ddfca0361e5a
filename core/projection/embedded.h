// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string_view>

namespace vci::projection {

struct EmbeddedFile {
    std::string_view name;
    std::string_view text;
};

/// The files of resources/projections, compiled in by CMakeLists.txt.
[[nodiscard]] std::span<const EmbeddedFile> embeddedProjections();

}  // namespace vci::projection
