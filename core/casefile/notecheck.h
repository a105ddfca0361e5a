// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/casefile/case.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vci::casefile {

/// The action of the custody record of a note: noted, bookmarked, found.
[[nodiscard]] std::string_view noteAction(CaseNote::Kind kind);
/// Its object: "note 3 on event … of aggregate …, SHA-256 …": the hash is that of all that was written
/// (core/store/sqlite/FORMAT.md).
[[nodiscard]] std::string noteObject(const CaseNote& note);

/// A text that may hold such an object, with the words in the place of each such hash.
[[nodiscard]] std::string withoutNoteHash(std::string_view text, std::string_view words);

/// Holds the notes against the records of their writing: custody_broken for each note without a record, record without its note,
/// and note that says otherwise than its record. A record without a hash, as earlier versions wrote it, says nothing of the text.
/// Both as they stood at one moment.
[[nodiscard]] std::vector<Finding> checkNotes(std::span<const CustodyRow> rows, std::span<const CaseNote> notes);

}  // namespace vci::casefile
