// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// RFC 6962 section 2.1 as it is written, without any thought of speed: the oracle of the tests. Not to be shared with the
// product.

#pragma once

#include "core/base/sha256.h"

#include <string>
#include <vector>

namespace naive {

using Hashes = std::vector<vci::Sha256>;

inline std::size_t largestPowerBelow(std::size_t n)
{
    std::size_t k = 1;
    while (k * 2 < n) k *= 2;
    return k;
}

inline Hashes slice(const Hashes& d, std::size_t begin, std::size_t end)
{
    return {d.begin() + static_cast<std::ptrdiff_t>(begin), d.begin() + static_cast<std::ptrdiff_t>(end)};
}

/// MTH of leaf hashes.
inline vci::Sha256 root(const Hashes& d)
{
    if (d.empty()) return vci::sha256({""});
    if (d.size() == 1) return d.front();
    const std::size_t k = largestPowerBelow(d.size());
    return vci::sha256({"\x01", vci::bytesOf(root(slice(d, 0, k))), vci::bytesOf(root(slice(d, k, d.size())))});
}

/// PATH(m, D[n])
inline Hashes path(std::size_t m, const Hashes& d)
{
    if (d.size() == 1) return {};
    const std::size_t k = largestPowerBelow(d.size());
    Hashes hashes = m < k ? path(m, slice(d, 0, k)) : path(m - k, slice(d, k, d.size()));
    hashes.push_back(m < k ? root(slice(d, k, d.size())) : root(slice(d, 0, k)));
    return hashes;
}

/// SUBPROOF(m, D[n], b)
inline Hashes subproof(std::size_t m, const Hashes& d, bool whole)
{
    if (m == d.size()) return whole ? Hashes{} : Hashes{root(d)};
    const std::size_t k = largestPowerBelow(d.size());
    Hashes hashes = m <= k ? subproof(m, slice(d, 0, k), whole) : subproof(m - k, slice(d, k, d.size()), false);
    hashes.push_back(m <= k ? root(slice(d, k, d.size())) : root(slice(d, 0, k)));
    return hashes;
}

}  // namespace naive
