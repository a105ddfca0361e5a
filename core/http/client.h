// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/http/url.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace vci::http {

struct Limits {
    std::chrono::milliseconds call = std::chrono::seconds(10);  ///< from connecting to the last byte
    std::size_t answerBytes = std::size_t{32} * 1024 * 1024;
};

/// Posts to one server that is not trusted: bounded in time and size, follows no redirect, decompresses nothing, verifies TLS
/// certificates against the system's. One thread.
class Client {
public:
    explicit Client(Url url, Limits limits = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Url::name().
    [[nodiscard]] const std::string& name() const;
    /// The body of a 200. Errors: Unreachable (no connection, TLS refused, another status, too slow, too large), Cancelled within
    /// 0.1 s of a stop request. Messages name the server without what may be secret in its URL.
    [[nodiscard]] Result<std::string> post(const std::string& body, const std::string& contentType, std::stop_token stop);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace vci::http
