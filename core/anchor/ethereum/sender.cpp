// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/sender.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace vci::anchor::ethereum {

namespace {

constexpr std::size_t kHalf = 32;
constexpr std::size_t kPublicKeyBytes = 65;

}  // namespace

std::optional<Address> tryRecoverSender(const Hash32& digest, std::int64_t parity, std::string_view r, std::string_view s)
{
    if ((parity != 0 && parity != 1) || r.size() > kHalf || s.size() > kHalf) return std::nullopt;
    std::array<unsigned char, 2 * kHalf> compact{};
    std::copy(r.begin(), r.end(), compact.begin() + static_cast<std::ptrdiff_t>(kHalf - r.size()));
    std::copy(s.begin(), s.end(), compact.end() - static_cast<std::ptrdiff_t>(s.size()));

    // The context that every process has: recovery needs no tables of its own.
    const secp256k1_context* const context = secp256k1_context_static;
    secp256k1_ecdsa_recoverable_signature signature{};
    secp256k1_pubkey key{};
    if (secp256k1_ecdsa_recoverable_signature_parse_compact(context, &signature, compact.data(), static_cast<int>(parity)) != 1 ||
        secp256k1_ecdsa_recover(context, &key, &signature, digest.data()) != 1)
        return std::nullopt;
    std::array<unsigned char, kPublicKeyBytes> bytes{};
    std::size_t length = bytes.size();
    secp256k1_ec_pubkey_serialize(context, bytes.data(), &length, &key, SECP256K1_EC_UNCOMPRESSED);
    // The last 20 bytes of the hash of the point, without the byte that says how it is written.
    const Hash32 hash = keccak256(std::string(bytes.begin() + 1, bytes.end()));
    return Address::tryFromBytes(toBytes(hash).substr(12));
}

}  // namespace vci::anchor::ethereum
