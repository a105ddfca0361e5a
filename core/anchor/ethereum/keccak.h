// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace vci::anchor::ethereum {

using Hash32 = std::array<std::uint8_t, 32>;

/// Keccak-256 with the padding of the Keccak submission, which is Ethereum's; not SHA3-256 of FIPS 202.
[[nodiscard]] Hash32 keccak256(std::string_view bytes);
/// The 32 bytes as a string of bytes.
[[nodiscard]] std::string toBytes(const Hash32& hash);

}  // namespace vci::anchor::ethereum
