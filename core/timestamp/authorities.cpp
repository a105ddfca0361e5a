// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/timestamp/authorities.h"

#include "core/base/utf8.h"
#include "core/timestamp/openssl.h"

#include <openssl/pem.h>

#include <algorithm>
#include <iterator>

namespace vci::timestamp {

namespace {

constexpr std::size_t kMostNameBytes = 300;

}  // namespace

std::string nameOf(const X509_NAME* name)
{
    const Owned<BIO, BIO_free> out(BIO_new(BIO_s_mem()));
    // As UTF-8; what could not be shown safely is escaped or becomes a token.
    X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return visibleControls(utf8Prefix(std::string_view(text, static_cast<std::size_t>(std::max(size, 0L))), kMostNameBytes));
}

Result<void> Authorities::add(const std::string& pem, const std::string& place)
{
    const ErrorsEnd errorsEnd;
    const Owned<BIO, BIO_free> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::vector<std::shared_ptr<X509>> read;
    while (X509* const certificate = PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr))
        read.emplace_back(certificate, [](X509* one) { X509_free(one); });
    // The end of the text is told as an error, too.
    const bool isBroken = ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE;
    if (isBroken || read.empty())
        return makeError(ErrorCode::Usage, place + (isBroken ? " holds a certificate that is broken" : " holds no certificate") +
                                               ": give the certificate of a time-stamp authority, or of who certifies it, in "
                                               "PEM (-----BEGIN CERTIFICATE-----)");
    std::ranges::move(read, std::back_inserter(m_certificates));
    return {};
}

std::vector<std::string> Authorities::names() const
{
    std::vector<std::string> names;
    for (const auto& certificate : m_certificates) names.push_back(nameOf(X509_get_subject_name(certificate.get())));
    return names;
}

}  // namespace vci::timestamp
