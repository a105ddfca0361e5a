// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <memory>
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
        if ((m_size & kMask) == 0 && (m_size >> kShift) == m_chunks.size())
            m_chunks.push_back(std::make_unique_for_overwrite<T[]>(kMask + 1));
        (*this)[m_size++] = value;
    }
    /// Requires size() > 0.
    void pop() { --m_size; }

private:
    static constexpr std::size_t kShift = 14;
    static constexpr std::size_t kMask = (std::size_t{1} << kShift) - 1;
    std::vector<std::unique_ptr<T[]>> m_chunks;
    std::size_t m_size = 0;
};

}  // namespace vci::replay
