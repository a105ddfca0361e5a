// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/casefile/case.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace vci::casefile {

// The checks of a case file as evidence (PROOF 6), for `verify`, `casefile custody` and the desktop.

/// The custody log in a case file, as it stood at one moment.
struct CustodyCopy {
    CaseInfo info;
    std::vector<CustodyRow> rows;
    std::vector<CaseNote> notes;
    bool isOfOneMoment;  ///< false: whoever writes to it did not let it be read
};

/// Reads all of it, again where the desktop wrote to it meanwhile. Errors: those of the reader; Cancelled.
[[nodiscard]] Result<CustodyCopy> copyCustody(CaseReader& file, const std::stop_token& stop);

/// Checks the whole custody log: the records in the file against the count and head in its own row, then those in the log beside
/// it (`x.vcase.custody.jsonl`) against its head where there is one. Each custody_broken finding names the record by its number
/// in `message`: changed, missing, added, or in another's place; or it tells of an export or a sealing that no record does. A
/// note without its record, or a record without its note, is named likewise. A sealing that anything follows, or that the row of
/// the case does not tell of, is seal_broken. expected and found are hashes in hex. No finding: every record is as it was
/// written, in its order, none too many or few. Memory: that of the log. Errors: those of the reader; Io where the log beside
/// cannot be read; Cancelled.
[[nodiscard]] Result<std::vector<Finding>> checkCustody(CaseReader& file, std::stop_token stop);

/// Hashes a sealed file again: one seal_broken finding where it is no longer what was sealed. Opening a sealed file has checked
/// it already, so a reader of a broken one does not exist: opening gives ErrorCode::SealBroken, see sealFinding(). Nothing for a
/// file that was never sealed. Whether the key is trusted is no matter of this check: ask CaseReader::seal().
/// Errors: Io, Cancelled.
[[nodiscard]] Result<std::vector<Finding>> checkSeal(CaseReader& file, std::stop_token stop);

/// The seal_broken finding that an error of opening or reading stands for; nothing for any other error.
[[nodiscard]] std::optional<Finding> sealFinding(const Error& error);

}  // namespace vci::casefile
