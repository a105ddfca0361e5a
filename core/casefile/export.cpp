// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/export.h"

#include "core/integrity/checkpoint.h"
#include "core/integrity/logtree.h"
#include "core/json/leaf.h"
#include "core/store/toevent.h"

#include <algorithm>
#include <functional>
#include <future>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace vci::casefile {

namespace {

constexpr std::size_t kEventsPerPage = 5000;
constexpr std::size_t kAnchorsPerPage = 100;
constexpr std::int64_t kSparsest = 8;  // rows of the log read for each wanted one, before they are asked for one by one

using Page = std::function<Result<store::EventPage>(const store::PageRequest&)>;

/// Where in the log the entries of a page are.
struct Stretch {
    std::int64_t begin = INT64_MAX;
    std::int64_t end = 0;
    std::int64_t entries = 0;

    void add(std::int64_t index)
    {
        begin = std::min(begin, index);
        end = std::max(end, index + 1);
        ++entries;
    }
    /// Whether reading all of it costs less than asking for each.
    [[nodiscard]] bool isDense() const { return entries > 0 && end - begin <= kSparsest * entries; }
};

class Export {
public:
    Export(const ExportSource& source, const Selection& selection, CaseBuilder& target, const store::ProgressFunction& progress,
           std::stop_token stop)
        : m_source(source.events)
        , m_sourceCase(source.ofCase)
        , m_record(source.record)
        , m_selection(selection)
        , m_target(target)
        , m_progress(progress)
        , m_stop(std::move(stop))
    {
    }

    Result<ExportOutcome> run()
    {
        VCI_CHECK(openLog());
        VCI_TRY(const Tenant tenant, tenantInForce());
        VCI_CHECK(m_target.begin(tenant, m_head));
        VCI_CHECK(copyAll());
        VCI_TRY(auto anchors, anchorsOfCheckpoint());
        VCI_TRY(auto timestamps, timestampsOfCheckpoint());
        // What was read from a sealed file counts only if it is still what was sealed.
        VCI_CHECK(m_source.confirmUnchanged(m_stop));
        ExportSummary whole = summary();
        whole.anchors = std::move(anchors);
        whole.timestamps = std::move(timestamps);
        VCI_CHECK(m_target.finish(whole));
        notice();
        return std::move(m_outcome);
    }

private:
    Result<Tenant> tenantInForce()
    {
        VCI_TRY(const auto tenants, m_source.tenants());
        for (const Tenant& tenant : tenants)
            if (tenant.id == *m_source.tenant()) return tenant;
        return Tenant{*m_source.tenant(), {}};
    }

    /// What the source itself is; the log in force, its newest checkpoint, and the tree below it.
    Result<void> openLog()
    {
        if (m_sourceCase != nullptr) {
            VCI_TRY(const CaseInfo info, m_sourceCase->caseInfo());
            m_isExport = info.selection.has_value();
            // Of one that does not say what it holds nothing is taken to be whole.
            if (m_isExport) m_sourceSelection = tryRecordSelection(*info.selection).value_or(store::RecordSelection{});
        }
        m_log = m_source.info().hasLog ? m_source.log() : nullptr;
        if (m_log == nullptr) return {};
        VCI_TRY(const auto heads, m_log->logs(m_stop));
        if (heads.empty()) {
            m_log = nullptr;
            return {};
        }
        m_head = heads.front();
        VCI_TRY(const auto checkpoints, m_log->checkpoints(m_head->id, m_stop));
        if (checkpoints.empty() || !checkpoints.back().root) return {};
        m_checkpoint = checkpoints.back();
        m_canProve = m_isExport;
        if (m_isExport) return {};
        auto tree = integrity::LogTree::read(*m_log, m_head->id, m_checkpoint->treeSize, {}, m_stop);
        // A log with holes proves nothing; its rows go along as they are, and verify says what is wrong with them.
        if (!tree.ok() && tree.error().code != ErrorCode::Damaged) return std::move(tree).error();
        m_canProve = tree.ok();
        if (!tree.ok()) return lookForHoles();
        m_tree.emplace(std::move(tree).value());
        m_prover.emplace(*m_tree, m_checkpoint->treeSize);
        return {};
    }

    /// A checkpoint over more than there is, which anybody may have put in, says nothing of the log.
    Result<void> lookForHoles()
    {
        m_isBroken = m_checkpoint->treeSize <= m_head->size;
        if (m_isBroken) return {};
        const auto tree = integrity::LogTree::read(*m_log, m_head->id, m_head->size, {}, m_stop);
        if (!tree.ok() && tree.error().code != ErrorCode::Damaged) return tree.error();
        m_isBroken = !tree.ok();
        return {};
    }

    Result<void> copyAll()
    {
        for (const AggregateId id : m_selection.aggregates) {
            VCI_CHECK(copy([&](const store::PageRequest& page) { return m_source.aggregateEvents(id, page, m_stop); }));
        }
        for (const CorrelationId id : m_selection.correlations) {
            const std::int64_t seen = m_seen;
            VCI_CHECK(copy([&](const store::PageRequest& page) { return m_source.correlated(id, page, m_stop); }));
            if (m_seen == seen)
                return makeError(ErrorCode::NotFound, "there is no correlation " + id.toString() + " in this tenant");
        }
        if (!m_selection.isOfAllAggregates()) return {};
        if (m_record != nullptr) return copyRecord();
        return copy([&](const store::PageRequest& page) { return m_source.events(page, m_stop); });
    }

    /// Collects what of a record is taken, a page at a time.
    class Taking final : public store::RecordVisitor {
    public:
        explicit Taking(Export& work)
            : m_export(work)
        {
        }
        bool visit(const store::RecordRow& row) override
        {
            if (row.index) m_next = std::max(m_next, row.index->value() + 1);
            if (!row.event) {
                if (row.index && row.loggedEvent) m_lost.push_back({*row.index, *row.loggedEvent, row.loggedLeaf});
                return true;
            }
            ExportedEvent one{store::toEvent(*row.event, *row.aggregateId, *m_export.m_source.tenant()), row.isAdopted};
            if (row.index) one.entry = store::LogEntry{*row.index, one.event.id, row.loggedLeaf};
            if (m_export.m_selection.takes(one.event)) m_page.push_back(std::move(one));
            return m_page.size() < kEventsPerPage || send();
        }
        /// False where something failed.
        bool send()
        {
            m_failure = m_export.takePage(std::exchange(m_page, {}));
            return m_failure.ok();
        }
        [[nodiscard]] const Result<void>& failure() const { return m_failure; }
        /// Behind the last entry that was met.
        [[nodiscard]] std::int64_t next() const { return m_next; }
        /// The entries whose events are not there.
        [[nodiscard]] const std::vector<store::LogEntry>& lost() const { return m_lost; }

    private:
        Export& m_export;
        std::vector<ExportedEvent> m_page;
        std::vector<store::LogEntry> m_lost;
        std::int64_t m_next = 0;
        Result<void> m_failure;
    };

    Result<void> copyRecord()
    {
        Taking taking(*this);
        VCI_CHECK(m_record->visitLog(LogIndex(0), taking, m_stop));
        VCI_CHECK(taking.failure());
        VCI_CHECK(m_record->visitOutside(taking, m_stop));
        VCI_CHECK(taking.failure());
        VCI_TRY(const store::RecordInfo now, m_record->info(m_stop));
        if (m_head && now.logId != m_head->id.toString())
            return makeError(ErrorCode::Locked, "the log of the source was recovered while it was exported: export again");
        // What waited when the log was read and had its entry when the queue was.
        if (!m_isExport && now.headSize > taking.next()) VCI_CHECK(m_record->visitLog(LogIndex(taking.next()), taking, m_stop));
        [[maybe_unused]] const bool isSent = taking.send();
        VCI_CHECK(taking.failure());
        VCI_CHECK(finishProving());
        VCI_CHECK(finishAdding());
        VCI_CHECK(copyLost(taking.lost()));
        return m_record->confirmUnchanged(m_stop);
    }

    /// What a deletion left of an event goes along, so that the case says so as its source does. Of a part nobody knows whether
    /// it was of it.
    Result<void> copyLost(const std::vector<store::LogEntry>& entries)
    {
        if (entries.empty()) return {};
        m_outcome.notices.push_back("The log of the source names " + std::to_string(entries.size()) +
                                    (entries.size() == 1 ? " event that is" : " events that are") +
                                    " not there any more: verify the source.");
        if (!m_selection.isOfWholeAggregates()) return {};
        for (const store::LogEntry& entry : entries) {
            std::optional<std::vector<Sha256>> path;
            if (m_canProve && entry.index.value() < m_checkpoint->treeSize) {
                VCI_TRY(path, pathOf(entry));
            }
            VCI_CHECK(m_target.addLost(entry, path));
        }
        m_lost = std::ssize(entries);
        return {};
    }

    /// What of a record is taken already has its entry. While a page is read, the one before gets its paths, which asks another
    /// connection than the record's, and the one before that is written.
    Result<void> takePage(std::vector<ExportedEvent> events)
    {
        if (m_stop.stop_requested()) return cancelled();
        m_seen += std::ssize(events);
        VCI_CHECK(finishProving());
        m_proving = std::async(
            std::launch::async,
            [this](std::vector<ExportedEvent> taken) -> Result<std::vector<ExportedEvent>> {
                for (ExportedEvent& one : taken) canonicalise(one.event);
                VCI_CHECK(addPaths(taken));
                return taken;
            },
            std::move(events));
        return {};
    }

    Result<void> finishProving()
    {
        if (!m_proving.valid()) return {};
        VCI_TRY(auto events, m_proving.get());
        return send(std::move(events));
    }

    /// The time stamps of the exported checkpoint, as they are recorded.
    Result<std::vector<store::StoredTimestamp>> timestampsOfCheckpoint()
    {
        if (!m_canProve) return std::vector<store::StoredTimestamp>();
        VCI_TRY(auto timestamps, m_log->timestamps(m_head->id, m_stop));
        std::erase_if(timestamps, [this](const auto& one) { return one.treeSize != m_checkpoint->treeSize; });
        return timestamps;
    }

    /// The anchors that hold the exported checkpoint, as they are recorded.
    Result<std::vector<RecordedAnchor>> anchorsOfCheckpoint()
    {
        std::vector<RecordedAnchor> kept;
        store::AnchorReader* const reader = m_source.anchors();
        if (!m_canProve || reader == nullptr) return kept;
        const auto isOther = [this](const AnchorMember& one) {
            const bool isOfLog = one.logId == m_head->id.toString();
            if (isOfLog && one.treeSize < m_checkpoint->treeSize) m_hasOlderAnchor = true;
            return !isOfLog || one.treeSize != m_checkpoint->treeSize;
        };
        std::optional<AnchorId> after;
        while (true) {
            VCI_TRY(auto page, reader->anchors(after, kAnchorsPerPage, m_stop));
            if (page.empty()) {
                if (kept.empty() && m_hasOlderAnchor)
                    m_outcome.notices.emplace_back("The newest checkpoint is not anchored yet, though an older one is: the case "
                                                   "will read Signed only. Anchor it "
                                                   "with `voicecore-audit log anchor` and export again.");
                return kept;
            }
            after = page.back().id;
            for (RecordedAnchor& anchor : page) {
                std::erase_if(anchor.members, isOther);
                if (!anchor.members.empty()) kept.push_back(std::move(anchor));
            }
        }
    }

    Result<void> copy(const Page& pageOf)
    {
        store::PageRequest request;
        request.limitRows = kEventsPerPage;
        do {
            if (m_stop.stop_requested()) return cancelled();
            VCI_TRY(auto page, pageOf(request));
            m_seen += std::ssize(page.events);
            request.after = std::move(page.next);
            VCI_TRY(auto events, prepare(std::move(page.events)));
            VCI_CHECK(send(std::move(events)));
        } while (request.after);
        return finishAdding();
    }

    /// While a page is written, the next one is read.
    Result<void> send(std::vector<ExportedEvent> events)
    {
        if (events.empty()) return {};
        VCI_CHECK(finishAdding());
        m_adding = std::async(std::launch::async, [this, taken = std::move(events)] { return m_target.add(taken); });
        return {};
    }

    Result<void> finishAdding()
    {
        if (!m_adding.valid()) return {};
        VCI_TRY(const CaseBuilder::Added added, m_adding.get());
        m_outcome.events += added.events;
        m_outcome.proved += added.proved;
        if (m_progress) m_progress(m_outcome.events);
        return {};
    }

    /// What of a page is taken, with its evidence.
    Result<std::vector<ExportedEvent>> prepare(std::vector<Event> page)
    {
        std::vector<ExportedEvent> events;
        std::vector<EventId> ids;
        for (Event& event : page) {
            if (!m_selection.takes(event)) continue;
            canonicalise(event);
            ids.push_back(event.id);
            events.push_back(ExportedEvent{std::move(event)});
        }
        VCI_TRY(const auto adopted, m_source.adoptedAmong(ids, m_stop));
        const std::unordered_set<EventId> isAdopted(adopted.begin(), adopted.end());
        for (ExportedEvent& one : events) one.isAdopted = isAdopted.contains(one.event.id);
        if (m_log != nullptr) VCI_CHECK(addEntries(events));
        return events;
    }

    /// A case file holds the bytes of the leaf already; if it does not, that must stay to be seen.
    void canonicalise(Event& event)
    {
        if (m_sourceCase != nullptr) return;
        event.eventData = m_leaves.canonicalPayload(event.eventData);
        event.metadata = m_leaves.canonicalPayload(event.metadata);
    }

    Result<void> addEntries(std::vector<ExportedEvent>& events)
    {
        std::unordered_map<std::int64_t, ExportedEvent*> byIndex;
        Stretch stretch;
        for (ExportedEvent& one : events) {
            if (!one.event.pos) continue;
            byIndex.emplace(one.event.pos->value(), &one);
            stretch.add(one.event.pos->value());
        }
        if (byIndex.empty()) return {};
        if (stretch.isDense()) {
            const auto take = [&](const store::LogEntry& entry) {
                const auto wanted = byIndex.find(entry.index.value());
                if (wanted != byIndex.end() && wanted->second->event.id == entry.event) wanted->second->entry = entry;
                return true;
            };
            VCI_CHECK(m_log->visitLog(m_head->id, LogIndex(stretch.begin), LogIndex(stretch.end), take, m_stop));
        } else {
            for (const auto& [index, one] : byIndex) {
                VCI_TRY(one->entry, m_log->entryOf(m_head->id, one->event.id, m_stop));
            }
        }
        return addPaths(events);
    }

    Result<void> addPaths(std::vector<ExportedEvent>& events)
    {
        if (!m_canProve) return {};
        if (m_tree) VCI_CHECK(holdNeighbours(events));
        for (ExportedEvent& one : events) {
            if (!one.entry || one.entry->index.value() >= m_checkpoint->treeSize) continue;
            VCI_TRY(one.path, pathOf(*one.entry));
        }
        return {};
    }

    Result<void> holdNeighbours(const std::vector<ExportedEvent>& events)
    {
        Stretch stretch;
        std::vector<Sha256> run;  // leaves, as long as each entry is the one behind the last
        for (const ExportedEvent& one : events) {
            if (!one.entry || one.entry->index.value() >= m_tree->size()) continue;
            stretch.add(one.entry->index.value());
            if (one.entry->leafHash && one.entry->index.value() == stretch.begin + std::ssize(run))
                run.push_back(*one.entry->leafHash);
        }
        if (!stretch.isDense()) return {};
        if (std::ssize(run) == stretch.end - stretch.begin) return m_tree->hold(stretch.begin, run);
        return m_tree->hold(stretch.begin, stretch.end);
    }

    /// Of an entry that the checkpoint holds.
    Result<std::optional<std::vector<Sha256>>> pathOf(const store::LogEntry& entry)
    {
        if (m_isExport) return m_sourceCase->proofOf(entry.event);
        VCI_TRY(auto path, m_prover->path(entry.index.value()));
        return std::optional(std::move(path));
    }

    ExportSummary summary()
    {
        ExportSummary summary;
        const TenantId tenant = *m_source.tenant();
        if (m_head) summary.origin = integrity::Origin{m_head->id, tenant}.toString();
        if (m_canProve) summary.checkpoint = m_checkpoint;
        if (m_canProve) m_outcome.treeSize = m_checkpoint->treeSize;
        // The trace of a lost one counts: the case is held against both.
        const std::int64_t rows = m_outcome.events + m_lost;
        summary.selection = m_selection.text(m_source.info().label, tenant, rows, m_sourceSelection,
                                             m_isBroken ? Selection::SourceLog::Broken : Selection::SourceLog::Sound);
        summary.custodyObject = std::to_string(rows) + " events of tenant " + tenant.toString() + " from " +
                                m_source.info().label + ": " + m_selection.words();
        return summary;
    }

    void notice()
    {
        if (!m_head) {
            m_outcome.notices.emplace_back(
                "The source has no log: the case says what it holds, but nothing proves it (Not covered).");
        } else if (!m_checkpoint) {
            m_outcome.notices.emplace_back(
                "The source has no checkpoint yet: the case holds rows of its log, but no proof of them.");
        } else if (!m_canProve && !m_isBroken) {
            m_outcome.notices.emplace_back("The newest checkpoint of the source is over more entries than its log has: no proof "
                                           "could be made. Run verify on the source.");
        } else if (!m_canProve) {
            m_outcome.notices.emplace_back(
                "The log of the source has holes below its newest checkpoint: no proof could be made. Run "
                "verify on the source.");
        } else if (m_outcome.proved < m_outcome.events) {
            const std::int64_t newer = m_outcome.events - m_outcome.proved;
            m_outcome.notices.push_back(std::to_string(newer) + (newer == 1 ? " event is" : " events are") +
                                        " newer than the newest checkpoint and " + (newer == 1 ? "comes" : "come") +
                                        " without a proof.");
        }
    }

    store::EventReader& m_source;
    CaseReader* m_sourceCase;
    store::RecordReader* m_record;
    const Selection& m_selection;
    CaseBuilder& m_target;
    const store::ProgressFunction& m_progress;
    std::stop_token m_stop;
    bool m_isExport = false;                                  ///< the source is one itself
    std::optional<store::RecordSelection> m_sourceSelection;  ///< of such a one
    json::LeafWriter m_leaves;
    store::LogReader* m_log = nullptr;
    std::optional<store::LogHead> m_head;
    std::optional<store::StoredCheckpoint> m_checkpoint;
    std::optional<integrity::LogTree> m_tree;
    std::optional<integrity::InclusionProver> m_prover;  ///< from m_tree to m_checkpoint
    bool m_canProve = false;
    bool m_isBroken = false;  ///< the log has holes
    bool m_hasOlderAnchor = false;
    std::int64_t m_seen = 0;
    std::int64_t m_lost = 0;  ///< entries without events that were copied
    ExportOutcome m_outcome;
    std::future<Result<std::vector<ExportedEvent>>> m_proving;  ///< the page before; ends before the rest does, as m_adding
    std::future<Result<CaseBuilder::Added>> m_adding;           ///< the page before that, on its way into target
};

}  // namespace

Result<ExportOutcome> exportSelection(const ExportSource& source, const Selection& selection, CaseBuilder& target,
                                      const store::ProgressFunction& progress, std::stop_token stop)
{
    return Export(source, selection, target, progress, std::move(stop)).run();
}

}  // namespace vci::casefile
