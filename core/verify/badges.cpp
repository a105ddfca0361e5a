// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/badges.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace vci::verify {

namespace {

constexpr const char* kNoEvent = "There is no event in what was asked about: nothing was proved of any";

Standing standingOf(const Evidence& evidence, const Report& report)
{
    Standing upTo;
    upTo.hasLog = report.hasLog;
    upTo.logSize = evidence.logSize;
    upTo.unproved = evidence.unproved;
    std::set<std::int64_t> agreeing;
    for (const std::int64_t size : evidence.brokenSizes) upTo.mismatchBelow = std::max(upTo.mismatchBelow, size);
    for (const ValidNote& note : evidence.notes) {
        if (!note.agrees.value_or(false)) {
            upTo.mismatchBelow = std::max(upTo.mismatchBelow, note.size);
        } else {
            if (note.isSigned) upTo.signedBelow = std::max(upTo.signedBelow, note.size);
            agreeing.insert(note.size);
        }
    }
    for (const CheckedAnchor& anchor : report.anchors) {
        switch (anchor.verdict.standing) {
        case anchor::AnchorStanding::Refuted:
            upTo.mismatchBelow = std::max(upTo.mismatchBelow, anchor.treeSize);
            break;
        case anchor::AnchorStanding::Unchecked:
            upTo.unknownBelow = std::max(upTo.unknownBelow, anchor.treeSize);
            break;
        case anchor::AnchorStanding::NotFinal:
            break;
        case anchor::AnchorStanding::Final:
            if (!agreeing.contains(anchor.treeSize)) break;
            upTo.verifiedBelow = std::max(upTo.verifiedBelow, anchor.treeSize);
            if (anchor.verdict.block) upTo.verifiedTo = std::max(upTo.verifiedTo, std::optional(anchor.verdict.block->time));
            break;
        }
    }
    return upTo;
}

/// What the events' own transactions make of them, where nothing worse is known.
class OwnAnchors {
public:
    explicit OwnAnchors(const std::vector<CheckedTransaction>& transactions)
    {
        for (const CheckedTransaction& one : transactions) {
            if (!one.answer.anchor) continue;
            if (one.answer.anchor->isFinal()) add(one, Badge::Verified);
            if (one.answer.anchor->standing == anchor::AnchorStanding::Unchecked) add(one, Badge::Unknown);
        }
    }

    [[nodiscard]] Badge at(std::int64_t index, Badge otherwise) const
    {
        const auto found = m_logged.find(index);
        return found == m_logged.end() || otherwise <= Badge::Unknown ? otherwise : found->second;
    }
    /// Those without an entry in the log.
    [[nodiscard]] const std::map<EventId, Badge>& outside() const { return m_outside; }
    [[nodiscard]] const std::map<EventId, Badge>& all() const { return m_all; }

private:
    void add(const CheckedTransaction& one, Badge badge)
    {
        m_all.emplace(one.eventId, badge);
        if (one.logIndex)
            m_logged.emplace(one.logIndex->value(), badge);
        else
            m_outside.emplace(one.eventId, badge);
    }

    std::map<std::int64_t, Badge> m_logged;
    std::map<EventId, Badge> m_outside;
    std::map<EventId, Badge> m_all;
};

Badge worstOf(const Report& report)
{
    if (report.has(Severity::Error)) return Badge::Mismatch;
    for (const Badge badge : {Badge::Mismatch, Badge::Unknown, Badge::NotCovered, Badge::Pending, Badge::SelfConsistent,
                              Badge::SignedOnly, Badge::Verified}) {
        if (report.coverage.of(badge) > 0) return badge;
    }
    return report.hasLog ? Badge::SelfConsistent : Badge::NotCovered;
}

std::string countOf(std::int64_t count, const char* what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Some messages end with a full stop, and more may follow in the sentence.
std::string withoutStop(std::string sentence)
{
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

/// Which event, where the message does not say.
std::string placeOf(const Finding& finding)
{
    if (!finding.aggregateId || finding.message.find(finding.aggregateId->toString()) != std::string::npos) return {};
    const bool isOfEvent = finding.eventId && finding.sequence;
    return std::string(" (") + (isOfEvent ? "event " + std::to_string(finding.sequence->value()) + " of " : "") + "aggregate " +
           finding.aggregateId->toString() + ")";
}

/// Of what was found wrong the one thing to be told first: of a part of the events what is surely of it, if anything is.
std::string leadOf(const Report& report, const Scope& scope)
{
    const auto isRoot = [](const Finding& one) { return one.severity == Severity::Error && !one.causedBy; };
    const auto isOfScope = [&](const Finding& one) {
        // Whose event is gone only the gap tells.
        const bool isGap = one.severity == Severity::Error && one.kind == FindingKind::SequenceGap;
        return (isRoot(one) || isGap) && one.aggregateId && (!scope.aggregate || scope.aggregate == one.aggregateId) &&
               (!scope.event || scope.event == one.eventId);
    };
    auto told = scope.isWhole() ? report.findings.end() : std::ranges::find_if(report.findings, isOfScope);
    if (told == report.findings.end()) told = std::ranges::find_if(report.findings, isRoot);
    return told == report.findings.end() ? "Something was altered" : withoutStop(told->message) + placeOf(*told);
}

std::string reasonOf(const Report& report)
{
    const auto errors =
        std::ranges::count_if(report.findings, [](const Finding& one) { return one.severity == Severity::Error; });
    switch (report.badge) {
    case Badge::Mismatch:
        return report.reasonLead + (errors > 1 ? "; " + countOf(errors, "error") + " in all" : "");
    case Badge::Unknown:
        return "An anchor is recorded for " + countOf(report.coverage.unknown, "event") + " and could not be checked";
    case Badge::NotCovered:
        if (report.coverage.events() == 0) return kNoEvent;
        return "The source keeps no log: what it holds is consistent or not, but nothing proves that it was not altered";
    case Badge::Pending:
        return countOf(report.coverage.pending, "event") + " came after the newest checkpoint or still " +
               (report.coverage.pending == 1 ? "waits" : "wait") + " for the log";
    case Badge::SelfConsistent:
        if (report.coverage.events() == 0) return kNoEvent;
        if (report.selection && !report.selection->unproved.empty())
            return countOf(report.coverage.selfConsistent, "event") +
                   " came without the inclusion path that would lead to the checkpoint of the case";
        return "The events agree with their log, but no trusted key has signed it";
    case Badge::SignedOnly:
        return "Every event is in a checkpoint by a trusted key, but not in a final anchor";
    case Badge::Verified:
        return "Every event is in a checkpoint that a final transaction on the chain anchors";
    }
    return {};
}

}  // namespace

void decideBadges(const Evidence& evidence, Report& report)
{
    Standing upTo = standingOf(evidence, report);
    std::set<std::int64_t> altered;
    std::set<EventId> alteredOutside;
    for (const Finding& finding : report.findings) {
        if (finding.severity != Severity::Error || !finding.eventId || finding.kind == FindingKind::EventMissing) continue;
        upTo.altered.insert(*finding.eventId);
        if (finding.logIndex && finding.kind != FindingKind::EventUnlogged)
            altered.insert(finding.logIndex->value());
        else
            alteredOutside.insert(*finding.eventId);
    }
    const OwnAnchors own(report.transactions);
    Coverage coverage;
    for (const IndexRuns::Run& run : evidence.loggedInScope.runs()) {
        for (std::int64_t left = run.last - run.first; left >= 0; --left) {
            const std::int64_t index = run.last - left;
            const Badge badge = altered.contains(index) ? Badge::Mismatch : own.at(index, upTo.at(index));
            ++coverage.of(badge);
            if (badge == Badge::Unknown && index < upTo.signedBelow) ++report.unknownSigned;
        }
    }
    const std::int64_t outside = evidence.queued + evidence.unlogged;
    const std::int64_t mismatched = std::min<std::int64_t>(outside, std::ssize(alteredOutside));
    coverage.mismatch += mismatched;
    std::int64_t plain = outside - mismatched;
    for (const auto& [id, badge] : own.outside()) {
        if (alteredOutside.contains(id)) continue;
        ++coverage.of(badge);
        --plain;
    }
    coverage.of(report.hasLog ? Badge::Pending : Badge::NotCovered) += plain;
    report.coverage = coverage;
    report.verifiedTo = upTo.verifiedTo;
    upTo.own = own.all();
    report.standing = std::move(upTo);
    report.badge = worstOf(report);
    if (report.badge == Badge::Mismatch) report.reasonLead = leadOf(report, evidence.scope);
    report.reason = reasonOf(report);
}

}  // namespace vci::verify
