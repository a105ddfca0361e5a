// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/proof.h"

#include "core/anchor/ethereum/header.h"
#include "core/anchor/ethereum/hexjson.h"
#include "core/anchor/ethereum/transaction.h"
#include "core/anchor/ethereum/trie.h"
#include "core/json/read.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

namespace vci::anchor::ethereum {

namespace {

constexpr std::string_view kUnavailable = "unavailable";
constexpr std::size_t kMaxNodes = 64;
constexpr std::size_t kMaxPlaces = 4;

Error bad(const std::string& what)
{
    return makeError(ErrorCode::InvalidPayload, "the recorded proof " + what);
}

}  // namespace

std::string writeProof(const TransactionProof& proof)
{
    std::string text = "{\"index\":" + std::to_string(proof.index) + ",\"nodes\":[";
    for (const std::string& node : proof.nodes) {
        if (!text.ends_with('[')) text += ',';
        text += '"' + toHexData(node) + '"';
    }
    return text + "]}";
}

Result<TransactionProof> readProof(std::string_view text)
{
    const auto parsed = json::readStrict(text);
    if (!parsed.ok()) return bad("is no JSON: " + parsed.error().message);
    const json::Value* const index = parsed.value().find("index");
    const json::Value* const nodes = parsed.value().find("nodes");
    if (index == nullptr || !index->isNumber() || nodes == nullptr || !nodes->isArray())
        return bad("lacks its index or its nodes");
    TransactionProof proof{0, {}};
    const std::string& digits = index->asText();
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), proof.index);
    if (fault != std::errc() || end != digits.data() + digits.size() || proof.index < 0) return bad("has an index that is none");
    if (nodes->items().size() > kMaxNodes) return bad("has more nodes than any trie is deep");
    for (const json::Value& node : nodes->items()) {
        const json::Value object = json::Value::object({{"node", node}});
        VCI_TRY(std::string bytes, data(object, "node"));
        proof.nodes.push_back(std::move(bytes));
    }
    return proof;
}

Result<std::optional<SeenTransaction>> provenIn(const RecordedAnchor& anchor, const AnchorBlock& block)
{
    if (!block.transactionProof || *block.transactionProof == kUnavailable) return std::optional<SeenTransaction>();
    if (!block.header || !block.rawTransaction) return bad("lacks its header or its transaction");
    VCI_TRY(const Header header, decodeHeader(*block.header));
    if (BlockHash::tryFromString(block.hash) != header.hash || header.number != block.number || header.time != block.time)
        return bad("has the header of another block than " + block.hash);
    VCI_TRY(const TransactionProof proof, readProof(*block.transactionProof));
    const auto proven = provenTransaction(header.transactionsRoot, static_cast<std::size_t>(proof.index), proof.nodes);
    if (!proven || *proven != *block.rawTransaction) return bad("does not lead from the transaction to block " + block.hash);
    VCI_TRY(Transaction transaction, decodeTransaction(*proven));
    if (TxHash::tryFromString(anchor.txHash) != transaction.hash) return bad("is of another transaction than " + anchor.txHash);
    return std::optional(SeenTransaction{transaction.chainId, transaction.sender, std::move(transaction.input),
                                         ChainBlock{header.number, header.hash, header.time}});
}

std::vector<Expectation::Place> provenPlaces(const RecordedAnchor& anchor, const ChainTrust& trust)
{
    std::vector<Expectation::Place> places;
    const auto isFinal = [](const AnchorBlock& block) { return block.finalAt.has_value(); };
    if (std::any_of(anchor.blocks.begin(), anchor.blocks.end(), isFinal)) return places;
    const Expectation expected = expectationOf(anchor);
    for (auto block = anchor.blocks.rbegin(); block != anchor.blocks.rend() && places.size() < kMaxPlaces; ++block) {
        const auto hash = BlockHash::tryFromString(block->hash);
        if (!hash || block->number < 0 || !block->rawTransaction) continue;
        const auto decoded = decodeTransaction(*block->rawTransaction);
        if (!decoded.ok() || TxHash::tryFromString(anchor.txHash) != decoded.value().hash) continue;
        const SeenTransaction seen{decoded.value().chainId, decoded.value().sender, decoded.value().input, {}};
        if (refuteTransaction(seen, expected, trust).empty()) places.push_back({block->number, *hash});
    }
    return places;
}

}  // namespace vci::anchor::ethereum
