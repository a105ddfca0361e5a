// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/anchor/ethereum/keccak.h"
#include "core/base/result.h"

#include <cstdint>
#include <string_view>

namespace vci::anchor::ethereum {

/// What an anchor needs of a block header.
struct Header {
    BlockHash hash;  ///< Keccak-256 of its RLP
    Hash32 transactionsRoot;
    std::int64_t number;
    Timestamp time;
};

/// Decodes the RLP of a header of any fork: the 15 fields of the first one stand in front, later ones only add behind them.
/// Errors: InvalidPayload.
[[nodiscard]] Result<Header> decodeHeader(std::string_view rlp);

}  // namespace vci::anchor::ethereum
