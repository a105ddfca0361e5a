// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <string>
#include <string_view>

namespace vci::timestamp {

/// Ends an OpenSSL object with the function that its library has for it.
template <auto Free>
struct Freed {
    template <typename Object>
    void operator()(Object* object) const
    {
        Free(object);
    }
};
template <typename Object, auto Free>
using Owned = std::unique_ptr<Object, Freed<Free>>;

/// What OpenSSL noted of failures belongs to the call that failed: nobody after it, such as TLS, may find it.
struct ErrorsEnd {
    ErrorsEnd() = default;
    ErrorsEnd(const ErrorsEnd&) = delete;
    ErrorsEnd& operator=(const ErrorsEnd&) = delete;
    ~ErrorsEnd() { ERR_clear_error(); }
};

/// Reads the whole of DER bytes by one of OpenSSL's d2i functions; null where they are none, or something follows.
template <auto Free, typename Object>
Owned<Object, Free> readWhole(Object* (*read)(Object**, const unsigned char**, long), std::string_view bytes)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the bytes of a string as bytes
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = at + bytes.size();
    Owned<Object, Free> object(read(nullptr, &at, static_cast<long>(bytes.size())));
    if (at != end) object.reset();
    return object;
}

/// The DER bytes that one of OpenSSL's i2d functions gives; empty where it fails.
template <typename Object>
std::string derOf(int (*write)(const Object*, unsigned char**), const Object* object)
{
    unsigned char* bytes = nullptr;
    const int size = write(object, &bytes);
    if (size <= 0) return {};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as those of a string
    std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return der;
}

/// A name as RFC 4514 writes it, safe to show.
[[nodiscard]] std::string nameOf(const X509_NAME* name);

}  // namespace vci::timestamp
