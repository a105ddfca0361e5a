// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <pqxx/pqxx>

#include <string>

namespace vci::store::postgres {

/// What the login may do in a database that was migrated: what the writers ask for when they open, and what `db status` tells.
/// Throws as pqxx does.
class Rights {
public:
    /// schema: its quoted name with a dot behind it; empty where the search_path finds the tables.
    explicit Rights(pqxx::transaction_base& transaction, std::string schema = {});

    [[nodiscard]] bool readEvents() const;  ///< asks for no table of ours: a stock database has it too
    /// The events and their log; without it nothing of ours opens the database.
    [[nodiscard]] bool read() const;
    [[nodiscard]] bool append() const;
    [[nodiscard]] bool writeSnapshots() const;
    [[nodiscard]] bool writeReadModels() const;
    [[nodiscard]] bool sequence() const;
    [[nodiscard]] bool keepCheckpoints() const;
    [[nodiscard]] bool keepTimestamps() const;
    [[nodiscard]] bool anchor() const;

private:
    [[nodiscard]] bool on(const char* table, const char* privilege) const;

    pqxx::transaction_base& m_transaction;
    std::string m_schema;
};

}  // namespace vci::store::postgres
