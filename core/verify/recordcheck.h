// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/verify/aggregateextents.h"
#include "core/verify/causationcheck.h"
#include "core/verify/indexruns.h"
#include "core/verify/logcheck.h"
#include "core/verify/pathcheck.h"
#include "core/verify/report.h"
#include "core/verify/rowchunk.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <unordered_set>
#include <vector>

namespace vci::verify {

/// Takes every row of the record, has the leaves made on other threads, and the rows judged in their order, by one of those at a
/// time: the log's entries, each event against its entry, each event by itself. What only a whole aggregate or the source can
/// tell is put aside: survey(), causation(). Memory is bounded by the number of aggregates and of findings, and of runs of
/// entries in scope. To be called by one thread; what it found is whole after drain().
class RecordCheck final : public store::RecordVisitor {
public:
    /// paths: of an exported case, whose entries are not held against the log as a whole. judged is told how many rows were
    /// judged so far, in the thread that visits and while nothing is being judged; false ends the visit.
    RecordCheck(TenantId tenant, Scope scope, store::RecordInfo info, KnownNotes& notes, std::optional<PathCheck> paths,
                std::shared_ptr<const catalog::Catalog> catalog, std::function<bool(std::int64_t)> judged);

    [[nodiscard]] bool visit(const store::RecordRow& row) override;
    /// Judges what is still on its way. Errors: Internal.
    [[nodiscard]] Result<void> drain();
    /// After the last entry of the log. headSize: LogCheck::finish().
    void finishLog(std::int64_t headSize) { m_log.finish(headSize); }
    /// After the last row of an exported case: whether it has as many as it says.
    void finishSelection();

    [[nodiscard]] replay::PlaceSurvey& survey() { return m_survey; }
    [[nodiscard]] CausationCheck& causation() { return m_causation; }
    [[nodiscard]] LogCheck& log() { return m_log; }
    [[nodiscard]] std::vector<Finding> takeFindings() { return std::move(m_findings); }

    /// The entries whose events are in scope and there, by log_index.
    [[nodiscard]] const IndexRuns& loggedInScope() const { return m_loggedInScope; }
    /// Of those the ones that the checkpoint of an exported case covers and no path leads to it.
    [[nodiscard]] const IndexRuns& unproved() const { return m_unproved; }
    [[nodiscard]] std::int64_t proved() const { return m_proved; }
    /// The ids of the first of unproved().
    [[nodiscard]] const std::vector<EventId>& someUnproved() const { return m_someUnproved; }
    /// The events in scope that name a transaction, in their order; the first so many.
    struct NamedTransaction {
        CheckedTransaction shown;
        Sha256 leaf;
    };
    [[nodiscard]] const std::vector<NamedTransaction>& transactions() const { return m_transactions; }
    [[nodiscard]] std::int64_t transactionsLeft() const { return m_transactionsLeft; }
    /// After drain(), once: SHA-256 over the leaf hashes of the events in scope, in the order in which the record holds them.
    [[nodiscard]] Sha256 finishDigest() { return m_leaves.finish(); }
    /// How many events in scope have no entry: those that wait, and those that do not.
    [[nodiscard]] std::int64_t queued() const { return m_queued; }
    [[nodiscard]] std::int64_t unlogged() const { return m_unlogged; }
    [[nodiscard]] std::int64_t aggregatesInScope() const { return m_aggregates.size(); }
    /// Of each of those, what the source's list of aggregates should say: of the events in the log, where there is one.
    [[nodiscard]] const AggregateExtents& aggregates() const { return m_aggregates; }
    /// Whether the event's payload was flagged by itself.
    [[nodiscard]] bool isMalformed(EventId id) const { return m_malformed.contains(id); }

private:
    void send();
    [[nodiscard]] bool receive();
    /// False where no more rows are wanted. After it nothing is being judged.
    [[nodiscard]] bool finishJudging();
    void judgeAll(const RowChunk& chunk);
    void judge(const RowChunk::Head& head, const store::EventView* event, const RowChunk::Facts* facts);
    void judgeEntry(const RowChunk::Head& head, const store::EventView* event, const RowChunk::Facts* facts);
    /// Whether a finding came of it.
    [[nodiscard]] bool judgePath(const RowChunk::Head& head, const store::EventView& event, const RowChunk::Facts& facts);
    /// What a message adds where the event may have been of the scope, or not.
    [[nodiscard]] std::string maybeOfScope() const;
    /// An event without an entry: where an entry that names another event is its own, by the leaf hash, that was made to.
    void nameRightful(const store::EventView& event, const RowChunk::Facts& facts);
    void addMisstored(const RowChunk::Head& head, const store::EventView& event);
    void judgeEvent(const RowChunk::Head& head, const store::EventView& event, const RowChunk::Facts& facts);
    void add(FindingKind kind, const RowChunk::Head& head, const store::EventView* event, std::string expected, std::string found,
             std::string message);

    TenantId m_tenant;
    Scope m_scope;
    store::RecordInfo m_info;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::function<bool(std::int64_t)> m_judged;
    replay::PlaceSurvey m_survey;
    CausationCheck m_causation;
    LogCheck m_log;
    std::optional<PathCheck> m_paths;
    std::unique_ptr<RowChunk> m_filling;
    std::vector<std::unique_ptr<RowChunk>> m_spare;  ///< judged; their memory is used again
    std::deque<std::future<std::unique_ptr<RowChunk>>> m_underway;
    std::vector<Finding> m_findings;
    std::map<Sha256, std::size_t> m_oddByLeaf;  ///< findings of entries that are not their events', by leaf hash
    IndexRuns m_loggedInScope;
    IndexRuns m_unproved;
    std::vector<EventId> m_someUnproved;
    std::vector<NamedTransaction> m_transactions;
    std::int64_t m_transactionsLeft = 0;
    std::unordered_set<EventId> m_malformed;
    AggregateExtents m_aggregates;
    Sha256Stream m_leaves;        ///< of the events in scope
    std::string m_leavesOfChunk;  ///< not in m_leaves yet: handing over each by itself costs as much as hashing it
    std::int64_t m_rows = 0;
    std::int64_t m_exported = 0;  ///< rows of an exported case, events that are gone included
    std::int64_t m_pathsMet = 0;  ///< beside their entries
    std::int64_t m_proved = 0;
    std::int64_t m_queued = 0;
    std::int64_t m_unlogged = 0;
    std::string m_failure;
    std::future<std::unique_ptr<RowChunk>> m_judging;  ///< the chunk before; the last member: it ends before what it works on
};

}  // namespace vci::verify
