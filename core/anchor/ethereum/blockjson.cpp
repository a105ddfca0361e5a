// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/blockjson.h"

#include "core/anchor/ethereum/hexjson.h"
#include "core/anchor/ethereum/rlp.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace vci::anchor::ethereum {

namespace {

constexpr std::int64_t kMicros = 1'000'000;

struct HeaderField {
    std::string_view name;
    int bytes;  ///< kQuantity, kData, or the exact number
};
constexpr int kQuantity = -1;
constexpr int kData = -2;
constexpr std::size_t kFirstFields = 15;

/// In the order of the header; those after the first 15 came with London, Shanghai, Cancun (3) and Prague.
constexpr std::array<HeaderField, 21> kHeaderFields = {{{"parentHash", 32},
                                                        {"sha3Uncles", 32},
                                                        {"miner", 20},
                                                        {"stateRoot", 32},
                                                        {"transactionsRoot", 32},
                                                        {"receiptsRoot", 32},
                                                        {"logsBloom", 256},
                                                        {"difficulty", kQuantity},
                                                        {"number", kQuantity},
                                                        {"gasLimit", kQuantity},
                                                        {"gasUsed", kQuantity},
                                                        {"timestamp", kQuantity},
                                                        {"extraData", kData},
                                                        {"mixHash", 32},
                                                        {"nonce", 8},
                                                        {"baseFeePerGas", kQuantity},
                                                        {"withdrawalsRoot", 32},
                                                        {"blobGasUsed", kQuantity},
                                                        {"excessBlobGas", kQuantity},
                                                        {"parentBeaconBlockRoot", 32},
                                                        {"requestsHash", 32}}};
/// Members of a block object that are no fields of its header.
constexpr std::array<std::string_view, 6> kBesideHeader = {"hash",         "size",   "totalDifficulty",
                                                           "transactions", "uncles", "withdrawals"};

bool isKnown(std::string_view name)
{
    return std::find(kBesideHeader.begin(), kBesideHeader.end(), name) != kBesideHeader.end() ||
           std::any_of(kHeaderFields.begin(), kHeaderFields.end(), [name](const HeaderField& f) { return f.name == name; });
}

Result<std::string> fieldBytes(const json::Value& block, const HeaderField& field)
{
    if (field.bytes == kQuantity) return quantityBytes(block, field.name);
    if (field.bytes == kData) return data(block, field.name);
    return dataOfSize(block, field.name, static_cast<std::size_t>(field.bytes));
}

bool isPresent(const json::Value& object, std::string_view name)
{
    const json::Value* const value = object.find(name);
    return value != nullptr && !value->isNull();
}

Result<RlpItem> quantityItem(const json::Value& object, std::string_view name)
{
    VCI_TRY(std::string bytes, quantityBytes(object, name));
    return RlpItem::ofBytes(std::move(bytes));
}

Result<RlpItem> addressItem(const json::Value& object, std::string_view name)
{
    VCI_TRY(std::string bytes, dataOfSize(object, name, 20));
    return RlpItem::ofBytes(std::move(bytes));
}

Result<const std::vector<json::Value>*> arrayOf(const json::Value& object, std::string_view name)
{
    VCI_TRY(const json::Value* const value, memberOf(object, name));
    if (!value->isArray()) return makeError(ErrorCode::InvalidPayload, "its " + std::string(name) + " is no array");
    return &value->items();
}

Result<RlpItem> hashItem(const json::Value& text, std::string_view name)
{
    const auto hash = text.isString() ? BlockHash::tryFromString(text.asText()) : std::nullopt;
    if (!hash) return makeError(ErrorCode::InvalidPayload, "its " + std::string(name) + " holds something that is no hash");
    return RlpItem::ofBytes(toBytes(hash->bytes()));
}

Result<RlpItem> accessList(const json::Value& transaction)
{
    VCI_TRY(const auto* const entries, arrayOf(transaction, "accessList"));
    std::vector<RlpItem> list;
    for (const json::Value& entry : *entries) {
        VCI_TRY(RlpItem address, addressItem(entry, "address"));
        VCI_TRY(const auto* const keys, arrayOf(entry, "storageKeys"));
        std::vector<RlpItem> keyList;
        for (const json::Value& key : *keys) {
            VCI_TRY(RlpItem item, hashItem(key, "storageKeys"));
            keyList.push_back(std::move(item));
        }
        list.push_back(RlpItem::ofList({std::move(address), RlpItem::ofList(std::move(keyList))}));
    }
    return RlpItem::ofList(std::move(list));
}

Result<RlpItem> blobHashes(const json::Value& transaction)
{
    VCI_TRY(const auto* const hashes, arrayOf(transaction, "blobVersionedHashes"));
    std::vector<RlpItem> list;
    for (const json::Value& hash : *hashes) {
        VCI_TRY(RlpItem item, hashItem(hash, "blobVersionedHashes"));
        list.push_back(std::move(item));
    }
    return RlpItem::ofList(std::move(list));
}

Result<RlpItem> authorizations(const json::Value& transaction)
{
    VCI_TRY(const auto* const entries, arrayOf(transaction, "authorizationList"));
    std::vector<RlpItem> list;
    for (const json::Value& entry : *entries) {
        std::vector<RlpItem> fields;
        for (const std::string_view name : {"chainId", "address", "nonce", "yParity", "r", "s"}) {
            VCI_TRY(RlpItem item, name == "address" ? addressItem(entry, name) : quantityItem(entry, name));
            fields.push_back(std::move(item));
        }
        list.push_back(RlpItem::ofList(std::move(fields)));
    }
    return RlpItem::ofList(std::move(list));
}

/// One field of a transaction by the name that the answer has for it.
Result<RlpItem> transactionField(const json::Value& transaction, std::string_view name)
{
    if (name == "to") {
        if (!isPresent(transaction, name)) return RlpItem::ofBytes({});  // a contract is made
        return addressItem(transaction, name);
    }
    if (name == "input") {
        VCI_TRY(std::string bytes, data(transaction, name));
        return RlpItem::ofBytes(std::move(bytes));
    }
    if (name == "accessList") return accessList(transaction);
    if (name == "blobVersionedHashes") return blobHashes(transaction);
    if (name == "authorizationList") return authorizations(transaction);
    // Older servers have the parity of a typed transaction only as v.
    if (name == "yParity" && !isPresent(transaction, name)) return quantityItem(transaction, "v");
    return quantityItem(transaction, name);
}

/// A field of a transaction and the first and last type that has it, in the order of the encoding.
struct TransactionField {
    std::string_view name;
    int firstType;
    int lastType;
};

constexpr std::array kTransactionFields{
    TransactionField{"chainId", 1, 4},
    TransactionField{"nonce", 0, 4},
    TransactionField{"gasPrice", 0, 1},
    TransactionField{"maxPriorityFeePerGas", 2, 4},
    TransactionField{"maxFeePerGas", 2, 4},
    TransactionField{"gas", 0, 4},
    TransactionField{"to", 0, 4},
    TransactionField{"value", 0, 4},
    TransactionField{"input", 0, 4},
    TransactionField{"accessList", 1, 4},
    TransactionField{"maxFeePerBlobGas", 3, 3},
    TransactionField{"blobVersionedHashes", 3, 3},
    TransactionField{"authorizationList", 4, 4},
    TransactionField{"v", 0, 0},
    TransactionField{"yParity", 1, 4},
    TransactionField{"r", 0, 4},
    TransactionField{"s", 0, 4},
};

}  // namespace

Result<std::optional<std::string>> rawTransaction(const json::Value& transaction)
{
    std::int64_t type = 0;
    if (isPresent(transaction, "type")) {
        VCI_TRY(type, quantity(transaction, "type"));
    }
    if (type > 4) return std::optional<std::string>();
    std::vector<RlpItem> fields;
    for (const TransactionField& field : kTransactionFields) {
        if (type < field.firstType || type > field.lastType) continue;
        VCI_TRY(RlpItem item, transactionField(transaction, field.name));
        fields.push_back(std::move(item));
    }
    std::string raw = encodeRlp(RlpItem::ofList(std::move(fields)));
    if (type > 0) raw.insert(raw.begin(), static_cast<char>(type));
    return std::optional(std::move(raw));
}

Result<std::optional<std::string>> headerRlp(const json::Value& block)
{
    VCI_TRY(const BlockClaim claim, blockClaim(block));
    std::vector<RlpItem> fields;
    for (const HeaderField& field : kHeaderFields) {
        if (fields.size() >= kFirstFields && !isPresent(block, field.name)) break;
        VCI_TRY(std::string bytes, fieldBytes(block, field));
        fields.push_back(RlpItem::ofBytes(std::move(bytes)));
    }
    std::string rlp = encodeRlp(RlpItem::ofList(std::move(fields)));
    if (BlockHash(keccak256(rlp)) == claim.block.hash) return std::optional(std::move(rlp));
    const auto& members = block.members();
    if (!std::all_of(members.begin(), members.end(), [](const auto& member) { return isKnown(member.first); }))
        return std::optional<std::string>();
    return makeError(ErrorCode::InvalidPayload, "its header fields do not give the hash " + claim.block.hash.toString());
}

Result<BlockClaim> blockClaim(const json::Value& block)
{
    if (!block.isObject()) return makeError(ErrorCode::InvalidPayload, "the block is no object");
    VCI_TRY(const std::string hash, dataOfSize(block, "hash", 32));
    VCI_TRY(const std::int64_t number, quantity(block, "number"));
    VCI_TRY(const std::int64_t seconds, quantity(block, "timestamp"));
    if (seconds > INT64_MAX / kMicros || !Timestamp(seconds * kMicros).isInEnvelopeRange())
        return makeError(ErrorCode::InvalidPayload, "its timestamp is past the year 9999");
    VCI_TRY(const std::string root, dataOfSize(block, "transactionsRoot", 32));
    return BlockClaim{{number, *BlockHash::tryFromBytes(hash), Timestamp(seconds * kMicros)},
                      BlockHash::tryFromBytes(root)->bytes()};
}

}  // namespace vci::anchor::ethereum
