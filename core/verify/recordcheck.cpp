// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/recordcheck.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace vci::verify {

namespace {

/// Two cores make leaves and judge while one row chunk is read.
constexpr std::size_t kUnderway = 3;
constexpr std::size_t kUnprovedNamed = 100;
/// Each is some calls to every endpoint.
constexpr std::size_t kTransactions = 1000;
constexpr std::size_t kQuotedBytes = 80;

}  // namespace

RecordCheck::RecordCheck(TenantId tenant, Scope scope, store::RecordInfo info, KnownNotes& notes, std::optional<PathCheck> paths,
                         std::shared_ptr<const catalog::Catalog> catalog, std::function<bool(std::int64_t)> judged)
    : m_tenant(tenant)
    , m_scope(scope)
    , m_info(std::move(info))
    , m_catalog(std::move(catalog))
    , m_judged(std::move(judged))
    , m_survey(m_catalog)
    , m_log(notes)
    , m_paths(std::move(paths))
    , m_filling(std::make_unique<RowChunk>())
{
}

bool RecordCheck::visit(const store::RecordRow& row)
{
    m_filling->add(row);
    if (!m_filling->isFull()) return true;
    send();
    return m_underway.size() < kUnderway || receive();
}

void RecordCheck::send()
{
    if (m_filling->isEmpty()) return;
    m_underway.push_back(std::async(
        std::launch::async,
        [tenant = m_tenant, scope = m_scope, catalog = m_catalog.get(),
         survey = &std::as_const(m_survey)](std::unique_ptr<RowChunk> chunk) {
            chunk->examine(tenant, scope, *catalog, *survey);
            return chunk;
        },
        std::move(m_filling)));
    if (m_spare.empty()) {
        m_filling = std::make_unique<RowChunk>();
    } else {
        m_filling = std::move(m_spare.back());
        m_spare.pop_back();
    }
}

bool RecordCheck::receive()
{
    std::unique_ptr<RowChunk> chunk;
    try {
        chunk = m_underway.front().get();
    } catch (const std::exception& failure) {
        m_failure = failure.what();
    }
    m_underway.pop_front();
    if (!chunk) return false;
    const bool wantsMore = finishJudging();
    m_judging = std::async(
        std::launch::async,
        [this](std::unique_ptr<RowChunk> examined) {
            judgeAll(*examined);
            return examined;
        },
        std::move(chunk));
    return wantsMore;
}

bool RecordCheck::finishJudging()
{
    if (!m_judging.valid()) return true;
    std::unique_ptr<RowChunk> chunk;
    try {
        chunk = m_judging.get();
    } catch (const std::exception& failure) {
        m_failure = failure.what();
        return false;
    }
    m_rows += std::ssize(chunk->heads());
    chunk->clear();
    m_spare.push_back(std::move(chunk));
    return m_judged(m_rows);
}

void RecordCheck::judgeAll(const RowChunk& chunk)
{
    for (const RowChunk::Head& head : chunk.heads()) {
        if (!head.event) {
            judge(head, nullptr, nullptr);
            continue;
        }
        const store::EventView event = chunk.events().at(*head.event);
        judge(head, &event, &chunk.facts()[*head.event]);
    }
    m_leaves.add(m_leavesOfChunk);
    m_leavesOfChunk.clear();
}

Result<void> RecordCheck::drain()
{
    send();
    while (!m_underway.empty()) {
        // A visitor that wants no more still has to take in what is on its way.
        [[maybe_unused]] const bool wantsMore = receive();
    }
    [[maybe_unused]] const bool wantsMore = finishJudging();
    if (!m_failure.empty()) return makeError(ErrorCode::Internal, "verification failed: " + m_failure);
    return {};
}

void RecordCheck::add(FindingKind kind, const RowChunk::Head& head, const store::EventView* event, std::string expected,
                      std::string found, std::string message)
{
    Finding finding{kind,
                    severityOf(kind),
                    head.aggregateId,
                    {},
                    head.loggedEvent,
                    std::move(expected),
                    std::move(found),
                    std::move(message)};
    if (event != nullptr) {
        finding.eventId = event->id;
        finding.sequence = event->sequence;
    }
    finding.logIndex = head.index;
    m_findings.push_back(std::move(finding));
}

void RecordCheck::judge(const RowChunk::Head& head, const store::EventView* event, const RowChunk::Facts* facts)
{
    ++m_exported;
    if (head.path) ++m_pathsMet;
    if (head.standing == store::RecordRow::Standing::Logged) judgeEntry(head, event, facts);
    if (event == nullptr) return;
    m_survey.see(*head.aggregateId, event->sequence, event->at, facts->upsetsRules);
    if (facts->isInScope) judgeEvent(head, *event, *facts);
    m_causation.see(event->id, *head.aggregateId, event->sequence, facts->isInScope ? event->causationId : std::nullopt,
                    event->correlationId, head.index);
}

void RecordCheck::judgeEntry(const RowChunk::Head& head, const store::EventView* event, const RowChunk::Facts* facts)
{
    const bool hasLeaf = event != nullptr && facts->hasLeaf;
    if (!m_paths) m_log.see(head.index->value(), head.loggedLeaf, hasLeaf ? std::optional(facts->leaf) : std::nullopt);
    if (event == nullptr) {
        // Nobody knows any more of which aggregate and time it was; an id is another's, or may be the one asked for.
        if (m_scope.event && head.loggedEvent && head.loggedEvent != m_scope.event) return;
        if (head.loggedLeaf) m_oddByLeaf.emplace(*head.loggedLeaf, m_findings.size());
        add(FindingKind::EventMissing, head, nullptr,
            "event " + (head.loggedEvent ? head.loggedEvent->toString() : "of no readable id"), "none",
            "The log names an event at " + std::to_string(head.index->value()) + " that is not there any more" + maybeOfScope());
        return;
    }
    if (!hasLeaf) return;
    if (facts->isInScope) m_loggedInScope.add(head.index->value());
    if (m_paths && judgePath(head, *event, *facts)) return;
    if (facts->leaf != head.loggedLeaf) {
        if (head.loggedLeaf) m_oddByLeaf.emplace(*head.loggedLeaf, m_findings.size());
        add(FindingKind::EventAltered, head, event, head.loggedLeaf ? toHex(*head.loggedLeaf) : "an entry without a leaf hash",
            toHex(facts->leaf),
            "The event is not the one that was put into the log: its leaf hash is another" +
                (facts->isInScope ? "" : maybeOfScope()));
        return;
    }
    if (!facts->isInScope) return;
    if (m_info.storesLeafText && !facts->payloads.isVerbatim) {
        add(FindingKind::EventAltered, head, event, "payloads in canonical form", "another text",
            "The text of its payload was replaced by another that means the same");
    } else if (!head.misstored.empty()) {
        addMisstored(head, *event);
    }
}

std::string RecordCheck::maybeOfScope() const
{
    return m_scope.isWhole() ? "" : "; whether it was one of those asked about, nobody can say any more";
}

void RecordCheck::addMisstored(const RowChunk::Head& head, const store::EventView& event)
{
    add(FindingKind::EventAltered, head, &event, std::string(head.misstored) + " as the format of the file says", "another form",
        "Its " + std::string(head.misstored) +
            " was stored in another form, in which it reads the same but is not found by those who look for it");
}

void RecordCheck::nameRightful(const store::EventView& event, const RowChunk::Facts& facts)
{
    if (!facts.hasLeaf) return;
    const auto entry = m_oddByLeaf.find(facts.leaf);
    if (entry == m_oddByLeaf.end()) return;
    Finding& odd = m_findings[entry->second];
    odd.expected = "event " + event.id.toString();
    odd.found = odd.eventId ? "event " + odd.eventId->toString() : "an event of no readable id";
    odd.message = std::string("The entry was made to name ") +
                  (odd.kind == FindingKind::EventMissing ? "an event that is not there" : "this event") +
                  ": by its leaf hash it is that of another, which has none now";
}

bool RecordCheck::judgePath(const RowChunk::Head& head, const store::EventView& event, const RowChunk::Facts& facts)
{
    const std::int64_t index = head.index->value();
    switch (m_paths->see(index, head.path, facts.leaf)) {
    case PathCheck::Outcome::Uncovered:
        return false;
    case PathCheck::Outcome::Reaches:
        if (facts.isInScope) ++m_proved;
        if (facts.leaf == head.loggedLeaf) return false;
        if (!facts.isInScope) return true;
        add(FindingKind::EventAltered, head, &event, toHex(facts.leaf),
            head.loggedLeaf ? toHex(*head.loggedLeaf) : "an entry without a leaf hash",
            "The entry of the event was changed; the event itself is the one that the checkpoint covers");
        return true;
    case PathCheck::Outcome::Absent:
        if (!facts.isInScope) return false;
        m_unproved.add(index);
        if (m_someUnproved.size() < kUnprovedNamed) m_someUnproved.push_back(event.id);
        return false;
    case PathCheck::Outcome::Misses:
        break;
    }
    // Where the entry differs too, that says more: which leaf there was.
    if (facts.leaf != head.loggedLeaf) return false;
    add(FindingKind::EventAltered, head, &event, "root " + toHex(m_paths->checkpoint()->root), "another root",
        "The inclusion path of the event does not lead to the checkpoint that came with it: the event and its entry were "
        "changed, or the path was" +
            (facts.isInScope ? std::string() : maybeOfScope()));
    return true;
}

void RecordCheck::finishSelection()
{
    if (m_info.selection->isOfBrokenLog && m_info.selection->isOfAll) {
        m_findings.push_back(Finding{FindingKind::LogTruncated,
                                     Severity::Error,
                                     {},
                                     {},
                                     {},
                                     "a log that its newest checkpoint could be proved by",
                                     "a log with holes",
                                     "The log that the case was exported from had holes below its newest checkpoint: it could "
                                     "prove nothing, so that the case has neither checkpoint nor paths"});
    }
    if (m_pathsMet < m_info.paths) {
        m_findings.push_back(Finding{FindingKind::LogTruncated,
                                     Severity::Error,
                                     {},
                                     {},
                                     {},
                                     std::to_string(m_info.paths) + " entries",
                                     std::to_string(m_pathsMet) + " entries",
                                     "The case holds " + std::to_string(m_info.paths) + " inclusion paths, but only for " +
                                         std::to_string(m_pathsMet) +
                                         " of them the entry that they are of: rows of its log were taken away"});
    }
    const auto& wanted = m_info.selection->events;
    if (!wanted || *wanted == m_exported || m_scope.event) return;
    const bool isShort = m_exported < *wanted;
    const FindingKind kind = isShort ? FindingKind::EventMissing : FindingKind::EventUnlogged;
    m_findings.push_back(Finding{kind,
                                 severityOf(kind),
                                 {},
                                 {},
                                 {},
                                 std::to_string(*wanted) + " events",
                                 std::to_string(m_exported) + " events",
                                 isShort ? "The case holds fewer events than were exported into it"
                                         : "The case holds more events than were exported into it"});
}

void RecordCheck::judgeEvent(const RowChunk::Head& head, const store::EventView& event, const RowChunk::Facts& facts)
{
    m_leavesOfChunk += bytesOf(facts.leaf);
    m_aggregates.see(*head.aggregateId, event, head.standing == store::RecordRow::Standing::Logged || !m_info.hasLog);
    if (head.standing != store::RecordRow::Standing::Logged && !head.misstored.empty()) addMisstored(head, event);
    if (head.standing == store::RecordRow::Standing::Queued) ++m_queued;
    if (head.standing == store::RecordRow::Standing::Unlogged) {
        ++m_unlogged;
        if (m_info.hasLog)
            add(FindingKind::EventUnlogged, head, &event, "an entry in the log or the queue", "none",
                "The event stands in neither log nor queue: it was put there past the writer, or its entry was taken away");
        nameRightful(event, facts);
    }
    if (!facts.payloads.dataIsObject || facts.payloads.foreignNumber) {
        m_malformed.insert(event.id);
        add(FindingKind::MalformedPayload, head, &event, "an object of numbers that can be used exactly",
            facts.payloads.dataIsObject ? "a number that no RFC 8785 form holds" : "no object",
            facts.payloads.dataIsObject ? "The payload holds a number that cannot be used exactly"
                                        : "The payload is no JSON object");
    }
    if (!facts.isTypeKnown)
        add(FindingKind::UnknownEventType, head, &event, "a type of the catalogue", std::string(event.eventType),
            "The catalogue does not know this type of event");
    if (event.blockchainTxHash && !facts.isTxHashOdd) {
        if (m_transactions.size() < kTransactions)
            m_transactions.push_back(
                {{event.id, *head.aggregateId, event.sequence, head.index, std::string(*event.blockchainTxHash)}, facts.leaf});
        else
            ++m_transactionsLeft;
    }
    if (facts.isTxHashOdd)
        add(FindingKind::InvalidTxHash, head, &event, "0x and 64 hex digits", std::string(*event.blockchainTxHash),
            "The recorded transaction hash \"" + visibleControls(utf8Prefix(*event.blockchainTxHash, kQuotedBytes)) +
                "\" is no transaction hash (0x and 64 hex digits)");
}

}  // namespace vci::verify
