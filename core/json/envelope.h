// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/model/event.h"

#include <string>
#include <string_view>

namespace vci::json {

/// Appends the envelope (DESIGN 3.1) on one line, with event_data and metadata as the row's text stands (whitespace between
/// tokens aside), then `flags` where there are any, then `pos`.
void appendEnvelope(std::string& out, const Event& event, const Flags& flags);

/// Reads an envelope leniently for `leaf`: pos, flags and unknown members are ignored.
/// Errors: Usage where the line is no JSON object or lacks a leaf member or one is of a wrong form; the message names it.
[[nodiscard]] Result<Event> readEnvelope(std::string_view line);

struct OddLeaf {
    std::string eventId;  ///< as a string holds it, else as JSON text
    std::string leaf;
};

/// The leaf (PROOF 1) of an envelope that no row can have: a member of another form goes in as it stands.
/// Errors: Usage where the line is no JSON object or lacks a leaf member.
[[nodiscard]] Result<OddLeaf> leafOfOddEnvelope(std::string_view line);

}  // namespace vci::json
