// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/anchor/ethereum/keccak.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace vci::anchor::ethereum {

/// The address of the secp256k1 key that made the signature (r, s) with this parity (0 or 1) over digest. r and s are big-endian,
/// at most 32 bytes. Nothing where there is no such key.
[[nodiscard]] std::optional<Address> tryRecoverSender(const Hash32& digest, std::int64_t parity, std::string_view r,
                                                      std::string_view s);

}  // namespace vci::anchor::ethereum
