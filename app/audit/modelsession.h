// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/session.h"
#include "core/projection/comparison.h"
#include "core/projection/library.h"
#include "core/store/readmodels.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace vci::audit {

enum class Access { Read, Write };

/// What the commands of read-model work with: projections, and the source with the tenant in force. The writer stands first and
/// so is closed last: a case file is then one file again.
struct ModelSession {
    projection::Library library;
    std::unique_ptr<store::ReadModelWriter> writer;  ///< with Access::Write only
    std::unique_ptr<store::ReadModelReader> reader;

    [[nodiscard]] bool hasTenant() const { return reader->tenant().has_value(); }
};

/// Errors: those of Session::openSource(), Library::load() and the store; NotFound for writing where there is no tenant.
[[nodiscard]] Result<ModelSession> openModels(Session& session, Access access);

}  // namespace vci::audit
