// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <map>

namespace vci::store::sqlite {

/// A set of rowids: a bit each where they lie close together, and never more than a row itself takes in the file.
class RowSet {
public:
    void add(std::int64_t rowid)
    {
        const std::int64_t number = rowid >> kShift;
        if (m_last == nullptr || number != m_lastNumber) {
            // Nodes of the map stay where they are.
            m_last = &m_blocks[number];
            m_lastNumber = number;
        }
        const auto place = static_cast<std::uint64_t>(rowid) & (kRows - 1);
        std::uint64_t& word = (*m_last)[place / kBits];
        const std::uint64_t bit = std::uint64_t(1) << (place % kBits);
        m_size += (word & bit) == 0 ? 1 : 0;
        word |= bit;
    }
    [[nodiscard]] std::int64_t size() const { return m_size; }

private:
    static constexpr int kShift = 10;
    static constexpr std::uint64_t kRows = std::uint64_t(1) << kShift;
    static constexpr std::uint64_t kBits = 64;
    using Block = std::array<std::uint64_t, kRows / kBits>;

    /// No table of hashes: whoever made the file could choose rowids that fall into one place of it.
    std::map<std::int64_t, Block> m_blocks;
    Block* m_last = nullptr;
    std::int64_t m_lastNumber = 0;
    std::int64_t m_size = 0;
};

}  // namespace vci::store::sqlite
