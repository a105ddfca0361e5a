// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/judge.h"

#include "core/anchor/anchorroot.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace vci::anchor {

namespace {

AnchorVerdict refuted(std::vector<AnchorFinding> findings)
{
    return {AnchorStanding::Refuted, std::move(findings)};
}

AnchorFinding differs(std::string expected, std::string found, std::string message)
{
    return {FindingKind::AnchorMismatch, std::move(expected), std::move(found), std::move(message)};
}

std::string sendersOf(const ChainTrust& trust)
{
    std::string list;
    for (const Address& sender : trust.senders) list += (list.empty() ? "" : ", ") + sender.toString();
    return list.empty() ? "no sender is pinned" : list;
}

bool isPinned(const Address& sender, const ChainTrust& trust)
{
    return std::find(trust.senders.begin(), trust.senders.end(), sender) != trust.senders.end();
}

AnchorFinding wrongChain(std::int64_t pinned, std::int64_t found, const std::string& what)
{
    return {FindingKind::AnchorWrongChain, std::to_string(pinned), std::to_string(found),
            what + " chain " + std::to_string(found) + ", and the trusted chain is " + std::to_string(pinned)};
}

AnchorFinding wrongSender(const ChainTrust& trust, const std::string& found, const std::string& message)
{
    return {FindingKind::AnchorWrongSender, sendersOf(trust), found, message};
}

void checkMembers(const RecordedAnchor& anchor, std::vector<AnchorFinding>& findings)
{
    for (const AnchorMember& member : anchor.members) {
        const auto root = rootOfMember(member);
        const std::string found = root ? std::string(bytesOf(*root)) : std::string();
        if (found == anchor.root) continue;
        findings.push_back(differs(hexOf(anchor.root), root ? hexOf(found) : "no path to a root",
                                   "The recorded checkpoint of tenant " + member.tenant.toString() + " at size " +
                                       std::to_string(member.treeSize) + " is not under the anchor root"));
    }
}

std::string namesOf(const std::vector<const EndpointAnswer*>& answers)
{
    std::string names;
    for (const EndpointAnswer* const answer : answers) names += (names.empty() ? "" : ", ") + answer->endpoint;
    return names;
}

std::string describe(const ChainBlock& block)
{
    return "block " + std::to_string(block.number) + " (" + block.hash.toString() + ")";
}

AnchorVerdict unreachable(std::span<const EndpointAnswer> answers)
{
    std::string troubles;
    for (const EndpointAnswer& answer : answers)
        troubles += (troubles.empty() ? "" : "; ") + answer.endpoint + ": " + answer.trouble.value_or("");
    if (troubles.empty()) troubles = "no endpoint is set";
    return {AnchorStanding::Unchecked,
            {{FindingKind::SourceUnreachable, "an answer from an endpoint", troubles,
              "The anchor could not be checked: nobody could be asked for its transaction (" + troubles + ")"}}};
}

AnchorVerdict contradiction(const EndpointAnswer& one, const std::string& says, const EndpointAnswer& other,
                            const std::string& otherSays)
{
    return {
        AnchorStanding::Unchecked,
        {{FindingKind::SourceContradiction, one.endpoint + ": " + says, other.endpoint + ": " + otherSays,
          "The anchor could not be checked: " + one.endpoint + " says " + says + ", " + other.endpoint + " says " + otherSays}}};
}

/// What an endpoint has at a height; nothing where it was not asked.
const SeenHeight* heightOf(const EndpointAnswer& answer, std::int64_t number)
{
    const auto seen = std::find_if(answer.heights.begin(), answer.heights.end(),
                                   [number](const SeenHeight& height) { return height.number == number; });
    return seen == answer.heights.end() ? nullptr : &*seen;
}

std::optional<AnchorVerdict> contradictionAmong(const std::vector<const EndpointAnswer*>& usable, const EndpointAnswer& witness,
                                                const ChainBlock& block)
{
    for (const EndpointAnswer* const other : usable) {
        if (other->transaction && other->transaction->block && *other->transaction->block != block) {
            const ChainBlock& otherBlock = *other->transaction->block;
            const bool sameHash = otherBlock.hash == block.hash;
            return contradiction(witness, describe(block) + (sameHash ? " of " + block.time.toString() : ""), *other,
                                 describe(otherBlock) + (sameHash ? " of " + otherBlock.time.toString() : ""));
        }
        const SeenHeight* const height = heightOf(*other, block.number);
        if (height != nullptr && height->hash && *height->hash != block.hash)
            return contradiction(witness, describe(block), *other, describe({block.number, *height->hash, block.time}));
    }
    return std::nullopt;
}

AnchorVerdict pending(const std::string& message, const std::string& source, std::optional<ChainBlock> block)
{
    return {AnchorStanding::NotFinal, {{FindingKind::AnchorPending, "a final block", message, message}}, block, source};
}

/// True where an endpoint has another block at that height, and none has this one.
bool wasReplaced(const std::vector<const EndpointAnswer*>& usable, const Expectation::Place& place)
{
    bool isReplaced = false;
    for (const EndpointAnswer* const answer : usable) {
        const SeenHeight* const height = heightOf(*answer, place.number);
        if (height == nullptr || !height->hash) continue;
        if (*height->hash == place.hash) return false;
        isReplaced = true;
    }
    return isReplaced;
}

/// Verdict on a transaction that nobody knows.
AnchorVerdict notFound(const std::vector<const EndpointAnswer*>& usable, const Expectation& expected)
{
    const auto replaced = std::find_if(expected.places.begin(), expected.places.end(),
                                       [&usable](const Expectation::Place& place) { return wasReplaced(usable, place); });
    if (replaced != expected.places.end()) {
        return pending("Block " + std::to_string(replaced->number) + " (" + replaced->hash.toString() +
                           "), which held the anchor's transaction, was replaced before it was final; the transaction waits, or "
                           "has to be sent again",
                       namesOf(usable), std::nullopt);
    }
    return {AnchorStanding::NotFinal,
            {{FindingKind::AnchorNotFound, "the transaction", "null at " + namesOf(usable),
              "No endpoint knows the anchor's transaction (" + namesOf(usable) + ")"}},
            std::nullopt,
            namesOf(usable)};
}

/// Verdict on a block that nobody contradicts.
AnchorVerdict judgeFinality(const std::vector<const EndpointAnswer*>& usable, const ChainBlock& block)
{
    const auto isFinalAt = [&block](const EndpointAnswer* answer) {
        const SeenHeight* const height = heightOf(*answer, block.number);
        return height != nullptr && height->hash == block.hash && answer->finalUpTo >= block.number;
    };
    const auto doubter = std::find_if_not(usable.begin(), usable.end(), isFinalAt);
    if (doubter == usable.end()) return {AnchorStanding::Final, {}, block, namesOf(usable)};
    return pending("The anchor's transaction is in " + describe(block) + ", which is not final yet at " + (*doubter)->endpoint,
                   namesOf(usable), block);
}

}  // namespace

std::optional<AnchorVerdict> refuteRecord(const RecordedAnchor& anchor, const ChainTrust& trust)
{
    std::vector<AnchorFinding> findings;
    if (trust.chainId && anchor.chainId != *trust.chainId)
        findings.push_back(wrongChain(*trust.chainId, anchor.chainId, "The anchor is recorded on"));
    const auto sender = Address::tryFromString(anchor.sender);
    if (!trust.senders.empty() && (!sender || !isPinned(*sender, trust)))
        findings.push_back(wrongSender(trust, anchor.sender,
                                       "The anchor is recorded as sent by " + anchor.sender + ", which is no trusted sender"));
    if (!TxHash::tryFromString(anchor.txHash))
        findings.push_back(differs("0x and 64 hex digits", anchor.txHash, "The anchor's transaction hash is none"));
    if (anchor.root.size() != 32) findings.push_back(differs("32 bytes", hexOf(anchor.root), "The anchor's root is no hash"));
    checkMembers(anchor, findings);
    if (findings.empty()) return std::nullopt;
    return refuted(std::move(findings));
}

std::optional<AnchorVerdict> refuseTrust(const ChainTrust& trust)
{
    if (trust.chainId && !trust.senders.empty()) return std::nullopt;
    const std::string what = trust.chainId ? "no sender" : "no chain";
    return AnchorVerdict{AnchorStanding::Unchecked,
                         {{FindingKind::SourceUnreachable, "a trusted chain and sender", what,
                           "The anchor could not be checked: the trust file names " + what}}};
}

Expectation expectationOf(const RecordedAnchor& anchor)
{
    return {anchorInput(anchor.root), Expectation::Match::Exact, Address::tryFromString(anchor.sender)};
}

std::vector<AnchorFinding> refuteTransaction(const SeenTransaction& transaction, const Expectation& expected,
                                             const ChainTrust& trust)
{
    std::vector<AnchorFinding> findings;
    if (trust.chainId && transaction.chainId && *transaction.chainId != *trust.chainId)
        findings.push_back(wrongChain(*trust.chainId, *transaction.chainId, "The anchor's transaction was signed for"));
    const std::string sender = transaction.sender ? transaction.sender->toString() : "nobody: the signature is of no key";
    if (!transaction.sender || !isPinned(*transaction.sender, trust)) {
        findings.push_back(
            wrongSender(trust, sender, "The anchor's transaction was sent by " + sender + ", which is no trusted sender"));
    } else if (expected.sender && *transaction.sender != *expected.sender) {
        findings.push_back({FindingKind::AnchorWrongSender, expected.sender->toString(), sender,
                            "The anchor's transaction was sent by " + sender + ", not by the recorded sender"});
    }
    const bool matches = expected.match == Expectation::Match::Exact
                             ? transaction.input == expected.input
                             : transaction.input.find(expected.input) != std::string::npos;
    if (!matches)
        findings.push_back(differs(hexOf(expected.input), hexOf(transaction.input),
                                   "The anchor's transaction holds something else than what is recorded"));
    return findings;
}

AnchorVerdict judge(const Expectation& expected, const ChainTrust& trust, std::span<const EndpointAnswer> answers)
{
    std::vector<const EndpointAnswer*> usable;
    for (const EndpointAnswer& answer : answers)
        if (!answer.trouble) usable.push_back(&answer);
    if (usable.empty()) return unreachable(answers);

    const EndpointAnswer* witness = nullptr;
    for (const EndpointAnswer* const answer : usable) {
        if (!answer->transaction) continue;
        if (auto findings = refuteTransaction(*answer->transaction, expected, trust); !findings.empty()) {
            AnchorVerdict verdict = refuted(std::move(findings));
            verdict.block = answer->transaction->block;
            verdict.source = answer->endpoint;
            return verdict;
        }
        if (witness == nullptr || !witness->transaction->block) witness = answer;
    }
    if (witness == nullptr) return notFound(usable, expected);
    if (!witness->transaction->block)
        return pending("The anchor's transaction is known and in no block yet", witness->endpoint, std::nullopt);
    const ChainBlock& block = *witness->transaction->block;
    if (auto verdict = contradictionAmong(usable, *witness, block)) return *std::move(verdict);
    return judgeFinality(usable, block);
}

}  // namespace vci::anchor
