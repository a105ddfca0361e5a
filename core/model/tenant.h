// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"

#include <string>

namespace vci {

/// A row of `tenants`, as far as this login may see it.
struct Tenant {
    TenantId id;
    std::string name;  ///< may be empty
};

}  // namespace vci
