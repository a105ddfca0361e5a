// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/administration.h"
#include "core/store/readmodels.h"
#include "core/store/snapshots.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace vci::ui {

/// What can be done to a source besides reading its events. Given by app/, which alone knows the backends; each is called on a
/// worker's thread, with the path or URI that the source was opened by, and what it opens stays there. A function that is not
/// set is one that this program lacks.
struct OperatorServices {
    /// What a database is and what its login may do there. Not asked for a case file.
    std::function<Result<store::DatabaseStatus>(const std::string& source, std::stop_token stop)> status;
    std::function<Result<std::unique_ptr<store::SnapshotWriter>>(const std::string& source)> openSnapshotWriter;
    std::function<Result<std::unique_ptr<store::ReadModelReader>>(const std::string& source)> openReadModels;
    std::function<Result<std::unique_ptr<store::ReadModelWriter>>(const std::string& source)> openReadModelWriter;
};

}  // namespace vci::ui
