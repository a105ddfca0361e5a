// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/metrows.h"

#include <algorithm>
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
    m_beside += isOfTenant && rowid <= m_lastRowid ? 1 : 0;
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

Result<std::int64_t> MetRows::countElsewhere()
{
    std::ranges::sort(m_elsewhere);
    m_elsewhere.erase(std::unique(m_elsewhere.begin(), m_elsewhere.end()), m_elsewhere.end());
    VCI_TRY(auto beside,
            m_connection.query("SELECT 1 FROM event_log l JOIN event_store e ON e.rowid = l.rowid WHERE l.rowid = ?1 "
                               "AND l.event_id = e.id AND l.tenant_id = ?2 AND l.log_id = ?3 AND l.log_index >= 0"));
    std::int64_t count = 0;
    for (const std::int64_t rowid : m_elsewhere) {
        if (rowid > m_lastRowid) break;
        beside.bind(1, rowid).bind(2, m_tenant.uuid()).bindView(3, m_logId);
        VCI_TRY(const bool isBeside, beside.step(kDoing));
        count += isBeside ? 0 : 1;
        beside.reset();
    }
    return count;
}

Result<bool> MetRows::wereAllMet()
{
    VCI_TRY(const std::int64_t elsewhere, countElsewhere());
    VCI_TRY(auto query, m_connection.query("SELECT count(*) FROM event_store NOT INDEXED WHERE tenant_id = ?1 AND rowid <= ?2"));
    query.bind(1, m_tenant.uuid()).bind(2, m_lastRowid);
    VCI_TRY(const bool found, query.step(kDoing));
    return found && query.int64(0) == m_beside + elsewhere + m_outside;
}

}  // namespace vci::store::sqlite
