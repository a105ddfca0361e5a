// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace vci::http {

/// Where a server is: `http://` or `https://`, user and password if any, host, port, path and query.
struct Url {
    enum class Scheme { Http, Https };
    Scheme scheme;
    std::string user;
    std::string password;
    std::string host;  ///< without the brackets of an IPv6 address
    int port;
    std::string target;  ///< path and query, at least `/`

    /// Errors: Usage. Messages never repeat the text: a path or a query may be a secret.
    [[nodiscard]] static Result<Url> parse(std::string_view text);
    /// `scheme://host:port`: for messages and reports, without what may be secret.
    [[nodiscard]] std::string name() const;
};

}  // namespace vci::http
