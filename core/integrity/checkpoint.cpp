// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/checkpoint.h"

#include "core/base/base64.h"
#include "core/integrity/lines.h"

#include <utility>

namespace vci::integrity {

namespace {

constexpr std::string_view kOriginPrefix = "voicecore/";

Error refused(std::int64_t line, const std::string& why)
{
    Error error = makeError(ErrorCode::InvalidPayload, "this is no checkpoint: line " + std::to_string(line) + ": " + why);
    error.place.line = line;
    return error;
}

}  // namespace

Result<Origin> Origin::parse(std::string_view text)
{
    const Error error =
        makeError(ErrorCode::InvalidPayload, "\"" + std::string(text) + "\" is no log of ours: voicecore/<log id>/<tenant>");
    if (!text.starts_with(kOriginPrefix)) return error;
    const std::string_view rest = text.substr(kOriginPrefix.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return error;
    const auto logId = LogId::tryFromString(rest.substr(0, slash));
    const auto tenant = TenantId::tryFromString(rest.substr(slash + 1));
    if (!logId || !tenant || tenant->toString() != rest.substr(slash + 1)) return error;
    return Origin{*logId, *tenant};
}

std::string Origin::toString() const
{
    return keyNameOf(logId) + "/" + tenant.toString();
}

std::string keyNameOf(const LogId& logId)
{
    return std::string(kOriginPrefix) + logId.toString();
}

Result<Checkpoint> Checkpoint::parse(std::string_view text)
{
    const auto origin = takeLine(text);
    if (!origin || origin->empty()) return refused(1, "the origin is missing");
    const auto sizeLine = takeLine(text);
    const auto size = sizeLine ? tryDecimal(*sizeLine) : std::nullopt;
    if (!size)
        return refused(2, "the size of the tree must be a decimal number from 0 to 9223372036854775807 without leading zeros");
    const auto rootLine = takeLine(text);
    const auto root = rootLine ? tryHashFromBase64(*rootLine) : std::nullopt;
    if (!root) return refused(3, "the root must be the base64 of 32 bytes");
    if (!text.empty()) return refused(4, "a checkpoint has three lines; extension lines are not taken");
    return Checkpoint{std::string(*origin), *size, *root};
}

std::string Checkpoint::text() const
{
    return origin + "\n" + std::to_string(treeSize) + "\n" + toBase64(bytesOf(root)) + "\n";
}

Result<SignedCheckpoint> SignedCheckpoint::parse(std::string_view bytes)
{
    VCI_TRY(Note note, Note::parse(bytes));
    VCI_TRY(Checkpoint checkpoint, Checkpoint::parse(note.text));
    return SignedCheckpoint{std::move(checkpoint), std::move(note)};
}

Result<SignedCheckpoint> SignedCheckpoint::sign(Checkpoint checkpoint, const SignerKey& key)
{
    VCI_TRY(Note note, key.sign(checkpoint.text()));
    return SignedCheckpoint{std::move(checkpoint), std::move(note)};
}

}  // namespace vci::integrity
