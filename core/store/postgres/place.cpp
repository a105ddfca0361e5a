// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/place.h"

#include "core/store/postgres/rows.h"

#include <string_view>

namespace vci::store::postgres {

std::string Place::platformTables() const
{
    std::string list;
    for (const std::string_view name : {"event_store", "event_snapshots", "read_models"}) {
        list += (list.empty() ? "to_regclass('" : ", to_regclass('") + quotedSchema + "." + std::string(name) + "')";
    }
    return list;
}

Result<Place> enterSchema(pqxx::transaction_base& transaction, const Session& session)
{
    const pqxx::row row = transaction.exec(
        "SELECT coalesce(found.nspname, current_schema()), quote_ident(coalesce(found.nspname, current_schema())), "
        "found.nspname IS NOT NULL, to_regclass(quote_ident(found.nspname) || '.event_log') IS NOT NULL "
        "FROM (VALUES (1)) AS one LEFT JOIN (SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE pg_class.oid = to_regclass('event_store')) AS found ON true")[0];
    if (row[0].is_null()) {
        return makeError(ErrorCode::NotSupported, "the search_path of the login " + session.login() + " on " + session.label() +
                                                      " names no schema that exists: make one, or set search_path in the URI");
    }
    Place place{std::string(text(row, 0)), std::string(text(row, 1)), text(row, 2) == "t", text(row, 3) == "t"};
    if (place.schema.find_first_of("'\"%$\\@.\n") != std::string::npos) {
        return makeError(ErrorCode::NotSupported,
                         "the schema " + place.quotedSchema + " of " + session.label() +
                             " has a name with quotes or signs that its functions cannot hold: rename it");
    }
    transaction.exec("SET LOCAL search_path = pg_catalog, pg_temp");
    return place;
}

}  // namespace vci::store::postgres
