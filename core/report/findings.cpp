// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/findings.h"

#include "core/report/members.h"
#include "core/verify/reportjson.h"
#include "core/verify/timestamps.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace vci::report {

namespace {

using verify::Badge;

struct BadgeMeaning {
    Badge badge;
    std::string_view meaning;
};

constexpr std::array<BadgeMeaning, 7> kBadges = {{
    {Badge::Verified, "Every event is as it was recorded: it agrees with a signed record that is anchored on a public chain."},
    {Badge::SignedOnly,
     "Every event agrees with a record that a trusted key signed. Nothing outside proves since when that record exists."},
    {Badge::SelfConsistent,
     "The events agree with the record that the source itself keeps. Whoever controls the source could have changed both."},
    {Badge::Pending, "Some events wait for their place in the record, or came after the newest signed one."},
    {Badge::NotCovered,
     "The source keeps no record that events could be held against. They were only checked for contradictions among themselves."},
    {Badge::Mismatch, "Something does not agree with the record. The findings say what, and where."},
    {Badge::Unknown, "An anchor is recorded, but it could not be checked. This says neither yes nor no."},
}};

/// Of a check that took somebody's word for what is on the chain.
std::string blocksSentence(const Request& request)
{
    if (request.blocks.empty())
        return "Whether the blocks that hold the anchors are on the public chain: the check was made without the network, and "
               "nobody "
               "named blocks that are on it.";
    std::string sentence = "Whether these blocks are on the public chain; whoever made this report says so, and it counts where ";
    sentence += request.isOffline ? "an anchor's proof leads to one of them:" : "nobody could be asked:";
    for (const anchor::BlockHash& block : request.blocks) sentence += " " + block.toString();
    return sentence + ".";
}

json::Value explained(const Finding& finding)
{
    json::Value told = verify::findingJson(finding);
    told.set("explanation", text(kindExplanation(finding.kind)));
    return told;
}

/// Without who said so: whoever checks the report asks others.
json::Value withoutSource(const verify::CheckedAnchor& anchor)
{
    json::Value told = verify::anchorJson(anchor);
    told.remove("source");
    return told;
}

json::Value timestampJson(const verify::CheckedTimestamp& one)
{
    using timestamp::Standing;
    const auto& verdict = one.verdict;
    const bool isInvalid = verdict.standing == Standing::Invalid;
    return json::Value::object(
        {{"tree_size", number(one.treeSize)},
         {"time", textOrNull(verdict.time ? std::optional(verdict.time->toString()) : std::nullopt)},
         {"authority", textOrNull(verdict.authority.empty() ? std::nullopt : std::optional(verdict.authority))},
         {"finding", textOrNull(isInvalid ? std::optional(std::string(kindName(FindingKind::TimestampInvalid))) : std::nullopt)},
         {"checked", json::Value::boolean(verdict.standing != Standing::Untrusted)},
         {"of_log", json::Value::boolean(one.isOfLog)},
         {"message", text(verify::wordsOf(one))}});
}

bool isStamped(const verify::Report& verification)
{
    return std::ranges::any_of(verification.timestamps, [](const verify::CheckedTimestamp& one) {
        return one.isOfLog && one.verdict.standing == timestamp::Standing::Proven;
    });
}

/// Whether somebody said something of an anchor.
bool isAnyAnswered(const verify::Report& verification)
{
    return std::ranges::any_of(verification.anchors,
                               [](const verify::CheckedAnchor& one) { return !one.verdict.source.empty(); });
}

}  // namespace

json::Value verificationJson(const verify::Report& verification, const Mask& mask)
{
    std::vector<json::Value> anchors;
    anchors.reserve(verification.anchors.size());
    for (const verify::CheckedAnchor& anchor : verification.anchors) anchors.push_back(withoutSource(anchor));
    std::vector<json::Value> findings;
    findings.reserve(verification.findings.size());
    for (const Finding& finding : verification.findings) findings.push_back(explained(mask.finding(finding)));
    std::vector<json::Value::Member> coverage;
    coverage.reserve(kBadges.size());
    for (const BadgeMeaning& one : kBadges)
        coverage.emplace_back(verify::badgeName(one.badge), number(verification.coverage.of(one.badge)));
    const auto verifiedTo = verification.verifiedTo ? std::optional(verification.verifiedTo->toString()) : std::nullopt;
    std::vector<json::Value::Member> members = {
        {"tenant_id", text(verification.tenantId.toString())},
        {"origin", textOrNull(verification.origin.empty() ? std::nullopt : std::optional(verification.origin))},
        {"events", number(verification.events)},
        {"aggregates", number(verification.aggregates)},
        {"badge", text(verify::badgeName(verification.badge))},
        {"reason", text(mask.sentence(verification.reason))},
        {"verified_to", textOrNull(verifiedTo)},
        {"checkpoint", textOrNull(verification.checkpoint)},
        {"checkpoint_size", numberOrNull(verification.checkpointSize)},
        {"recovered", json::Value::boolean(verification.isRecovered)},
        {"lost_events", number(verification.lostEvents)},
        {"anchors", json::Value::array(std::move(anchors))},
        {"coverage", json::Value::object(std::move(coverage))},
        {"findings", json::Value::array(std::move(findings))}};
    // A report of a source without time stamps has the bytes that it had before there were any.
    if (!verification.timestamps.empty()) {
        std::vector<json::Value> timestamps;
        timestamps.reserve(verification.timestamps.size());
        for (const verify::CheckedTimestamp& one : verification.timestamps) timestamps.push_back(timestampJson(one));
        members.emplace_back("timestamps", json::Value::array(std::move(timestamps)));
    }
    return json::Value::object(std::move(members));
}

std::vector<std::string> checkedSentences(const verify::Report& verification, const Request& request)
{
    std::vector<std::string> checked;
    if (verification.hasLog) {
        checked.emplace_back("Of every event a fingerprint was computed anew, from the event as it stands now, and compared with "
                             "the one that was recorded when the event was stored.");
        if (verification.selection)
            checked.emplace_back(
                "Of every event that came with one: that its path of fingerprints leads to the signed state of the "
                "record that the case was exported from.");
        else
            checked.emplace_back(
                "The record of all events was followed from its first entry to its last: whether an entry is missing, "
                "whether its event is gone, whether an event stands there without an entry.");
    }
    if (verification.checkpoint)
        checked.emplace_back("The record was compared with every state of it that a trusted key signed.");
    if (!verification.anchors.empty() && request.isOffline)
        checked.emplace_back(
            "Of every anchor that the source recorded: that the proof recorded with it leads from the anchor to the "
            "hash of a block. Nobody was asked over the network.");
    else if (isAnyAnswered(verification))
        checked.emplace_back("The public chain was asked about every anchor that the source recorded.");
    if (!verification.timestamps.empty())
        checked.emplace_back(
            "Every time stamp of a signed state was held against that state and against the authorities that the "
            "maker of this report trusts.");
    checked.emplace_back("Within each aggregate: numbers without gaps or repeats, and times that do not go back.");
    checked.emplace_back("Of every event: that its cause exists, that causes do not run in a circle, that its type is known and "
                         "its content is readable.");
    checked.emplace_back("What this report shows of a state was computed anew from the events, not taken from stored summaries.");
    return checked;
}

std::vector<std::string> uncheckedSentences(const verify::Report& verification, const Request& request)
{
    std::vector<std::string> unchecked;
    if (!verification.hasLog)
        unchecked.emplace_back(
            "Whether events were changed, removed or added after they were stored: this source keeps no record "
            "of fingerprints.");
    else if (!verification.checkpoint)
        unchecked.emplace_back(
            "Whether the record itself was rewritten: no state of it is signed by a key that the maker of this "
            "report trusts.");
    if (verification.selection)
        unchecked.emplace_back(
            "Whether there are events that were not exported: this case is a selection of what its source held.");
    if (request.aggregates.size() == 1 && !request.correlations.empty())
        unchecked.emplace_back("Events of other aggregates in the chains of causes: they are shown as they stand in the source.");
    if (verification.anchors.empty() && !isStamped(verification))
        unchecked.emplace_back("Since when the record exists: no anchor on a public chain was recorded or asked about.");
    else if (!verification.anchors.empty() && !request.isOffline && request.blocks.empty() && !isAnyAnswered(verification))
        unchecked.emplace_back(
            "Whether the anchors that the source recorded are on the public chain: nobody who could be asked answered.");
    else if (!verification.anchors.empty() && (request.isOffline || !request.blocks.empty()))
        unchecked.emplace_back(blocksSentence(request));
    if (verification.isRecovered)
        unchecked.emplace_back("Events that a restore of the database lost are not there to be checked: " +
                               std::to_string(verification.lostEvents) + ".");
    unchecked.emplace_back("Whether what was recorded is true: a report shows what was stored, not what happened.");
    return unchecked;
}

std::vector<std::string_view> badgeNames()
{
    std::vector<std::string_view> names;
    names.reserve(std::size(kBadges));
    for (const BadgeMeaning& one : kBadges) names.push_back(verify::badgeName(one.badge));
    return names;
}

std::string badgeTitle(std::string_view badge)
{
    for (const BadgeMeaning& one : kBadges) {
        if (verify::badgeName(one.badge) == badge) return verify::badgeTitle(one.badge);
    }
    return std::string(badge);
}

std::string_view badgeMeaning(std::string_view badge)
{
    for (const BadgeMeaning& one : kBadges) {
        if (verify::badgeName(one.badge) == badge) return one.meaning;
    }
    return {};
}

}  // namespace vci::report
