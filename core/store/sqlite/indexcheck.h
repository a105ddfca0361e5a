// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/sqlite/connection.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>

namespace vci::store::sqlite {

/// A Damaged error that names the file and the index; how: what is wrong with it.
[[nodiscard]] Error damagedIndex(const Connection& connection, std::string_view name, std::string_view how);

/// Holds the indexes of event_store against its rows, and those of `aggregates` against theirs. A damaged index hides an event
/// from whoever looks for it, and a walk over the table never notices. Each index is read once, in its order and without its
/// table; it must ascend, so that every search in it ends where it should, and hold what the rows give, by a sum that does not
/// depend on the order. The sums are keyed by chance, so that nobody can make up entries that give the same. Rows of the tenant
/// only; one thread, which another one helps.
class IndexCheck {
public:
    IndexCheck(Connection& connection, TenantId tenant);
    ~IndexCheck();
    IndexCheck(const IndexCheck&) = delete;
    IndexCheck& operator=(const IndexCheck&) = delete;

    /// What a row of event_store gives to its indexes.
    struct Row {
        std::int64_t rowid;
        bool isOfTenant;  ///< not where the id of the tenant stands in another form than all others
        bool isAdopted;
        std::uint64_t byId;
        std::uint64_t bySequence;
        std::optional<std::uint64_t> byCorrelation;
        std::optional<std::uint64_t> byCausation;
    };
    /// Of a query of EventRows::kColumns, leaf_hash, adopted. Ask before any text of the row was read.
    [[nodiscard]] Row rowOf(const Query& query) const;

    /// Before the first row: rows that are appended from now on are left out everywhere. Through another, a second connection to
    /// the same file where there can be one, the indexes are read meanwhile.
    [[nodiscard]] Result<void> begin(Result<std::unique_ptr<Connection>> another);
    /// Each row once.
    void add(const Row& row);
    /// Forgets the rows and reads the table itself: where no walk met every row once.
    [[nodiscard]] Result<void> readTable();
    /// After the last row. Errors: Damaged, which names the index.
    [[nodiscard]] Result<void> compare();
    /// Ends the reading of the indexes. Any thread.
    void interrupt() { m_stop.request_stop(); }

private:
    enum Index : std::size_t { ById, BySequence, Adopted, ByCorrelation, ByCausation };
    static constexpr std::size_t kIndexes = ByCausation + 1;
    using Sums = std::array<std::uint64_t, kIndexes>;
    struct Scan {
        TenantId tenant;
        std::array<std::uint64_t, 2> key;
        std::int64_t lastRowid;
    };

    [[nodiscard]] static Result<Sums> scan(Connection& connection, const Scan& asked);
    [[nodiscard]] static Result<std::uint64_t> scan(Connection& connection, const Scan& asked, Index index);

    Connection& m_connection;
    Scan m_asked;
    Sums m_sums{};
    std::stop_source m_stop;
    std::future<Result<Sums>> m_scanning;
};

}  // namespace vci::store::sqlite
