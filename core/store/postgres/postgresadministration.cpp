// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/attest.h"
#include "core/store/postgres/members.h"
#include "core/store/postgres/migrate.h"
#include "core/store/postgres/postgresstore.h"

#include <utility>

namespace vci::store::postgres {

namespace {

class PostgresAdministration final : public Administration {
public:
    explicit PostgresAdministration(std::unique_ptr<Session> session)
        : m_session(std::move(session))
    {
    }

    Result<MigrationReport> migrate(const MigrationRequest& request, const std::function<void(const MigrationStep&)>& onStep,
                                    std::stop_token stop) override
    {
        const Session::Call call(*m_session, std::move(stop));
        return postgres::migrate(*m_session, request, onStep);
    }
    Result<DatabaseStatus> status(std::stop_token stop) override
    {
        const Session::Call call(*m_session, std::move(stop));
        return readStatus(*m_session);
    }
    Result<MemberChange> addMember(const std::string& login, std::optional<TenantId> tenant, const std::string& role) override
    {
        return postgres::addMember(*m_session, login, tenant, role);
    }
    Result<MemberChange> removeMember(const std::string& login, std::optional<TenantId> tenant) override
    {
        return postgres::removeMember(*m_session, login, tenant);
    }
    Result<std::vector<TenantMember>> members(const std::string& login) override { return listMembers(*m_session, login); }
    Result<TenantRow> addTenant(std::optional<TenantId> id, const std::string& name) override
    {
        return postgres::addTenant(*m_session, id, name);
    }
    Result<std::vector<TenantRow>> tenants() override { return listTenants(*m_session); }
    Result<TenantRow> closeTenant(TenantId id) override { return postgres::closeTenant(*m_session, id); }

private:
    std::unique_ptr<Session> m_session;
};

}  // namespace

Result<std::unique_ptr<Administration>> openPostgresAdministration(const std::string& uri)
{
    VCI_TRY(auto session, Session::open(uri));
    return std::unique_ptr<Administration>(std::make_unique<PostgresAdministration>(std::move(session)));
}

}  // namespace vci::store::postgres
