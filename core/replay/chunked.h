// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <vector>

namespace vci::replay {

/// A vector that grows by chunks: elements never move, and growing never copies a hundred megabytes.
template <typename T>
class Chunked {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const T& operator[](std::size_t index) const { return m_chunks[index >> kShift][index & kMask]; }
    [[nodiscard]] T& operator[](std::size_t index) { return m_chunks[index >> kShift][index & kMask]; }
    void push(const T& value)
    {
        if ((m_size & kMask) == 0) m_chunks.emplace_back().reserve(kMask + 1);
        m_chunks.back().push_back(value);
        ++m_size;
    }
    /// Requires size() > 0.
    void pop()
    {
        m_chunks.back().pop_back();
        --m_size;
        if ((m_size & kMask) == 0) m_chunks.pop_back();
    }

private:
    static constexpr std::size_t kShift = 14;
    static constexpr std::size_t kMask = (std::size_t{1} << kShift) - 1;
    std::vector<std::vector<T>> m_chunks;
    std::size_t m_size = 0;
};

}  // namespace vci::replay
