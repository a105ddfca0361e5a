// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>

namespace vci {

/// 32 bytes, FIPS 180-4.
using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 of the parts one after the other, without joining them first.
[[nodiscard]] Sha256 sha256(std::initializer_list<std::string_view> parts);
/// The bytes of a hash as text, for hashing and storing; valid as long as the hash.
[[nodiscard]] std::string_view bytesOf(const Sha256& hash);
/// Nothing unless there are exactly 32 bytes.
[[nodiscard]] std::optional<Sha256> tryHashFromBytes(std::string_view bytes);

/// SHA-256 of bytes that come in pieces, such as a file. One use, one thread.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(const Sha256Stream&) = delete;
    Sha256Stream& operator=(const Sha256Stream&) = delete;

    void add(std::string_view bytes);
    /// Requires that it was not called before.
    [[nodiscard]] Sha256 finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace vci
