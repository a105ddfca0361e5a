// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/endpoint.h"

#include "core/anchor/ethereum/blockjson.h"
#include "core/anchor/ethereum/hexjson.h"
#include "core/anchor/ethereum/proof.h"
#include "core/anchor/ethereum/transaction.h"
#include "core/anchor/ethereum/trie.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace vci::anchor::ethereum {

namespace {

bool isPresent(const json::Value& object, std::string_view name)
{
    const json::Value* const value = object.find(name);
    return value != nullptr && !value->isNull();
}

/// An answer that contradicts itself, as an error of this endpoint.
Error lie(const std::string& name, const std::string& what)
{
    return makeError(ErrorCode::Unreachable, name + ": its answer is malformed: " + what);
}

}  // namespace

// What the readers of JSON refuse is a fault of the endpoint that gave it.
#define VCI_SHOWN(declaration, expression)                                                                                       \
    VCI_TRY(declaration, [&] {                                                                                                   \
        auto shownResult = (expression);                                                                                         \
        if (shownResult.ok()) return shownResult;                                                                                \
        return decltype(shownResult)(lie(name(), shownResult.error().message));                                                  \
    }())

Result<Endpoint> Endpoint::open(const std::string& url, http::Limits limits)
{
    VCI_TRY(http::Url where, http::Url::parse(url));
    return Endpoint(std::make_unique<RpcClient>(std::move(where), limits));
}

Result<void> Endpoint::checkChain(std::int64_t chainId, std::stop_token stop)
{
    VCI_TRY(const json::Value answer, m_rpc->call("eth_chainId", "[]", std::move(stop)));
    VCI_SHOWN(const std::int64_t found, quantityOf(answer, "chain id"));
    if (found == chainId) return {};
    return makeError(ErrorCode::Unreachable, name() + ": it is of chain " + std::to_string(found) +
                                                 ", and the trusted chain is " + std::to_string(chainId));
}

Result<std::int64_t> Endpoint::finalUpTo(std::optional<std::int64_t> confirmations, std::stop_token stop)
{
    if (confirmations) {
        VCI_TRY(const json::Value answer, m_rpc->call("eth_blockNumber", "[]", std::move(stop)));
        VCI_SHOWN(const std::int64_t head, quantityOf(answer, "block number"));
        return std::max<std::int64_t>(head - std::max<std::int64_t>(*confirmations, 1) + 1, -1);
    }
    VCI_TRY(const json::Value answer, block("eth_getBlockByNumber", "[\"finalized\",false]", std::move(stop)));
    if (answer.isNull()) return -1;
    VCI_SHOWN(const BlockClaim claim, blockClaim(answer));
    return claim.block.number;
}

Result<std::optional<ShownTransaction>> Endpoint::transaction(const TxHash& hash, std::stop_token stop)
{
    VCI_TRY(const json::Value answer, m_rpc->call("eth_getTransactionByHash", "[\"" + hash.toString() + "\"]", stop));
    if (answer.isNull()) return std::optional<ShownTransaction>();
    if (!answer.isObject()) return lie(name(), "the transaction is no object");
    VCI_TRY(auto raw, rawBytes(answer, hash, stop));
    if (!raw) return lie(name(), "it does not show the bytes of " + hash.toString());
    VCI_SHOWN(Transaction decoded, decodeTransaction(*raw));
    ShownTransaction shown{{decoded.chainId, decoded.sender, std::move(decoded.input), {}}, {*std::move(raw), {}, "unavailable"}};
    if (isPresent(answer, "blockHash") || isPresent(answer, "blockNumber")) {
        VCI_CHECK(place(answer, hash, shown, stop));
    }
    return std::optional(std::move(shown));
}

Result<std::optional<BlockHash>> Endpoint::hashAt(std::int64_t number, std::stop_token stop)
{
    VCI_TRY(const json::Value answer,
            block("eth_getBlockByNumber", "[\"" + toHexQuantity(number) + "\",false]", std::move(stop)));
    if (answer.isNull()) return std::optional<BlockHash>();
    VCI_SHOWN(const BlockClaim claim, blockClaim(answer));
    if (claim.block.number != number)
        return lie(name(), "asked for block " + std::to_string(number) + " it shows block " + std::to_string(claim.block.number));
    return std::optional(claim.block.hash);
}

/// A block object whose fields give its hash, as far as they are known; or null.
Result<json::Value> Endpoint::block(std::string_view method, const std::string& params, std::stop_token stop)
{
    VCI_TRY(json::Value answer, m_rpc->call(method, params, std::move(stop)));
    if (answer.isNull()) return answer;
    VCI_SHOWN(const auto header, headerRlp(answer));
    static_cast<void>(header);
    return answer;
}

/// The bytes of a transaction, rebuilt or asked for; nothing where they are not to be had. Bytes with another hash are a lie.
Result<std::optional<std::string>> Endpoint::rawBytes(const json::Value& transaction, const TxHash& hash, std::stop_token stop)
{
    VCI_SHOWN(auto raw, rawTransaction(transaction));
    if (!raw) {
        auto answer = m_rpc->call("eth_getRawTransactionByHash", "[\"" + hash.toString() + "\"]", std::move(stop));
        if (!answer.ok() && answer.error().code == ErrorCode::NotSupported) return std::optional<std::string>();
        if (!answer.ok()) return std::move(answer).error();
        if (answer.value().isNull()) return std::optional<std::string>();
        const json::Value object = json::Value::object({{"raw", std::move(answer).value()}});
        VCI_SHOWN(raw, data(object, "raw"));
    }
    if (TxHash(keccak256(*raw)) != hash) return lie(name(), "what it shows as " + hash.toString() + " has another hash");
    return raw;
}

/// Puts the block that the transaction says it is in, and the proof that it is, into shown.
Result<void> Endpoint::place(const json::Value& transaction, const TxHash& hash, ShownTransaction& shown,
                             const std::stop_token& stop)
{
    VCI_SHOWN(const std::string blockBytes, dataOfSize(transaction, "blockHash", 32));
    VCI_SHOWN(const std::int64_t number, quantity(transaction, "blockNumber"));
    VCI_SHOWN(const std::int64_t index, quantity(transaction, "transactionIndex"));
    const BlockHash blockHash = *BlockHash::tryFromBytes(blockBytes);
    VCI_TRY(const json::Value answer, block("eth_getBlockByHash", "[\"" + blockHash.toString() + "\",true]", stop));
    if (answer.isNull())
        return lie(name(), "it does not know block " + blockHash.toString() + ", in which it has the transaction");
    VCI_SHOWN(const BlockClaim claim, blockClaim(answer));
    if (claim.block.hash != blockHash || claim.block.number != number)
        return lie(name(), "asked for block " + blockHash.toString() + " it shows another one");
    const json::Value* const list = answer.find("transactions");
    if (list == nullptr || !list->isArray()) return lie(name(), "block " + blockHash.toString() + " has no list of transactions");
    if (static_cast<std::size_t>(index) >= list->items().size()) return lie(name(), "the transaction is not in its block");
    VCI_SHOWN(const std::string listed, dataOfSize(list->items()[static_cast<std::size_t>(index)], "hash", 32));
    if (TxHash::tryFromBytes(listed) != hash) return lie(name(), "another transaction stands in its place of the block");

    VCI_TRY(const auto raws, rawTransactions(answer, stop));
    if (raws) {
        if (transactionsRoot(*raws) != claim.transactionsRoot)
            return lie(name(), "the transactions of block " + blockHash.toString() + " do not give its transactionsRoot");
        VCI_SHOWN(shown.evidence.header, headerRlp(answer));
        if (shown.evidence.header) {
            shown.evidence.transactionProof = writeProof({index, proveTransaction(*raws, static_cast<std::size_t>(index))});
        }
    }
    shown.seen.block = claim.block;
    return {};
}

/// All transactions of a block; nothing where one of them is not to be had.
Result<std::optional<std::vector<std::string>>> Endpoint::rawTransactions(const json::Value& block, const std::stop_token& stop)
{
    std::vector<std::string> raws;
    for (const json::Value& transaction : block.find("transactions")->items()) {
        VCI_SHOWN(const std::string hash, dataOfSize(transaction, "hash", 32));
        VCI_TRY(auto raw, rawBytes(transaction, *TxHash::tryFromBytes(hash), stop));
        if (!raw) return std::optional<std::vector<std::string>>();
        raws.push_back(*std::move(raw));
    }
    return std::optional(std::move(raws));
}

#undef VCI_SHOWN

}  // namespace vci::anchor::ethereum
