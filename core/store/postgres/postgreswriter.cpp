// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/appendrules.h"
#include "core/store/postgres/batch.h"
#include "core/store/postgres/inspect.h"
#include "core/store/postgres/postgresstore.h"
#include "core/store/postgres/rows.h"
#include "core/store/postgres/sequencer.h"

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace vci::store::postgres {

namespace {

/// Foreign writers take numbers without our locks, so that a batch may find its number taken: it then takes the next.
constexpr int kAttempts = 20;
/// Some hundred bytes each.
constexpr std::size_t kMostEnds = 10'000;
/// How soon a writer at work learns that a tenant was closed: a look before each single event would cost a journey.
constexpr std::chrono::seconds kBetweenLooks{1};

/// Where the input says the number, a number that is taken is the input's fault.
Error asConflict(Error error)
{
    if (error.code == ErrorCode::Locked && error.message.find("sequence number") != std::string::npos)
        error.code = ErrorCode::SequenceConflict;
    return error;
}

class PostgresWriter final : public EventWriter {
public:
    PostgresWriter(std::unique_ptr<Session> session, IdSource& ids, bool maySequence)
        : m_session(std::move(session))
        , m_ids(ids)
        , m_maySequence(maySequence)
    {
    }

    Result<AppendOutcome> appendPieces(TenantId tenant, const NextPiece& next, Stamping stamping, std::stop_token stop) override
    {
        const Session::Call call(*m_session, std::move(stop));
        VCI_CHECK(checkIsOpen(tenant));
        VCI_TRY(const auto first, next());
        if (first.empty()) {
            AppendOutcome nothing;
            nothing.sequenced = m_maySequence;
            return nothing;
        }
        auto last = knownEnd(tenant, first, stamping);
        for (int attempt = 1;; ++attempt) {
            bool isLater = false;
            auto outcome = appendOnce(tenant, first, last, next, stamping, isLater);
            const bool raced = !outcome.ok() && outcome.error().code == ErrorCode::Locked && m_session->lostRace() &&
                               stamping == Stamping::ByStore;
            if (raced) last.reset();
            // The first piece is still there to be tried again; once a later one was asked for, it is not.
            if (!raced || isLater || attempt == kAttempts) {
                remember(tenant, outcome, stamping);
                if (outcome.ok()) sequence(tenant, outcome.value());
                if (outcome.ok()) return outcome;
                Error error = std::move(outcome).error();
                if (error.code == ErrorCode::NotFound) return noTenant(tenant);
                return stamping == Stamping::AsRecorded ? asConflict(std::move(error)) : error;
            }
        }
    }

private:
    using Ends = std::map<std::pair<TenantId, AggregateId>, Sequence>;

    Error noTenant(TenantId tenant) const
    {
        const std::string id = tenant.toString();
        return makeError(ErrorCode::NotFound, m_session->label() + " knows no tenant " + id +
                                                  ": `voicecore-audit db tenant add " + id +
                                                  " --name NAME` makes it, --tenant names another");
    }

    /// Error NotPermitted for a tenant that was closed (POSTGRES 2). One that the login does not see is refused by the insert.
    Result<void> checkIsOpen(TenantId tenant)
    {
        const auto now = std::chrono::steady_clock::now();
        const auto seen = m_seenOpen.find(tenant);
        if (seen != m_seenOpen.end() && now - seen->second < kBetweenLooks) return {};
        VCI_TRY(const bool isClosed, m_session->read({}, [&](ReadTransaction& transaction) -> Result<bool> {
            const auto isClosedIn = [&](const std::string& table) {
                const std::string sql = "SELECT 1 FROM " + table + " WHERE NOT is_active AND id = " + literal(tenant.uuid());
                return !transaction.exec(sql).empty();
            };
            // A login that is a member of none, such as a superuser, is told by the table itself.
            const pqxx::result may = transaction.exec("SELECT has_table_privilege('tenants', 'SELECT')");
            return isClosedIn(text(may.front(), 0) == "t" ? "tenants" : "vci_my_tenants()");
        }));
        if (isClosed) {
            return makeError(ErrorCode::NotPermitted, "the tenant " + tenant.toString() + " of " + m_session->label() +
                                                          " is closed (is_active = false): nothing is appended to it");
        }
        if (m_seenOpen.size() >= kMostEnds) m_seenOpen.clear();
        m_seenOpen.insert_or_assign(tenant, now);
        return {};
    }

    /// Where the aggregate of a single event stood when this writer last appended to it. Nothing where the event needs a look at
    /// what is stored: for its id, its number, or what it expects.
    std::optional<Sequence> knownEnd(TenantId tenant, std::span<const NewEvent> events, Stamping stamping) const
    {
        if (events.size() != 1 || stamping != Stamping::ByStore || events.front().id) return std::nullopt;
        const auto known = m_ends.find({tenant, events.front().aggregateId});
        if (known == m_ends.end()) return std::nullopt;
        const auto& expected = events.front().expectedSequence;
        return expected && *expected != known->second.value() ? std::nullopt : std::optional(known->second);
    }

    void remember(TenantId tenant, const Result<AppendOutcome>& outcome, Stamping stamping)
    {
        // After a commit with an unknown outcome, too, the end is unknown.
        if (!outcome.ok()) return m_ends.clear();
        const auto& last = outcome.value().last;
        if (stamping != Stamping::ByStore || !last || outcome.value().existing > 0) return;
        if (m_ends.size() >= kMostEnds) m_ends.clear();
        m_ends.insert_or_assign({tenant, last->aggregateId}, last->sequence);
    }

    Result<AppendOutcome> appendOnce(TenantId tenant, std::span<const NewEvent> first, std::optional<Sequence> knownEnd,
                                     const NextPiece& next, Stamping stamping, bool& isLater)
    {
        std::vector<Uuid> stored;  // the first of each piece: a transaction is there as a whole or not at all
        const auto work = [&](WriteTransaction& transaction) -> Result<AppendOutcome> {
            AppendOutcome total;
            std::span<const NewEvent> events = first;
            while (!events.empty()) {
                VCI_CHECK(m_session->check());
                Batch batch(transaction, m_leaves, m_ids, tenant, snapshotPolicy());
                auto outcome =
                    knownEnd && !isLater ? batch.appendBehind(events.front(), *knownEnd) : batch.append(events, stamping);
                if (!outcome.ok()) return afterEarlier(std::move(outcome).error(), total.appended + total.existing);
                if (const auto id = batch.firstStored()) stored.push_back(id->uuid());
                total.appended += outcome.value().appended;
                total.existing += outcome.value().existing;
                total.snapshotsDue.merge(outcome.value().snapshotsDue);
                if (!total.first) total.first = std::move(outcome.value().first);
                total.last = std::move(outcome.value().last);
                isLater = true;
                VCI_TRY(events, next());
            }
            return total;
        };
        return m_session->write(tenant, work, stored);
    }

    /// The events are stored; that their places in the log come later is no failure.
    void sequence(TenantId tenant, AppendOutcome& outcome)
    {
        outcome.sequenced = false;
        if (!m_maySequence) return;
        std::vector<Event*> ends;
        for (auto* event : {&outcome.first, &outcome.last})
            if (*event) ends.push_back(&**event);
        outcome.sequenced = Sequencer(*m_session, m_leaves, tenant).run({}, ends).ok();
    }

    std::unique_ptr<Session> m_session;
    json::LeafWriter m_leaves;
    IdSource& m_ids;
    bool m_maySequence;
    std::map<TenantId, std::chrono::steady_clock::time_point> m_seenOpen;
    Ends m_ends;  ///< of the aggregates that single events went to; nothing is ever taken away behind them
};

}  // namespace

Result<std::unique_ptr<EventWriter>> openPostgresWriter(const std::string& uri, IdSource& ids)
{
    VCI_TRY(auto session, Session::open(uri));
    VCI_TRY(const auto info, inspect(*session, uri));
    if (info.kind != SourceKind::HardenedPostgres) {
        return makeError(ErrorCode::NotPermitted,
                         info.label + " is a VoiceCore database at the platform's own schema, which this program only reads; "
                                      "`voicecore-audit db migrate` turns it into one that can be appended to");
    }
    if (!info.canAppend) {
        return makeError(ErrorCode::NotPermitted, "the login " + session->login() + " may not append to " + session->label() +
                                                      ": GRANT vci_writer TO " + session->quotedLogin() + " allows it");
    }
    VCI_TRY(const bool maySequence, maySequenceLog(*session));
    return std::unique_ptr<EventWriter>(std::make_unique<PostgresWriter>(std::move(session), ids, maySequence));
}

}  // namespace vci::store::postgres
