// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/badges.h"

#include <algorithm>
#include <set>

namespace vci::verify {

namespace {

/// Up to which log_index (exclusive) something holds.
struct Thresholds {
    std::int64_t mismatch = 0;
    std::int64_t unknown = 0;
    std::int64_t verified = 0;
    std::int64_t isSigned = 0;
};

bool isError(FindingKind kind)
{
    return severityOf(kind) == Severity::Error;
}

Thresholds thresholdsOf(const Evidence& evidence, const Report& report)
{
    Thresholds upTo;
    std::set<std::int64_t> agreeing;
    for (const std::int64_t size : evidence.brokenSizes) upTo.mismatch = std::max(upTo.mismatch, size);
    for (const ValidNote& note : evidence.notes) {
        if (!note.agrees.value_or(false)) {
            upTo.mismatch = std::max(upTo.mismatch, note.size);
        } else {
            upTo.isSigned = std::max(upTo.isSigned, note.size);
            agreeing.insert(note.size);
        }
    }
    for (const AnchorReport& anchor : report.anchors) {
        if (anchor.finding && isError(*anchor.finding)) {
            upTo.mismatch = std::max(upTo.mismatch, anchor.treeSize);
        } else if (anchor.finding == FindingKind::SourceUnreachable || anchor.finding == FindingKind::SourceContradiction) {
            upTo.unknown = std::max(upTo.unknown, anchor.treeSize);
        } else if (anchor.isFinal && !anchor.finding && agreeing.contains(anchor.treeSize)) {
            upTo.verified = std::max(upTo.verified, anchor.treeSize);
        }
    }
    return upTo;
}

Badge badgeAt(std::int64_t index, const Thresholds& upTo)
{
    if (index < upTo.mismatch) return Badge::Mismatch;
    if (index < upTo.unknown) return Badge::Unknown;
    if (index < upTo.verified) return Badge::Verified;
    if (index < upTo.isSigned) return Badge::SignedOnly;
    return upTo.isSigned > 0 ? Badge::Pending : Badge::SelfConsistent;
}

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

std::string reasonOf(const Report& report)
{
    const auto errors =
        std::ranges::count_if(report.findings, [](const Finding& one) { return one.severity == Severity::Error; });
    const auto root = std::ranges::find_if(report.findings,
                                           [](const Finding& one) { return one.severity == Severity::Error && !one.causedBy; });
    switch (report.badge) {
    case Badge::Mismatch:
        return (root != report.findings.end() ? root->message : std::string("Something was altered")) +
               (errors > 1 ? "; " + countOf(errors, "error") + " in all" : "");
    case Badge::Unknown:
        return "An anchor is recorded for " + countOf(report.coverage.unknown, "event") + " and could not be checked";
    case Badge::NotCovered:
        return "The source keeps no log: what it holds is consistent or not, but nothing proves that it was not altered";
    case Badge::Pending:
        return countOf(report.coverage.pending, "event") + " came after the newest checkpoint or still wait for the log";
    case Badge::SelfConsistent:
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
    const Thresholds upTo = thresholdsOf(evidence, report);
    std::set<std::int64_t> altered;
    std::set<EventId> alteredOutside;
    for (const Finding& finding : report.findings) {
        if (finding.severity != Severity::Error || !finding.eventId || finding.kind == FindingKind::EventMissing) continue;
        if (finding.logIndex && finding.kind != FindingKind::EventUnlogged)
            altered.insert(finding.logIndex->value());
        else
            alteredOutside.insert(*finding.eventId);
    }
    Coverage coverage;
    for (std::size_t i = 0; i < evidence.loggedInScope.size(); ++i) {
        if (!evidence.loggedInScope[i]) continue;
        const auto index = static_cast<std::int64_t>(i);
        const bool isUnproved = i < evidence.unproved.size() && evidence.unproved[i];
        const Badge badge = altered.contains(index) ? Badge::Mismatch : badgeAt(index, upTo);
        ++coverage.of(isUnproved && badge != Badge::Mismatch ? Badge::SelfConsistent : badge);
    }
    const std::int64_t outside = evidence.queued + evidence.unlogged;
    const std::int64_t mismatched = std::min<std::int64_t>(outside, std::ssize(alteredOutside));
    coverage.mismatch += mismatched;
    coverage.of(report.hasLog ? Badge::Pending : Badge::NotCovered) += outside - mismatched;
    report.coverage = coverage;
    report.unknownAreSigned = upTo.isSigned >= upTo.unknown;
    report.badge = worstOf(report);
    report.reason = reasonOf(report);
}

}  // namespace vci::verify
