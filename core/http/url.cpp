// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/url.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace vci::http {

namespace {

constexpr int kMaxPort = 65535;

Error refused(const std::string& why)
{
    return makeError(ErrorCode::Usage, "an endpoint is a URL such as https://node.example:8545/path, and one here " + why);
}

bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

bool isHost(std::string_view host)
{
    return !host.empty() && std::all_of(host.begin(), host.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == ':';
    });
}

}  // namespace

Result<Url> Url::parse(std::string_view text)
{
    if (!isPlain(text)) return refused("holds a space or another character that must be written with %");
    Url url{Scheme::Http, {}, {}, {}, 80, "/"};
    if (text.starts_with("https://")) {
        url.scheme = Scheme::Https;
        url.port = 443;
    } else if (!text.starts_with("http://")) {
        return refused("begins with neither http:// nor https://");
    }
    text.remove_prefix(text.find("//") + 2);
    const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
    std::string_view authority = text.substr(0, end);
    std::string_view target = text.substr(end);
    target = target.substr(0, target.find('#'));
    if (!target.empty()) url.target = (target[0] == '?' ? "/" : "") + std::string(target);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view login = authority.substr(0, at);
        const std::size_t colon = login.find(':');
        url.user = login.substr(0, colon);
        if (colon != std::string_view::npos) url.password = login.substr(colon + 1);
        authority.remove_prefix(at + 1);
    }
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos) return refused("has no ] after its [");
        url.host = authority.substr(1, close - 1);
        port = authority.substr(close + 1);
    } else {
        const std::size_t colon = std::min(authority.find(':'), authority.size());
        url.host = authority.substr(0, colon);
        port = authority.substr(colon);
    }
    if (!isHost(url.host)) return refused("names no host");
    if (!port.empty()) {
        const char* const last = port.data() + port.size();
        const auto [stopped, fault] = std::from_chars(port.data() + 1, last, url.port);
        if (port[0] != ':' || fault != std::errc() || stopped != last || url.port < 1 || url.port > kMaxPort)
            return refused("has a port that is none");
    }
    return url;
}

std::string Url::name() const
{
    const bool isAddress = host.find(':') != std::string::npos;
    return (scheme == Scheme::Https ? "https://" : "http://") + (isAddress ? "[" + host + "]" : host) + ":" +
           std::to_string(port);
}

}  // namespace vci::http
