// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/result.h"
#include "core/casefile/case.h"
#include "core/json/value.h"
#include "core/report/request.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace vci::report {

/// A case's custody log (PROOF 6), and what checking it came to.
struct Custody {
    casefile::CustodyHead head;                 ///< as the case's own row names it
    std::vector<casefile::CustodyRow> records;  ///< in the case file; their hashes computed, not those that stand there
    std::vector<casefile::CustodyRow> beside;   ///< in the log beside it
    std::vector<Finding> findings;              ///< none: the whole log is as it was written
};

/// Whether a log is as it was written.
enum class CustodyState {
    Whole,
    Doubted,  ///< what is there is; whether more was, nobody can tell
    Broken,
};
[[nodiscard]] CustodyState stateOf(const Custody& custody);

/// How many records a report holds.
struct CustodyExtent {
    std::size_t records = 0;
    std::size_t beside = 0;
};

/// Reads and checks the log of a case. Errors: those of casefile::checkCustody().
[[nodiscard]] Result<Custody> readCustody(casefile::CaseReader& file, const std::stop_token& stop);

/// The log as it was when it had so many records: a log goes on, for who makes a report or looks at the case is written down in
/// it. The findings stay those of the whole log.
void cutToExtent(Custody& custody, const CustodyExtent& extent);

/// The document's member `custody` (FORMAT.md). Where personal data is masked, so is what people searched for, and from the third
/// edition on the hash of what they noted.
/// Up to the second edition a warning, too, made it not intact, and nothing was doubted.
[[nodiscard]] json::Value custodyJson(const std::optional<Custody>& custody, PersonalData personalData,
                                      std::int64_t edition = kEdition);

/// Of the log that a document holds; nothing where it holds none.
[[nodiscard]] std::optional<CustodyExtent> custodyExtentOf(const json::Value& document);

}  // namespace vci::report
