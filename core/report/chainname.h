// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vci::report {

/// Of an EIP-155 chain id: "Ethereum mainnet (1)", "a local test chain (31337)"; "chain 4242" where it is none of the well-known.
[[nodiscard]] std::string chainName(std::int64_t chainId);
/// The same of the digits of an id in a document; "chain x" where they are none.
[[nodiscard]] std::string chainName(std::string_view digits);
/// Whether it is one of the well-known chains that everybody can read and nobody runs alone; test networks are none.
[[nodiscard]] bool isPublicChain(std::int64_t chainId);

}  // namespace vci::report
