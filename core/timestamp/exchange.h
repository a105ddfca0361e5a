// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vci::timestamp {

inline constexpr const char* kRequestType = "application/timestamp-query";
/// Tokens have a few thousand bytes, more where they carry a long chain.
inline constexpr std::size_t kMostAnswerBytes = std::size_t{1} << 20U;

/// The TimeStampReq (RFC 3161 2.4.1) for a hash, DER. Errors: Internal where OpenSSL refuses.
[[nodiscard]] Result<std::string> encodeRequest(const Sha256& imprint, std::uint64_t nonce);

/// The TimeStampToken, DER, of a TimeStampResp that grants the request of that nonce. What the token itself says is for judge().
/// Errors: Unreachable where it is none; NotSupported where the authority refuses, with its words; Inconsistent where it answers
/// another request.
[[nodiscard]] Result<std::string> tokenOf(std::string_view answer, std::uint64_t nonce);

}  // namespace vci::timestamp
