// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Ed25519 half of note.h.

#include "core/base/base64.h"
#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/integrity/note.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace vci::integrity {

namespace {

constexpr std::string_view kEd25519("\x01", 1);  // the algorithm byte before a key of c2sp.org/signed-note
constexpr std::string_view kPrivatePrefix = "PRIVATE+KEY+";
constexpr std::size_t kSignatureBytes = 64;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

const unsigned char* unsignedBytes(std::string_view text)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL's type for the same bytes
    return reinterpret_cast<const unsigned char*>(text.data());
}

Error refused(const std::string& why)
{
    return makeError(ErrorCode::InvalidPayload, why);
}

/// name+hash+base64(algorithm ‖ 32 bytes), the part that both kinds of key share.
struct KeyText {
    std::string name;
    std::uint32_t hash;
    Sha256 bytes;
};

std::optional<std::uint32_t> tryHashFromHex(std::string_view digits)
{
    if (digits.size() != 8) return std::nullopt;
    std::uint32_t hash = 0;
    for (const char c : digits) {
        const int value = hexDigitValue(c);
        if (value < 0) return std::nullopt;
        hash = (hash << 4) | static_cast<std::uint32_t>(value);
    }
    return hash;
}

/// Errors never repeat the text: it may be a private key.
Result<KeyText> parseKeyText(std::string_view text, std::string_view what)
{
    const std::string kind(what);
    const std::size_t first = text.find('+');
    const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
    if (second == std::string_view::npos) return refused("this is no " + kind + " key: it must be name+hash+base64");
    const std::string_view name = text.substr(0, first);
    if (!isKeyName(name)) return refused("this is no " + kind + " key: its name is empty or has spaces");
    const auto hash = tryHashFromHex(text.substr(first + 1, second - first - 1));
    if (!hash) return refused("the " + kind + " key of " + std::string(name) + " must have 8 hex digits after its name");
    const auto bytes = tryFromBase64(text.substr(second + 1));
    if (!bytes || !bytes->starts_with(kEd25519))
        return refused("the " + kind + " key of " + std::string(name) + " is no base64 of an Ed25519 key");
    const auto key = tryHashFromBytes(std::string_view(*bytes).substr(kEd25519.size()));
    if (!key) return refused("the " + kind + " key of " + std::string(name) + " has not the 32 bytes of an Ed25519 key");
    return KeyText{std::string(name), *hash, *key};
}

std::string keyText(const std::string& name, std::uint32_t hash, const Sha256& bytes)
{
    std::array<std::uint8_t, 4> hashBytes{};
    for (std::size_t i = 0; i < 4; ++i) hashBytes[i] = static_cast<std::uint8_t>(hash >> (24 - 8 * i));
    return name + "+" + toHex(hashBytes) + "+" + toBase64(std::string(kEd25519).append(bytesOf(bytes)));
}

Key privateKey(const Sha256& seed)
{
    return Key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
}

}  // namespace

VerifierKey::VerifierKey(std::string name, const Bytes& key)
    : m_name(std::move(name))
    , m_key(key)
    , m_hash(0)
{
    const Sha256 digest = sha256({m_name, "\n", kEd25519, bytesOf(m_key)});
    for (std::size_t i = 0; i < 4; ++i) m_hash = (m_hash << 8) | digest[i];
}

Result<VerifierKey> VerifierKey::parse(std::string_view text)
{
    VCI_TRY(KeyText parts, parseKeyText(text, "verifier"));
    VerifierKey key(std::move(parts.name), parts.bytes);
    if (key.m_hash != parts.hash)
        return refused("the verifier key of " + key.m_name + " was altered: its hash should make " + key.toString());
    return key;
}

std::string VerifierKey::toString() const
{
    return keyText(m_name, m_hash, m_key);
}

bool VerifierKey::verifies(std::string_view text, std::string_view signature) const
{
    if (signature.size() != kSignatureBytes) return false;
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, m_key.data(), m_key.size()));
    const Context context(EVP_MD_CTX_new());
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), unsignedBytes(signature), signature.size(), unsignedBytes(text), text.size()) == 1;
}

SignerKey::SignerKey(VerifierKey verifier, const Sha256& seed)
    : m_verifier(std::move(verifier))
    , m_seed(seed)
{
}

SignerKey::~SignerKey()
{
    OPENSSL_cleanse(m_seed.data(), m_seed.size());
}

Result<SignerKey> SignerKey::generate(std::string_view name)
{
    Sha256 seed{};
    if (RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) != 1)
        return makeError(ErrorCode::Internal, "the system gave no random bytes for a key");
    return fromSeed(name, bytesOf(seed));
}

Result<SignerKey> SignerKey::fromSeed(std::string_view name, std::string_view seed)
{
    if (!isKeyName(name)) return makeError(ErrorCode::Usage, "a key's name must not be empty and has neither spaces nor +");
    const auto bytes = tryHashFromBytes(seed);
    if (!bytes) return makeError(ErrorCode::Usage, "a seed has 32 bytes, this one " + std::to_string(seed.size()));
    const Key key = privateKey(*bytes);
    Sha256 publicBytes{};
    std::size_t length = publicBytes.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), publicBytes.data(), &length) != 1)
        return makeError(ErrorCode::Internal, "OpenSSL makes no Ed25519 key");
    return SignerKey(VerifierKey(std::string(name), publicBytes), *bytes);
}

Result<SignerKey> SignerKey::parse(std::string_view text)
{
    if (!text.starts_with(kPrivatePrefix)) return refused("this is no signing key: it must begin with PRIVATE+KEY+");
    VCI_TRY(const KeyText parts, parseKeyText(text.substr(kPrivatePrefix.size()), "signing"));
    VCI_TRY(SignerKey key, fromSeed(parts.name, bytesOf(parts.bytes)));
    if (key.m_verifier.hash() != parts.hash)
        return refused("the signing key of " + parts.name + " was altered: its hash is another");
    return key;
}

std::string SignerKey::toString() const
{
    return std::string(kPrivatePrefix) + keyText(m_verifier.name(), m_verifier.hash(), m_seed);
}

Result<Note> SignerKey::sign(std::string text) const
{
    const Key key = privateKey(m_seed);
    const Context context(EVP_MD_CTX_new());
    std::array<unsigned char, kSignatureBytes> signature{};
    std::size_t length = signature.size();
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &length, unsignedBytes(text), text.size()) != 1)
        return makeError(ErrorCode::Internal, "OpenSSL did not sign");
    Note note{std::move(text), {}};
    note.signatures.push_back({m_verifier.name(), m_verifier.hash(), std::string(signature.begin(), signature.end())});
    return note;
}

}  // namespace vci::integrity
