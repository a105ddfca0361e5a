// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/logentry.h"

#include "core/base/hex.h"
#include "core/store/postgres/rows.h"

namespace vci::store::postgres {

std::optional<Sha256> readHash(const pqxx::row& row, int column)
{
    const std::string_view printed = text(row, column);
    Sha256 hash{};
    if (printed.size() != 2 + 2 * hash.size() || !printed.starts_with("\\x")) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        const int high = hexDigitValue(printed[2 + 2 * i]);
        const int low = hexDigitValue(printed[3 + 2 * i]);
        if (high < 0 || low < 0) return std::nullopt;
        hash[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return hash;
}

std::string eventOfEntry(TenantId tenant)
{
    return "LATERAL (SELECT * FROM event_store s WHERE s.tenant_id = " + literal(tenant.uuid()) +
           " AND s.id = l.event_id LIMIT 1) e";
}

}  // namespace vci::store::postgres
