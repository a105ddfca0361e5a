// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/header.h"

#include "core/anchor/ethereum/rlp.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace vci::anchor::ethereum {

namespace {

constexpr std::size_t kFirstFields = 15;
constexpr std::size_t kMostFields = 32;
constexpr std::size_t kTransactionsRoot = 4;
constexpr std::size_t kNumber = 8;
constexpr std::size_t kTime = 11;
constexpr std::int64_t kMicros = 1'000'000;

Error malformed(const std::string& what)
{
    return makeError(ErrorCode::InvalidPayload, "the block header " + what);
}

}  // namespace

Result<Header> decodeHeader(std::string_view rlp)
{
    VCI_TRY(const RlpItem list, decodeRlp(rlp));
    const std::vector<RlpItem>& fields = list.items();
    if (fields.size() < kFirstFields || fields.size() > kMostFields)
        return malformed("has " + std::to_string(fields.size()) + " fields, not 15 or more");
    if (std::any_of(fields.begin(), fields.end(), [](const RlpItem& field) { return field.isList(); }))
        return malformed("holds a list");
    const std::string& root = fields[kTransactionsRoot].bytes();
    Hash32 transactionsRoot{};
    if (root.size() != transactionsRoot.size()) return malformed("has a transactionsRoot that is no hash");
    std::transform(root.begin(), root.end(), transactionsRoot.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    const auto number = fields[kNumber].tryInteger();
    const auto seconds = fields[kTime].tryInteger();
    if (!number) return malformed("has no number of 63 bits");
    if (!seconds || *seconds > INT64_MAX / kMicros || !Timestamp(*seconds * kMicros).isInEnvelopeRange())
        return malformed("has a time that is none");
    return Header{BlockHash(keccak256(rlp)), transactionsRoot, *number, Timestamp(*seconds * kMicros)};
}

}  // namespace vci::anchor::ethereum
