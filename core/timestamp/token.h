// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/sha256.h"
#include "core/base/timestamp.h"
#include "core/timestamp/authorities.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::timestamp {

/// What a token is worth.
enum class Standing {
    Proven,     ///< a trusted authority says that what was hashed existed at that time
    Untrusted,  ///< whoever signed it leads to nobody who is trusted: it was not checked to its end, and says nothing
    Invalid,    ///< it is of something else, forged, or no token
};

struct Verdict {
    Standing standing;
    std::optional<Timestamp> time = {};  ///< genTime; absent where the token cannot be read so far
    std::string authority = {};          ///< subject of who signed it, or says so
    std::string expected = {};           ///< of what failed
    std::string found = {};
    std::string message = {};  ///< why it is not Proven: half a sentence about the token, "its signature is broken"
};

/// Judges a TimeStampToken, DER, without network (FORMAT.md). imprint: SHA-256 of what it should be a stamp of. Certificates
/// count as of the time that the token says: it stays good when they end.
[[nodiscard]] Verdict judge(std::string_view token, const Sha256& imprint, const Authorities& trusted);

}  // namespace vci::timestamp
