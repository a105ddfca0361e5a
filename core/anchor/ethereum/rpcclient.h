// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/http/client.h"
#include "core/json/value.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace vci::anchor::ethereum {

/// A JSON-RPC 2.0 server that is not trusted. One thread.
class RpcClient {
public:
    explicit RpcClient(http::Url url, http::Limits limits = {});

    [[nodiscard]] const std::string& name() const { return m_client.name(); }
    /// The result of a call, parsed by the strict reader (core/json/read.h); null is a result. params is a JSON array. Errors:
    /// NotSupported where the server answers with an error object, Unreachable for all else that is no answer, Cancelled.
    [[nodiscard]] Result<json::Value> call(std::string_view method, std::string_view params, std::stop_token stop);

private:
    http::Client m_client;
    std::int64_t m_lastId = 0;
};

}  // namespace vci::anchor::ethereum
