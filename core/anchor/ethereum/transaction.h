// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::anchor::ethereum {

/// What an anchor needs of a transaction of type 0 (legacy, with or without EIP-155), 1 (EIP-2930), 2 (EIP-1559), 3 (EIP-4844) or
/// 4 (EIP-7702).
struct Transaction {
    int type;
    TxHash hash;                          ///< Keccak-256 of the raw bytes
    std::optional<std::int64_t> chainId;  ///< absent: a legacy transaction that is good on any chain
    std::optional<Address> sender;        ///< recovered from the signature; absent where no key made it
    std::string input;
};

/// Decodes raw bytes as they are hashed: for type 3 without the blobs that travel beside it. Errors: InvalidPayload.
[[nodiscard]] Result<Transaction> decodeTransaction(std::string_view raw);

/// The number of fields of a type, 0 to 4, signature included.
[[nodiscard]] std::size_t fieldCount(int type);

}  // namespace vci::anchor::ethereum
