// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/casefile/case.h"
#include "core/casefile/selection.h"
#include "core/model/tenant.h"
#include "core/store/anchorreader.h"
#include "core/store/logreader.h"
#include "core/store/reader.h"
#include "core/store/recordreader.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::casefile {

/// An event on its way into a case.
struct ExportedEvent {
    Event event;  ///< payloads as the leaf has them
    bool isAdopted = false;
    std::optional<store::LogEntry> entry = {};     ///< its row of the origin's log
    std::optional<std::vector<Sha256>> path = {};  ///< from its leaf to the exported checkpoint
};

/// What the case says of the export as a whole.
struct ExportSummary {
    std::optional<std::string> origin = {};                  ///< voicecore/<log id>/<tenant>; absent without a log
    std::optional<store::StoredCheckpoint> checkpoint = {};  ///< the newest one of the origin
    std::vector<store::StoredTimestamp> timestamps = {};     ///< of that checkpoint
    std::vector<RecordedAnchor> anchors = {};                ///< of that checkpoint, with its member alone
    std::string selection = {};
    std::string custodyObject = {};  ///< of the first custody record, whose action is "exported"
};

/// A case file in the making. Nothing is there under its name until finish(); without it everything is taken back.
class CaseBuilder {
public:
    virtual ~CaseBuilder() = default;
    /// Before anything else. log: the origin's, in force.
    [[nodiscard]] virtual Result<void> begin(const Tenant& tenant, const std::optional<store::LogHead>& log) = 0;
    struct Added {
        std::int64_t events = 0;
        std::int64_t proved = 0;  ///< of those, with an inclusion path
    };
    /// What was added: an event that is there already is left out.
    [[nodiscard]] virtual Result<Added> add(std::span<const ExportedEvent> events) = 0;
    /// An entry whose event is not there any more. After all events.
    [[nodiscard]] virtual Result<void> addLost(const store::LogEntry& entry, const std::optional<std::vector<Sha256>>& path) = 0;
    [[nodiscard]] virtual Result<void> finish(const ExportSummary& summary) = 0;
};

struct ExportOutcome {
    std::int64_t events = 0;
    std::int64_t proved = 0;                    ///< with an inclusion path
    std::optional<std::int64_t> treeSize = {};  ///< of the exported checkpoint
    std::vector<std::string> notices = {};      ///< sentences for a person: no log, no checkpoint, events above it
};

/// What is exported from.
struct ExportSource {
    store::EventReader& events;
    CaseReader* ofCase = nullptr;           ///< its case side; nullptr for a database. An export takes the paths that it holds
    store::RecordReader* record = nullptr;  ///< reads all of it at once; only for a selection of all aggregates
};

/// Copies a selection of the tenant in force with what proves it (PROOF 6): bytes of the events, their rows of the log, inclusion
/// paths to its newest checkpoint. progress is told events copied; target is called from another thread, never from two at once.
/// Of the source, record is read from this thread and events meanwhile from another, never from two at once. Memory: four pages,
/// and what LogTree keeps of the log. Errors: those of the source, SealBroken among them; NotFound for an aggregate or
/// correlation that it lacks; those of the target; Cancelled.
[[nodiscard]] Result<ExportOutcome> exportSelection(const ExportSource& source, const Selection& selection, CaseBuilder& target,
                                                    const store::ProgressFunction& progress, std::stop_token stop);

}  // namespace vci::casefile
