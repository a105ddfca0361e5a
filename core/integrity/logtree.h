// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/integrity/checkpoint.h"
#include "core/integrity/merkle.h"
#include "core/store/logreader.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace vci::integrity {

/// The tree over the first `size` rows of a source's log. Leaf hashes are read once, in order; what stays in memory is one hash
/// for 16 leaves and those above, 4 bytes a leaf. Leaves below are read again, 16 at a time or as hold() says, when a proof
/// needs them.
class LogTree final : public NodeSource {
public:
    /// Told how many leaves were read.
    using Progress = std::function<void(std::int64_t)>;

    /// reader must outlive the tree. Errors: Damaged, naming the index, where a row is missing or holds no hash; those of the
    /// reader.
    [[nodiscard]] static Result<LogTree> read(store::LogReader& reader, const LogId& log, std::int64_t size,
                                              const Progress& progress, std::stop_token stop);

    [[nodiscard]] std::int64_t size() const { return m_frontier.size(); }
    [[nodiscard]] Sha256 root() const { return m_frontier.root(); }
    [[nodiscard]] Result<Sha256> node(int level, std::int64_t index) override;
    /// Reads what lies below [begin, end) at once and holds it until the next time: for the proofs of neighbours. Memory: 128
    /// bytes a leaf. Errors: as read().
    [[nodiscard]] Result<void> hold(std::int64_t begin, std::int64_t end);
    /// The same of leaves [begin, begin + known.size()) that the caller has read: only their neighbours are read.
    [[nodiscard]] Result<void> hold(std::int64_t begin, std::span<const Sha256> known);

    /// Whether the tree holds both checkpoints, the newer extending the older.
    [[nodiscard]] Result<bool> joins(const Checkpoint& older, const Checkpoint& newer);

private:
    LogTree(store::LogReader& reader, LogId log, std::stop_token stop)
        : m_reader(&reader)
        , m_log(std::move(log))
        , m_stop(std::move(stop))
    {
    }
    /// Calls add for the leaf hashes of [begin, end).
    [[nodiscard]] Result<void> leaves(std::int64_t begin, std::int64_t end, const std::function<void(const Sha256&)>& add);
    /// Where the last block that [begin, end) touches ends.
    [[nodiscard]] std::int64_t endOfBlocks(std::int64_t end) const;

    store::LogReader* m_reader;
    LogId m_log;
    std::stop_token m_stop;
    Frontier m_frontier;
    MemoryTree m_blocks;             ///< its leaves are the roots of complete blocks
    MemoryTree m_tail;               ///< the block at the end, not complete: every proof passes along it
    std::vector<MemoryTree> m_held;  ///< the blocks from m_firstHeld on
    std::int64_t m_firstHeld = 0;
};

}  // namespace vci::integrity
