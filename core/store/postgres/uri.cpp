// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/hex.h"
#include "core/store/postgres/postgresstore.h"

#include <algorithm>
#include <string_view>

namespace vci::store::postgres {

namespace {

/// A parameter's name as libpq reads it: percent escapes resolved.
std::string decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigitValue(text[i + 1]) >= 0 && hexDigitValue(text[i + 2]) >= 0) {
            out += static_cast<char>(hexDigitValue(text[i + 1]) * 16 + hexDigitValue(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool isSecret(std::string_view parameter)
{
    const std::string name = decoded(parameter.substr(0, parameter.find('=')));
    return name == "password" || name == "sslpassword";
}

std::string withoutSecretParameters(std::string_view query)
{
    std::string out;
    while (!query.empty()) {
        const auto end = std::min(query.find('&'), query.size());
        const std::string_view parameter = query.substr(0, end);
        if (!isSecret(parameter)) (out += out.empty() ? "?" : "&") += parameter;
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return out;
}

}  // namespace

std::string withoutPassword(const std::string& uri)
{
    const auto scheme = uri.find("://");
    if (scheme == std::string::npos) return uri;
    const std::string_view all(uri);
    const std::string_view head = all.substr(0, scheme + 3);
    std::string_view rest = all.substr(scheme + 3);
    const auto question = rest.find('?');
    std::string parameters;
    if (question != std::string_view::npos) {
        parameters = withoutSecretParameters(rest.substr(question + 1));
        rest = rest.substr(0, question);
    }
    std::string out(head);
    // The last @, so that a password with a raw @ or / in it is not shown in part.
    const auto at = rest.rfind('@');
    if (at != std::string_view::npos) {
        const std::string_view userInfo = rest.substr(0, at);
        out += userInfo.substr(0, userInfo.find(':'));
        rest = rest.substr(at);
    }
    return out.append(rest) + parameters;
}

}  // namespace vci::store::postgres
