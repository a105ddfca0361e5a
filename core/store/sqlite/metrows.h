// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rowset.h"

#include <cstdint>
#include <limits>

namespace vci::store::sqlite {

/// Which rows of event_store a walk over the log met, so that none stays unseen because an index does not lead to it. One tenant,
/// one log, one thread.
class MetRows {
public:
    MetRows(Connection& connection, TenantId tenant)
        : m_connection(connection)
        , m_tenant(tenant)
    {
    }

    /// Before the walk: what is appended from now on is left out of wereAllMet().
    [[nodiscard]] Result<void> begin();
    /// The event of an entry with the same rowid. isOfTenant: not where the id of the tenant stands in another form
    /// than all others. True where it stands behind all of them so far.
    [[nodiscard]] bool addBeside(std::int64_t rowid, bool isOfTenant);
    /// The event of an entry that stands elsewhere; several may name the same.
    void addElsewhere(std::int64_t rowid) { addMet(rowid); }
    /// An event without an entry.
    void addOutside(std::int64_t rowid) { addMet(rowid); }

    /// Whether the table has no row of the tenant but those that were met beside their entries in ascending order. Costs little
    /// where all rows of the file are of one tenant.
    [[nodiscard]] Result<bool> wereAllBeside();
    /// Whether each row of the tenant was met, counted without an index.
    [[nodiscard]] Result<bool> wereAllMet();

private:
    void addMet(std::int64_t rowid)
    {
        if (rowid <= m_lastRowid) m_met.add(rowid);
    }

    Connection& m_connection;
    TenantId m_tenant;
    std::int64_t m_lastRowid = 0;
    std::int64_t m_ascending = 0;  ///< beside their entries, each above the one before
    std::int64_t m_highest = std::numeric_limits<std::int64_t>::min();
    RowSet m_met;  ///< of those that were there at the beginning
};

}  // namespace vci::store::sqlite
