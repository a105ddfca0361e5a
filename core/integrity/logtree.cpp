// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/logtree.h"

#include <algorithm>
#include <string>
#include <utility>

namespace vci::integrity {

namespace {

constexpr int kBlockLevel = 6;
constexpr std::int64_t kBlockLeaves = std::int64_t{1} << kBlockLevel;

}  // namespace

Result<LogTree> LogTree::read(store::LogReader& reader, const LogId& log, std::int64_t size, const Progress& progress,
                              std::stop_token stop)
{
    LogTree tree(reader, log, std::move(stop));
    Frontier block;
    VCI_CHECK(tree.leaves(0, size, [&](const Sha256& hash) {
        tree.m_frontier.append(hash);
        block.append(hash);
        if (block.size() < kBlockLeaves) return;
        tree.m_blocks.append(block.root());
        block = Frontier();
        if (progress) progress(tree.m_frontier.size());
    }));
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
    if (block != m_blockIndex) {
        MemoryTree read;
        const std::int64_t begin = block * kBlockLeaves;
        VCI_CHECK(leaves(begin, std::min(begin + kBlockLeaves, size()), [&](const Sha256& hash) { read.append(hash); }));
        m_block = std::move(read);
        m_blockIndex = block;
    }
    return m_block.node(level, index - (block << (kBlockLevel - level)));
}

Result<bool> LogTree::joins(const Checkpoint& older, const Checkpoint& newer)
{
    if (older.treeSize > newer.treeSize || newer.treeSize > size()) return false;
    VCI_TRY(const Sha256 newRoot, rootOf(*this, newer.treeSize));
    VCI_TRY(const Sha256 oldRoot, rootOf(*this, older.treeSize));
    return oldRoot == older.root && newRoot == newer.root;
}

}  // namespace vci::integrity
