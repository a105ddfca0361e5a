// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/model/tenant.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::store {

struct MigrationRequest {
    std::vector<std::string> platformLogins;  ///< become members of vci_platform and of all tenants
    enum class Mode { Apply, DryRun } mode = Mode::Apply;
    enum class Spread { OneMachine, Distributed } spread = Spread::OneMachine;
};

struct MigrationStep {
    enum class State {
        Pending,  ///< would be applied
        Applied,  ///< by this call
        Present,  ///< was there
    };
    int version;
    std::string name;
    State state;
    double seconds = 0;
};

/// What a migration did, or would do.
struct MigrationReport {
    std::string label;   ///< database@host
    std::string schema;  ///< the schema of event_store
    std::vector<MigrationStep> steps;
    std::vector<std::string> platformLogins;  ///< those that this call made members, or would
    std::vector<std::string> changes;   ///< what stops working for the platform, a sentence each; empty where nothing is pending
    std::vector<std::string> warnings;  ///< what could not be done and why the migration went on
    std::int64_t events = 0;            ///< rows of event_store; as the planner estimates them where it has an estimate
    double exclusiveSeconds = 0;        ///< how long ACCESS EXCLUSIVE was held; estimated by a dry run
    bool isComplete = false;            ///< nothing was pending before this call
};

/// The side of a database that its operator sees: schema, members, tenants. Belongs to one thread.
class Administration {
public:
    virtual ~Administration() = default;

    /// Brings the schema to this program's version, each step a transaction of its own: a failed one leaves nothing, the ones
    /// before it stay and the platform goes on working. onStep is told before each step. Errors: Usage (a platform login is
    /// missing or does not exist; no Citus), NotPermitted, AlreadyExists (an object in the way, named), NewerVersion, Damaged (a
    /// recorded step that is another than ours), Locked (event_store is in use), Cancelled, Unreachable.
    [[nodiscard]] virtual Result<MigrationReport>
    migrate(const MigrationRequest& request, const std::function<void(const MigrationStep&)>& onStep, std::stop_token stop) = 0;
};

}  // namespace vci::store
