// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/members.h"

#include "core/base/utf8.h"
#include "core/store/postgres/place.h"
#include "core/store/postgres/rows.h"

#include <algorithm>
#include <array>

namespace vci::store::postgres {

namespace {

using Transaction = pqxx::transaction_base;

constexpr std::array kRoles = {"auditor", "writer", "operator", "sequencer", "anchor"};

bool isTrue(const pqxx::row& row, int column)
{
    return text(row, column) == "t";
}

/// The schema of a migrated database whose members this login may keep.
Result<Place> enterMembers(Transaction& transaction, const Session& session)
{
    VCI_TRY(Place place, enterSchema(transaction, session));
    const std::string table = transaction.quote(place.table("tenant_members"));
    const pqxx::row row =
        transaction.exec("SELECT to_regclass(" + table + ") IS NOT NULL, coalesce(has_table_privilege(to_regclass(" + table +
                         "), 'SELECT, INSERT, DELETE'), false)")[0];
    if (!isTrue(row, 0)) {
        return makeError(ErrorCode::NotSupported, session.label() + " has no members yet: `voicecore-audit db migrate` first");
    }
    if (!isTrue(row, 1)) {
        return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may not keep the members of " +
                                                      session.label() + ": a superuser can allow it with GRANT vci_migrator TO " +
                                                      transaction.quote_name(session.login()));
    }
    return place;
}

Result<Place> enterTenants(Transaction& transaction, const Session& session, const char* privilege)
{
    VCI_TRY(Place place, enterSchema(transaction, session));
    const std::string table = transaction.quote(place.table("tenants"));
    const pqxx::row row = transaction.exec("SELECT to_regclass(" + table +
                                           ") IS NOT NULL, coalesce(has_any_column_privilege("
                                           "to_regclass(" +
                                           table + "), '" + privilege + "'), false)")[0];
    if (!isTrue(row, 0)) {
        return makeError(ErrorCode::NotSupported,
                         session.label() + " has no table tenants: `voicecore-audit db migrate` makes it");
    }
    if (!isTrue(row, 1)) {
        return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " has no right to " + privilege +
                                                      " on tenants of " + session.label() +
                                                      ": the role vci_migrator or the owner of that table has it");
    }
    return place;
}

/// Whether all tenants are the login's business: a migrator's, the platform's, the owner's of their table.
bool keepsTenants(Transaction& transaction, const Place& place)
{
    return isTrue(transaction.exec("SELECT pg_has_role(session_user, 'vci_migrator', 'MEMBER') OR pg_has_role(session_user, "
                                   "'vci_platform', 'MEMBER') OR pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class "
                                   "WHERE oid = to_regclass(" +
                                   transaction.quote(place.table("tenants")) + ")")[0],
                  0);
}

bool isMemberOfAll(Transaction& transaction, const Place& place, const std::string& login)
{
    return !transaction
                .exec("SELECT 1 FROM " + place.table("tenant_members") + " WHERE login = " + transaction.quote(login) +
                      " AND tenant_id IS NULL")
                .empty();
}

/// = 'uuid', or IS NULL for all.
std::string isTenant(const std::optional<TenantId>& tenant)
{
    return tenant ? " = " + literal(tenant->uuid()) : " IS NULL";
}

Result<TenantRow> tenantRow(const pqxx::row& row)
{
    VCI_TRY(const Uuid id, readUuid(row, 0));
    return TenantRow{TenantId(id), std::string(text(row, 1)), isTrue(row, 2)};
}

Result<void> checkExists(Transaction& transaction, const Place& place, const Session& session, const std::string& login,
                         const std::optional<TenantId>& tenant)
{
    const pqxx::result roles = transaction.exec("SELECT rolcanlogin FROM pg_roles WHERE rolname = " + transaction.quote(login));
    if (roles.empty()) {
        return makeError(ErrorCode::NotFound, "there is no login " + login + " on " + session.label() + ": CREATE ROLE " +
                                                  transaction.quote_name(login) + " LOGIN makes it");
    }
    if (!isTrue(roles.front(), 0)) {
        return makeError(ErrorCode::NotFound, login + " is a role that cannot log in: members are logins, each by its own name");
    }
    if (!tenant) return {};
    if (!transaction.exec("SELECT 1 FROM " + place.table("tenants") + " WHERE id" + isTenant(tenant)).empty()) return {};
    return makeError(ErrorCode::NotFound, "there is no tenant " + tenant->toString() + " in " + session.label() +
                                              ": db tenant list shows them, `all` stands for all of them");
}

/// What the login lacks to read what it is a member of.
std::vector<std::string> missingGrants(Transaction& transaction, const std::string& login)
{
    const pqxx::row row = transaction.exec("SELECT bool_or(pg_has_role(" + transaction.quote(login) +
                                           ", oid, 'USAGE')) FROM pg_roles WHERE rolname IN ('vci_auditor', 'vci_platform')")[0];
    if (isTrue(row, 0)) return {};
    return {"GRANT vci_auditor TO " + transaction.quote_name(login)};
}

Result<void> grantRole(Transaction& transaction, const Session& session, const std::string& login, const std::string& role,
                       MemberChange& change)
{
    if (role.empty()) return {};
    const std::string name = "vci_" + role;
    const pqxx::row row = transaction.exec("SELECT EXISTS (SELECT FROM pg_auth_members WHERE roleid = '" + name +
                                           "'::regrole AND member = (SELECT oid FROM pg_roles "
                                           "WHERE rolname = " +
                                           transaction.quote(login) +
                                           ")), (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = "
                                           "session_user) OR pg_has_role(session_user, '" +
                                           name + "', 'MEMBER WITH ADMIN OPTION')")[0];
    if (isTrue(row, 0)) return {};
    const std::string statement = "GRANT " + name + " TO " + transaction.quote_name(login);
    if (!isTrue(row, 1)) {
        return makeError(ErrorCode::NotPermitted, "the login " + session.login() + " may not give roles: let a superuser run " +
                                                      statement + ", and leave --role away");
    }
    transaction.exec(statement);
    change.granted.push_back(name);
    return {};
}

/// Error Usage, naming the field, for a name that the table of tenants cannot hold.
Result<void> checkTenantName(Transaction& transaction, const Place& place, const std::string& name)
{
    const auto refusal = [](const std::string& why) { return makeError(ErrorCode::Usage, "the tenant's name " + why); };
    if (name.find_first_not_of(" \t\r\n") == std::string::npos) return refusal("is empty: say whose tenant it is (--name)");
    if (firstInvalidUtf8(name)) return refusal("is no UTF-8 (--name)");
    const pqxx::result limits = transaction.exec("SELECT atttypmod - 4 FROM pg_attribute WHERE attname = 'name' AND attrelid = " +
                                                 transaction.quote(place.table("tenants")) + "::regclass AND atttypmod > 4");
    const auto characters = std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xC0) != 0x80; });
    if (limits.empty() || characters <= number(limits.front(), 0)) return {};
    return refusal("has " + std::to_string(characters) + " characters; the table of tenants takes " +
                   std::to_string(number(limits.front(), 0)) + " (--name)");
}

}  // namespace

Result<MemberChange> addMember(Session& session, const std::string& login, std::optional<TenantId> tenant,
                               const std::string& role)
{
    if (!role.empty() && std::find(kRoles.begin(), kRoles.end(), role) == kRoles.end()) {
        return makeError(ErrorCode::Usage, "there is no role " + role + ": auditor, writer, operator, sequencer, anchor");
    }
    return session.administer([&](pqxx::work& transaction) -> Result<MemberChange> {
        VCI_TRY(const Place place, enterMembers(transaction, session));
        VCI_CHECK(checkExists(transaction, place, session, login, tenant));
        MemberChange change;
        VCI_CHECK(grantRole(transaction, session, login, role, change));
        const pqxx::result added = transaction.exec(
            "INSERT INTO " + place.table("tenant_members") + " (login, tenant_id) VALUES (" + transaction.quote(login) + ", " +
            (tenant ? literal(tenant->uuid()) : std::string("NULL")) + ") ON CONFLICT DO NOTHING");
        change.changed = added.affected_rows() == 1;
        change.missing = missingGrants(transaction, login);
        return change;
    });
}

Result<MemberChange> removeMember(Session& session, const std::string& login, std::optional<TenantId> tenant)
{
    return session.administer([&](pqxx::work& transaction) -> Result<MemberChange> {
        VCI_TRY(const Place place, enterMembers(transaction, session));
        const pqxx::result removed =
            transaction.exec("DELETE FROM " + place.table("tenant_members") + " WHERE login = " + transaction.quote(login) +
                             " AND tenant_id" + isTenant(tenant));
        if (tenant && isMemberOfAll(transaction, place, login)) {
            return makeError(ErrorCode::Usage, "the login " + login + " is a member of all tenants and so sees " +
                                                   tenant->toString() +
                                                   " too; nothing was changed: `voicecore-audit db member remove " + login +
                                                   " all`, then db member add for each tenant that it keeps");
        }
        MemberChange change;
        change.changed = removed.affected_rows() > 0;
        return change;
    });
}

Result<std::vector<TenantMember>> listMembers(Session& session, const std::string& login)
{
    return session.administer([&](pqxx::work& transaction) -> Result<std::vector<TenantMember>> {
        VCI_TRY(const Place place, enterMembers(transaction, session));
        const std::string wanted = login.empty() ? "" : " WHERE login = " + transaction.quote(login);
        const bool isMeant = login.empty() ||
                             !transaction.exec("SELECT FROM pg_roles WHERE rolname = " + transaction.quote(login)).empty() ||
                             !transaction.exec("SELECT FROM " + place.table("tenant_members") + wanted).empty();
        if (!isMeant) return makeError(ErrorCode::NotFound, "there is no login " + login + " on " + session.label());
        std::vector<TenantMember> members;
        for (const pqxx::row& row : transaction.exec(
                 "SELECT login, tenant_id, array_to_string(ARRAY(SELECT granted.rolname FROM pg_auth_members JOIN pg_roles AS "
                 "granted "
                 "ON granted.oid = roleid JOIN pg_roles AS holder ON holder.oid = member WHERE holder.rolname = login AND "
                 "granted.rolname LIKE 'vci\\_%' ORDER BY 1), ',') FROM " +
                 place.table("tenant_members") + wanted + " ORDER BY login COLLATE \"C\", tenant_id NULLS FIRST")) {
            TenantMember member;
            member.login = text(row, 0);
            if (!row[1].is_null()) {
                VCI_TRY(const Uuid id, readUuid(row, 1));
                member.tenant = TenantId(id);
            }
            std::string_view roles = text(row, 2);
            while (!roles.empty()) {
                const auto comma = roles.find(',');
                member.roles.emplace_back(roles.substr(0, comma));
                roles.remove_prefix(comma == std::string_view::npos ? roles.size() : comma + 1);
            }
            members.push_back(std::move(member));
        }
        return members;
    });
}

Result<TenantRow> addTenant(Session& session, std::optional<TenantId> id, const std::string& name)
{
    return session.administer([&](pqxx::work& transaction) -> Result<TenantRow> {
        VCI_TRY(const Place place, enterTenants(transaction, session, "INSERT"));
        VCI_CHECK(checkTenantName(transaction, place, name));
        const pqxx::result wanting = transaction.exec(
            "SELECT string_agg(attname, ', ') FROM pg_attribute WHERE attrelid = " + transaction.quote(place.table("tenants")) +
            "::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef AND attidentity = '' AND attname "
            "NOT IN "
            "('id', 'name', 'is_active', 'created_at')");
        if (!wanting.front()[0].is_null()) {
            return makeError(ErrorCode::NotSupported, "tenants of " + session.label() + " wants more than a name (" +
                                                          std::string(text(wanting.front(), 0)) +
                                                          "): make the tenant with the platform");
        }
        const pqxx::result added = transaction.exec(
            "INSERT INTO " + place.table("tenants") + " (id, name, is_active, created_at) VALUES (" +
            (id ? literal(id->uuid()) : std::string("gen_random_uuid()")) + ", " + transaction.quote(name) +
            ", true, clock_timestamp() AT TIME ZONE 'UTC') ON CONFLICT (id) DO NOTHING RETURNING id, name, is_active");
        if (added.empty()) {
            return makeError(ErrorCode::AlreadyExists,
                             "there is a tenant " + id->toString() + " in " + session.label() + " already");
        }
        return tenantRow(added.front());
    });
}

Result<std::vector<TenantRow>> listTenants(Session& session)
{
    return session.administer([&](pqxx::work& transaction) -> Result<std::vector<TenantRow>> {
        VCI_TRY(const Place place, enterSchema(transaction, session));
        const bool tellsEachItsOwn = place.isHardened && !place.isUnfinished && !keepsTenants(transaction, place);
        if (!tellsEachItsOwn) VCI_CHECK(enterTenants(transaction, session, "SELECT"));
        std::vector<TenantRow> tenants;
        for (const pqxx::row& row :
             transaction.exec("SELECT id, name, is_active FROM " + place.table(tellsEachItsOwn ? "vci_my_tenants()" : "tenants") +
                              " ORDER BY name COLLATE \"C\", id")) {
            VCI_TRY(TenantRow tenant, tenantRow(row));
            tenants.push_back(std::move(tenant));
        }
        return tenants;
    });
}

Result<TenantRow> closeTenant(Session& session, TenantId id)
{
    return session.administer([&](pqxx::work& transaction) -> Result<TenantRow> {
        VCI_TRY(const Place place, enterTenants(transaction, session, "UPDATE"));
        const pqxx::result closed =
            transaction.exec("UPDATE " + place.table("tenants") + " SET is_active = false WHERE id = " + literal(id.uuid()) +
                             " RETURNING id, name, is_active");
        if (closed.empty()) {
            return makeError(ErrorCode::NotFound,
                             "there is no tenant " + id.toString() + " in " + session.label() + ": db tenant list shows them");
        }
        return tenantRow(closed.front());
    });
}

}  // namespace vci::store::postgres
