// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/store/administration.h"
#include "core/store/postgres/place.h"
#include "core/store/postgres/session.h"

#include <string>
#include <string_view>
#include <vector>

namespace vci::store::postgres {

/// resources/sql/postgres/attest.sql, with `@schema@`.
[[nodiscard]] std::string_view attestationSql();
/// resources/sql/postgres/attestation.txt: kind, name and definition with tabs between, a row a line, in byte order.
[[nodiscard]] std::string_view shippedAttestation();

/// What attest.sql finds, in the form of attestation.txt. Requires enterSchema() and a hardened database.
[[nodiscard]] std::string readAttestation(pqxx::transaction_base& transaction, const Place& place);

/// What readAttestation() should be in this database, spread or not: a table of a step that it was not migrated to yet is nothing
/// that was taken away.
[[nodiscard]] std::string expectedAttestation(pqxx::transaction_base& transaction, const Place& place);

/// Each difference between the two texts as a schema_weakened finding.
[[nodiscard]] std::vector<Finding> compareAttestation(std::string_view shipped, std::string_view found);

/// The settings that durability stands on, against what they must be.
[[nodiscard]] std::vector<DatabaseSetting> readSettings(pqxx::transaction_base& transaction);

/// A setting that is not as it must be, as a schema_weakened finding.
[[nodiscard]] std::vector<Finding> settingFindings(const std::vector<DatabaseSetting>& settings);

/// The SQL with the schema's quoted name in the place of `@schema@`.
[[nodiscard]] std::string withSchema(std::string_view sql, const std::string& quotedSchema);

/// Administration::status().
[[nodiscard]] Result<DatabaseStatus> readStatus(Session& session);

}  // namespace vci::store::postgres
