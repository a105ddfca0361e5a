// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/sha256.h"

#include <openssl/evp.h>

#include <algorithm>

namespace vci {

namespace {

/// Fetched once: EVP_sha256() makes OpenSSL 3 look the implementation up at every use.
const EVP_MD* algorithm()
{
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

}  // namespace

Sha256 sha256(std::initializer_list<std::string_view> parts)
{
    // The one-shot EVP_Digest takes one span only; the low-level calls are deprecated.
    thread_local const Context context(EVP_MD_CTX_new());
    Sha256 digest{};
    EVP_DigestInit_ex(context.get(), algorithm(), nullptr);
    for (const std::string_view part : parts) EVP_DigestUpdate(context.get(), part.data(), part.size());
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return digest;
}

std::string_view bytesOf(const Sha256& hash)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the same bytes under the type that hashing and text take
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::optional<Sha256> tryHashFromBytes(std::string_view bytes)
{
    Sha256 hash{};
    if (bytes.size() != hash.size()) return std::nullopt;
    std::ranges::transform(bytes, hash.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
    return hash;
}

struct Sha256Stream::Impl {
    Context context{EVP_MD_CTX_new()};
};

Sha256Stream::Sha256Stream()
    : m_impl(std::make_unique<Impl>())
{
    EVP_DigestInit_ex(m_impl->context.get(), algorithm(), nullptr);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::add(std::string_view bytes)
{
    EVP_DigestUpdate(m_impl->context.get(), bytes.data(), bytes.size());
}

Sha256 Sha256Stream::finish()
{
    Sha256 digest{};
    EVP_DigestFinal_ex(m_impl->context.get(), digest.data(), nullptr);
    return digest;
}

}  // namespace vci
