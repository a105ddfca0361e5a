// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/anchoring.h"

#include "core/anchor/anchorroot.h"
#include "core/anchor/ethereum/hexjson.h"
#include "core/anchor/ethereum/panel.h"
#include "core/anchor/ethereum/proof.h"
#include "core/anchor/judge.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace vci::anchor::ethereum {

namespace {

struct Followed {
    AnchorVerdict verdict;
    bool isKnown;  ///< some endpoint has it, in a block or waiting
};

/// Asks for one submission and keeps the block that holds it. Contradictions and silence are errors: nothing may be sent on their
/// ground.
Result<Followed> follow(store::AnchorWriter& store, Panel& panel, const RecordedAnchor& anchor, const ChainTrust& trust,
                        Clock& clock, const std::stop_token& stop)
{
    const auto hash = TxHash::tryFromString(anchor.txHash);
    if (!hash || anchor.chainId != trust.chainId)
        return Followed{{AnchorStanding::Refuted, {}}, false};  // of another chain, or altered: verify says so
    Expectation expected = expectationOf(anchor);
    expected.places = provenPlaces(anchor, trust);
    VCI_TRY(const auto answers, panel.ask(*hash, expected.places, stop));
    AnchorVerdict verdict = judge(expected, trust, answers);
    if (verdict.standing == AnchorStanding::Unchecked) return makeError(ErrorCode::Unreachable, verdict.findings.front().message);
    const bool isKnown = std::any_of(answers.begin(), answers.end(),
                                     [](const EndpointAnswer& answer) { return !answer.trouble && answer.transaction; });
    if (verdict.standing == AnchorStanding::Refuted || !verdict.block) return Followed{std::move(verdict), isKnown};
    AnchorBlock block{verdict.block->number, verdict.block->hash.toString(), verdict.block->time, {}, {}, {}, "unavailable"};
    if (verdict.isFinal()) block.finalAt = clock.now();
    if (auto evidence = panel.evidenceOf(*verdict.block)) {
        block.rawTransaction = std::move(evidence->rawTransaction);
        block.header = std::move(evidence->header);
        block.transactionProof = std::move(evidence->transactionProof);
    }
    VCI_CHECK(store.addBlock(anchor.id, block));
    return Followed{std::move(verdict), isKnown};
}

Error inWords(const std::vector<AnchorFinding>& failures)
{
    std::string words = "no endpoint can be used";
    for (const AnchorFinding& failure : failures) words += ": " + failure.message;
    if (failures.empty()) words += ": the trust file names none";
    return makeError(ErrorCode::Unreachable, words);
}

Result<TxHash> send(RpcClient& rpc, const Address& from, std::int64_t chainId, const Sha256& root, const std::stop_token& stop)
{
    const std::string address = from.toString();
    // To itself and without value: the input is all that matters. A signer that minds the chain finds it here.
    const std::string params = R"([{"from":")" + address + R"(","to":")" + address + R"(","value":"0x0","chainId":")" +
                               toHexQuantity(chainId) + R"(","data":")" + toHexData(anchorInput(bytesOf(root))) + "\"}]";
    auto answer = rpc.call("eth_sendTransaction", params, stop);
    if (!answer.ok() && answer.error().code == ErrorCode::NotSupported)
        return makeError(ErrorCode::Unreachable,
                         answer.error().message + " (the node or its signer has to hold the key of " + address + ")");
    if (!answer.ok()) return std::move(answer).error();
    const auto hash = answer.value().isString() ? TxHash::tryFromString(answer.value().asText()) : std::nullopt;
    if (hash) return *hash;
    return makeError(ErrorCode::Unreachable, rpc.name() +
                                                 ": its answer to eth_sendTransaction is no transaction hash: whether an "
                                                 "anchor was sent is not known");
}

Result<void> checkTrust(const ChainTrust& trust, const Address& from)
{
    if (!trust.chainId) return makeError(ErrorCode::Usage, "the trust file pins no chain: give it a chain_id");
    if (std::find(trust.senders.begin(), trust.senders.end(), from) == trust.senders.end())
        return makeError(ErrorCode::Usage, from.toString() +
                                               " is not among the senders of the trust file: nobody who uses it would "
                                               "accept the anchor");
    return {};
}

}  // namespace

Result<Anchoring> anchorCheckpoints(store::AnchorWriter& store, const ChainTrust& trust, const Address& from, IdSource& ids,
                                    Clock& clock, std::stop_token stop, http::Limits limits)
{
    VCI_CHECK(checkTrust(trust, from));
    VCI_TRY(const auto notes, store.newestCheckpoints(stop));
    if (notes.empty())
        return makeError(ErrorCode::NotFound, "there is no checkpoint to anchor: sign one with log checkpoint first");
    VCI_TRY(AnchorTree tree, buildAnchorTree(notes));
    const std::size_t members = tree.members.size();
    VCI_TRY(Panel panel, Panel::open(trust, limits, stop));
    if (panel.firstUsable() == nullptr) return inWords(panel.failures());

    std::optional<RecordedAnchor> standing;
    bool isFinal = false;
    VCI_TRY(const auto recorded, store.toFollow(tree.root, stop));
    for (const RecordedAnchor& anchor : recorded) {
        VCI_TRY(const Followed followed, follow(store, panel, anchor, trust, clock, stop));
        const bool stands = followed.isKnown && followed.verdict.standing != AnchorStanding::Refuted;
        if (anchor.root != bytesOf(tree.root) || !stands || isFinal) continue;
        standing = anchor;
        isFinal = followed.verdict.isFinal();
    }
    const bool mustSend = !standing;
    if (mustSend) {
        VCI_TRY(const TxHash hash, send(panel.firstUsable()->rpc(), from, *trust.chainId, tree.root, stop));
        standing = RecordedAnchor{AnchorId(ids.next()),
                                  *trust.chainId,
                                  hash.toString(),
                                  from.toString(),
                                  std::string(bytesOf(tree.root)),
                                  clock.now(),
                                  std::move(tree.members),
                                  {}};
        VCI_CHECK(store.addAnchor(*standing));
        VCI_TRY(const Followed followed, follow(store, panel, *standing, trust, clock, stop));
        isFinal = followed.verdict.isFinal();
    }
    return Anchoring{*TxHash::tryFromString(standing->txHash), tree.root, members, isFinal, mustSend, panel.failures()};
}

}  // namespace vci::anchor::ethereum
