// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/tlogproof.h"

#include "core/base/base64.h"
#include "core/integrity/lines.h"

namespace vci::integrity {

namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kMaxPath = 63;  // levels below the root of a tree of 2^63 leaves

Error refused(std::int64_t line, const std::string& why)
{
    Error error = makeError(ErrorCode::InvalidPayload, "this is no tlog-proof: line " + std::to_string(line) + ": " + why);
    error.place.line = line;
    return error;
}

}  // namespace

Result<TlogProof> TlogProof::parse(std::string_view text)
{
    TlogProof proof{0, {}, {}};
    std::int64_t number = 1;
    if (takeLine(text) != kHeader) return refused(number, "it must be " + std::string(kHeader));
    auto line = takeLine(text);
    ++number;
    if (line && line->starts_with(kExtra)) {
        proof.extra = tryFromBase64(line->substr(kExtra.size()));
        if (!proof.extra) return refused(number, "after extra stands base64");
        line = takeLine(text);
        ++number;
    }
    const auto index = line && line->starts_with(kIndex) ? tryDecimal(line->substr(kIndex.size())) : std::nullopt;
    if (!index) return refused(number, "it must be index and a decimal number without leading zeros");
    proof.index = *index;
    for (;;) {
        line = takeLine(text);
        ++number;
        if (!line) return refused(number, "an empty line and a checkpoint must follow");
        if (line->empty()) break;
        const auto hash = tryHashFromBase64(*line);
        if (!hash) return refused(number, "a line of the path is the base64 of 32 bytes");
        if (proof.path.size() == kMaxPath) return refused(number, "a path has at most 63 hashes");
        proof.path.push_back(*hash);
    }
    if (text.empty()) return refused(number + 1, "a checkpoint must follow");
    proof.checkpoint = text;
    return proof;
}

std::string TlogProof::toString() const
{
    std::string text = std::string(kHeader) + "\n";
    if (extra) text += std::string(kExtra) + toBase64(*extra) + "\n";
    text += std::string(kIndex) + std::to_string(index) + "\n";
    for (const Sha256& hash : path) text += toBase64(bytesOf(hash)) + "\n";
    return text + "\n" + checkpoint;
}

}  // namespace vci::integrity
