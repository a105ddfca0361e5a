// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::report {

/// The report as one HTML file without script or remote resource. It carries the document itself, in the element whose id is
/// `voicecore-report` (FORMAT.md), so that it can be checked again. The same document gives the same bytes.
[[nodiscard]] std::string toHtml(const json::Value& document);

/// The text of the document that an HTML report carries; nothing where there is none.
[[nodiscard]] std::optional<std::string> documentInHtml(std::string_view html);

}  // namespace vci::report
