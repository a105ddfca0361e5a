// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/anchor/ethereum/anchoredchain.h"

#include "core/anchor/anchorroot.h"
#include "core/anchor/ethereum/endpoint.h"
#include "core/anchor/ethereum/hexjson.h"
#include "core/integrity/checkpoint.h"

namespace vci::test {

AnchoredChain::AnchoredChain(std::unique_ptr<Anvil> node)
    : m_node(std::move(node))
    , m_sender(m_node->account(0))
{
    std::vector<std::string> notes;
    for (std::uint8_t i = 1; i < 4; ++i) {
        const integrity::Origin origin{*LogId::tryFromString("0123456789abcdef0123456789abcdef"), TenantId(Uuid({i}))};
        const auto key = integrity::SignerKey::fromSeed(integrity::keyNameOf(origin.logId), std::string(32, 'k')).value();
        notes.push_back(
            integrity::SignedCheckpoint::sign({origin.toString(), 5, sha256({origin.toString()})}, key).value().note.toString());
    }
    auto tree = anchor::buildAnchorTree(notes).value();
    m_root = tree.root;
    m_members = std::move(tree.members);
}

anchor::ChainTrust AnchoredChain::trust() const
{
    return {Anvil::kChain, {*anchor::Address::tryFromString(m_sender)}, {m_node->url()}, {}};
}

std::string AnchoredChain::input() const
{
    return anchor::ethereum::toHexData(anchor::anchorInput(bytesOf(m_root)));
}

RecordedAnchor AnchoredChain::record(const std::string& txHash) const
{
    return {AnchorId(Uuid({9})), Anvil::kChain, txHash, m_sender, std::string(bytesOf(m_root)), Timestamp(0), m_members, {}};
}

RecordedAnchor AnchoredChain::sendAnchor()
{
    return record(m_node->send(m_sender, input()));
}

void AnchoredChain::recordBlock(RecordedAnchor& anchor)
{
    auto endpoint = anchor::ethereum::Endpoint::open(m_node->url()).value();
    const auto shown = endpoint.transaction(*anchor::TxHash::tryFromString(anchor.txHash), {}).value().value();
    anchor.blocks.push_back({shown.seen.block->number,
                             shown.seen.block->hash.toString(),
                             shown.seen.block->time,
                             {},
                             shown.evidence.rawTransaction,
                             shown.evidence.header,
                             shown.evidence.transactionProof});
}

anchor::AnchorVerdict AnchoredChain::check(const RecordedAnchor& anchor, const anchor::ethereum::CheckRequest& request) const
{
    return anchor::ethereum::checkAnchors(std::span(&anchor, 1), request, {}, {}).value().verdicts.at(0);
}

std::string findingOf(const anchor::AnchorVerdict& verdict)
{
    return verdict.finding() ? std::string(kindName(*verdict.finding())) : "-";
}

}  // namespace vci::test
