// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/rights.h"

#include "core/store/postgres/rows.h"

#include <utility>

namespace vci::store::postgres {

Rights::Rights(pqxx::transaction_base& transaction, std::string schema)
    : m_transaction(transaction)
    , m_schema(std::move(schema))
{
}

bool Rights::on(const char* table, const char* privilege) const
{
    return text(m_transaction
                    .exec("SELECT has_table_privilege(" + m_transaction.quote(m_schema + table) + ", '" + privilege + "')")
                    .front(),
                0) == "t";
}

bool Rights::readEvents() const
{
    return on("event_store", "SELECT");
}

bool Rights::read() const
{
    return readEvents() && on("event_log", "SELECT");
}

bool Rights::append() const
{
    // Granted by column: no writer gives `adopted`.
    const pqxx::result rows = m_transaction.exec("SELECT has_column_privilege(" + m_transaction.quote(m_schema + "event_store") +
                                                 ", 'event_data', 'INSERT')");
    return read() && text(rows.front(), 0) == "t";
}

bool Rights::writeSnapshots() const
{
    return read() && on("event_snapshots", "INSERT");
}

bool Rights::writeReadModels() const
{
    // A list of privileges in one question asks whether there is any of them.
    return read() && on("read_models", "INSERT") && on("read_models", "UPDATE") && on("read_models", "DELETE") &&
           on("projection_checkpoints", "INSERT") && on("projection_checkpoints", "UPDATE");
}

bool Rights::sequence() const
{
    const pqxx::result rows = m_transaction.exec("SELECT has_function_privilege(" +
                                                 m_transaction.quote(m_schema + "vci_dequeue(bigint[])") + ", 'EXECUTE')");
    return read() && on("event_log", "INSERT") && text(rows.front(), 0) == "t";
}

bool Rights::keepCheckpoints() const
{
    return read() && on("checkpoints", "INSERT");
}

bool Rights::keepTimestamps() const
{
    return on("checkpoint_timestamps", "INSERT");
}

bool Rights::anchor() const
{
    return read() && on("anchors", "INSERT");
}

}  // namespace vci::store::postgres
