// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/uuid.h"
#include "core/integrity/note.h"
#include "core/model/logid.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace vci::integrity {

/// Whose log a checkpoint is about: `voicecore/<log id>/<tenant uuid>` (PROOF 1).
struct Origin {
    LogId logId;
    TenantId tenant;

    /// Only what toString() writes. Errors: InvalidPayload.
    [[nodiscard]] static Result<Origin> parse(std::string_view text);
    [[nodiscard]] std::string toString() const;
    friend auto operator<=>(const Origin&, const Origin&) = default;  // NOLINT(modernize-use-nullptr)
};

/// The name of the key that signs a log: `voicecore/<log id>`.
[[nodiscard]] std::string keyNameOf(const LogId& logId);

/// A tree head, the text of a C2SP tlog-checkpoint: origin, size in decimal, base64 of the root; exactly three lines.
struct Checkpoint {
    std::string origin;     ///< of any log; Origin::parse() says whether it is one of ours
    std::int64_t treeSize;  ///< leaves, 0 to 2^63 - 1
    Sha256 root;

    /// Strict: no extension lines, no leading zeros, base64 in its one form. Errors: InvalidPayload with the line.
    [[nodiscard]] static Result<Checkpoint> parse(std::string_view text);
    /// The three lines, each with its newline.
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// A checkpoint with the note that it came in. A parsed one is not yet verified: ask signatureState().
struct SignedCheckpoint {
    Checkpoint checkpoint;
    Note note;

    /// Errors: those of Note::parse() and Checkpoint::parse().
    [[nodiscard]] static Result<SignedCheckpoint> parse(std::string_view bytes);
    /// Errors: those of SignerKey::sign().
    [[nodiscard]] static Result<SignedCheckpoint> sign(Checkpoint checkpoint, const SignerKey& key);
};

}  // namespace vci::integrity
