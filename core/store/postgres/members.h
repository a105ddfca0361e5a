// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/administration.h"
#include "core/store/postgres/session.h"

#include <optional>
#include <string>
#include <vector>

namespace vci::store::postgres {

// The calls of Administration of the same names.

[[nodiscard]] Result<MemberChange> addMember(Session& session, const std::string& login, std::optional<TenantId> tenant,
                                             const std::string& role);
[[nodiscard]] Result<MemberChange> removeMember(Session& session, const std::string& login, std::optional<TenantId> tenant);
[[nodiscard]] Result<std::vector<TenantMember>> listMembers(Session& session, const std::string& login);

[[nodiscard]] Result<TenantRow> addTenant(Session& session, std::optional<TenantId> id, const std::string& name);
[[nodiscard]] Result<std::vector<TenantRow>> listTenants(Session& session);
[[nodiscard]] Result<TenantRow> closeTenant(Session& session, TenantId id);

}  // namespace vci::store::postgres
