// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/logentry.h"

#include "core/base/hex.h"
#include "core/store/postgres/layout.h"
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

std::string adoptionIsUnderWay(const std::string& tenant)
{
    const std::string of = " WHERE tenant_id = " + tenant;
    const std::string ofLog = of + " AND log_id = " + std::string(kLogInForce);
    const std::string last = "(SELECT coalesce(max(log_index), -1) FROM event_log" + ofLog + ")";
    // Not begun: nothing speaks of a log yet. Begun: entries to come are laid down, among as many as there were to be, and, where
    // no restore mixed the two, no event that came later is in the log.
    return "((NOT EXISTS (SELECT FROM log_heads" + ofLog + ") AND NOT EXISTS (SELECT FROM event_log" + ofLog +
           ") AND NOT EXISTS (SELECT FROM checkpoints" + ofLog + ")) OR (EXISTS (SELECT FROM event_adoption" + of +
           " AND log_index > " + last + " AND log_index < (SELECT adopted_size FROM log_heads" + ofLog +
           ")) AND ((SELECT count(*) FROM logs) > 1 OR NOT EXISTS (SELECT FROM event_store e" + of +
           " AND NOT adopted AND id = (SELECT event_id FROM event_log" + ofLog + " AND log_index = " + last + ")))))";
}

}  // namespace vci::store::postgres
