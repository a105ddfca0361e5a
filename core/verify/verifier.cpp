// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/verifier.h"

#include "core/verify/aggregatecheck.h"
#include "core/verify/badges.h"
#include "core/verify/causes.h"
#include "core/verify/listcheck.h"
#include "core/verify/olderlogs.h"
#include "core/verify/pathcheck.h"
#include "core/verify/recordcheck.h"
#include "core/verify/rowleaf.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace vci::verify {

namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(50);
/// To choose a checkpoint by, before there is anything to tell of progress.
constexpr std::int64_t kRowsToChooseBy = 4096;

void append(std::vector<Finding>& to, std::vector<Finding> from)
{
    std::ranges::move(from, std::back_inserter(to));
}

/// Of a part of a source whose log proved nothing: what the log lacked need not be of the part.
std::string wordsOfBrokenLog(const store::RecordSelection& selection)
{
    if (!selection.isOfBrokenLog || selection.isOfAll) return {};
    return "; the log that the case was exported from had holes below its newest checkpoint, so that nothing in the case is "
           "proved";
}

/// What of an exported case is not whole, to be put behind the reason. Empty where everything is.
std::string wordsOfPart(const store::RecordSelection& selection)
{
    if (selection.isOfWholeAggregates) return {};
    if (selection.whole.empty())
        return "; the case is a selection that does not hold its aggregates whole, so that gaps in it say nothing";
    const std::string whole = selection.whole.size() == 1 ? "aggregate " + selection.whole.front().toString() + " is"
                                                          : std::to_string(selection.whole.size()) + " aggregates are";
    return "; the case is a selection: " + whole + " in it whole, of " +
           (selection.hasCorrelations ? "others it holds what came by a correlation" : "others it holds a part") +
           ", so that gaps in those say nothing";
}

/// Shows the first paths of an exported case until it is known where they lead.
class Choosing final : public store::RecordVisitor {
public:
    Choosing(TenantId tenant, PathCheck& paths)
        : m_tenant(tenant)
        , m_paths(paths)
    {
    }
    [[nodiscard]] bool visit(const store::RecordRow& row) override
    {
        const bool isLast = ++m_rows == kRowsToChooseBy;
        if (!row.event || !row.index || !row.path) return !isLast;
        return m_paths.choose(row.index->value(), *row.path, leafOf(m_tenant, row, m_leaves)) && !isLast;
    }

private:
    TenantId m_tenant;
    PathCheck& m_paths;
    json::LeafWriter m_leaves;
    std::int64_t m_rows = 0;
};

class Run {
public:
    Run(store::EventReader& events, store::RecordReader& record, std::shared_ptr<const catalog::Catalog> catalog,
        const Scope& scope, Inputs inputs, const Progress& progress, std::stop_token stop)
        : m_events(events)
        , m_record(record)
        , m_catalog(std::move(catalog))
        , m_scope(scope)
        , m_inputs(std::move(inputs))
        , m_progress(progress)
        , m_stop(std::move(stop))
        , m_report{*events.tenant()}
    {
    }

    [[nodiscard]] Result<Report> run();

private:
    [[nodiscard]] bool judged(std::int64_t rows);
    [[nodiscard]] Result<void> readRecord(RecordCheck& check, const store::RecordInfo& info);
    [[nodiscard]] Result<void> checkAggregates(RecordCheck& check);
    [[nodiscard]] Result<void> checkListOfAggregates(const RecordCheck& check);
    /// What restores left behind: logs before the one in force.
    [[nodiscard]] Result<void> addOlderLogs(const store::RecordInfo& info);
    /// Finds out how the events of an exported case stand, and leaves out what its being a part explains.
    void reportSelection(const RecordCheck& check, const store::RecordSelection& selection);
    void addNotes(const std::optional<PathCheck>& paths, KnownNotes& notes);
    [[nodiscard]] Result<void> lookUpTransactions(const RecordCheck& check);
    void nameCheckpoint(const KnownNotes& notes);
    /// What the log says now of what was told of it before.
    void compareEarlier(const KnownNotes& notes);
    /// Of each time stamp, whether the log is what was stamped.
    void joinTimestamps(const KnownNotes& notes);

    store::EventReader& m_events;
    store::RecordReader& m_record;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    Scope m_scope;
    Inputs m_inputs;
    std::vector<integrity::VerifierKey> m_trusted = {};
    const Progress& m_progress;
    std::stop_token m_stop;
    Report m_report;
    std::string m_remark = {};  ///< on older logs
    std::int64_t m_total = 0;
    RecordCheck* m_check = nullptr;  ///< of run()
    Result<void> m_causation;        ///< asking about causes while rows go by
    std::chrono::steady_clock::time_point m_lastProgress = std::chrono::steady_clock::now();
};

bool Run::judged(std::int64_t rows)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_progress && now - m_lastProgress >= kProgressInterval) {
        m_lastProgress = now;
        m_progress(rows, std::max(m_total, rows));
    }
    if (m_check->causation().isFull()) m_causation = m_check->causation().resolve(m_events, *m_events.tenant(), m_stop);
    return m_causation.ok() && !m_stop.stop_requested();
}

Result<void> Run::readRecord(RecordCheck& check, const store::RecordInfo& info)
{
    if (info.hasLog) {
        VCI_CHECK(m_record.visitLog(LogIndex(0), check, m_stop));
        VCI_CHECK(check.drain());
        if (m_stop.stop_requested()) return cancelled();
        if (!info.selection) check.finishLog(m_record.headWhenVisited().value_or(info.headSize));
    }
    VCI_CHECK(m_record.visitOutside(check, m_stop));
    VCI_CHECK(check.drain());
    if (m_stop.stop_requested()) return cancelled();
    if (info.selection) check.finishSelection();
    return {};
}

Result<void> Run::checkAggregates(RecordCheck& check)
{
    std::vector<AggregateId> suspects(check.survey().suspects().begin(), check.survey().suspects().end());
    std::ranges::sort(suspects);
    for (const AggregateId aggregate : suspects) {
        if (m_scope.aggregate && *m_scope.aggregate != aggregate) continue;
        VCI_TRY(auto findings, checkAggregate(m_events, m_record, m_catalog, aggregate, m_scope, m_stop));
        std::erase_if(findings, [&check](const Finding& one) {
            return one.kind == FindingKind::MalformedPayload && one.eventId && check.isMalformed(*one.eventId);
        });
        append(m_report.findings, std::move(findings));
    }
    return {};
}

Result<void> Run::checkListOfAggregates(const RecordCheck& check)
{
    if (!m_scope.isWhole()) return {};
    VCI_TRY(auto findings, checkList(m_record, check.aggregates(), m_report.findings, m_stop));
    append(m_report.findings, std::move(findings));
    return {};
}

Result<void> Run::addOlderLogs(const store::RecordInfo& info)
{
    VCI_TRY(auto older, readOlderLogs(m_events, m_record, info, m_scope, m_inputs.older, m_trusted, m_check->log().entries(),
                                      m_report.findings, m_stop));
    append(m_report.findings, std::move(older.findings));
    m_report.isRecovered = older.isRecovered;
    m_report.recoveredFrom = std::move(older.recoveredFrom);
    m_report.lostEvents = older.lostEvents;
    m_remark = std::move(older.remark);
    return {};
}

void Run::addNotes(const std::optional<PathCheck>& paths, KnownNotes& notes)
{
    for (const RecordedNote& note : m_inputs.notes) {
        const auto parsed = integrity::SignedCheckpoint::parse(note.note);
        // A case carries one checkpoint, and no log that could join it to those of other sizes.
        const bool isOfOtherSize = parsed.ok() && parsed.value().checkpoint.origin == m_report.origin && paths &&
                                   (!paths->checkpoint() || parsed.value().checkpoint.treeSize != paths->checkpoint()->treeSize);
        if (!isOfOtherSize) notes.add(note);
        if (isOfOtherSize && note.from == RecordedNote::From::Store && paths->isTrusted())
            notes.addBeside(note, paths->checkpoint()->treeSize);
    }
    notes.finish();
    if (!paths) return;
    for (ClaimedNote& claim : notes.claims()) {
        if (paths->checkpoint() && claim.size == paths->checkpoint()->treeSize)
            claim.agrees = claim.root == paths->checkpoint()->root;
    }
    for (ValidNote& note : notes.notes()) {
        note.agrees = paths->checkpoint() && note.size == paths->checkpoint()->treeSize && note.root == paths->checkpoint()->root;
    }
}

void Run::reportSelection(const RecordCheck& check, const store::RecordSelection& selection)
{
    m_report.selection = SelectionReport{selection.isOfWholeAggregates, selection.whole, check.proved(), check.someUnproved()};
    std::erase_if(m_report.findings, [&selection](const Finding& one) {
        const bool isWhole = selection.isOfWholeAggregates ||
                             (one.aggregateId && std::ranges::find(selection.whole, *one.aggregateId) != selection.whole.end());
        return (one.kind == FindingKind::SequenceGap && !isWhole) ||
               (one.kind == FindingKind::CausationOrphan && !selection.isOfAll);
    });
}

Result<void> Run::lookUpTransactions(const RecordCheck& check)
{
    if (!m_inputs.lookUp || check.transactions().empty()) return {};
    std::vector<anchor::EventTransaction> asked;
    for (const auto& one : check.transactions()) asked.push_back({one.shown.txHash, one.leaf});
    VCI_TRY(auto report, m_inputs.lookUp(asked));
    m_report.transactionsLeft = check.transactionsLeft();
    bool countsAny = false;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        CheckedTransaction shown = check.transactions()[i].shown;
        shown.answer = std::move(report.answers.at(i));
        if (shown.answer.anchor) {
            countsAny = true;
            for (const anchor::AnchorFinding& found : shown.answer.anchor->findings) {
                Finding finding{found.kind,     severityOf(found.kind), shown.aggregateId,
                                shown.sequence, shown.eventId,          found.expected,
                                found.found,    found.message,          shown.logIndex};
                m_report.findings.push_back(std::move(finding));
            }
        }
        m_report.transactions.push_back(std::move(shown));
    }
    if (!countsAny) return {};
    for (const anchor::AnchorFinding& failed : report.sources) {
        const auto same = [&failed](const Finding& one) { return one.kind == failed.kind && one.message == failed.message; };
        if (std::ranges::any_of(m_report.findings, same)) continue;
        m_report.findings.push_back(
            {failed.kind, severityOf(failed.kind), {}, {}, {}, failed.expected, failed.found, failed.message});
    }
    return {};
}

void Run::nameCheckpoint(const KnownNotes& notes)
{
    for (const ValidNote& note : notes.notes()) {
        if (!note.isSigned || !note.agrees.value_or(false)) continue;
        m_report.checkpoint = note.note;
        m_report.checkpointSize = note.size;
    }
}

void Run::compareEarlier(const KnownNotes& notes)
{
    if (m_report.log) m_report.since.root = m_check->log().askedRoot();
    m_report.since.holdsCheckpoint = std::ranges::any_of(notes.notes(), [this](const ValidNote& note) {
        return note.isSigned && note.agrees.value_or(false) && note.note == m_inputs.earlier.checkpoint;
    });
}

void Run::joinTimestamps(const KnownNotes& notes)
{
    for (CheckedTimestamp& one : m_report.timestamps) {
        one.isOfLog = std::ranges::any_of(notes.notes(), [&one](const ValidNote& note) {
            return note.size == one.treeSize && note.root == one.root && note.agrees.value_or(false);
        });
    }
}

Result<Report> Run::run()
{
    VCI_TRY(const store::RecordInfo info, m_record.info(m_stop));
    m_report.hasLog = info.hasLog;
    m_total = info.headSize;
    std::optional<KnownNotes> notes;
    const auto logId = info.hasLog ? LogId::tryFromString(info.logId) : std::nullopt;
    // Without a log there is nothing to hold notes against: an origin that no note has.
    const integrity::Origin origin{logId.value_or(*LogId::tryFromString(std::string(32, '0'))), *m_events.tenant()};
    if (logId) m_report.origin = origin.toString();
    m_trusted = std::move(m_inputs.trusted);
    notes.emplace(origin, m_trusted);
    std::optional<PathCheck> paths;
    if (logId && info.selection) paths.emplace(origin, m_inputs.notes, m_trusted);
    if (paths && paths->isUndecided()) {
        Choosing choosing(*m_events.tenant(), *paths);
        VCI_CHECK(m_record.visitLog(LogIndex(0), choosing, m_stop));
    }
    if (!logId) m_inputs.notes.clear();
    addNotes(paths, *notes);
    RecordCheck check(*m_events.tenant(), m_scope, info, *notes, std::move(paths), m_catalog,
                      [this](std::int64_t rows) { return judged(rows); });
    m_check = &check;
    if (m_inputs.earlier.entries) check.log().askRoot(*m_inputs.earlier.entries);
    VCI_CHECK(readRecord(check, info));
    VCI_CHECK(std::exchange(m_causation, {}));
    VCI_CHECK(check.causation().resolve(m_events, *m_events.tenant(), m_stop));
    append(m_report.findings, check.takeFindings());
    append(m_report.findings, check.log().takeFindings());
    append(m_report.findings, notes->takeFindings());
    append(m_report.findings, check.causation().takeFindings());
    VCI_CHECK(checkListOfAggregates(check));
    VCI_CHECK(checkAggregates(check));
    VCI_CHECK(addOlderLogs(info));
    if (info.selection) reportSelection(check, *info.selection);
    append(m_report.findings, std::move(m_inputs.findings));
    if (m_inputs.beside) {
        VCI_TRY(auto findings, m_inputs.beside());
        append(m_report.findings, std::move(findings));
    }
    m_report.anchors = std::move(m_inputs.anchors);
    VCI_CHECK(lookUpTransactions(check));
    nameCheckpoint(*notes);
    m_report.timestamps = std::move(m_inputs.timestamps);
    joinTimestamps(*notes);
    m_report.eventsDigest = check.finishDigest();
    if (info.hasLog && !info.selection) m_report.log = LogExtent{check.log().entries(), check.log().root()};
    compareEarlier(*notes);
    linkCauses(m_report.findings);
    decideBadges(Evidence{m_scope, info.selection ? info.headSize : check.log().size(), check.loggedInScope(), check.unproved(),
                          check.queued(), check.unlogged(), notes->notes(), notes->brokenSizes()},
                 m_report);
    if (info.selection) m_report.reason += wordsOfPart(*info.selection) + wordsOfBrokenLog(*info.selection);
    if (m_report.badge != Badge::Mismatch) m_report.reason += notes->wordsOfContradicted() + m_remark;
    m_report.events = m_report.coverage.events();
    m_report.aggregates = check.aggregatesInScope();
    return std::move(m_report);
}

}  // namespace

Result<Report> verify(store::EventReader& events, store::RecordReader& record,
                      const std::shared_ptr<const catalog::Catalog>& catalog, const Scope& scope, Inputs inputs,
                      const Progress& progress, const std::stop_token& stop)
{
    return Run(events, record, catalog, scope, std::move(inputs), progress, stop).run();
}

}  // namespace vci::verify
