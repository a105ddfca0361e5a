// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/olderlogs.h"

#include "core/verify/places.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>

namespace vci::verify {

namespace {

using Logs = std::vector<std::unique_ptr<OlderLog>>;

const OlderLog* logOf(const Logs& logs, const LogId& id)
{
    const auto found = std::ranges::find_if(logs, [&id](const auto& one) { return one->id() == id; });
    return found == logs.end() ? nullptr : found->get();
}

/// The recovery that the log in force begins with. Right after `db adopt` all of it may still wait.
std::optional<RecoveryRecord> beginningOf(const std::vector<PlacedRecovery>& recoveries, std::int64_t inForce)
{
    for (auto one = recoveries.rbegin(); one != recoveries.rend(); ++one) {
        const bool isFirst = one->pos ? one->pos->value() == 0 : inForce == 0;
        if (isFirst) return one->record;
    }
    return std::nullopt;
}

/// From the log in force back to the first one.
std::vector<RecoveryRecord> chainOf(const std::vector<PlacedRecovery>& recoveries, const Logs& logs, std::int64_t inForce)
{
    std::vector<RecoveryRecord> chain;
    auto next = beginningOf(recoveries, inForce);
    while (next && std::ranges::find(chain, next->log, &RecoveryRecord::log) == chain.end()) {
        chain.push_back(*next);
        const OlderLog* const log = logOf(logs, next->log);
        const bool neverBegan = next->recoveredSize == 0;
        next = log == nullptr ? std::nullopt : log->beginning();
        if (next || !neverBegan) continue;
        // A log of which no entry came back took its own beginning along; the event is in the log that followed.
        const auto own =
            std::ranges::find(recoveries, chain.back().log, [](const PlacedRecovery& one) { return one.record.log; });
        if (own != recoveries.begin() && own != recoveries.end()) next = std::prev(own)->record;
    }
    return chain;
}

Finding replacement(const OlderLog& log)
{
    const auto note = log.signedBy();
    const std::string what = log.entries() > 0 ? ", of which " + std::to_string(log.entries()) + " entries are here"
                             : note            ? ", over which " + *note + " was signed"
                                               : ", of which no entry is here";
    Finding finding{FindingKind::LogTruncated,
                    Severity::Error,
                    {},
                    {},
                    {},
                    "a log that begins with the record of its recovery",
                    "none",
                    "The log in force does not record that it follows the log " + log.id().toString() + what +
                        ": it was put in the place of that one, or that one was put in"};
    // The record would be its first entry.
    finding.hint = {-1, 1};
    return finding;
}

/// Events that a log took over though nothing tells what they were before.
Finding takenOver(const RecoveryRecord& record)
{
    const bool isOne = record.unlogged == 1;
    const std::string count = std::to_string(*record.unlogged) + (isOne ? " event" : " events");
    return {FindingKind::EventUnlogged,
            Severity::Error,
            {},
            {},
            {},
            "events of the log " + record.log.toString() + " or its queue",
            count + " in neither",
            "The log that was begun after a restore, in the place of " + record.log.toString() + ", took over " + count +
                " that stood in neither that log nor its queue: put there past the writer, or " +
                (isOne ? "its entry" : "their entries") + " had been taken away"};
}

void addTakenOver(std::span<const RecoveryRecord> chain, std::vector<Finding>& findings)
{
    for (const RecoveryRecord& one : chain)
        if (one.unlogged.value_or(0) > 0) findings.push_back(takenOver(one));
}

/// On a record from which it was taken what the log took over, or which an earlier version wrote.
std::string remarkOnUntold(std::span<const RecoveryRecord> chain)
{
    const auto untold = std::ranges::find_if(chain, [](const RecoveryRecord& one) { return !one.unlogged; });
    if (untold == chain.end()) return {};
    return "; the record of the recovery from " + untold->log.toString() +
           " does not tell how many events had no entry then: whether some were put in or altered before, nobody can say";
}

/// On a log that was followed and is not there: events that were written to a new source bring the record of it along, too.
std::string remarkOn(const std::vector<RecoveryRecord>& chain, const Logs& logs)
{
    const auto gone = std::ranges::find_if(chain, [&logs](const RecoveryRecord& one) { return logOf(logs, one.log) == nullptr; });
    if (gone == chain.end()) return {};
    return "; the log was begun after a restore, in the place of " + gone->log.toString() +
           ", which the source does not have: whether something was altered before, nobody can say";
}

/// Where an event was altered after a log took it over, the entries of all logs before say the same of it: told once.
void leaveOutWhatIsTold(std::vector<Finding>& findings, std::span<const Finding> found)
{
    std::set<std::pair<EventId, std::string>> told;
    const auto isAltered = [](const Finding& one) { return one.kind == FindingKind::EventAltered && one.eventId; };
    for (const Finding& one : found)
        if (isAltered(one)) told.emplace(*one.eventId, one.expected);
    std::erase_if(findings,
                  [&](const Finding& one) { return isAltered(one) && !told.emplace(*one.eventId, one.expected).second; });
}

/// Of an exported case, which keeps no older log: what it was recovered from, newest first, as the events in it say. Only the
/// record that its log begins with says so, and those that were there before; anybody may have appended another since.
Result<std::optional<std::vector<RecoveryRecord>>> recordedIn(store::EventReader& events, const std::stop_token& stop)
{
    store::PageRequest first;
    first.limitRows = 1;
    VCI_TRY(const auto page, events.events(first, stop));
    const bool holdsBeginning = !page.events.empty() && page.events.front().pos && page.events.front().pos->value() == 0;
    if (!holdsBeginning) return std::optional<std::vector<RecoveryRecord>>();
    VCI_TRY(const auto recoveries, placedRecoveries(events, stop));
    const auto isBeginning = [](const PlacedRecovery& one) { return one.pos && one.pos->value() == 0; };
    auto newest = std::ranges::find_if(recoveries.rbegin(), recoveries.rend(), isBeginning);
    std::vector<RecoveryRecord> recorded;
    for (; newest != recoveries.rend(); ++newest) recorded.push_back(newest->record);
    return std::optional(std::move(recorded));
}

}  // namespace

Result<OlderLogs> readOlderLogs(store::EventReader& events, store::RecordReader& record, const store::RecordInfo& info,
                                const Scope& scope, std::span<const OlderNotes> known,
                                const std::vector<integrity::VerifierKey>& trusted, std::int64_t inForce,
                                std::span<const Finding> found, const std::stop_token& stop)
{
    OlderLogs outcome;
    std::optional<std::vector<RecoveryRecord>> recorded(std::in_place);
    if (info.selection) {
        VCI_TRY(recorded, recordedIn(events, stop));
    }
    if (recorded) {
        // The others have no place any more that would vouch for them.
        addTakenOver(std::span(*recorded).first(std::min<std::size_t>(recorded->size(), 1)), outcome.findings);
        outcome.recoveredFrom.emplace();
        std::ranges::transform(*recorded, std::back_inserter(*outcome.recoveredFrom), &RecoveryRecord::log);
    }
    Logs logs;
    for (const std::string& older : info.olderLogs) {
        const auto id = LogId::tryFromString(older);
        if (!id) continue;
        const auto notes = std::ranges::find(known, *id, &OlderNotes::log);
        auto log =
            std::make_unique<OlderLog>(*events.tenant(), scope, notes == known.end() ? OlderNotes{*id, {}} : *notes, trusted);
        VCI_CHECK(record.visitOlder(older, *log, stop));
        if (stop.stop_requested()) return cancelled();
        logs.push_back(std::move(log));
    }
    if (!info.hasLog || info.selection) return outcome;
    VCI_TRY(const auto recoveries, placedRecoveries(events, stop));
    const auto chain = chainOf(recoveries, logs, inForce);
    // A log is every tenant's: one that had none of this tenant's events leaves nothing in its record.
    bool isOfThisTenant = false;
    if (!logs.empty() && events.info().kind == store::SourceKind::CaseFile) {
        VCI_TRY(const auto tenants, events.tenants());
        isOfThisTenant = tenants.size() == 1;
    }
    for (const auto& log : logs) {
        const auto link = std::ranges::find(chain, log->id(), &RecoveryRecord::log);
        if (link != chain.end()) {
            log->holdAgainst(*link);
            outcome.isRecovered = true;
            outcome.lostEvents += log->lostEvents();
        } else if (log->entries() > 0 || log->signedBy() || isOfThisTenant) {
            outcome.findings.push_back(replacement(*log));
        }
        std::ranges::move(log->takeFindings(), std::back_inserter(outcome.findings));
    }
    std::ranges::transform(chain, std::back_inserter(*outcome.recoveredFrom), &RecoveryRecord::log);
    outcome.remark = remarkOn(chain, logs) + remarkOnUntold(chain);
    addTakenOver(chain, outcome.findings);
    leaveOutWhatIsTold(outcome.findings, found);
    VCI_CHECK(addPlaces(events, outcome.findings, stop));
    return outcome;
}

}  // namespace vci::verify
