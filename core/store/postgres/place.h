// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"

#include <string>
#include <string_view>

namespace vci::store::postgres {

/// Where the tables of a database are.
struct Place {
    std::string schema;
    std::string quotedSchema;  ///< as an SQL identifier
    bool hasPlatform;          ///< event_store is there
    bool isHardened;           ///< event_log is there
    bool isUnfinished;         ///< so it is, but a migration ended before the platform's tables were changed: they are stock
    std::string others{};      ///< schemas of the search_path with another event_store, comma-separated

    /// to_regclass(…) of the three platform tables, comma-separated, for IN (…).
    [[nodiscard]] std::string platformTables() const;
    /// The table, qualified and quoted. name is one of ours.
    [[nodiscard]] std::string table(const std::string& name) const { return quotedSchema + "." + name; }
};

/// Who can let the login read, and how, as half a sentence. A hardened database grants no login its tables, and tenants least of
/// all: each is told its own by vci_my_tenants().
[[nodiscard]] std::string allowance(const std::string& login, bool isHardened);

/// The query for a Place: its schema, as it is and quoted, NULL where there is none, and the other members in their order. path:
/// SQL of a name[] of schemas. Of several that have an event_store the first is it, but one that belongs to vci_owner comes
/// before all others: nobody can make another table that does. Asks catalogues alone; wants search_path = pg_catalog.
[[nodiscard]] std::string placeQuery(std::string_view path);

/// Finds the schema on session's path(): that of event_store, else the first one in which tables are made. Errors: NotSupported
/// where there is no such schema, or its name cannot stand in the schema's SQL.
[[nodiscard]] Result<Place> enterSchema(pqxx::transaction_base& transaction, const Session& session);

}  // namespace vci::store::postgres
