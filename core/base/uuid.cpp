// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/uuid.h"

#include "core/base/hex.h"

#include <openssl/evp.h>

#include <algorithm>

namespace vci {

namespace {

/// Where the two digits of each byte begin.
constexpr std::array<std::uint8_t, 16> kDigitOffsets = {0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

}  // namespace

std::optional<Uuid> Uuid::tryFromString(std::string_view text)
{
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return std::nullopt;
    // Four of these a row on paths that see millions: one check at the end instead of one a digit.
    Bytes bytes;
    int seen = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = kHexValues[static_cast<std::uint8_t>(text[kDigitOffsets[i]])];
        const int low = kHexValues[static_cast<std::uint8_t>(text[kDigitOffsets[i] + 1])];
        seen |= high | low;
        bytes[i] = static_cast<std::uint8_t>((high << 4) | low);
    }
    if (seen > 15) return std::nullopt;
    return Uuid(bytes);
}

Uuid Uuid::fromName(const Uuid& nameSpace, std::string_view name)
{
    std::string input(reinterpret_cast<const char*>(nameSpace.bytes().data()), 16);
    input += name;
    std::array<std::uint8_t, 20> digest{};
    EVP_Digest(input.data(), input.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    Bytes bytes{};
    std::copy_n(digest.begin(), 16, bytes.begin());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x50);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return Uuid(bytes);
}

void Uuid::write(char* out) const
{
    static constexpr char kDigits[] = "0123456789abcdef";
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
        *out++ = kDigits[m_bytes[i] >> 4];
        *out++ = kDigits[m_bytes[i] & 15];
    }
}

std::string Uuid::toString() const
{
    std::string text(36, '\0');
    write(text.data());
    return text;
}

}  // namespace vci
