// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
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
    std::optional<MigrationStep> distribution;  ///< where it was asked for; it has version 0
    std::vector<std::string> platformLogins;    ///< those that this call made members, or would
    std::vector<std::string> changes;   ///< what stops working for the platform, a sentence each; empty where nothing is pending
    std::vector<std::string> warnings;  ///< what could not be done and why the migration went on
    std::int64_t events = 0;            ///< rows of event_store; as the planner estimates them where it has an estimate
    double exclusiveSeconds = 0;        ///< how long ACCESS EXCLUSIVE was held; estimated by a dry run
    bool isComplete = false;            ///< nothing was pending before this call
};

struct DatabaseSetting {
    std::string name;
    std::string value;
    bool isFine;
};

/// What a database is at this moment, and what the login may do there.
struct DatabaseStatus {
    std::string label;
    std::string schema;
    std::string login;
    bool isHardened = false;
    bool isDistributed = false;  ///< its tables are spread over the nodes of a Citus cluster
    bool isUnfinished = false;   ///< a migration began and did not end
    int version = 0;             ///< of its schema; 0 where it was never migrated, or the login may not ask
    int programVersion = 0;      ///< that db migrate would bring it to
    std::string logId;           ///< empty where there is none or the login may not see it
    bool mayRead = false;
    bool mayAppend = false;
    bool mayWriteSnapshots = false;
    bool mayWriteReadModels = false;
    bool maySequence = false;
    bool mayAnchor = false;
    bool mayMigrate = false;
    bool isPlatform = false;  ///< inserts and reads as the platform does, by vci_platform, without the rights of ours
    bool bypassesRowSecurity = false;
    std::optional<std::vector<Tenant>>
        tenants;                         ///< those that the login is a member of, by name; absent where that cannot be asked
    std::optional<std::int64_t> queued;  ///< events without a place in the log, as far as the login may count them
    std::vector<DatabaseSetting> settings;
    std::vector<Finding> findings;  ///< schema_weakened: every difference to the shipped schema and settings
};

struct TenantMember {
    std::string login;
    std::optional<TenantId> tenant;  ///< absent: all, present and future
    std::vector<std::string> roles;  ///< of the schema, those that the login has directly
};

struct MemberChange {
    bool changed = false;              ///< false where it was so already
    std::vector<std::string> granted;  ///< roles given by this call
    std::vector<std::string> missing;  ///< statements without which the login cannot read: GRANT …
};

struct TenantRow {
    TenantId id;
    std::string name;
    bool isActive;
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

    /// Errors: NotSupported where there is no event_store; Unreachable.
    [[nodiscard]] virtual Result<DatabaseStatus> status(std::stop_token stop) = 0;

    /// No tenant: all, present and future. A role is given too where it is not empty: auditor, writer, operator, sequencer or
    /// anchor. Errors: Usage for another role; NotFound for a login or tenant that does not exist; NotPermitted; NotSupported
    /// where the database was not migrated.
    [[nodiscard]] virtual Result<MemberChange> addMember(const std::string& login, std::optional<TenantId> tenant,
                                                         const std::string& role) = 0;
    /// Errors: as addMember(), but a login or tenant that is gone can be removed; Usage where a login would go on seeing the
    /// tenant as a member of all.
    [[nodiscard]] virtual Result<MemberChange> removeMember(const std::string& login, std::optional<TenantId> tenant) = 0;
    /// By login, all tenants first. login: only that one, unless empty. Error NotFound for a login that there is not.
    [[nodiscard]] virtual Result<std::vector<TenantMember>> members(const std::string& login) = 0;

    /// No id: a random one. Errors: AlreadyExists; NotPermitted; Damaged where the platform's table wants more columns.
    [[nodiscard]] virtual Result<TenantRow> addTenant(std::optional<TenantId> id, const std::string& name) = 0;
    /// By name, then id.
    [[nodiscard]] virtual Result<std::vector<TenantRow>> tenants() = 0;
    /// is_active = false: nothing is deleted. Error NotFound.
    [[nodiscard]] virtual Result<TenantRow> closeTenant(TenantId id) = 0;
};

}  // namespace vci::store
