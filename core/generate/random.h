// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace vci::generate {

/// splitmix64 (Steele, Lea, Flood 2014): spreads any number over 64 bits; the next state is state + its odd constant.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t state)
{
    state += 0x9e3779b97f4a7c15ULL;
    state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    state = (state ^ (state >> 27U)) * 0x94d049bb133111ebULL;
    return state ^ (state >> 31U);
}

/// xoshiro256** (Blackman, Vigna 2018), seeded by splitmix64. Integers only: the same on every machine, unlike the
/// distributions of the standard library. Two draws never stand in one expression whose order the language leaves open.
class Random {
public:
    explicit Random(std::uint64_t seed)
    {
        for (auto& word : m_state) {
            word = mixed(seed);
            seed += 0x9e3779b97f4a7c15ULL;
        }
    }

    [[nodiscard]] std::uint64_t next()
    {
        const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t shifted = m_state[1] << 17U;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= shifted;
        m_state[3] = std::rotl(m_state[3], 45);
        return result;
    }
    /// [0, bound). Requires bound > 0.
    [[nodiscard]] std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    /// [low, high], both included. Requires low <= high.
    [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high)
    {
        return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
    }
    /// True in that many of a thousand cases.
    [[nodiscard]] bool chance(int permille) { return below(1000) < static_cast<std::size_t>(permille); }
    template <typename T, std::size_t Size>
    [[nodiscard]] const T& pick(const std::array<T, Size>& choices)
    {
        return choices[below(Size)];
    }
    /// Version 4.
    [[nodiscard]] Uuid uuid()
    {
        Uuid::Bytes bytes{};
        const std::uint64_t high = next();
        const std::uint64_t low = next();
        for (unsigned i = 0; i < 8; ++i) {
            bytes[i] = static_cast<std::uint8_t>(high >> (56U - 8U * i));
            bytes[8 + i] = static_cast<std::uint8_t>(low >> (56U - 8U * i));
        }
        bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fU) | 0x40U);
        bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fU) | 0x80U);
        return Uuid(bytes);
    }

private:
    std::array<std::uint64_t, 4> m_state{};
};

}  // namespace vci::generate
