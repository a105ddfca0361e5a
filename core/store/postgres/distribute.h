// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/migrate.h"
#include "core/store/postgres/place.h"

#include <string>
#include <string_view>

namespace vci::store::postgres {

/// resources/sql/postgres/distribute.sql, with `@schema@`.
[[nodiscard]] std::string_view distributionSql();
/// resources/sql/postgres/attestation-distributed.txt: the rows of attestation.txt that are others once the tables are spread, in
/// its form; a row without a definition is gone.
[[nodiscard]] std::string_view distributedAttestation();

/// Whether Citus keeps event_store by tenant.
[[nodiscard]] bool isDistributed(pqxx::transaction_base& transaction, const Place& place);

/// How Citus keeps each of our tables, in the form of attestation.txt. Requires isDistributed().
[[nodiscard]] std::string readDistribution(pqxx::transaction_base& transaction, const Place& place);

/// What a cluster lacks for the tables to be spread. Errors: Usage, with the cure; NotPermitted.
[[nodiscard]] Result<void> checkCluster(pqxx::transaction_base& transaction, const Session& session);

/// Spreads a migrated database in one transaction, where it is not spread yet, then tells every node the members. True where the
/// tables were spread by this call. Errors: those of Administration::migrate(); nothing is left behind, unless the message says
/// that the members are missing on a node.
[[nodiscard]] Result<bool> distribute(Session& session, const MigrationPlan& plan, double& heldSeconds);

}  // namespace vci::store::postgres
