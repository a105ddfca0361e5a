// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/projection/library.h"
#include "core/projection/projector.h"
#include "core/store/readmodels.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::projection {

/// One member of a row that is not what the events say.
struct FieldDifference {
    std::string path;                     ///< JSON Pointer into the row's data; a column of the row by its bare name
    std::optional<std::string> expected;  ///< canonical JSON text; absent: should not be there
    std::optional<std::string> found;     ///< canonical JSON text; absent: is not there
};

struct RowDifference {
    std::string modelId;
    std::vector<FieldDifference> fields;  ///< sorted by path bytes, never empty
};

enum class Whose {
    Projected,  ///< ours
    Foreign,    ///< the platform's own, by the mapping of the projection's file
};

using Definitions = std::vector<std::shared_ptr<const Definition>>;
/// All that can be compared and has something to compare, of the tenant in force. Errors: those of the reader.
[[nodiscard]] Result<Definitions> builtProjections(store::ReadModelReader& reader, const Library& library, Whose whose,
                                                   const std::stop_token& stop);

/// Rows beside what the events say. All lists are sorted by model_id.
struct Comparison {
    std::string modelType;
    Whose whose = Whose::Projected;
    std::int64_t checked = 0;              ///< rows on either side, each once
    std::vector<std::string> missing;      ///< no row, though events made one
    std::vector<std::string> extra;        ///< a row that no event made
    std::vector<RowDifference> different;  ///< was never so
    std::vector<std::string> lagging;      ///< right once: behind the newest events; ours also where none came yet
    std::int64_t eventsApplied = 0;        ///< that the rows are made of
    std::int64_t passedOver = 0;           ///< events whose key no row can have
    std::optional<store::ProjectionCheckpoint> checkpoint;  ///< of ours, as compared
    std::int64_t logSize = 0;                               ///< up to which the events were read; 0 on a stock source

    [[nodiscard]] bool foundSomething() const
    {
        return !missing.empty() || !extra.empty() || !different.empty() || !lagging.empty();
    }
};

/// Makes every row anew from the events and compares them with those in the source: nothing is written. progress is told events
/// read. Errors: those of ReadModelReader; NotSupported where Foreign is asked for and the projection has no mapping; Locked
/// where somebody goes on writing the rows while they are compared; Cancelled.
[[nodiscard]] Result<Comparison> findDrift(store::ReadModelReader& reader, const Library& library,
                                           const std::shared_ptr<const Definition>& definition, Whose whose,
                                           const store::ProgressFunction& progress, const std::stop_token& stop);

/// The same with the rows as they should be.
struct Staging {
    Comparison comparison;
    std::unique_ptr<Projector> projector;
    store::FeedHead head;
};
[[nodiscard]] Result<Staging> stage(store::ReadModelReader& reader, const Library& library,
                                    const std::shared_ptr<const Definition>& definition, Whose whose,
                                    const store::ProgressFunction& progress, const std::stop_token& stop);

}  // namespace vci::projection
