// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/dbcommands.h"
#include "app/audit/texttable.h"
#include "core/base/utf8.h"

namespace vci::audit {

namespace {

constexpr std::string_view kAll = "all";

std::string tenantText(const std::optional<TenantId>& tenant)
{
    return tenant ? tenant->toString() : std::string(kAll);
}

/// TENANT of the command line: a UUID, or `all`.
Result<std::optional<TenantId>> memberTenant(const Options& options)
{
    if (options.memberTenant == kAll) return std::optional<TenantId>();
    VCI_TRY(const TenantId tenant, parseId<TenantId>(options.memberTenant, "TENANT"));
    return std::optional(tenant);
}

void writeChange(Session& session, const std::optional<TenantId>& tenant, const store::MemberChange& change)
{
    const Options& options = session.options();
    const bool adding = options.action == "member add";
    if (options.json) {
        JsonText& json = session.json();
        json.beginObject();
        json.member("login", options.login);
        json.member("tenant", tenantText(tenant));
        json.key("changed");
        json.boolean(change.changed);
        writeStrings(json, "granted", change.granted);
        writeStrings(json, "missing", change.missing);
        json.end();
        return;
    }
    const std::string of = tenant ? "tenant " + tenant->toString() : "all tenants, present and future";
    const std::string state = adding ? (change.changed ? "is now a member of " : "was a member already of ")
                                     : (change.changed ? "is no longer a member of " : "was no member of ");
    session.out().write("login " + visibleControls(options.login) + " " + state + of + "\n");
    for (const std::string& role : change.granted) session.out().write("granted  " + role + "\n");
    for (const std::string& grant : change.missing) {
        session.out().write("missing  " + visibleControls(grant) + ": without it the login reads nothing (or add --role)\n");
    }
}

Result<ExitCode> listMembers(Session& session, store::Administration& database)
{
    VCI_TRY(const auto members, database.members(session.options().login));
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.key("members");
        json.beginArray();
        for (const store::TenantMember& member : members) {
            json.beginObject();
            json.member("login", member.login);
            json.member("tenant", tenantText(member.tenant));
            writeStrings(json, "roles", member.roles);
            json.end();
        }
        json.end();
        json.end();
        return ExitCode::Fine;
    }
    TextTable table({{"LOGIN"}, {"TENANT"}, {"ROLES"}});
    for (const store::TenantMember& member : members) {
        std::string roles;
        for (const std::string& role : member.roles) roles += (roles.empty() ? "" : ", ") + role;
        table.add({member.login, tenantText(member.tenant), roles.empty() ? "–" : roles});
    }
    table.writeTo(session.out());
    return ExitCode::Fine;
}

void writeTenant(JsonText& json, const store::TenantRow& tenant)
{
    json.beginObject();
    json.member("id", tenant.id.toString());
    json.member("name", tenant.name);
    json.key("is_active");
    json.boolean(tenant.isActive);
    json.end();
}

Result<ExitCode> listTenants(Session& session, store::Administration& database)
{
    VCI_TRY(const auto tenants, database.tenants());
    if (session.options().json) {
        JsonText& json = session.json();
        json.beginObject();
        json.key("tenants");
        json.beginArray();
        for (const store::TenantRow& tenant : tenants) writeTenant(json, tenant);
        json.end();
        json.end();
        return ExitCode::Fine;
    }
    TextTable table({{"TENANT"}, {"NAME"}, {"STATE"}});
    for (const store::TenantRow& tenant : tenants) {
        table.add({tenant.id.toString(), tenant.name, tenant.isActive ? "active" : "closed"});
    }
    table.writeTo(session.out());
    return ExitCode::Fine;
}

void tellTenant(Session& session, const store::TenantRow& tenant, const std::string& what)
{
    if (session.options().json)
        writeTenant(session.json(), tenant);
    else
        session.out().write(what + "  " + tenant.id.toString() + "  " + visibleControls(tenant.name) + "\n");
}

}  // namespace

Result<ExitCode> runMember(Session& session, store::Administration& database)
{
    const Options& options = session.options();
    if (options.action == "member list") return listMembers(session, database);
    VCI_TRY(const auto tenant, memberTenant(options));
    if (options.action == "member add") {
        VCI_TRY(const auto change, database.addMember(options.login, tenant, options.role));
        writeChange(session, tenant, change);
    } else {
        VCI_TRY(const auto change, database.removeMember(options.login, tenant));
        writeChange(session, tenant, change);
    }
    return ExitCode::Fine;
}

Result<ExitCode> runTenant(Session& session, store::Administration& database)
{
    const Options& options = session.options();
    if (options.action == "tenant list") return listTenants(session, database);
    std::optional<TenantId> id;
    if (!options.memberTenant.empty()) {
        VCI_TRY(id, parseId<TenantId>(options.memberTenant, "UUID"));
    }
    if (options.action == "tenant add") {
        VCI_TRY(const auto tenant, database.addTenant(id, options.name));
        tellTenant(session, tenant, "added");
        return ExitCode::Fine;
    }
    VCI_TRY(const auto tenant, database.closeTenant(*id));
    tellTenant(session, tenant, "closed");
    if (!session.options().json)
        session.out().write("append, generate and import refuse it from now on; what the platform inserts is not stopped\n");
    return ExitCode::Fine;
}

}  // namespace vci::audit
