// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/integrity/note.h"
#include "core/store/reader.h"
#include "core/store/recordreader.h"
#include "core/verify/notes.h"
#include "core/verify/olderlog.h"
#include "core/verify/report.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace vci::verify {

/// Asks the chain about transactions that events name.
using LookUp = std::function<Result<anchor::EventTransactionReport>(std::span<const anchor::EventTransaction>)>;

/// What the record is held against. Trust comes from the user's own settings, never from what is judged (PROOF 3).
struct Inputs {
    std::vector<RecordedNote> notes;     ///< checkpoints, pins, journal, anchor members of the log in force
    std::vector<OlderNotes> older = {};  ///< of the logs before the one in force, those that are known
    std::vector<integrity::VerifierKey> trusted = {};
    LookUp lookUp = {};                             ///< empty: nobody is asked
    std::vector<CheckedAnchor> anchors = {};        ///< asked already: addAnchors()
    std::vector<CheckedTimestamp> timestamps = {};  ///< judged already: addTimestamps()
    std::vector<Finding> findings = {};             ///< of other checks: anchors, time stamps, schema, custody, seal
    /// Findings of checks that go on meanwhile (snapshots, read models): asked for once, when the record is read. May be empty.
    std::function<Result<std::vector<Finding>>()> beside = {};
    EarlierLog earlier = {};  ///< what somebody was told of the log before: Report::since answers
};

/// Rows judged so far, and about how many there are.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Verifies a tenant (PROOF 4 and 5): every entry of its log, every event in scope against its entry, sequences, causes,
/// payloads. events and record are two connections to one source, with the tenant in force. All from one thread; leaves are made
/// on others. Memory grows with the number of aggregates and of findings, not of events. Errors: those of the readers: the source
/// could not be read to its end; Cancelled. A finding is never an error.
[[nodiscard]] Result<Report> verify(store::EventReader& events, store::RecordReader& record,
                                    const std::shared_ptr<const catalog::Catalog>& catalog, const Scope& scope, Inputs inputs,
                                    const Progress& progress, const std::stop_token& stop);

}  // namespace vci::verify
