// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/transaction.h"

#include "core/anchor/ethereum/keccak.h"
#include "core/anchor/ethereum/rlp.h"
#include "core/anchor/ethereum/sender.h"

#include <array>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace vci::anchor::ethereum {

namespace {

constexpr int kTypes = 5;
constexpr std::uint8_t kFirstListByte = 0xc0;
constexpr std::size_t kSignatureFields = 3;
constexpr std::int64_t kLegacyParity = 27;
constexpr std::int64_t kReplayProtected = 35;

/// Where the fields of each type stand; -1: it has none.
struct Layout {
    std::size_t fields;
    int chainId;
    std::size_t to;
    std::size_t input;
};
constexpr std::array<Layout, kTypes> kLayouts = {{{9, -1, 3, 5}, {11, 0, 4, 6}, {12, 0, 5, 7}, {14, 0, 5, 7}, {13, 0, 5, 7}}};

Error malformed(const std::string& what)
{
    return makeError(ErrorCode::InvalidPayload, "the transaction " + what);
}

struct Signed {
    Hash32 digest;
    std::int64_t parity;
};

/// What a legacy transaction's signature is over, and the chain that its v names (EIP-155).
Result<Signed> legacyDigest(const std::vector<RlpItem>& fields, std::optional<std::int64_t>& chainId)
{
    const auto v = fields[6].tryInteger();
    if (!v) return malformed("has a v that is no number of 63 bits");
    std::vector<RlpItem> signedFields(fields.begin(), fields.begin() + 6);
    std::int64_t parity = *v - kLegacyParity;
    if (*v >= kReplayProtected) {
        chainId = (*v - kReplayProtected) / 2;
        parity = (*v - kReplayProtected) % 2;
        signedFields.push_back(RlpItem::ofInteger(static_cast<std::uint64_t>(*chainId)));
        signedFields.push_back(RlpItem::ofInteger(0));
        signedFields.push_back(RlpItem::ofInteger(0));
    }
    return Signed{keccak256(encodeRlp(RlpItem::ofList(std::move(signedFields)))), parity};
}

Result<Signed> typedDigest(int type, const std::vector<RlpItem>& fields)
{
    const auto parity = fields[fields.size() - kSignatureFields].tryInteger();
    if (!parity) return malformed("has a signature parity that is no number");
    std::vector<RlpItem> signedFields(fields.begin(), fields.end() - kSignatureFields);
    const std::string text = static_cast<char>(type) + encodeRlp(RlpItem::ofList(std::move(signedFields)));
    return Signed{keccak256(text), *parity};
}

}  // namespace

std::size_t fieldCount(int type)
{
    return kLayouts.at(static_cast<std::size_t>(type)).fields;
}

Result<Transaction> decodeTransaction(std::string_view raw)
{
    if (raw.empty()) return malformed("is empty");
    const auto first = static_cast<std::uint8_t>(raw[0]);
    const int type = first >= kFirstListByte ? 0 : first;
    if (first < kFirstListByte && (type == 0 || type >= kTypes))
        return malformed("is of type " + std::to_string(first) + "; known are 0 to 4");
    VCI_TRY(const RlpItem list, decodeRlp(raw.substr(type == 0 ? 0 : 1)));
    const Layout& layout = kLayouts.at(static_cast<std::size_t>(type));
    const std::vector<RlpItem>& fields = list.items();
    if (!list.isList() || fields.size() != layout.fields) {
        return malformed("of type " + std::to_string(type) + " has " + std::to_string(fields.size()) + " fields, not " +
                         std::to_string(layout.fields));
    }
    const RlpItem& to = fields[layout.to];
    if (to.isList() || (!to.bytes().empty() && to.bytes().size() != 20)) return malformed("has a recipient that is no address");
    if (fields[layout.input].isList()) return malformed("has an input that is no text of bytes");

    std::optional<std::int64_t> chainId;
    if (layout.chainId >= 0) {
        chainId = fields[static_cast<std::size_t>(layout.chainId)].tryInteger();
        if (!chainId) return malformed("has a chain id that is no number of 63 bits");
    }
    VCI_TRY(const Signed over, type == 0 ? legacyDigest(fields, chainId) : typedDigest(type, fields));
    const RlpItem& r = fields[fields.size() - 2];
    const RlpItem& s = fields[fields.size() - 1];
    return Transaction{type, TxHash(keccak256(raw)), chainId, tryRecoverSender(over.digest, over.parity, r.bytes(), s.bytes()),
                       fields[layout.input].bytes()};
}

}  // namespace vci::anchor::ethereum
