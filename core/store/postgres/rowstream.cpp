// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/rowstream.h"

#include <cstring>
#include <string_view>

namespace vci::store::postgres {

namespace {

/// What stands behind a backslash (PostgreSQL, COPY, "Text Format"); numbers of characters are never sent.
char unescaped(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return c;
    }
}

/// The value of a field, which is written over its escaped form.
Field valueOf(char* begin, char* end)
{
    const std::string_view raw(begin, static_cast<std::size_t>(end - begin));
    if (raw == "\\N") return std::nullopt;
    auto* in = static_cast<char*>(std::memchr(begin, '\\', raw.size()));
    if (in == nullptr) return raw;
    char* out = in;
    while (in != end) {
        if (*in == '\\' && in + 1 != end) {
            *out++ = unescaped(in[1]);
            in += 2;
        } else {
            *out++ = *in++;
        }
    }
    return std::string_view(begin, static_cast<std::size_t>(out - begin));
}

}  // namespace

RowStream::RowStream(ReadTransaction& transaction, const std::string& query, Serving serving)
    : m_transaction(transaction)
{
    // Many rows are coming: room to join and sort them in memory, and no compiling that takes longer than it saves.
    transaction.exec("SELECT pg_catalog.set_config('statement_timeout', '0', true), pg_catalog.set_config('jit', 'off', true), "
                     "pg_catalog.set_config('work_mem', '64MB', true)");
    if (serving == Serving::OneProcess)
        transaction.exec("SELECT pg_catalog.set_config('max_parallel_workers_per_gather', '0', true), "
                         "pg_catalog.set_config('work_mem', '256MB', true)");
    m_stream.emplace(transaction, "(" + query + ")");
}

RowStream::~RowStream()
{
    if (!*m_stream) return;
    try {
        m_transaction.conn().cancel_query();
    } catch (const std::exception&) {
        // Then what is left is read to its end, or the connection is lost.
    }
}

std::optional<Fields> RowStream::next()
{
    if (!m_stream->get_raw_line(m_line)) return std::nullopt;
    if (m_line.ends_with('\n')) m_line.pop_back();
    m_fields.clear();
    char* at = m_line.data();
    char* const end = at + m_line.size();
    while (true) {
        auto* tab = static_cast<char*>(std::memchr(at, '\t', static_cast<std::size_t>(end - at)));
        char* const fieldEnd = tab == nullptr ? end : tab;
        m_fields.push_back(valueOf(at, fieldEnd));
        if (tab == nullptr) return Fields(m_fields);
        at = tab + 1;
    }
}

}  // namespace vci::store::postgres
