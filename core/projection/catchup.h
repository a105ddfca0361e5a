// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/library.h"
#include "core/store/readmodels.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::projection {

struct CatchUp {
    std::int64_t applied = 0;     ///< events that changed a row
    std::int64_t passedOver = 0;  ///< events whose key no row can have
    std::int64_t position = 0;    ///< the first log_index not seen
    bool startedOver = false;     ///< made anew: first time, other version, other log
};

/// Brings a projection to the end of the log in batches, rows and position of each in one transaction: stopping between two
/// loses nothing, and the next call goes on from there. Where it never ran with this version, or another log is in force (db
/// adopt), it is made anew as rebuild() does. progress is told events read. Errors: those of ReadModelReader and
/// ReadModelWriter::apply(); Locked where another process catches it up at the same time; Cancelled.
[[nodiscard]] Result<CatchUp> catchUp(store::ReadModelReader& reader, store::ReadModelWriter& writer, const Library& library,
                                      const std::shared_ptr<const Definition>& definition,
                                      const store::ProgressFunction& progress, const std::stop_token& stop);

/// A read model as a list shows it.
struct ModelStatus {
    std::string modelType;
    std::string description;  ///< of its projection; empty where it has none
    std::int64_t rows = 0;    ///< of ours, manual ones too
    std::int64_t foreignRows = 0;
    std::optional<std::int64_t> position;  ///< absent: never built by this version, or no projection
    std::optional<std::int64_t> lag;       ///< log entries behind the end; the whole log where it was never built
    bool mapsForeign = false;              ///< its projection can compare the platform's own rows
};

/// All read models of the source and all projections of the library, by type. Errors: those of ReadModelReader.
[[nodiscard]] Result<std::vector<ModelStatus>> listModels(store::ReadModelReader& reader, const Library& library,
                                                          const std::stop_token& stop);

}  // namespace vci::projection
