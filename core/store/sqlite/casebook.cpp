// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/casebook.h"

#include "core/casefile/sealedfile.h"
#include "core/store/sqlite/rows.h"

namespace vci::store::sqlite {

namespace {

using casefile::CaseNote;

constexpr std::int64_t kFirstWithCase = 2;  // the schema version

std::optional<std::string> optionalText(const Query& query, int column)
{
    if (query.isNull(column)) return std::nullopt;
    return std::string(query.text(column));
}

/// A hostile file may hold more than a kind; what is none of ours is shown as a note.
CaseNote::Kind kindOf(std::string_view name)
{
    for (const auto kind : {CaseNote::Kind::Bookmark, CaseNote::Kind::Finding})
        if (name == casefile::kindName(kind)) return kind;
    return CaseNote::Kind::Note;
}

/// An id that somebody made unreadable is as good as none.
template <typename Id>
std::optional<Id> optionalId(const Query& query, int column)
{
    return query.isNull(column) ? std::nullopt : Id::tryFromString(query.text(column));
}

}  // namespace

Result<casefile::CaseInfo> CaseBook::caseInfo()
{
    const Connection::Call call(m_connection, {});
    const bool isOld = m_schemaVersion < kFirstWithCase;
    VCI_TRY(auto query,
            m_connection.query(isOld ? "SELECT created_at, created_by FROM case_info"
                                     : "SELECT created_at, created_by, origin, selection, custody_count, custody_head, "
                                       "sealed_at, sealed_by FROM \"case\""));
    VCI_TRY(const bool found, query.step("reading the row of the case"));
    if (!found) {
        return makeError(ErrorCode::Damaged,
                         m_connection.file().string() + " is damaged: the row that says what the case is, is missing");
    }
    casefile::CaseInfo info{m_connection.file(), Timestamp(query.int64(0)), std::string(query.text(1))};
    if (isOld) return info;
    info.origin = optionalText(query, 2);
    info.selection = optionalText(query, 3);
    info.custody = {query.int64(4), std::string(query.text(5))};
    if (!query.isNull(6)) info.sealedAt = Timestamp(query.int64(6));
    info.sealedBy = optionalText(query, 7);
    return info;
}

Result<std::vector<casefile::CustodyRow>> CaseBook::custodyRows(std::int64_t afterN, std::size_t limitRows)
{
    std::vector<casefile::CustodyRow> rows;
    if (m_schemaVersion < kFirstWithCase) return rows;
    const Connection::Call call(m_connection, {});
    VCI_TRY(auto query, m_connection.query("SELECT n, record, hash FROM custody WHERE n > ?1 ORDER BY n LIMIT ?2"));
    query.bind(1, afterN).bind(2, static_cast<std::int64_t>(limitRows));
    std::int64_t last = afterN;
    while (true) {
        VCI_TRY(const bool found, query.step("reading the custody log"));
        if (!found) return rows;
        if (query.int64(0) <= last) return damagedRow(m_connection, "custody", std::to_string(last), "its rows are out of order");
        last = query.int64(0);
        rows.push_back(casefile::CustodyRow{last, std::string(query.text(1)), std::string(query.text(2))});
    }
}

Result<std::vector<CaseNote>> CaseBook::notes(std::int64_t afterN, std::size_t limitRows)
{
    std::vector<CaseNote> notes;
    if (m_schemaVersion < kFirstWithCase) return notes;
    const Connection::Call call(m_connection, {});
    VCI_TRY(auto query, m_connection.query("SELECT n, kind, written_at, author, tenant_id, aggregate_id, event_id, text "
                                           "FROM case_notes WHERE n > ?1 ORDER BY n LIMIT ?2"));
    query.bind(1, afterN).bind(2, static_cast<std::int64_t>(limitRows));
    std::int64_t last = afterN;
    while (true) {
        VCI_TRY(const bool found, query.step("reading the notes"));
        if (!found) return notes;
        if (query.int64(0) <= last)
            return damagedRow(m_connection, "case_notes", std::to_string(last), "its rows are out of order");
        last = query.int64(0);
        notes.push_back(CaseNote{last, kindOf(query.text(1)), Timestamp(query.int64(2)), std::string(query.text(3)),
                                 optionalId<TenantId>(query, 4), optionalId<AggregateId>(query, 5), optionalId<EventId>(query, 6),
                                 std::string(query.text(7))});
    }
}

Result<std::optional<std::vector<Sha256>>> CaseBook::proofOf(EventId event)
{
    using Path = std::vector<Sha256>;
    if (m_schemaVersion < kFirstWithCase) return std::optional<Path>();
    const Connection::Call call(m_connection, {});
    VCI_TRY(auto query, m_connection.query("SELECT path FROM event_proofs WHERE event_id = ?1"));
    query.bind(1, event.uuid());
    VCI_TRY(const bool found, query.step("reading proofs"));
    if (!found) return std::optional<Path>();
    std::string_view bytes = query.blob(0);
    Path path;
    for (; bytes.size() >= Sha256().size(); bytes.remove_prefix(Sha256().size()))
        path.push_back(*tryHashFromBytes(bytes.substr(0, Sha256().size())));
    return bytes.empty() ? std::optional(std::move(path)) : std::nullopt;
}

Result<void> CaseBook::confirmSeal(std::stop_token stop)
{
    if (!m_sealed) return {};
    return m_sealed->confirm(std::move(stop));
}

}  // namespace vci::store::sqlite
