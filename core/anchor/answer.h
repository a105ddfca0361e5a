// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::anchor {

/// A transaction as its own bytes prove it. Where it stands is an endpoint's word, or a recorded proof's.
struct SeenTransaction {
    std::optional<std::int64_t> chainId = {};  ///< absent: the transaction is good on any chain
    std::optional<Address> sender = {};        ///< recovered from its signature; absent where no key made that
    std::string input = {};
    std::optional<ChainBlock> block = {};  ///< absent: in no block yet
};

/// Which block an endpoint has at a height.
struct SeenHeight {
    std::int64_t number;
    std::optional<BlockHash> hash;  ///< absent: it has none there yet
};

/// What one endpoint says about one transaction, already well-formed.
struct EndpointAnswer {
    std::string endpoint;                     ///< its name, without what may be secret in a URL
    std::optional<std::string> trouble = {};  ///< why nothing it says counts: down, another chain, malformed, oversized, too slow
    std::optional<SeenTransaction> transaction = {};  ///< absent: not known there
    std::int64_t finalUpTo = -1;                      ///< the highest final block; -1: none
    std::vector<SeenHeight> heights = {};             ///< where any endpoint saw the transaction, and where it is recorded
};

}  // namespace vci::anchor
