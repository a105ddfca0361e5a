// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/integrity/note.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

namespace vci::casefile {

/// The text of a seal (PROOF 6): `voicecore/case/v1`, the length in decimal, base64 of the SHA-256; exactly three lines.
struct SealText {
    std::int64_t sizeBytes;
    Sha256 hash;

    /// Only what text() writes. Errors: InvalidPayload.
    [[nodiscard]] static Result<SealText> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
};

/// True for `voicecore/examiner/<name>`, the names of keys that seal.
[[nodiscard]] bool isExaminerKeyName(std::string_view name);

/// `x.vcase.seal`.
[[nodiscard]] std::filesystem::path sealPath(const std::filesystem::path& file);

/// Size and hash of a file, read once from the start. Errors: Io, Cancelled.
[[nodiscard]] Result<SealText> measureFile(const std::filesystem::path& file, std::stop_token stop);
/// The same through an open descriptor, whose offset stays; name is for messages.
[[nodiscard]] Result<SealText> measureDescriptor(int descriptor, const std::string& name, std::stop_token stop);

/// Hashes a closed case file whose own row says that key seals it, signs, and puts the seal beside it, all or nothing.
/// Errors: AlreadyExists where there is a seal; Io; Cancelled.
[[nodiscard]] Result<integrity::Note> writeSeal(const std::filesystem::path& file, const integrity::SignerKey& key,
                                                std::stop_token stop);

}  // namespace vci::casefile
