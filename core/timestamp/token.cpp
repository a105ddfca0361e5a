// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timestamp/token.h"

#include "core/base/hex.h"
#include "core/timestamp/openssl.h"

#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <span>
#include <utility>

namespace vci::timestamp {

namespace {

using Pkcs7 = Owned<PKCS7, PKCS7_free>;
using TstInfo = Owned<TS_TST_INFO, TS_TST_INFO_free>;
/// Of certificates that others own.
struct StackEnds {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Certificates = std::unique_ptr<STACK_OF(X509), StackEnds>;

/// `YYYYMMDDhhmmss[.f…]Z`, what DER allows of a GeneralizedTime.
std::optional<Timestamp> timeOf(const ASN1_GENERALIZEDTIME* time)
{
    constexpr std::size_t kSeconds = 14;
    constexpr std::size_t kMicroDigits = 6;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
                           static_cast<std::size_t>(ASN1_STRING_length(time)));
    if (text.size() <= kSeconds || text.back() != 'Z') return std::nullopt;
    const std::string fraction = text.substr(kSeconds, text.size() - kSeconds - 1);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!fraction.empty() && !std::ranges::all_of(fraction.substr(1), isDigit)) return std::nullopt;
    const auto part = [&text](std::size_t at, std::size_t size) { return text.substr(at, size); };
    const auto parsed = Timestamp::parse(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" + part(10, 2) +
                                         ":" + part(12, 2) + fraction.substr(0, 1 + kMicroDigits) + "Z");
    return parsed.ok() ? std::optional(parsed.value()) : std::nullopt;
}

/// The hash that the token is about, in hex; what it is instead, where it is no SHA-256.
std::string imprintOf(const TS_TST_INFO* info)
{
    TS_MSG_IMPRINT* const imprint = TS_TST_INFO_get_msg_imprint(const_cast<TS_TST_INFO*>(info));
    const ASN1_OBJECT* algorithm = nullptr;
    X509_ALGOR_get0(&algorithm, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    if (OBJ_obj2nid(algorithm) != NID_sha256) return "a hash that is no SHA-256";
    const ASN1_OCTET_STRING* const bytes = TS_MSG_IMPRINT_get_msg(imprint);
    return toHex(std::span(ASN1_STRING_get0_data(bytes), static_cast<std::size_t>(ASN1_STRING_length(bytes))));
}

Certificates stackOf(const Authorities& authorities)
{
    Certificates stack(sk_X509_new_null());
    for (const auto& certificate : authorities.certificates()) sk_X509_push(stack.get(), certificate.get());
    return stack;
}

/// The one who signed: its certificate out of the token or among the trusted; nullptr where it is in neither.
X509* signerOf(PKCS7* token, const Certificates& trusted)
{
    const Certificates signers(PKCS7_get0_signers(token, trusted.get(), 0));
    return signers && sk_X509_num(signers.get()) == 1 ? sk_X509_value(signers.get(), 0) : nullptr;
}

using Store = Owned<X509_STORE, X509_STORE_free>;

/// The trusted certificates, each the end of a chain whether it is a root or not, as of a time.
Store storeOf(const Authorities& trusted, Timestamp time)
{
    constexpr std::int64_t kMicros = 1'000'000;
    Store store(X509_STORE_new());
    for (const auto& certificate : trusted.certificates()) X509_STORE_add_cert(store.get(), certificate.get());
    X509_VERIFY_PARAM* const how = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_purpose(how, X509_PURPOSE_TIMESTAMP_SIGN);
    X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(how, static_cast<std::time_t>(time.micros() / kMicros));
    return store;
}

/// X509_V_OK, or the first thing that is wrong with the way from the signer to a trusted certificate.
int chainFault(const Store& store, X509* signer, PKCS7* token)
{
    const Owned<X509_STORE_CTX, X509_STORE_CTX_free> context(X509_STORE_CTX_new());
    if (X509_STORE_CTX_init(context.get(), store.get(), signer, token->d.sign->cert) != 1) return X509_V_ERR_UNSPECIFIED;
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_TIMESTAMP_SIGN);
    return X509_verify_cert(context.get()) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(context.get());
}

bool leadsNowhere(int fault)
{
    constexpr int kNowhere[] = {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
                                X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
                                X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN};
    return std::ranges::find(kNowhere, fault) != std::end(kNowhere);
}

std::string wordsOf(int fault)
{
    switch (fault) {
    case X509_V_ERR_INVALID_PURPOSE:
        return "its certificate is not one for time stamps (extendedKeyUsage timeStamping, alone and critical)";
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return "a certificate that it stands on had expired by then";
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return "a certificate that it stands on was not valid yet";
    default:
        return std::string("its certificate does not hold: ") + X509_verify_cert_error_string(fault);
    }
}

}  // namespace

Verdict judge(std::string_view token, const Sha256& imprint, const Authorities& trusted)
{
    const ErrorsEnd errorsEnd;
    Verdict verdict{Standing::Invalid};
    const auto refused = [&verdict](std::string expected, std::string found, std::string message) {
        verdict.expected = std::move(expected);
        verdict.found = std::move(found);
        verdict.message = std::move(message);
        return verdict;
    };
    const Pkcs7 parsed = readWhole<PKCS7_free>(d2i_PKCS7, token);
    const TstInfo info(parsed && PKCS7_type_is_signed(parsed.get()) ? PKCS7_to_TS_TST_INFO(parsed.get()) : nullptr);
    if (!info || TS_TST_INFO_get_version(info.get()) != 1)
        return refused("a TimeStampToken", "bytes that are none", "it is no TimeStampToken of RFC 3161");
    verdict.time = timeOf(TS_TST_INFO_get_time(info.get()));
    if (!verdict.time) return refused("a time in UTC", "none", "its genTime is no time in UTC");

    const Certificates certificates = stackOf(trusted);
    X509* const signer = signerOf(parsed.get(), certificates);
    if (signer != nullptr) verdict.authority = nameOf(X509_get_subject_name(signer));
    if (const std::string found = imprintOf(info.get()); found != toHex(imprint))
        return refused(toHex(imprint), found, "it is a stamp of something else");
    if (signer == nullptr) {
        verdict.standing = Standing::Untrusted;
        return refused({}, {}, "neither it nor the trust file holds the certificate of who signed it");
    }
    if (PKCS7_verify(parsed.get(), certificates.get(), nullptr, nullptr, nullptr, PKCS7_NOVERIFY) != 1)
        return refused("a signature by " + verdict.authority, "another one", "its signature is broken");
    const Store store = storeOf(trusted, *verdict.time);
    if (const int fault = chainFault(store, signer, parsed.get()); fault != X509_V_OK) {
        if (!leadsNowhere(fault))
            return refused("a certificate for time stamps, valid at that time", X509_verify_cert_error_string(fault),
                           wordsOf(fault));
        verdict.standing = Standing::Untrusted;
        return refused({}, {}, "its authority leads to none of the timestamp_authorities of the trust file");
    }
    // The same again, and what is special to time stamps: that the certificate is named in what was signed.
    if (TS_RESP_verify_signature(parsed.get(), certificates.get(), store.get(), nullptr) != 1)
        return refused("the certificate named in the signed attributes", "another one",
                       "it does not name the certificate that signed it");
    verdict.standing = Standing::Proven;
    return verdict;
}

}  // namespace vci::timestamp
