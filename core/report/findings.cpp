// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/findings.h"

#include "core/base/hex.h"
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
    {Badge::Verified,
     "Every event is as it was recorded: it agrees with a signed record that is anchored on the chain that is trusted for it."},
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

/// As a report of the first edition tells a finding: it masked each text that stands in the place of a hash.
Finding ofFirstEdition(Finding finding, PersonalData personalData)
{
    if (finding.kind != FindingKind::InvalidTxHash) return finding;
    finding.message = "The recorded transaction hash is none";
    if (personalData == PersonalData::Masked) finding.found = kMasked;
    return finding;
}

std::string withoutStop(std::string sentence)
{
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

/// Up to the second edition the first finding began the reason, without its place; in the first with the full stop that may
/// stand behind its message.
std::string reasonOfEarlier(const verify::Report& verification, const Request& request)
{
    const auto isRoot = [](const Finding& one) { return one.severity == Severity::Error && !one.causedBy; };
    const auto root = std::ranges::find_if(verification.findings, isRoot);
    if (verification.reasonLead.empty() || root == verification.findings.end()) return verification.reason;
    return (request.tellsMore() ? withoutStop(root->message) : root->message) +
           verification.reason.substr(verification.reasonLead.size());
}

/// It quotes the message of a finding: as that of the finding is masked.
std::string reasonOf(const verify::Report& verification, const Request& request, const Mask& mask)
{
    if (!request.tellsDigest()) return mask.sentence(reasonOfEarlier(verification, request));
    std::string reason = verification.reason;
    for (const Finding& finding : verification.findings) {
        const std::string quoted = withoutStop(finding.message);
        const std::string shown = withoutStop(mask.finding(finding).message);
        if (shown == quoted || !reason.starts_with(quoted)) continue;
        reason.replace(0, quoted.size(), shown);
        break;
    }
    return mask.sentence(reason);
}

json::Value logJson(const verify::Report& verification)
{
    if (!verification.log) return {};
    return json::Value::object({{"entries", number(verification.log->entries)}, {"root", text(toHex(verification.log->root))}});
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

/// Without who said so, as of an anchor.
json::Value transactionJson(const verify::CheckedTransaction& one, const Mask& mask)
{
    const auto& block = one.answer.block;
    return json::Value::object({{"event_id", text(one.eventId.toString())},
                                {"aggregate_id", text(one.aggregateId.toString())},
                                {"sequence_number", number(one.sequence.value())},
                                {"tx_hash", text(mask.transactionHash(one.txHash))},
                                {"answered", json::Value::boolean(one.answer.isKnown.has_value())},
                                {"known", json::Value::boolean(one.answer.isKnown.value_or(false))},
                                {"block_number", block ? number(block->number) : json::Value()},
                                {"block_hash", block ? text(block->hash.toString()) : json::Value()},
                                {"block_time", block ? text(block->time.toString()) : json::Value()},
                                {"anchor", json::Value::boolean(one.answer.anchor.has_value())},
                                {"final", json::Value::boolean(one.answer.anchor && one.answer.anchor->isFinal())}});
}

}  // namespace

json::Value verificationJson(const verify::Report& verification, const Request& request, const Mask& mask)
{
    std::vector<json::Value> anchors;
    anchors.reserve(verification.anchors.size());
    for (const verify::CheckedAnchor& anchor : verification.anchors) anchors.push_back(withoutSource(anchor));
    std::vector<json::Value> findings;
    findings.reserve(verification.findings.size());
    for (const Finding& finding : verification.findings)
        findings.push_back(
            explained(request.tellsMore() ? mask.finding(finding) : ofFirstEdition(mask.finding(finding), request.personalData)));
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
        {"reason", text(reasonOf(verification, request, mask))},
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
    if (request.tellsMore()) {
        std::vector<json::Value> transactions;
        transactions.reserve(verification.transactions.size());
        for (const verify::CheckedTransaction& one : verification.transactions)
            transactions.push_back(transactionJson(one, mask));
        members.emplace_back("transactions", json::Value::array(std::move(transactions)));
        members.emplace_back("transactions_left", number(verification.transactionsLeft));
    }
    if (request.tellsDigest()) {
        const auto& digest = verification.eventsDigest;
        members.emplace_back("events_digest", textOrNull(digest ? std::optional(toHex(*digest)) : std::nullopt));
        members.emplace_back("log", logJson(verification));
    }
    return json::Value::object(std::move(members));
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

std::uint32_t badgeColor(std::string_view badge)
{
    if (badge == "verified") return 0x1f8a4c;
    if (badge == "mismatch") return 0xc0322b;
    if (badge == "signed_only" || badge == "self_consistent") return 0x2457a6;
    if (badge == "pending" || badge == "unknown") return 0xb57a00;
    return 0x7a8594;
}

}  // namespace vci::report
