// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/note.h"

#include "core/base/base64.h"
#include "core/base/utf8.h"

#include <utility>

namespace vci::integrity {

namespace {

constexpr std::string_view kSignaturePrefix = "\xe2\x80\x94 ";  // an em dash and a space
constexpr std::size_t kMaxSignatures = 100;
constexpr std::size_t kMaxBytes = 1'000'000;
constexpr std::size_t kKeyHashBytes = 4;

Error refused(std::int64_t line, const std::string& why)
{
    Error error = makeError(ErrorCode::InvalidPayload, "this is no signed note: line " + std::to_string(line) + ": " + why);
    error.place.line = line;
    return error;
}

std::int64_t linesIn(std::string_view text)
{
    std::int64_t lines = 0;
    for (const char c : text) lines += c == '\n' ? 1 : 0;
    return lines;
}

/// UTF-8 of which only newlines are control characters, the rule of c2sp.org/signed-note.
Result<void> checkText(std::string_view bytes)
{
    if (const auto at = firstInvalidUtf8(bytes)) return refused(linesIn(bytes.substr(0, *at)) + 1, "it is not UTF-8");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto c = static_cast<unsigned char>(bytes[i]);
        if ((c < 0x20 && c != '\n') || c == 0x7f) return refused(linesIn(bytes.substr(0, i)) + 1, "it holds a control character");
    }
    return {};
}

Result<NoteSignature> parseSignature(std::string_view line, std::int64_t number)
{
    if (!line.starts_with(kSignaturePrefix)) return refused(number, "a signature begins with an em dash and a space");
    line.remove_prefix(kSignaturePrefix.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return refused(number, "a signature is a name, a space and base64");
    const std::string_view name = line.substr(0, space);
    if (!isKeyName(name)) return refused(number, "a key's name is not empty and has neither spaces nor +");
    const auto bytes = tryFromBase64(line.substr(space + 1));
    if (!bytes || bytes->size() <= kKeyHashBytes)
        return refused(number, "after the name stands the base64 of 4 bytes of key hash and the signature");
    std::uint32_t hash = 0;
    for (std::size_t i = 0; i < kKeyHashBytes; ++i) hash = (hash << 8) | static_cast<unsigned char>((*bytes)[i]);
    return NoteSignature{std::string(name), hash, bytes->substr(kKeyHashBytes)};
}

}  // namespace

bool isKeyName(std::string_view name)
{
    if (name.empty() || firstInvalidUtf8(name)) return false;
    for (std::size_t i = 0; i < name.size();) {
        const Utf8Step step = decodeUtf8(name, i);
        const char32_t c = step.codePoint;
        // Go's unicode.IsSpace, whose verifiers must take the same names.
        const bool space = c <= 0x20 || c == 0x7f || c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
                           c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
        if (space || c == '+') return false;
        i += step.length;
    }
    return true;
}

Result<Note> Note::parse(std::string_view bytes)
{
    if (bytes.size() > kMaxBytes)
        return refused(1, "it has " + std::to_string(bytes.size()) + " bytes and may have " + std::to_string(kMaxBytes));
    VCI_CHECK(checkText(bytes));
    const std::size_t split = bytes.rfind("\n\n");
    if (split == std::string_view::npos)
        return refused(linesIn(bytes) + 1, "an empty line must stand between the text and the signatures");
    if (!bytes.ends_with('\n') || split + 2 == bytes.size())
        return refused(linesIn(bytes) + 1, "a signature line that ends in a newline must stand here");
    Note note;
    note.text = bytes.substr(0, split + 1);
    std::string_view rest = bytes.substr(split + 2);
    std::int64_t line = linesIn(note.text) + 2;
    for (; !rest.empty(); ++line) {
        if (note.signatures.size() == kMaxSignatures) return refused(line, "at most 100 signatures are read");
        const std::size_t end = rest.find('\n');
        VCI_TRY(NoteSignature signature, parseSignature(rest.substr(0, end), line));
        note.signatures.push_back(std::move(signature));
        rest.remove_prefix(end + 1);
    }
    return note;
}

std::string Note::toString() const
{
    std::string out = text + "\n";
    for (const NoteSignature& signature : signatures) {
        std::string bytes;
        for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((signature.keyHash >> shift) & 0xff);
        out.append(kSignaturePrefix).append(signature.name).append(" ").append(toBase64(bytes + signature.bytes)).append("\n");
    }
    return out;
}

SignatureState signatureState(const Note& note, const VerifierKey& key)
{
    for (const NoteSignature& signature : note.signatures) {
        if (signature.name != key.name() || signature.keyHash != key.hash()) continue;
        return key.verifies(note.text, signature.bytes) ? SignatureState::Valid : SignatureState::Invalid;
    }
    return SignatureState::Absent;
}

}  // namespace vci::integrity
