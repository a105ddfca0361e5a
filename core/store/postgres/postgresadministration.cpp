// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

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
