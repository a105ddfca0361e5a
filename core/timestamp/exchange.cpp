// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timestamp/exchange.h"

#include "core/base/utf8.h"
#include "core/timestamp/openssl.h"

#include <array>
#include <utility>

namespace vci::timestamp {

namespace {

constexpr std::size_t kMostWordsBytes = 200;
constexpr std::size_t kMostBeginningBytes = 40;
constexpr std::int64_t kGranted = 0;
constexpr std::int64_t kGrantedWithMods = 1;

/// PKIFailureInfo of RFC 3161 2.4.2.
constexpr std::array<std::pair<int, std::string_view>, 8> kFailures = {{
    {TS_INFO_BAD_ALG, "it does not know the hash algorithm"},
    {TS_INFO_BAD_REQUEST, "it does not allow such a request"},
    {TS_INFO_BAD_DATA_FORMAT, "it could not read the request"},
    {TS_INFO_TIME_NOT_AVAILABLE, "its clock is not available"},
    {TS_INFO_UNACCEPTED_POLICY, "it does not support the policy"},
    {TS_INFO_UNACCEPTED_EXTENSION, "it does not support an extension"},
    {TS_INFO_ADD_INFO_NOT_AVAILABLE, "what was asked for besides is not available"},
    {TS_INFO_SYSTEM_FAILURE, "it failed within itself"},
}};

std::string wordsOf(const TS_STATUS_INFO* info, std::int64_t status)
{
    std::string words = "status " + std::to_string(status);
    if (const ASN1_BIT_STRING* const failure = TS_STATUS_INFO_get0_failure_info(info)) {
        for (const auto& [bit, meaning] : kFailures)
            if (ASN1_BIT_STRING_get_bit(failure, bit) != 0) words += ", " + std::string(meaning);
    }
    const auto* const texts = TS_STATUS_INFO_get0_text(info);
    for (int i = 0; i < sk_ASN1_UTF8STRING_num(texts); ++i) {
        const ASN1_UTF8STRING* const text = sk_ASN1_UTF8STRING_value(texts, i);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
        const std::string_view bytes(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                     static_cast<std::size_t>(ASN1_STRING_length(text)));
        words += ", \"" + visibleControls(utf8Prefix(bytes, kMostWordsBytes)) + "\"";
    }
    return words;
}

/// For an answer of text, such as a page that says what is wrong.
std::string beginningOf(std::string_view answer)
{
    const std::string_view beginning = utf8Prefix(answer, kMostBeginningBytes);
    if (beginning.empty() || firstInvalidUtf8(beginning)) return {};
    return " but begins with \"" + visibleControls(beginning) + "\"";
}

}  // namespace

Result<std::string> encodeRequest(const Sha256& imprint, std::uint64_t nonce)
{
    const ErrorsEnd errorsEnd;
    const Owned<TS_REQ, TS_REQ_free> request(TS_REQ_new());
    const Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> hash(TS_MSG_IMPRINT_new());
    const Owned<X509_ALGOR, X509_ALGOR_free> algorithm(X509_ALGOR_new());
    const Owned<ASN1_INTEGER, ASN1_INTEGER_free> number(ASN1_INTEGER_new());
    Sha256 bytes = imprint;
    const bool isMade = X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
                        TS_MSG_IMPRINT_set_algo(hash.get(), algorithm.get()) == 1 &&
                        TS_MSG_IMPRINT_set_msg(hash.get(), bytes.data(), static_cast<int>(bytes.size())) == 1 &&
                        ASN1_INTEGER_set_uint64(number.get(), nonce) == 1 && TS_REQ_set_version(request.get(), 1) == 1 &&
                        TS_REQ_set_msg_imprint(request.get(), hash.get()) == 1 &&
                        TS_REQ_set_nonce(request.get(), number.get()) == 1 && TS_REQ_set_cert_req(request.get(), 1) == 1;
    std::string der = isMade ? derOf(i2d_TS_REQ, request.get()) : std::string();
    if (der.empty()) return makeError(ErrorCode::Internal, "OpenSSL makes no time-stamp request");
    return der;
}

Result<std::string> tokenOf(std::string_view answer, std::uint64_t nonce)
{
    const ErrorsEnd errorsEnd;
    const auto response = readWhole<TS_RESP_free>(d2i_TS_RESP, answer);
    if (!response)
        return makeError(ErrorCode::Unreachable, "its answer is no TimeStampResp of RFC 3161" + beginningOf(answer) +
                                                     ": is this the address of a time-stamp authority?");
    TS_STATUS_INFO* const info = TS_RESP_get_status_info(response.get());
    std::int64_t status = -1;
    if (ASN1_INTEGER_get_int64(&status, TS_STATUS_INFO_get0_status(info)) != 1 || status < 0)
        return makeError(ErrorCode::Unreachable, "its answer is no TimeStampResp of RFC 3161: its status is no number");
    if (status != kGranted && status != kGrantedWithMods)
        return makeError(ErrorCode::NotSupported, "it refuses: " + wordsOf(info, status));
    const PKCS7* const token = TS_RESP_get_token(response.get());
    const TS_TST_INFO* const said = TS_RESP_get_tst_info(response.get());
    if (token == nullptr || said == nullptr)
        return makeError(ErrorCode::Unreachable, "its answer grants the request and holds no token");
    std::uint64_t answered = 0;
    const ASN1_INTEGER* const number = TS_TST_INFO_get_nonce(said);
    if (number == nullptr || ASN1_INTEGER_get_uint64(&answered, number) != 1 || answered != nonce)
        return makeError(ErrorCode::Inconsistent, "its token answers another request: it does not bear the nonce of this one");
    return derOf(i2d_PKCS7, token);
}

}  // namespace vci::timestamp
