// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/case.h"
#include "core/casefile/notecheck.h"
#include "core/casefile/seal.h"
#include "core/casefile/sealedfile.h"
#include "core/casefile/sidelog.h"
#include "core/store/sqlite/casefilestore.h"
#include "core/store/sqlite/custodywriter.h"
#include "core/store/sqlite/openfile.h"
#include "core/store/sqlite/rows.h"

namespace vci::store::sqlite {

namespace {

using casefile::CaseNote;

constexpr std::string_view kDoing = "writing to the case";

void bindOptional(Query& query, int parameter, const std::optional<Uuid>& id)
{
    if (id)
        query.bind(parameter, *id);
    else
        query.bindNull(parameter);
}

template <typename Id>
std::optional<Uuid> uuidOf(const std::optional<Id>& id)
{
    return id ? std::optional(id->uuid()) : std::nullopt;
}

class SqliteCaseWriter final : public casefile::CaseWriter {
public:
    SqliteCaseWriter(std::unique_ptr<Connection> connection, casefile::Examiner examiner, Clock& clock)
        : m_connection(std::move(connection))
        , m_examiner(std::move(examiner))
        , m_clock(clock)
    {
    }
    ~SqliteCaseWriter() override { leaveWriting(*m_connection); }

    Result<casefile::CustodyRow> append(std::string_view action, std::string_view object) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        VCI_TRY(auto row, appendCustody(*m_connection, m_examiner, m_clock, action, object));
        VCI_CHECK(transaction.commit());
        return row;
    }

    Result<CaseNote> addNote(const casefile::NewNote& given) override
    {
        const Connection::Call call(*m_connection, {});
        VCI_TRY(auto transaction, Transaction::beginImmediate(*m_connection));
        VCI_TRY(auto about, resolve(given));
        VCI_TRY(const std::int64_t last, m_connection->number("SELECT coalesce(max(n), 0) FROM case_notes", kDoing));
        CaseNote note{last + 1,       given.kind,        m_clock.now(), m_examiner.name,
                      about.tenantId, about.aggregateId, about.eventId, given.text};
        VCI_TRY(auto insert, m_connection->query("INSERT INTO case_notes (n, kind, written_at, author, tenant_id, aggregate_id, "
                                                 "event_id, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
        insert.bind(1, note.n).bindView(2, kindName(note.kind)).bind(3, note.writtenAt.micros()).bindView(4, note.author);
        bindOptional(insert, 5, uuidOf(note.tenantId));
        bindOptional(insert, 6, uuidOf(note.aggregateId));
        bindOptional(insert, 7, uuidOf(note.eventId));
        VCI_CHECK(insert.bindView(8, note.text).run(kDoing));
        VCI_CHECK(appendCustody(*m_connection, m_examiner, m_clock, casefile::noteAction(note.kind), casefile::noteObject(note)));
        VCI_CHECK(transaction.commit());
        return note;
    }

private:
    /// What the note is about, with the aggregate and tenant that an event belongs to.
    [[nodiscard]] Result<casefile::NewNote> resolve(const casefile::NewNote& given)
    {
        casefile::NewNote about = given;
        if (!given.eventId && !given.aggregateId) return about;
        const bool byEvent = given.eventId.has_value();
        const Uuid id = byEvent ? given.eventId->uuid() : given.aggregateId->uuid();
        VCI_TRY(auto query, m_connection->query(byEvent ? "SELECT e.tenant_id, e.aggregate_id FROM tenants t JOIN event_store e "
                                                          "ON e.tenant_id = t.id AND e.id = ?1"
                                                        : "SELECT a.tenant_id, a.aggregate_id FROM tenants t JOIN aggregates a "
                                                          "ON a.tenant_id = t.id AND a.aggregate_id = ?1"));
        query.bind(1, id);
        while (true) {
            VCI_TRY(const bool found, query.step(kDoing));
            if (!found) break;
            VCI_TRY(const Uuid tenant, readUuid(*m_connection, query, 0, "event_store", "tenant_id", id.toString()));
            VCI_TRY(const Uuid aggregate, readUuid(*m_connection, query, 1, "event_store", "aggregate_id", id.toString()));
            if (given.tenantId && given.tenantId->uuid() != tenant) continue;
            if (given.aggregateId && given.aggregateId->uuid() != aggregate) continue;
            about.tenantId = TenantId(tenant);
            about.aggregateId = AggregateId(aggregate);
            return about;
        }
        return makeError(ErrorCode::NotFound, std::string("there is no ") + (byEvent ? "event " : "aggregate ") + id.toString() +
                                                  " in " + m_connection->file().filename().string());
    }

    std::unique_ptr<Connection> m_connection;
    casefile::Examiner m_examiner;
    Clock& m_clock;
};

/// The last transaction of a case: its row says who seals it.
Result<void> markSealed(Connection& connection, const integrity::VerifierKey& key, const casefile::Examiner& examiner,
                        Clock& clock)
{
    VCI_TRY(auto transaction, Transaction::beginImmediate(connection));
    VCI_CHECK(appendCustody(connection, examiner, clock, casefile::kSealedAction, "by the key " + key.toString()));
    VCI_TRY(auto update, connection.query("UPDATE \"case\" SET sealed_at = ?1, sealed_by = ?2"));
    VCI_CHECK(update.bind(1, clock.now().micros()).bind(2, std::string_view(key.toString())).run("sealing it"));
    return transaction.commit();
}

/// Undoes markSealed(): the case was never sealed, and with a record that says so it would be refused.
Result<void> unmarkSealed(const std::filesystem::path& file)
{
    constexpr std::string_view kTakingBack = "taking the seal back";
    VCI_TRY(auto connection, Connection::open(file, Connection::Mode::ReadWrite));
    VCI_TRY(auto transaction, Transaction::beginImmediate(*connection));
    VCI_CHECK(connection->execute("DELETE FROM custody WHERE n = (SELECT custody_count FROM \"case\")", kTakingBack));
    VCI_CHECK(connection->execute("UPDATE \"case\" SET sealed_at = NULL, sealed_by = NULL, custody_count = custody_count - 1, "
                                  "custody_head = (SELECT hash FROM custody WHERE n = custody_count - 1)",
                                  kTakingBack));
    return transaction.commit();
}

}  // namespace

Result<std::unique_ptr<casefile::CaseWriter>> openCaseWriter(const std::filesystem::path& file, casefile::Examiner examiner,
                                                             Clock& clock)
{
    VCI_TRY(auto opened, openForWriting(file));
    return std::unique_ptr<casefile::CaseWriter>(
        std::make_unique<SqliteCaseWriter>(std::move(opened.connection), std::move(examiner), clock));
}

Result<std::unique_ptr<casefile::CustodyLog>> openCustodyLog(const std::filesystem::path& file,
                                                             const std::optional<casefile::SealState>& seal,
                                                             casefile::Examiner examiner, Clock& clock)
{
    if (seal) return casefile::openSideLog(file, seal->hash, std::move(examiner), clock);
    auto writer = openCaseWriter(file, examiner, clock);
    if (writer.ok()) return std::unique_ptr<casefile::CustodyLog>(std::move(writer).value());
    if (writer.error().code != ErrorCode::ReadOnly) return std::move(writer).error();
    VCI_TRY(const auto measured, casefile::measureFile(file, {}));
    return casefile::openSideLog(file, measured.hash, std::move(examiner), clock);
}

Result<casefile::SealState> sealCaseFile(const std::filesystem::path& file, const integrity::SignerKey& key,
                                         const casefile::Examiner& examiner, Clock& clock, std::stop_token stop)
{
    const integrity::VerifierKey& verifier = key.verifierKey();
    if (!casefile::isExaminerKeyName(verifier.name())) {
        return makeError(ErrorCode::Usage, "a case is sealed by an examiner's key, named voicecore/examiner/<name>, not by " +
                                               verifier.name() +
                                               ": make one with voicecore-audit log key generate FILE --name "
                                               "voicecore/examiner/<name>");
    }
    {
        VCI_TRY(auto opened, openForWriting(file));
        Connection& connection = *opened.connection;
        // Leaves the WAL first: only where nobody else has the file open.
        VCI_TRY(auto mode, connection.query("PRAGMA journal_mode=DELETE"));
        VCI_TRY(const bool answered, mode.step("sealing it"));
        if (!answered || mode.text(0) != "delete") {
            return makeError(ErrorCode::Locked,
                             file.string() + " is open elsewhere, and a case is sealed at rest: close it there");
        }
        mode.reset();
        VCI_CHECK(markSealed(connection, verifier, examiner, clock));
        if (auto vacuumed = connection.vacuum("sealing it"); !vacuumed.ok()) {
            VCI_CHECK(unmarkSealed(file));
            return std::move(vacuumed).error();
        }
    }
    auto note = casefile::writeSeal(file, key, std::move(stop));
    if (!note.ok()) {
        // Without its seal the file would be refused by every command.
        VCI_CHECK(unmarkSealed(file));
        return std::move(note).error();
    }
    VCI_TRY(const auto measured, casefile::SealText::parse(note.value().text));
    return casefile::SealState{verifier, note.value().toString(), measured.sizeBytes, measured.hash};
}

}  // namespace vci::store::sqlite
