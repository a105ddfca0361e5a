// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/uri.h"

#include "core/base/hex.h"
#include "core/store/postgres/postgresstore.h"

#include <algorithm>
#include <string_view>

namespace vci::store::postgres {

namespace {

/// A URI cut where libpq cuts it.
struct Parts {
    std::string_view scheme;    ///< with its ://; empty where there is none
    std::string_view userInfo;  ///< before the @ that comes before any /
    bool hasUserInfo = false;
    std::string_view place;       ///< hosts, ports and database
    std::string_view parameters;  ///< behind the ?
};

Parts split(std::string_view uri)
{
    Parts parts;
    const auto scheme = uri.find("://");
    if (scheme == std::string_view::npos) return parts;
    parts.scheme = uri.substr(0, scheme + 3);
    std::string_view rest = uri.substr(scheme + 3);
    const auto stop = rest.find_first_of("@/");
    if (stop != std::string_view::npos && rest[stop] == '@') {
        parts.hasUserInfo = true;
        parts.userInfo = rest.substr(0, stop);
        rest.remove_prefix(stop + 1);
    }
    const auto question = std::min(rest.find('?'), rest.size());
    parts.place = rest.substr(0, question);
    parts.parameters = rest.substr(std::min(question + 1, rest.size()));
    return parts;
}

/// An @ behind the place where libpq looks for it: most likely the password before it holds an @, / or ? that is not escaped.
bool isCutInsidePassword(const Parts& parts)
{
    const std::string_view hosts = parts.place.substr(0, parts.place.find('/'));
    if (parts.hasUserInfo) return hosts.find('@') != std::string_view::npos;
    const auto bracket = hosts.rfind(']');
    const bool hasColon = hosts.find(':', bracket == std::string_view::npos ? 0 : bracket) != std::string_view::npos;
    const bool hasAt = parts.place.find('@') != std::string_view::npos || parts.parameters.find('@') != std::string_view::npos;
    return hasColon && hasAt;
}

/// Percent escapes resolved, as libpq does.
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

std::string nameOf(std::string_view parameter)
{
    return decoded(parameter.substr(0, parameter.find('=')));
}

bool isSecret(std::string_view parameter)
{
    const std::string name = nameOf(parameter);
    return name == "password" || name == "sslpassword";
}

template <typename Take>
void forEachParameter(std::string_view parameters, Take take)
{
    while (!parameters.empty()) {
        const auto end = std::min(parameters.find('&'), parameters.size());
        take(parameters.substr(0, end));
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
    }
}

}  // namespace

Result<void> checkUri(const std::string& uri)
{
    const Parts parts = split(uri);
    if (isCutInsidePassword(parts)) {
        return makeError(ErrorCode::Usage,
                         "the database URI holds an @ where none may stand: inside a user name, password or parameter write "
                         "%40 for @, %2F for / and %3F for ?, or keep the password out of it (~/.pgpass, PGPASSWORD)");
    }
    for (auto at = uri.find('%'); at != std::string::npos; at = uri.find('%', at + 1)) {
        const int high = at + 1 < uri.size() ? hexDigitValue(uri[at + 1]) : -1;
        const int low = at + 2 < uri.size() ? hexDigitValue(uri[at + 2]) : -1;
        if (high < 0 || low < 0 || (high == 0 && low == 0)) {
            return makeError(ErrorCode::Usage,
                             "the database URI holds a % that no two hex digits follow: write %25 for a % itself");
        }
    }
    return {};
}

std::string withConnectTimeout(const std::string& uri, int seconds)
{
    const Parts parts = split(uri);
    bool isGiven = parts.scheme.empty();
    forEachParameter(parts.parameters, [&](std::string_view parameter) {
        const std::string name = nameOf(parameter);
        isGiven = isGiven || name == "connect_timeout" || name == "service";
    });
    if (isGiven) return uri;
    const bool hasQuestion = parts.place.data() + parts.place.size() != uri.data() + uri.size();
    const char* const joint = !hasQuestion ? "?" : parts.parameters.empty() || uri.ends_with('&') ? "" : "&";
    return uri + joint + "connect_timeout=" + std::to_string(seconds);
}

std::vector<std::string> secretsOf(const std::string& uri)
{
    const Parts parts = split(uri);
    std::vector<std::string> secrets;
    const auto add = [&](std::string_view secret) {
        if (secret.empty()) return;
        secrets.emplace_back(secret);
        secrets.push_back(decoded(secret));
    };
    if (const auto colon = parts.userInfo.find(':'); colon != std::string_view::npos) add(parts.userInfo.substr(colon + 1));
    forEachParameter(parts.parameters, [&](std::string_view parameter) {
        const auto equals = parameter.find('=');
        if (isSecret(parameter) && equals != std::string_view::npos) add(parameter.substr(equals + 1));
    });
    return secrets;
}

std::string withoutPassword(const std::string& uri)
{
    const Parts parts = split(uri);
    if (parts.scheme.empty()) return uri;
    std::string out(parts.scheme);
    const std::string_view user = parts.hasUserInfo ? parts.userInfo : parts.place;
    if (isCutInsidePassword(parts)) return out.append(user.substr(0, user.find(':'))) + "@…";
    if (parts.hasUserInfo) out.append(user.substr(0, user.find(':'))) += '@';
    out += parts.place;
    char before = '?';
    forEachParameter(parts.parameters, [&](std::string_view parameter) {
        if (isSecret(parameter)) return;
        (out += before) += parameter;
        before = '&';
    });
    return out;
}

}  // namespace vci::store::postgres
