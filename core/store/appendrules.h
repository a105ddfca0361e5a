// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/writer.h"

#include <cstddef>
#include <string>

namespace vci::store {

/// What every store says and checks when it appends.

/// Whether an event offered again is the stored one as far as the caller gave it (DESIGN 3.2). eventData and metadata are the
/// input's payloads in canonical form, as are the stored ones, so that bytes decide.
[[nodiscard]] bool hasSameContent(const NewEvent& input, const std::string& eventData, const std::string& metadata,
                                  const Event& stored, Stamping stamping);

/// IdConflict that names the stored event.
[[nodiscard]] Error idConflict(const Event& stored);

/// SequenceConflict that tells where the aggregate stands.
[[nodiscard]] Error sequenceConflict(const std::string& what, AggregateId aggregate, std::int64_t lastSequence);

/// The error with its place: the event's 1-based line, given its index.
[[nodiscard]] Error atLine(Error error, std::size_t index);

/// The error of an event in a piece, placed in the whole batch.
[[nodiscard]] Error afterEarlier(Error error, std::int64_t eventsBefore);

}  // namespace vci::store
