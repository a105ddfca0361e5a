// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/uuid.h"

#include "core/base/hex.h"

#include <openssl/evp.h>

#include <algorithm>

namespace vci {

namespace {

constexpr bool isHyphen(std::size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

}  // namespace

std::optional<Uuid> Uuid::tryFromString(std::string_view text)
{
    if (text.size() != 36) return std::nullopt;
    Bytes bytes{};
    std::size_t digit = 0;
    for (std::size_t i = 0; i < 36; ++i) {
        if (isHyphen(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const int value = hexDigitValue(text[i]);
        if (value < 0) return std::nullopt;
        bytes[digit / 2] = static_cast<std::uint8_t>((bytes[digit / 2] << 4) | value);
        ++digit;
    }
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
