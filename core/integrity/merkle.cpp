// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/merkle.h"

#include <array>
#include <bit>
#include <cstring>
#include <string>
#include <utility>

namespace vci::integrity {

namespace {

/// Half-open leaves [begin, end).
struct Range {
    std::int64_t begin;
    std::int64_t end;

    [[nodiscard]] std::int64_t size() const { return end - begin; }
};

/// The largest power of two below n (RFC 6962's k). Requires n > 1.
std::int64_t splitOf(std::int64_t n)
{
    return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(n - 1)));
}

/// MTH of the leaves of the range, which begins where a subtree of its size may begin.
Result<Sha256> rangeHash(NodeSource& source, Range range)
{
    std::vector<Sha256> complete;
    while (range.begin < range.end) {
        const auto size = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(range.size())));
        VCI_TRY(const Sha256 hash, source.node(std::countr_zero(static_cast<std::uint64_t>(size)), range.begin / size));
        complete.push_back(hash);
        range.begin += size;
    }
    if (complete.empty()) return emptyRoot();
    Sha256 root = complete.back();
    for (auto left = complete.rbegin() + 1; left != complete.rend(); ++left) root = nodeHash(*left, root);
    return root;
}

Result<std::vector<Sha256>> hashesOf(NodeSource& source, const std::vector<Range>& rangesFromTheRoot)
{
    std::vector<Sha256> path;
    path.reserve(rangesFromTheRoot.size());
    for (auto range = rangesFromTheRoot.rbegin(); range != rangesFromTheRoot.rend(); ++range) {
        VCI_TRY(const Sha256 hash, rangeHash(source, *range));
        path.push_back(hash);
    }
    return path;
}

}  // namespace

Sha256 nodeHash(const Sha256& left, const Sha256& right)
{
    // In one piece: each part handed to OpenSSL costs as much as hashing it.
    std::array<char, 1 + 2 * sizeof(Sha256)> node;
    node[0] = '\x01';
    std::memcpy(node.data() + 1, left.data(), left.size());
    std::memcpy(node.data() + 1 + left.size(), right.data(), right.size());
    return sha256({std::string_view(node.data(), node.size())});
}

Sha256 emptyRoot()
{
    return sha256({});
}

std::optional<Frontier> Frontier::tryFrom(std::int64_t size, std::vector<Sha256> hashes)
{
    if (size < 0 || std::popcount(static_cast<std::uint64_t>(size)) != std::ssize(hashes)) return std::nullopt;
    Frontier frontier;
    frontier.m_size = size;
    frontier.m_hashes = std::move(hashes);
    return frontier;
}

void Frontier::append(const Sha256& leafHash)
{
    m_hashes.push_back(leafHash);
    // Every trailing one-bit of the old size is a complete subtree that now has its sibling.
    for (int merges = std::countr_one(static_cast<std::uint64_t>(m_size)); merges > 0; --merges) {
        const Sha256 right = m_hashes.back();
        m_hashes.pop_back();
        m_hashes.back() = nodeHash(m_hashes.back(), right);
    }
    ++m_size;
}

Sha256 Frontier::root() const
{
    if (m_hashes.empty()) return emptyRoot();
    Sha256 root = m_hashes.back();
    for (auto left = m_hashes.rbegin() + 1; left != m_hashes.rend(); ++left) root = nodeHash(*left, root);
    return root;
}

void MemoryTree::append(const Sha256& leafHash)
{
    Sha256 hash = leafHash;
    for (std::size_t level = 0;; ++level) {
        if (level == m_levels.size()) m_levels.emplace_back();
        std::vector<Sha256>& nodes = m_levels[level];
        nodes.push_back(hash);
        if (nodes.size() % 2 != 0) return;
        hash = nodeHash(nodes[nodes.size() - 2], nodes.back());
    }
}

std::int64_t MemoryTree::size() const
{
    return m_levels.empty() ? 0 : std::ssize(m_levels.front());
}

Result<Sha256> MemoryTree::node(int level, std::int64_t index)
{
    if (level < 0 || std::cmp_greater_equal(level, m_levels.size()) || index < 0 ||
        index >= std::ssize(m_levels[static_cast<std::size_t>(level)]))
        return makeError(ErrorCode::Internal, "the tree of " + std::to_string(size()) + " leaves has no node " +
                                                  std::to_string(index) + " at level " + std::to_string(level));
    return m_levels[static_cast<std::size_t>(level)][static_cast<std::size_t>(index)];
}

Result<Sha256> rootOf(NodeSource& source, std::int64_t size)
{
    return rangeHash(source, Range{0, size});
}

Result<std::vector<Sha256>> inclusionPath(NodeSource& source, std::int64_t index, std::int64_t size)
{
    return InclusionProver(source, size).path(index);
}

Result<std::vector<Sha256>> InclusionProver::path(std::int64_t index)
{
    std::vector<Range> siblings;
    Range range{0, m_size};
    while (range.size() > 1) {
        const std::int64_t middle = range.begin + splitOf(range.size());
        const bool left = index < middle;
        siblings.push_back(left ? Range{middle, range.end} : Range{range.begin, middle});
        range = left ? Range{range.begin, middle} : Range{middle, range.end};
    }
    std::vector<Sha256> path;
    path.reserve(siblings.size());
    for (auto sibling = siblings.rbegin(); sibling != siblings.rend(); ++sibling) {
        const bool isEdge = sibling->end == m_size;
        if (const auto known = m_edge.find(sibling->begin); isEdge && known != m_edge.end()) {
            path.push_back(known->second);
            continue;
        }
        VCI_TRY(const Sha256 hash, rangeHash(*m_source, *sibling));
        if (isEdge) m_edge.emplace(sibling->begin, hash);
        path.push_back(hash);
    }
    return path;
}

Result<std::vector<Sha256>> consistencyPath(NodeSource& source, std::int64_t oldSize, std::int64_t newSize)
{
    std::vector<Range> nodes;
    Range range{0, newSize};
    // SUBPROOF of RFC 6962 2.1.2: down to the subtree that ends where the old tree ends.
    while (range.end != oldSize) {
        const std::int64_t middle = range.begin + splitOf(range.size());
        const bool left = oldSize <= middle;
        nodes.push_back(left ? Range{middle, range.end} : Range{range.begin, middle});
        range = left ? Range{range.begin, middle} : Range{middle, range.end};
    }
    // The verifier has the old root, so the subtree that is the whole old tree is left out.
    if (range.begin != 0) nodes.push_back(range);
    return hashesOf(source, nodes);
}

std::optional<Sha256> rootFromInclusion(std::int64_t index, std::int64_t size, const Sha256& leafHash,
                                        std::span<const Sha256> path)
{
    if (index < 0 || index >= size) return std::nullopt;
    auto position = static_cast<std::uint64_t>(index);
    auto last = static_cast<std::uint64_t>(size - 1);
    Sha256 root = leafHash;
    for (const Sha256& sibling : path) {
        if (last == 0) return std::nullopt;
        if ((position & 1) != 0 || position == last) {
            root = nodeHash(sibling, root);
            // A node without a right sibling is its parent's only child: climb to where there is a left one.
            while ((position & 1) == 0 && position != 0) {
                position >>= 1;
                last >>= 1;
            }
        } else {
            root = nodeHash(root, sibling);
        }
        position >>= 1;
        last >>= 1;
    }
    if (last != 0) return std::nullopt;
    return root;
}

bool verifyInclusion(std::int64_t index, std::int64_t size, const Sha256& leafHash, std::span<const Sha256> path,
                     const Sha256& root)
{
    return rootFromInclusion(index, size, leafHash, path) == root;
}

bool verifyConsistency(std::int64_t oldSize, const Sha256& oldRoot, std::int64_t newSize, const Sha256& newRoot,
                       std::span<const Sha256> path)
{
    if (oldSize <= 0 || oldSize > newSize) return false;
    if (oldSize == newSize) return path.empty() && oldRoot == newRoot;
    const bool oldIsComplete = std::has_single_bit(static_cast<std::uint64_t>(oldSize));
    if (path.empty()) return false;
    auto position = static_cast<std::uint64_t>(oldSize - 1);
    auto last = static_cast<std::uint64_t>(newSize - 1);
    const int shift = std::countr_one(position);
    position >>= shift;
    last >>= shift;
    // The old tree is itself the first node where it is complete (RFC 9162 2.1.4.2, step 2).
    Sha256 fromOld = oldIsComplete ? oldRoot : path.front();
    Sha256 fromNew = fromOld;
    for (const Sha256& node : oldIsComplete ? path : path.subspan(1)) {
        if (last == 0) return false;
        if ((position & 1) != 0 || position == last) {
            fromOld = nodeHash(node, fromOld);
            fromNew = nodeHash(node, fromNew);
            while ((position & 1) == 0 && position != 0) {
                position >>= 1;
                last >>= 1;
            }
        } else {
            fromNew = nodeHash(fromNew, node);
        }
        position >>= 1;
        last >>= 1;
    }
    return last == 0 && fromOld == oldRoot && fromNew == newRoot;
}

}  // namespace vci::integrity
