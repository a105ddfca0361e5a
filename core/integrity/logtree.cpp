// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/logtree.h"

#include <algorithm>
#include <string>
#include <utility>

namespace vci::integrity {

namespace {

// A proof reads one block: 16 leaves keep 10,000 proofs/s in no order from 10,000,000 leaves, whose blocks are then 40 MB of
// memory.
constexpr int kBlockLevel = 4;
constexpr std::int64_t kBlockLeaves = std::int64_t{1} << kBlockLevel;

}  // namespace

Result<LogTree> LogTree::read(store::LogReader& reader, const LogId& log, std::int64_t size, const Progress& progress,
                              std::stop_token stop)
{
    LogTree tree(reader, log, std::move(stop));
    Frontier block;
    std::vector<Sha256> hashes;  // of block
    VCI_CHECK(tree.leaves(0, size, [&](const Sha256& hash) {
        tree.m_frontier.append(hash);
        block.append(hash);
        hashes.push_back(hash);
        if (block.size() < kBlockLeaves) return;
        tree.m_blocks.append(block.root());
        block = Frontier();
        hashes.clear();
        if (progress) progress(tree.m_frontier.size());
    }));
    for (const Sha256& hash : hashes) tree.m_tail.append(hash);
    return tree;
}

Result<void> LogTree::leaves(std::int64_t begin, std::int64_t end, const std::function<void(const Sha256&)>& add)
{
    std::int64_t next = begin;
    const auto damaged = [&](const char* what) {
        return makeError(ErrorCode::Damaged, "the log " + m_log.toString() + " " + what + " at index " + std::to_string(next) +
                                                 ": `voicecore-audit verify` says what else is wrong");
    };
    bool whole = true;
    VCI_CHECK(m_reader->visitLog(
        m_log, LogIndex(begin), LogIndex(end),
        [&](const store::LogEntry& entry) {
            whole = entry.index.value() == next && entry.leafHash.has_value();
            if (whole) {
                add(*entry.leafHash);
                ++next;
            }
            return whole;
        },
        m_stop));
    if (!whole) return damaged("has no readable leaf");
    if (next != end) return damaged("ends too early, it has none");
    return {};
}

Result<Sha256> LogTree::node(int level, std::int64_t index)
{
    if (level >= kBlockLevel) return m_blocks.node(level - kBlockLevel, index);
    const std::int64_t block = index >> (kBlockLevel - level);
    const std::int64_t within = index - (block << (kBlockLevel - level));
    if (block == size() / kBlockLeaves) return m_tail.node(level, within);
    const bool isHeld = block >= m_firstHeld && block < m_firstHeld + std::ssize(m_held);
    if (!isHeld) VCI_CHECK(hold(block * kBlockLeaves, (block + 1) * kBlockLeaves));
    return m_held[static_cast<std::size_t>(block - m_firstHeld)].node(level, within);
}

std::int64_t LogTree::endOfBlocks(std::int64_t end) const
{
    return std::min((end + kBlockLeaves - 1) / kBlockLeaves * kBlockLeaves, size());
}

Result<void> LogTree::hold(std::int64_t begin, std::int64_t end)
{
    std::vector<Sha256> known;
    const std::int64_t first = begin / kBlockLeaves * kBlockLeaves;
    VCI_CHECK(leaves(first, endOfBlocks(end), [&known](const Sha256& hash) { known.push_back(hash); }));
    return hold(first, known);
}

Result<void> LogTree::hold(std::int64_t begin, std::span<const Sha256> known)
{
    const std::int64_t first = begin / kBlockLeaves;
    const std::int64_t end = begin + std::ssize(known);
    std::vector<MemoryTree> held;
    const auto add = [&held](const Sha256& hash) {
        if (held.empty() || held.back().size() == kBlockLeaves) held.emplace_back();
        held.back().append(hash);
    };
    if (first * kBlockLeaves < begin) VCI_CHECK(leaves(first * kBlockLeaves, begin, add));
    for (const Sha256& hash : known) add(hash);
    if (end < endOfBlocks(end)) VCI_CHECK(leaves(end, endOfBlocks(end), add));
    m_held = std::move(held);
    m_firstHeld = first;
    return {};
}

Result<bool> LogTree::joins(const Checkpoint& older, const Checkpoint& newer)
{
    if (older.treeSize > newer.treeSize || newer.treeSize > size()) return false;
    VCI_TRY(const Sha256 newRoot, rootOf(*this, newer.treeSize));
    VCI_TRY(const Sha256 oldRoot, rootOf(*this, older.treeSize));
    return oldRoot == older.root && newRoot == newer.root;
}

}  // namespace vci::integrity
