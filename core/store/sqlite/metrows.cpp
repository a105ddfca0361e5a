// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/metrows.h"

#include <string_view>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "counting events";

}  // namespace

Result<void> MetRows::begin()
{
    VCI_TRY(m_lastRowid, m_connection.number("SELECT max(rowid) FROM event_store NOT INDEXED", kDoing));
    return {};
}

bool MetRows::addBeside(std::int64_t rowid, bool isOfTenant)
{
    if (isOfTenant) addMet(rowid);
    if (rowid <= m_highest) return false;
    m_highest = rowid;
    ++m_ascending;
    return true;
}

Result<bool> MetRows::wereAllBeside()
{
    // No index is believed here. Where all rows are of one tenant the ends of the table tell, which costs nothing.
    VCI_TRY(auto ends, m_connection.query("SELECT (SELECT min(rowid) FROM event_store NOT INDEXED), (SELECT max(rowid) FROM "
                                          "event_store NOT INDEXED)"));
    VCI_TRY(const bool hasEnds, ends.step(kDoing));
    if (!hasEnds || ends.isNull(0)) return m_ascending == 0;
    const auto span = static_cast<std::uint64_t>(ends.int64(1)) - static_cast<std::uint64_t>(ends.int64(0));
    if (m_ascending > 0 && static_cast<std::uint64_t>(m_ascending) - 1 == span) return true;
    VCI_TRY(auto query, m_connection.query("SELECT count(*) FROM event_store NOT INDEXED WHERE tenant_id = ?1"));
    query.bind(1, m_tenant.uuid());
    VCI_TRY(const bool found, query.step(kDoing));
    return found && query.int64(0) == m_ascending;
}

Result<bool> MetRows::wereAllMet()
{
    VCI_TRY(auto query, m_connection.query("SELECT count(*) FROM event_store NOT INDEXED WHERE tenant_id = ?1 AND rowid <= ?2"));
    query.bind(1, m_tenant.uuid()).bind(2, m_lastRowid);
    VCI_TRY(const bool found, query.step(kDoing));
    return found && query.int64(0) == m_met.size();
}

}  // namespace vci::store::sqlite
