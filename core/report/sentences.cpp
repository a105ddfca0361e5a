// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sentences.h"

#include "core/report/chainname.h"

#include <algorithm>
#include <set>

namespace vci::report {

namespace {

using Sentences = std::vector<std::string>;

/// How the source of a verdict begins that nobody was asked for (core/anchor).
constexpr std::string_view kByRecordedProof = "the recorded proof";

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

/// Whether the recorded proof of an anchor alone says where it is, as the report asked for it. Who repeats a report without the
/// network, by blocks of their own, finds what its maker was told.
bool isByProof(const verify::CheckedAnchor& one, const Request& request)
{
    if (!one.verdict.source.starts_with(kByRecordedProof)) return one.verdict.source.empty();
    return request.isOffline ||
           (one.verdict.block && std::ranges::find(request.blocks, one.verdict.block->hash) != request.blocks.end());
}

/// Those of which somebody on the network said something.
std::int64_t lookedUp(const Checks& checks)
{
    return std::ranges::count_if(checks.verification.anchors, [&checks](const verify::CheckedAnchor& one) {
        return !isByProof(one, checks.request) || one.verdict.finding() == FindingKind::SourceContradiction;
    });
}

/// Those whose recorded proof leads to a block, where nobody was asked.
std::int64_t provenAlone(const Checks& checks)
{
    return std::ranges::count_if(checks.verification.anchors, [&checks](const verify::CheckedAnchor& one) {
        return isByProof(one, checks.request) && one.verdict.block.has_value();
    });
}

/// "Every anchor that the source recorded was", or "2 of the 3 anchors that the source recorded were".
std::string anchorsText(std::int64_t some, const verify::Report& verification, const char* ofOne, const char* ofMore)
{
    const std::int64_t all = std::ssize(verification.anchors);
    const bool isEach = some == all;
    return (isEach ? "Every anchor" : std::to_string(some) + " of the " + std::to_string(all) + " anchors") +
           " that the source recorded " + (isEach || some == 1 ? ofOne : ofMore);
}

std::set<std::int64_t> chainsOf(const verify::Report& verification)
{
    std::set<std::int64_t> chains;
    for (const verify::CheckedAnchor& one : verification.anchors) chains.insert(one.chainId);
    return chains;
}

/// "Ethereum mainnet (1)", or several of them.
std::string chainsText(const verify::Report& verification)
{
    std::string names;
    for (const std::int64_t chain : chainsOf(verification)) names += (names.empty() ? "" : ", ") + chainName(chain);
    return names;
}

bool isEachChainPublic(const verify::Report& verification)
{
    const auto chains = chainsOf(verification);
    return std::ranges::all_of(chains, isPublicChain);
}

/// Of a check that took somebody's word for what is on the chain.
std::string blocksSentence(const Request& request)
{
    const std::string chain = request.tellsMore() ? "the chain" : "the public chain";
    if (request.blocks.empty())
        return "Whether the blocks that hold the anchors are on " + chain +
               ": the check was made without the network, and nobody named blocks that are on it.";
    std::string sentence = "Whether these blocks are on " + chain + "; whoever made this report says so, and it counts where ";
    sentence += request.isOffline ? "an anchor's proof leads to one of them:" : "nobody could be asked:";
    for (const anchor::BlockHash& block : request.blocks) sentence += " " + block.toString();
    return sentence + ".";
}

/// Of what was made of events: stored states and rows, checked where all their events are.
void addDerived(const Checks& checks, Sentences& checked)
{
    const auto scope = checks.request.scope();
    if (checks.kind == store::SourceKind::StockPostgres || scope.from || scope.to) return;
    const std::string whose = checks.request.tellsDigest() ? " that this program made by the same catalogue" : "";
    checked.emplace_back(
        scope.aggregate ? "Of every snapshot (stored state) of the aggregate" + whose + ": that it is what its events add up to."
                        : "Of every snapshot (stored state)" + whose + ": that it is what the events add up to.");
    if (scope.isWhole())
        checked.emplace_back("Of every row of the read models (stored summaries) that this program keeps in the source: that it "
                             "is what the events "
                             "give.");
}

void addSealed(const Checks& checks, Sentences& checked)
{
    if (!checks.seal) return;
    checked.emplace_back(
        "Of the case file: that it is, byte for byte, the one that was sealed. Its length and its SHA-256 are those "
        "of the seal, and the seal is signed by the key that the case itself names, " +
        shortKey(checks.seal->state) +
        (checks.trusted.isSealer ? ", which is one of the keys that the maker of this report trusts." : "."));
}

/// As reports up to the second edition said it, whoever was asked.
void addAnchorsOfEarlier(const Checks& checks, Sentences& checked)
{
    const verify::Report& verification = checks.verification;
    if (!verification.anchors.empty() && checks.request.isOffline)
        checked.emplace_back(
            "Of every anchor that the source recorded: that the proof recorded with it leads from the anchor to the "
            "hash of a block. Nobody was asked over the network.");
    else if (isAnyAnswered(verification))
        checked.emplace_back(checks.request.tellsMore()
                                 ? "Every anchor that the source recorded was looked up on its chain, " +
                                       chainsText(verification) + "."
                                 : "The public chain was asked about every anchor that the source recorded.");
}

void addAnchors(const Checks& checks, Sentences& checked)
{
    if (!checks.request.tellsDigest()) return addAnchorsOfEarlier(checks, checked);
    const verify::Report& verification = checks.verification;
    if (const std::int64_t some = lookedUp(checks); some > 0)
        checked.push_back(anchorsText(some, verification, "was looked up on its chain, ", "were looked up on their chain, ") +
                          chainsText(verification) + ".");
    if (const std::int64_t some = provenAlone(checks); some > 0)
        checked.push_back(anchorsText(some, verification, "has", "have") +
                          " a recorded proof that was followed: it leads from the anchor to the hash of a block." +
                          (checks.request.isOffline ? " Nobody was asked over the network." : ""));
}

/// What was checked of the events that were not asked for all the same.
std::string ofOthers(const Checks& checks)
{
    const verify::Report& verification = checks.verification;
    if (!checks.request.tellsDigest()) return " Only that the record itself is whole was checked of all.";
    if (!verification.hasLog || verification.selection) return {};
    return " Of all was only checked that the record itself is whole and that its entries are those of their events; not "
           "whether events of others stand there without an entry.";
}

/// What lies outside of what was asked for.
void addLeftOut(const Checks& checks, Sentences& unchecked)
{
    const auto scope = checks.request.scope();
    const bool isStock = checks.kind == store::SourceKind::StockPostgres;
    if (scope.aggregate)
        unchecked.push_back("Events of other aggregates, because this report was asked for one." + ofOthers(checks));
    if (scope.from || scope.to)
        unchecked.emplace_back(
            "Events" + (scope.from ? " before " + scope.from->toString() : std::string()) +
            (scope.from && scope.to ? " and" : "") + (scope.to ? " from " + scope.to->toString() + " on" : "") +
            ", because this report was asked for a stretch of time. States are computed from them as they stand.");
    if (!isStock && (scope.from || scope.to))
        unchecked.emplace_back(
            "Snapshots and read models (stored states and summaries): they are of all events, and not all were asked for.");
    else if (!isStock && scope.aggregate)
        unchecked.emplace_back("Read models (stored summaries): they are of all aggregates, and one was asked for.");
    if (isStock && checks.request.tellsDigest())
        unchecked.emplace_back("The platform's own snapshots (stored states): they were not held against the events.");
    if (checks.kind != store::SourceKind::CaseFile)
        unchecked.emplace_back("The platform's own summaries of its events; verify --foreign compares them.");
}

void addProtection(const Checks& checks, Sentences& unchecked)
{
    if (checks.kind == store::SourceKind::StockPostgres)
        unchecked.emplace_back(
            "Whether the database protects its events against changes: as the platform made it, it has no such protection.");
    if (checks.seal && !checks.trusted.isSealer)
        unchecked.emplace_back(
            "Whether the seal is the examiner's: its key, " + shortKey(checks.seal->state) +
            ", is not among those that the maker of this report trusts, and anybody can make a key of any name.");
}

/// Of anchors that nobody said anything of.
void addUnanswered(const Checks& checks, Sentences& unchecked)
{
    const verify::Report& verification = checks.verification;
    const Request& request = checks.request;
    const std::int64_t all = std::ssize(verification.anchors);
    const std::int64_t proven = provenAlone(checks);
    // What is recorded of one that is refuted needs nobody's answer.
    const std::int64_t left = std::ranges::count_if(verification.anchors, [](const verify::CheckedAnchor& one) {
        return one.verdict.finding() == FindingKind::SourceUnreachable && !one.verdict.block;
    });
    if (left > 0)
        unchecked.push_back("Whether " + (left == all ? "the" : std::to_string(left) + " of the " + std::to_string(all)) +
                            " anchors that the source recorded " +
                            (left == 1 && all > 1 ? "is on its chain, " : "are on their chain, ") + chainsText(verification) +
                            (request.isOffline
                                 ? ": the check was made without the network, and no proof is recorded that could be followed "
                                   "without it."
                                 : ": nobody could be asked about them, or nobody who could be asked answered."));
    if (!request.blocks.empty() || (proven > 0 && request.isOffline))
        unchecked.push_back(blocksSentence(request));
    else if (proven > 0)
        unchecked.emplace_back("Whether the blocks that the recorded proofs lead to are on the chain: nobody who could be asked "
                               "answered, and nobody named blocks that are on it.");
}

void addSince(const Checks& checks, Sentences& unchecked)
{
    const verify::Report& verification = checks.verification;
    const Request& request = checks.request;
    if (verification.anchors.empty() && !isStamped(verification)) {
        if (!request.tellsMore())
            unchecked.emplace_back("Since when the record exists: no anchor on a public chain was recorded or asked about.");
        else if (verification.hasLog)
            unchecked.emplace_back("Since when the record exists: no anchor on a chain was recorded or asked about.");
    } else if (request.tellsDigest() && !verification.anchors.empty()) {
        addUnanswered(checks, unchecked);
    } else if (!verification.anchors.empty() && !request.isOffline && request.blocks.empty() && !isAnyAnswered(verification)) {
        unchecked.emplace_back(request.tellsMore()
                                   ? "Whether the anchors that the source recorded are on their chain, " +
                                         chainsText(verification) + ": nobody who could be asked answered."
                                   : "Whether the anchors that the source recorded are on the public chain: nobody who could be "
                                     "asked answered.");
    } else if (!verification.anchors.empty() && (request.isOffline || !request.blocks.empty())) {
        unchecked.emplace_back(blocksSentence(request));
    }
    if (request.tellsMore() && !verification.anchors.empty() && !isEachChainPublic(verification))
        unchecked.emplace_back("Whether others can see the anchors: they are on " + chainsText(verification) +
                               ", which the program does not know to be public. Whoever runs a chain alone can write it anew.");
}

/// Whether nothing was asked for that is there: of no event nothing was checked.
bool isOfNone(const Checks& checks)
{
    return checks.request.tellsDigest() && checks.verification.events == 0;
}

void addRecord(const Checks& checks, Sentences& checked)
{
    const verify::Report& verification = checks.verification;
    if (!verification.hasLog) return;
    if (!isOfNone(checks))
        checked.emplace_back("Of every event a fingerprint was computed anew, from the event as it stands now, and compared with "
                             "the one that was recorded when the event was stored.");
    if (verification.selection) {
        if (!isOfNone(checks))
            checked.emplace_back(
                "Of every event that came with one: that its path of fingerprints leads to the signed state of the "
                "record that the case was exported from.");
    } else if (checks.request.tellsDigest() && !checks.request.scope().isWhole()) {
        checked.emplace_back(
            std::string("The record of all events was followed from its first entry to its last: whether an entry is missing, "
                        "whether its event is gone.") +
            (isOfNone(checks) ? "" : " Of the events that were asked for: whether one stands there without an entry."));
    } else {
        checked.emplace_back(
            "The record of all events was followed from its first entry to its last: whether an entry is missing, "
            "whether its event is gone, whether an event stands there without an entry.");
    }
}

/// What holds among events, whatever was recorded of them.
void addRules(const Checks& checks, Sentences& checked)
{
    if (isOfNone(checks)) return;
    if (checks.request.tellsDigest() && checks.verification.selection) {
        checked.emplace_back(
            "Within each aggregate: numbers without repeats, and times that do not go back; where the case holds "
            "the aggregate whole, numbers without gaps, too.");
        checked.emplace_back("Of every event: that causes do not run in a circle, that its type is known and its content is "
                             "readable; where all events of the source were exported, that its cause exists, too.");
    } else {
        checked.emplace_back("Within each aggregate: numbers without gaps or repeats, and times that do not go back.");
        checked.emplace_back("Of every event: that its cause exists, that causes do not run in a circle, that its type is known "
                             "and its content is readable.");
    }
}

}  // namespace

std::vector<std::string> checkedSentences(const Checks& checks)
{
    const verify::Report& verification = checks.verification;
    const bool tellsMore = checks.request.tellsMore();
    const bool tellsDigest = checks.request.tellsDigest();
    Sentences checked;
    addRecord(checks, checked);
    if (verification.checkpoint)
        checked.emplace_back("The record was compared with every state of it that a trusted key signed.");
    addAnchors(checks, checked);
    if (!verification.timestamps.empty())
        checked.emplace_back(
            "Every time stamp of a signed state was held against that state and against the authorities that the "
            "maker of this report trusts.");
    addRules(checks, checked);
    if (tellsMore) {
        addDerived(checks, checked);
        if (checks.kind == store::SourceKind::HardenedPostgres)
            checked.emplace_back("The protection of the database: that its tables, triggers, functions, rights and settings, "
                                 "which keep events from "
                                 "being changed, removed or lost, are those that were installed.");
        addSealed(checks, checked);
    }
    checked.emplace_back("What this report shows of a state was computed anew from the events, not taken from stored summaries.");
    if (checks.hasCustody && checks.isCustodyDoubted && tellsDigest)
        checked.emplace_back(
            "Of the records that the custody log holds, in which the case keeps who handled it: that none was changed, added or "
            "put in another place.");
    else if (checks.hasCustody && checks.seal && !checks.hasLogBeside && tellsDigest)
        checked.emplace_back("Of the custody log in the case, which keeps who handled it until it was sealed: that no record was "
                             "changed, removed, "
                             "added or put in another place.");
    else if (checks.hasCustody)
        checked.emplace_back(
            "Of the custody log, in which the case keeps who handled it: that no record was changed, removed, added "
            "or put in another place.");
    return checked;
}

std::vector<std::string> uncheckedSentences(const Checks& checks)
{
    const verify::Report& verification = checks.verification;
    const Request& request = checks.request;
    Sentences unchecked;
    if (!verification.hasLog)
        unchecked.emplace_back(
            "Whether events were changed, removed or added after they were stored: this source keeps no record "
            "of fingerprints.");
    else if (!verification.checkpoint)
        unchecked.emplace_back(
            "Whether the record itself was rewritten: no state of it is signed by a key that the maker of this "
            "report trusts.");
    if (request.tellsMore()) addProtection(checks, unchecked);
    if (verification.selection)
        unchecked.emplace_back(
            "Whether there are events that were not exported: this case is a selection of what its source held.");
    if (request.tellsMore()) addLeftOut(checks, unchecked);
    if (request.aggregates.size() == 1 && !request.correlations.empty())
        unchecked.emplace_back("Events of other aggregates in the chains of causes: they are shown as they stand in the source.");
    addSince(checks, unchecked);
    if (verification.isRecovered)
        unchecked.emplace_back("Events that a restore of the database lost are not there to be checked: " +
                               std::to_string(verification.lostEvents) + ".");
    unchecked.emplace_back("Whether what was recorded is true: a report shows what was stored, not what happened.");
    if (checks.isCustodyDoubted && request.tellsDigest())
        unchecked.emplace_back(
            "Whether records of the custody log beside the case were removed: what says how many there were is missing.");
    else if (checks.seal && checks.hasCustody && !checks.hasLogBeside && request.tellsDigest())
        unchecked.emplace_back("Whether a log of what was done since the sealing lay beside the case: there is none, and nothing "
                               "in the case would tell that it was taken away.");
    if (checks.hasCustody)
        unchecked.emplace_back(
            "Whether somebody handled the case without a record of it: the custody log holds what this program's "
            "desktop and its writing commands did.");
    else
        unchecked.emplace_back("Who handled this source before: it is a database, and databases keep no custody log.");
    if (request.personalData == PersonalData::Masked)
        unchecked.emplace_back("Personal data is masked in this report; the fingerprints are those of the unmasked events.");
    return unchecked;
}

}  // namespace vci::report
