// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::catalog {

/// Fills a template such as `{caller_number|phone} → {called_number|phone} · {direction}`.
///
/// A placeholder is a dotted path into objects, or several with `/` between them of which the first that leads to a scalar or an
/// array wins; null counts as absent. Segments are separated by ` · `; a segment with a placeholder that is absent is left out.
/// Returns nothing where no placeholder at all could be filled. true and false show as yes and no. After `|` a format:
///  - `short`: a UUID's first 8 digits and `…`; other text as it is
///  - `phone`: `+12000104729` as `+1 200 010 4729`; other text as it is
///  - `quote`: in quotation marks, cut after 40 characters
///  - `grouped`: a number with a space before every three digits of its whole part
/// The text is a person's: control characters in it are the payload's own, see visibleControls().
[[nodiscard]] std::optional<std::string> fillTemplate(std::string_view pattern, const json::Value& data);

/// What is wrong with a template, in words, or nothing. The catalogue's loader refuses those.
[[nodiscard]] std::optional<std::string> templateFault(std::string_view pattern);

/// One line for a payload that has no template, or none that fits: its scalars in order, cut at about 120 characters.
[[nodiscard]] std::string summarise(const json::Value& data);

}  // namespace vci::catalog
