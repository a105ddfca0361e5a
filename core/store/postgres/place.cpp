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

std::string allowance(const std::string& login, bool isHardened)
{
    if (isHardened) return "`voicecore-audit db member add " + login + " TENANT --role auditor` lets it read";
    return "the owner of the tables can allow it: GRANT SELECT ON event_store, tenants TO " + login;
}

std::string placeQuery(std::string_view path)
{
    return "WITH path AS (SELECT pg_namespace.oid, nspname, place FROM unnest(" + std::string(path) +
           ") WITH ORDINALITY AS one(name, place) JOIN pg_namespace ON nspname = name WHERE nspname !~ '^pg_'), "
           "stores AS (SELECT path.*, row_number() OVER (ORDER BY pg_get_userbyid(relowner) <> 'vci_owner', place) AS rank "
           "FROM path JOIN pg_class ON relnamespace = path.oid AND relname = 'event_store' AND relkind NOT IN ('i', 'I')), "
           "chosen AS (SELECT coalesce((SELECT nspname FROM stores WHERE rank = 1), (SELECT nspname FROM path ORDER BY place "
           "LIMIT "
           "1)) AS nspname) SELECT nspname, quote_ident(nspname), EXISTS (SELECT FROM stores), "
           "to_regclass(quote_ident(nspname) || '.event_log') IS NOT NULL, "
           // The step that makes them ours begins with this column (migrate.cpp).
           "to_regclass(quote_ident(nspname) || '.event_log') IS NOT NULL AND NOT EXISTS (SELECT FROM pg_attribute WHERE "
           "attrelid = to_regclass(quote_ident(nspname) || '.event_store') AND attname = 'adopted' AND NOT attisdropped), "
           "(SELECT string_agg(stores.nspname, ', ' ORDER BY place) FROM stores WHERE rank > 1), "
           "to_regclass(quote_ident(nspname) || '.event_log') IS NULL AND to_regclass(quote_ident(nspname) || "
           "'.schema_migrations') IS NOT NULL AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = "
           "to_regclass(quote_ident(nspname) || '.event_store') AND attname = 'adopted' AND NOT attisdropped) FROM chosen";
}

Result<Place> enterSchema(pqxx::transaction_base& transaction, const Session& session)
{
    const pqxx::row row = transaction.exec(placeQuery(transaction.quote(session.path()) + "::name[]"))[0];
    if (row[0].is_null()) {
        return makeError(ErrorCode::NotSupported, "the search_path of the login " + session.login() + " on " + session.label() +
                                                      " names no schema that exists: make one, or set search_path in the URI");
    }
    // To read it as the platform's own would say Not covered of what is signed.
    if (text(row, 6) == "t") {
        return makeError(ErrorCode::Damaged, session.label() +
                                                 " was migrated, and its log, the table event_log, was taken away: go back "
                                                 "to an undamaged copy");
    }
    Place place{std::string(text(row, 0)), std::string(text(row, 1)), text(row, 2) == "t",
                text(row, 3) == "t",       text(row, 4) == "t",       std::string(text(row, 5))};
    if (place.schema.find_first_of("'\"%$\\@.\n") != std::string::npos) {
        return makeError(ErrorCode::NotSupported,
                         "the schema " + place.quotedSchema + " of " + session.label() +
                             " has a name with quotes or signs that its functions cannot hold: rename it");
    }
    return place;
}

}  // namespace vci::store::postgres
