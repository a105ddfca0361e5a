// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace vci::integrity {

// The Merkle tree of RFC 6962 2.1. The leaf hash is json::leafHash(). Sizes and indices are counts of leaves, 0 to 2^63 - 1; a
// negative one is refused like any other that fits no tree. A node is (level, index): the complete subtree over the leaves
// [index·2^level, (index + 1)·2^level).

/// SHA-256(0x01 ‖ left ‖ right).
[[nodiscard]] Sha256 nodeHash(const Sha256& left, const Sha256& right);
/// The root of a tree without leaves: SHA-256 of nothing.
[[nodiscard]] Sha256 emptyRoot();

/// The right edge of a growing tree: takes leaf hashes in order and knows the root at any moment, in O(log size) memory.
class Frontier {
public:
    Frontier() = default;
    /// The frontier of the first `size` leaves from the hashes() of that moment. Nothing where their number is not that of the
    /// one-bits of size.
    [[nodiscard]] static std::optional<Frontier> tryFrom(std::int64_t size, std::vector<Sha256> hashes);

    void append(const Sha256& leafHash);
    [[nodiscard]] std::int64_t size() const { return m_size; }
    [[nodiscard]] Sha256 root() const;
    /// The largest complete subtrees that make up [0, size), from the left.
    [[nodiscard]] const std::vector<Sha256>& hashes() const { return m_hashes; }

private:
    std::int64_t m_size = 0;
    std::vector<Sha256> m_hashes;
};

/// Where nodes of a tree come from when proofs are made. What it hands out is never trusted: the proof is checked by whoever gets
/// it.
class NodeSource {
public:
    virtual ~NodeSource() = default;
    /// Asked only for nodes that are complete in the size that the caller proves.
    [[nodiscard]] virtual Result<Sha256> node(int level, std::int64_t index) = 0;
};

/// All nodes of a tree in memory, 64 bytes a leaf.
class MemoryTree final : public NodeSource {
public:
    void append(const Sha256& leafHash);
    [[nodiscard]] std::int64_t size() const;
    /// Errors: Internal where the node is not there.
    [[nodiscard]] Result<Sha256> node(int level, std::int64_t index) override;

private:
    std::vector<std::vector<Sha256>> m_levels;
};

/// The root of the first `size` leaves. Requires size >= 0. Errors: those of the source.
[[nodiscard]] Result<Sha256> rootOf(NodeSource& source, std::int64_t size);
/// The audit path from the leaf's sibling up (RFC 6962 2.1.1). Requires 0 <= index < size. Errors: those of the source.
[[nodiscard]] Result<std::vector<Sha256>> inclusionPath(NodeSource& source, std::int64_t index, std::int64_t size);
/// The same for many leaves of one tree: what lies along its right edge is hashed once. One thread at a time.
class InclusionProver {
public:
    /// source must outlive it.
    InclusionProver(NodeSource& source, std::int64_t size)
        : m_source(&source)
        , m_size(size)
    {
    }
    /// Requires 0 <= index < size. Errors: those of the source.
    [[nodiscard]] Result<std::vector<Sha256>> path(std::int64_t index);

private:
    NodeSource* m_source;
    std::int64_t m_size;
    std::unordered_map<std::int64_t, Sha256> m_edge;  ///< by the begin of the range that ends with the tree
};
/// That the first `oldSize` leaves of the tree of `newSize` are unchanged (RFC 6962 2.1.2). Requires 0 < oldSize <= newSize;
/// empty where they are equal. Errors: those of the source.
[[nodiscard]] Result<std::vector<Sha256>> consistencyPath(NodeSource& source, std::int64_t oldSize, std::int64_t newSize);

/// The root that a leaf at index and its audit path give (RFC 9162 2.1.3.2). Nothing where they fit no tree of that size.
[[nodiscard]] std::optional<Sha256> rootFromInclusion(std::int64_t index, std::int64_t size, const Sha256& leafHash,
                                                      std::span<const Sha256> path);
[[nodiscard]] bool verifyInclusion(std::int64_t index, std::int64_t size, const Sha256& leafHash, std::span<const Sha256> path,
                                   const Sha256& root);
/// RFC 9162 2.1.4.2. From size 0 nothing is proved and everything refused, as transparency-dev/merkle does: an empty log is
/// consistent with any, which is no evidence.
[[nodiscard]] bool verifyConsistency(std::int64_t oldSize, const Sha256& oldRoot, std::int64_t newSize, const Sha256& newRoot,
                                     std::span<const Sha256> path);

}  // namespace vci::integrity
