// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/checkanchors.h"

#include "core/anchor/ethereum/panel.h"
#include "core/anchor/ethereum/proof.h"
#include "core/anchor/judge.h"

#include <algorithm>
#include <utility>

namespace vci::anchor::ethereum {

namespace {

/// What the recorded proofs of an anchor are worth without anybody to ask.
struct RecordedProof {
    std::optional<AnchorVerdict> verdict = {};  ///< where a proof refutes the anchor, or a vouched block holds it
    std::optional<ChainBlock> proven = {};      ///< the block that the proof ends in
};

RecordedProof checkRecordedProofs(const RecordedAnchor& anchor, const CheckRequest& request)
{
    RecordedProof result;
    for (const AnchorBlock& block : anchor.blocks) {
        const auto seen = provenIn(anchor, block);
        if (!seen.ok()) {
            result.verdict = {AnchorStanding::Refuted,
                              {{FindingKind::AnchorMismatch, "a proof of block " + block.hash, seen.error().message,
                                "What is recorded about the anchor's block was altered: " + seen.error().message + "."}}};
            return result;
        }
        if (!seen.value()) continue;
        const SeenTransaction& transaction = *seen.value();
        if (auto findings = refuteTransaction(transaction, expectationOf(anchor), request.trust); !findings.empty()) {
            result.verdict = {AnchorStanding::Refuted, std::move(findings), transaction.block, "the recorded proof"};
            return result;
        }
        result.proven = transaction.block;
        const auto& vouched = request.vouchedBlocks;
        if (std::find(vouched.begin(), vouched.end(), transaction.block->hash) == vouched.end()) continue;
        result.verdict = {AnchorStanding::Final,
                          {},
                          transaction.block,
                          "the recorded proof, with the block hash " + transaction.block->hash.toString() + " given by the user"};
        return result;
    }
    return result;
}

/// The verdict where nobody could be asked and no vouched block decides.
AnchorVerdict unchecked(AnchorVerdict verdict, const RecordedProof& proof, std::int64_t chainId)
{
    AnchorFinding& finding = verdict.findings.front();
    if (!proof.proven) {
        finding.message += " No proof is recorded that could be checked without a network.";
        return verdict;
    }
    verdict.block = proof.proven;
    finding.message +=
        " The recorded proof holds if block " + proof.proven->hash.toString() + " is on chain " + std::to_string(chainId) + ".";
    return verdict;
}

AnchorVerdict offline()
{
    return {AnchorStanding::Unchecked,
            {{FindingKind::SourceUnreachable, "an answer from an endpoint", "offline",
              "The anchor was not looked up: the check ran offline."}}};
}

Result<AnchorVerdict> checkOne(const RecordedAnchor& anchor, const CheckRequest& request, std::optional<Panel>& panel,
                               const std::stop_token& stop)
{
    if (auto verdict = refuteRecord(anchor, request.trust)) return *std::move(verdict);
    if (auto verdict = refuseTrust(request.trust)) return *std::move(verdict);
    const RecordedProof proof = checkRecordedProofs(anchor, request);
    const bool isRefuted = proof.verdict && proof.verdict->standing == AnchorStanding::Refuted;
    if (isRefuted) return *proof.verdict;
    std::optional<AnchorVerdict> asked;
    if (request.mode == CheckRequest::Mode::Online) {
        if (!panel) {
            VCI_TRY(panel, Panel::open(request.trust, request.limits, stop));
        }
        VCI_TRY(const auto answers, panel->ask(*TxHash::tryFromString(anchor.txHash), stop));
        asked = judge(expectationOf(anchor), request.trust, answers);
        if (asked->finding() != FindingKind::SourceUnreachable) return *std::move(asked);
    }
    if (proof.verdict) return *proof.verdict;
    return unchecked(asked ? *std::move(asked) : offline(), proof, *request.trust.chainId);
}

void tell(const AnchorProgress& progress, std::size_t done, std::size_t of)
{
    if (progress) progress(done, of);
}

EventTransactionAnswer answerFor(const std::vector<EndpointAnswer>& answers, const EventTransaction& asked,
                                 const ChainTrust& trust)
{
    EventTransactionAnswer answer;
    const Expectation expected{std::string(bytesOf(asked.leafHash)), Expectation::Match::Contains};
    bool isAnchor = false;
    std::string source;
    for (const EndpointAnswer& one : answers) {
        answer.isAnswered = answer.isAnswered || !one.trouble;
        if (one.trouble || !one.transaction) continue;
        answer.isKnown = true;
        source = one.endpoint;
        if (one.transaction->block) answer.block = one.transaction->block;
        isAnchor = refuteTransaction(*one.transaction, expected, trust).empty();
    }
    if (isAnchor && !refuseTrust(trust)) answer.anchor = judge(expected, trust, answers);
    if (answer.anchor) {
        answer.message = "The transaction is an anchor of this event alone.";
    } else if (answer.isKnown) {
        answer.message = source + " knows the transaction; it is no anchor of this event.";
    } else {
        answer.message = "No endpoint that answers knows the transaction.";
    }
    return answer;
}

}  // namespace

Result<AnchorReport> checkAnchors(std::span<const RecordedAnchor> anchors, const CheckRequest& request,
                                  const AnchorProgress& progress, std::stop_token stop)
{
    AnchorReport report;
    std::optional<Panel> panel;
    for (const RecordedAnchor& anchor : anchors) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(AnchorVerdict verdict, checkOne(anchor, request, panel, stop));
        report.verdicts.push_back(std::move(verdict));
        tell(progress, report.verdicts.size(), anchors.size());
    }
    if (panel) report.sources = panel->failures();
    return report;
}

Result<EventTransactionReport> lookUpTransactions(std::span<const EventTransaction> transactions, const ChainTrust& trust,
                                                  const AnchorProgress& progress, std::stop_token stop)
{
    EventTransactionReport report;
    if (transactions.empty()) return report;
    VCI_TRY(Panel panel, Panel::open(trust, {}, stop));
    for (const EventTransaction& transaction : transactions) {
        if (stop.stop_requested()) return cancelled();
        const auto hash = TxHash::tryFromString(transaction.txHash);
        if (!hash) {
            report.answers.push_back({false, {}, {}, "The recorded text is no transaction hash."});
        } else {
            VCI_TRY(const auto answers, panel.ask(*hash, stop));
            report.answers.push_back(answerFor(answers, transaction, trust));
        }
        tell(progress, report.answers.size(), transactions.size());
    }
    report.sources = panel.failures();
    return report;
}

}  // namespace vci::anchor::ethereum
