// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/session.h"

#include <string>

namespace vci::store::postgres {

/// Where the tables of a database are.
struct Place {
    std::string schema;
    std::string quotedSchema;  ///< as an SQL identifier
    bool hasPlatform;          ///< event_store is there
    bool isHardened;           ///< event_log is there

    /// to_regclass(…) of the three platform tables, comma-separated, for IN (…).
    [[nodiscard]] std::string platformTables() const;
    /// The table, qualified and quoted. name is one of ours.
    [[nodiscard]] std::string table(const std::string& name) const { return quotedSchema + "." + name; }
};

/// Finds the schema by the login's search_path: that of event_store, else the first one in which tables are made. From here on
/// the transaction finds unqualified names in pg_catalog alone. Errors: NotSupported where there is no such schema, or its name
/// cannot stand in the schema's SQL.
[[nodiscard]] Result<Place> enterSchema(pqxx::transaction_base& transaction, const Session& session);

}  // namespace vci::store::postgres
