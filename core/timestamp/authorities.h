// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;

namespace vci::timestamp {

/// Whom the user trusts to tell the time: certificates of time-stamp authorities, or of those who certify them. From the user's
/// settings, never from the source that is judged. A new one trusts nobody.
class Authorities {
public:
    /// Adds every certificate of a PEM text. place names it in messages: "the file tsa.pem". Errors: Usage where it holds none,
    /// or one that is broken.
    [[nodiscard]] Result<void> add(const std::string& pem, const std::string& place);
    [[nodiscard]] bool isEmpty() const { return m_certificates.empty(); }
    /// The subjects, as RFC 4514 writes them, in the order of adding.
    [[nodiscard]] std::vector<std::string> names() const;

    /// For token.cpp.
    [[nodiscard]] const std::vector<std::shared_ptr<x509_st>>& certificates() const { return m_certificates; }

private:
    std::vector<std::shared_ptr<x509_st>> m_certificates;
};

}  // namespace vci::timestamp
