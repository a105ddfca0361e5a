// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/ethereum/keccak.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vci::anchor::ethereum {

// The Merkle-Patricia trie over the transactions of a block (yellow paper, appendix D): key = RLP of the index, value = the raw
// transaction.

/// The transactionsRoot of a block with these raw transactions, in their order.
[[nodiscard]] Hash32 transactionsRoot(std::span<const std::string> transactions);

/// The nodes from the root to the transaction at index, each as its RLP bytes; nodes shorter than 32 bytes stand inside their
/// parents. Requires index < transactions.size().
[[nodiscard]] std::vector<std::string> proveTransaction(std::span<const std::string> transactions, std::size_t index);

/// The raw transaction that the nodes prove to be at index under root. Nothing where they prove none: a node that is not the one
/// its parent names, that is no node, or that is not needed.
[[nodiscard]] std::optional<std::string> provenTransaction(const Hash32& root, std::size_t index,
                                                           std::span<const std::string> nodes);

}  // namespace vci::anchor::ethereum
