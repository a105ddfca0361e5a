// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/layout.h"
#include "core/store/postgres/session.h"
#include "core/store/readmodels.h"

#include <string>

namespace vci::store::postgres {

/// Gives a projection its events: those of a log in one stream, all that there are by pages.
class Feed {
public:
    Feed(Session& session, TenantId tenant, Layout layout)
        : m_session(session)
        , m_tenant(tenant)
        , m_layout(layout)
    {
    }

    [[nodiscard]] Result<void> visit(const FeedQuery& query, FeedVisitor& visitor);

private:
    [[nodiscard]] Result<void> visitLog(const FeedQuery& query, FeedVisitor& visitor);
    [[nodiscard]] Result<void> visitAll(const FeedQuery& query, FeedVisitor& visitor);

    Session& m_session;
    TenantId m_tenant;
    Layout m_layout;
};

}  // namespace vci::store::postgres
