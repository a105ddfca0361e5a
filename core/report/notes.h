// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/casefile/case.h"
#include "core/json/value.h"
#include "core/report/mask.h"
#include "core/report/request.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::report {

/// What an examiner wrote into a case, by n.
using CaseNotes = std::vector<casefile::CaseNote>;

/// All notes of a case. Errors: those of CaseReader::notes(); Cancelled.
[[nodiscard]] Result<CaseNotes> readNotes(casefile::CaseReader& file, const std::stop_token& stop);

/// The notes as they were when `last` was the highest number: people go on writing after a report was made.
void cutToLast(CaseNotes& notes, std::int64_t last);

/// The document's member `notes` (FORMAT.md): those about what the request has verified, and about the case as a whole. Of
/// another tenant nothing is told, not even a number.
[[nodiscard]] json::Value notesJson(const std::optional<CaseNotes>& notes, const Request& request, const Mask& mask);

/// The highest number of a note when a document was made; nothing where it tells of none.
[[nodiscard]] std::optional<std::int64_t> lastNoteOf(const json::Value& document);

}  // namespace vci::report
