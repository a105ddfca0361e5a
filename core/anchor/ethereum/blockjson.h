// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/ethereum/header.h"
#include "core/base/result.h"
#include "core/json/value.h"

#include <optional>
#include <string>
#include <vector>

namespace vci::anchor::ethereum {

/// The raw bytes of a transaction object of an answer, rebuilt from its members (types 0 to 4). Nothing for another type. The
/// caller compares their hash with the one that was asked for. Errors: InvalidPayload.
[[nodiscard]] Result<std::optional<std::string>> rawTransaction(const json::Value& transaction);

/// The RLP of the header of a block object of an answer. Nothing where the object has members that no fork known here has, or
/// whose hash these fields do not give because of them. Errors: InvalidPayload, also where the fields of a known fork give
/// another hash than the object says.
[[nodiscard]] Result<std::optional<std::string>> headerRlp(const json::Value& block);

/// What a block object says of itself, unproved.
struct BlockClaim {
    ChainBlock block;
    Hash32 transactionsRoot;
};
/// Errors: InvalidPayload.
[[nodiscard]] Result<BlockClaim> blockClaim(const json::Value& block);

}  // namespace vci::anchor::ethereum
