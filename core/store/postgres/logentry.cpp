// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/logentry.h"

#include "core/base/hex.h"
#include "core/store/postgres/rows.h"

namespace vci::store::postgres {

std::optional<Sha256> readHash(std::string_view printed)
{
    Sha256 hash{};
    if (!printed.starts_with("\\x") || !tryFromHex(printed.substr(2), hash)) return std::nullopt;
    return hash;
}

std::optional<Sha256> readHash(const pqxx::row& row, int column)
{
    return readHash(text(row, column));
}

std::string eventOfEntry(TenantId tenant)
{
    return "LATERAL (SELECT * FROM event_store s WHERE s.tenant_id = " + literal(tenant.uuid()) +
           " AND s.id = l.event_id LIMIT 1) e";
}

}  // namespace vci::store::postgres
