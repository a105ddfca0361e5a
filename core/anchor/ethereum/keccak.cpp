// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/keccak.h"

#include <crypto++/keccak.h>

namespace vci::anchor::ethereum {

Hash32 keccak256(std::string_view bytes)
{
    Hash32 hash{};
    CryptoPP::Keccak_256 keccak;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the library takes bytes, text is bytes
    keccak.CalculateDigest(hash.data(), reinterpret_cast<const CryptoPP::byte*>(bytes.data()), bytes.size());
    return hash;
}

std::string toBytes(const Hash32& hash)
{
    return {hash.begin(), hash.end()};
}

}  // namespace vci::anchor::ethereum
