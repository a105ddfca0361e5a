// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/rpcclient.h"

#include "core/json/read.h"

#include <utility>

namespace vci::anchor::ethereum {

namespace {

constexpr std::size_t kMaxMessageBytes = 200;

/// What an error object says, short enough to stand in a sentence.
std::string wordsOf(const json::Value& error)
{
    const json::Value* const code = error.find("code");
    const json::Value* const message = error.find("message");
    std::string words = message != nullptr && message->isString() ? message->asText() : "without words";
    if (words.size() > kMaxMessageBytes) {
        std::size_t end = kMaxMessageBytes;
        while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xc0U) == 0x80U) --end;  // not within a character
        words = words.substr(0, end) + "…";
    }
    return "error " + (code != nullptr && code->isNumber() ? code->asText() : std::string("without a code")) + ", " + words;
}

}  // namespace

RpcClient::RpcClient(http::Url url, http::Limits limits)
    : m_client(std::move(url), limits)
{
}

Result<json::Value> RpcClient::call(std::string_view method, std::string_view params, std::stop_token stop)
{
    const std::string id = std::to_string(++m_lastId);
    const std::string body = std::string("{\"jsonrpc\":\"2.0\",\"id\":") + id + ",\"method\":\"" + std::string(method) +
                             "\",\"params\":" + std::string(params) + "}";
    VCI_TRY(const std::string answer, m_client.post(body, "application/json", std::move(stop)));
    const auto malformed = [this, method](const std::string& why) {
        return makeError(ErrorCode::Unreachable, name() + ": its answer to " + std::string(method) + " is malformed: " + why);
    };
    auto parsed = json::readStrict(answer);
    if (!parsed.ok()) return malformed(parsed.error().message);
    const json::Value& reply = parsed.value();
    if (!reply.isObject()) return malformed("it is no object");
    const json::Value* const version = reply.find("jsonrpc");
    if (version == nullptr || !version->isString() || version->asText() != "2.0") return malformed("it is not JSON-RPC 2.0");
    const json::Value* const replyId = reply.find("id");
    const json::Value* const error = reply.find("error");
    if (error != nullptr && !error->isNull()) {
        if (!error->isObject()) return malformed("its error is no object");
        return makeError(ErrorCode::NotSupported, name() + " refuses " + std::string(method) + ": " + wordsOf(*error));
    }
    if (replyId == nullptr || !replyId->isNumber() || replyId->asText() != id) return malformed("it answers another call");
    const json::Value* const result = reply.find("result");
    if (result == nullptr) return malformed("it holds neither result nor error");
    return *result;
}

}  // namespace vci::anchor::ethereum
