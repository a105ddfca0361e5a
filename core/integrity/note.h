// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vci::integrity {

/// One signature line of a note: `— name base64(key hash ‖ signature)`.
struct NoteSignature {
    std::string name;
    std::uint32_t keyHash;
    std::string bytes;  ///< the signature itself, of any algorithm
};

/// A C2SP signed note (c2sp.org/signed-note): text that ends in a newline, an empty line, signature lines.
struct Note {
    std::string text;  ///< what is signed, its last newline included
    std::vector<NoteSignature> signatures;

    /// Strict: UTF-8 without control characters but newline, at least one signature, at most 100, at most 1,000,000 bytes, base64
    /// in its one form. So toString() gives the same bytes back. Errors: InvalidPayload with the line.
    [[nodiscard]] static Result<Note> parse(std::string_view bytes);
    [[nodiscard]] std::string toString() const;
};

/// Not empty, UTF-8, neither spaces nor control characters nor `+`.
[[nodiscard]] bool isKeyName(std::string_view name);

/// Ed25519 public key of a named signer, `name+hash+base64` as Go's sumdb/note writes it.
class VerifierKey {
public:
    /// Errors: InvalidPayload that says which part is wrong.
    [[nodiscard]] static Result<VerifierKey> parse(std::string_view text);
    [[nodiscard]] std::string toString() const;

    [[nodiscard]] const std::string& name() const { return m_name; }
    /// The first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖ key), big-endian.
    [[nodiscard]] std::uint32_t hash() const { return m_hash; }
    /// True for a signature over text by this key.
    [[nodiscard]] bool verifies(std::string_view text, std::string_view signature) const;
    friend bool operator==(const VerifierKey&, const VerifierKey&) = default;

private:
    friend class SignerKey;
    using Bytes = std::array<std::uint8_t, 32>;
    VerifierKey(std::string name, const Bytes& key);

    std::string m_name;
    Bytes m_key;
    std::uint32_t m_hash;
};

/// Ed25519 private key of a named signer, `PRIVATE+KEY+name+hash+base64(0x01 ‖ seed)`. Wiped when it goes.
class SignerKey {
public:
    /// A fresh key from the system's entropy. Errors: Usage where the name is none (empty, spaces, `+`), Internal without
    /// entropy.
    [[nodiscard]] static Result<SignerKey> generate(std::string_view name);
    /// The key of a known seed of 32 bytes. Errors: Usage.
    [[nodiscard]] static Result<SignerKey> fromSeed(std::string_view name, std::string_view seed);
    /// One line, without its newline. Errors: InvalidPayload, which never repeats the key.
    [[nodiscard]] static Result<SignerKey> parse(std::string_view text);
    ~SignerKey();
    SignerKey(const SignerKey&) = default;
    SignerKey& operator=(const SignerKey&) = default;
    SignerKey(SignerKey&&) noexcept = default;
    SignerKey& operator=(SignerKey&&) noexcept = default;

    /// The secret line, for the key file alone.
    [[nodiscard]] std::string toString() const;
    [[nodiscard]] const VerifierKey& verifierKey() const { return m_verifier; }
    /// A note with this key's signature alone. Requires a text that Note::parse() takes; Errors: Internal where OpenSSL refuses.
    [[nodiscard]] Result<Note> sign(std::string text) const;

private:
    SignerKey(VerifierKey verifier, const std::array<std::uint8_t, 32>& seed);

    VerifierKey m_verifier;
    std::array<std::uint8_t, 32> m_seed;
};

/// What a note says of one key.
enum class SignatureState {
    Absent,   ///< no line by this key: name and hash
    Valid,    ///< its first line verifies
    Invalid,  ///< its first line does not: the text was altered or the signature forged
};
[[nodiscard]] SignatureState signatureState(const Note& note, const VerifierKey& key);

}  // namespace vci::integrity
