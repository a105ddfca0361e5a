// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/findingtext.h"

#include "app/audit/texttable.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vci::audit {

namespace {

constexpr std::size_t kShown = 100;
constexpr std::size_t kConsequencesShown = 5;

std::string placeOf(const Finding& finding)
{
    std::string place;
    const auto add = [&place](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
    if (finding.aggregateId) add("aggregate " + finding.aggregateId->toString());
    if (finding.sequence) add("sequence " + std::to_string(finding.sequence->value()));
    if (finding.eventId) add("event " + finding.eventId->toString());
    if (finding.logIndex) add("log " + std::to_string(finding.logIndex->value()));
    return place;
}

/// What to do about a finding of that kind; empty where the finding says it, or nothing is to be done.
std::string_view adviceOf(FindingKind kind)
{
    switch (kind) {
    case FindingKind::EventAltered:
        return "hold the event against a backup or an earlier export: the right one has the expected hash (voicecore-audit leaf)";
    case FindingKind::EventMissing:
    case FindingKind::LogGap:
        return "look for the event in a backup or an earlier export, and for who could write to the database then";
    case FindingKind::EventUnlogged:
        return "do not rely on this event: ask who could write to the database past the program";
    case FindingKind::LogRootMismatch:
    case FindingKind::CheckpointInconsistent:
        return "compare with a copy from before: voicecore-audit pins compare, or verify of a backup, narrows the time down";
    case FindingKind::LogTruncated:
        return "if a restore is known of: voicecore-audit db adopt records it; else ask who could replace the database";
    case FindingKind::CheckpointMissing:
    case FindingKind::CheckpointSignatureInvalid:
        return "keep your pins and the journal: they hold the note; ask who could write to the checkpoints";
    case FindingKind::AnchorMismatch:
    case FindingKind::AnchorWrongChain:
    case FindingKind::AnchorWrongSender:
        return "the chain does not support this record: rely on the last checkpoint whose anchor agrees";
    case FindingKind::SnapshotMismatch:
        return "the events are not concerned: voicecore-audit snapshot create sets it aside and makes a right one";
    case FindingKind::ReadModelDrift:
        return "the events are not concerned: voicecore-audit read-model rebuild makes the rows anew";
    case FindingKind::SchemaWeakened:
        return "voicecore-audit db status lists it, db migrate restores what belongs to this program";
    default:
        return {};
    }
}

/// What one finding explains, a line each.
void writeConsequences(Output& out, std::span<const Finding> findings, std::span<const std::size_t> of)
{
    if (of.empty()) return;
    const auto count = static_cast<std::int64_t>(of.size());
    out.write("       explains " + grouped(count) + (count == 1 ? " other finding:\n" : " other findings:\n"));
    for (const std::size_t i : of.first(std::min(of.size(), kConsequencesShown))) {
        const Finding& one = findings[i];
        const std::string place = placeOf(one);
        out.write("         " + std::string(kindName(one.kind)) + ": " + visibleControls(one.message) +
                  (place.empty() ? "" : " (" + place + ")") + "\n");
    }
    if (of.size() > kConsequencesShown)
        out.write("         …  " + grouped(count - static_cast<std::int64_t>(kConsequencesShown)) + " more: --json lists all\n");
}

}  // namespace

void writeFindings(Output& out, std::span<const Finding> findings)
{
    // A consequence of a consequence stands under the root, too.
    std::map<std::size_t, std::vector<std::size_t>> explained;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        std::size_t root = i;
        for (std::size_t steps = 0; findings[root].causedBy && steps < findings.size(); ++steps) root = *findings[root].causedBy;
        if (root != i) explained[root].push_back(i);
    }
    std::set<std::string_view> advised;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Finding& one = findings[i];
        if (one.causedBy) continue;
        if (++shown > kShown) {
            out.write("…  more: --json lists all " + grouped(static_cast<std::int64_t>(findings.size())) + "\n");
            return;
        }
        out.write(std::string(severityName(one.severity)) + "  " + std::string(kindName(one.kind)) + ": " +
                  visibleControls(one.message) + "\n");
        if (const std::string place = placeOf(one); !place.empty()) out.write("       " + place + "\n");
        if (one.severity == Severity::Error)
            out.write("       expected " + visibleControls(one.expected) + ", found " + visibleControls(one.found) + "\n");
        if (const auto found = explained.find(i); found != explained.end()) writeConsequences(out, findings, found->second);
        const std::string_view advice = adviceOf(one.kind);
        if (!advice.empty() && advised.insert(advice).second) out.write("       next: " + std::string(advice) + "\n");
    }
}

}  // namespace vci::audit
