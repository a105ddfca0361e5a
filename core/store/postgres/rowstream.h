// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/postgres/rows.h"
#include "core/store/postgres/session.h"

#include <optional>
#include <string>
#include <vector>

namespace vci::store::postgres {

/// The rows of a query as COPY sends them: the server plans all of it at once and sends while it finds, and one row stands in
/// memory here. The transaction is open until the end, and no time-out counts but the 30 s for a lock; interrupt() of the session
/// ends it as it ends any statement.
class RowStream {
public:
    /// By how many processes of the server.
    enum class Serving {
        AsItPlans,
        /// Where so many rows come that one process prints longer than several search: helpers of it would only take the cores on
        /// which the rows are used. It has more room: 256 MB to sort in, twice that to join.
        OneProcess,
    };
    /// Throws as pqxx does.
    RowStream(ReadTransaction& transaction, const std::string& query, Serving serving = Serving::AsItPlans);
    /// Breaks off what was not read.
    ~RowStream();
    RowStream(const RowStream&) = delete;
    RowStream& operator=(const RowStream&) = delete;

    /// The next row, until the next call; absent at the end. Throws as pqxx does.
    [[nodiscard]] std::optional<Fields> next();

private:
    ReadTransaction& m_transaction;
    std::optional<pqxx::stream_from> m_stream;
    std::string m_line;
    std::vector<Field> m_fields;
};

}  // namespace vci::store::postgres
