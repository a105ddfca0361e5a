// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/verify/report.h"
#include "core/verify/scope.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace vci::ui {

/// What a verification came to, and whose word it took.
struct VerifiedSource {
    verify::Report report;
    std::optional<std::string> pin = {};  ///< "created", "consistent", or nothing was pinned
    std::string trustFile = {};           ///< the user's settings, whether they exist or not
    std::int64_t trustedKeys = 0;
};

/// How a source is verified. Given by app/, which alone knows the backends and the user's settings; called on a worker's thread
/// with the path or URI that the source was opened by.
struct IntegrityServices {
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
    std::function<Result<VerifiedSource>(const std::string& source, std::optional<TenantId> tenant,
                                         const std::shared_ptr<const catalog::Catalog>& catalog, const verify::Scope& scope,
                                         const Progress& progress, const std::stop_token& stop)>
        verify;
};

}  // namespace vci::ui
