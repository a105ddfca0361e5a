// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/client.h"

#include "core/http/socketwatch.h"

#include <httplib.h>

#include <utility>

namespace vci::http {

namespace {

constexpr int kOk = 200;

std::string inWords(std::chrono::milliseconds time)
{
    return time.count() % 1000 == 0 ? std::to_string(time.count() / 1000) + " s" : std::to_string(time.count()) + " ms";
}

std::string inWords(httplib::Error fault)
{
    switch (fault) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
        return "nothing can be reached at that address and port";
    case httplib::Error::Read:
        return "the connection ended before an answer was complete";
    case httplib::Error::Write:
        return "the connection ended before the question was sent";
    case httplib::Error::SSLConnection:
        return "no secure connection (TLS) can be made with it";
    case httplib::Error::SSLServerVerification:
        return "its certificate is of no authority that this computer trusts, or of another host";
    case httplib::Error::SSLLoadingCerts:
        return "the certificates of this computer cannot be read";
    default:
        return "the connection failed (" + httplib::to_string(fault) + ")";
    }
}

}  // namespace

struct Client::Impl {
    Impl(Url where, Limits bounds)
        : url(std::move(where))
        , limits(bounds)
        , name(url.name())
    {
        if (url.scheme == Url::Scheme::Https) {
            auto secure = std::make_unique<httplib::SSLClient>(url.host, url.port);
            secure->enable_server_certificate_verification(true);
            client = std::move(secure);
        } else {
            client = std::make_unique<httplib::ClientImpl>(url.host, url.port);
        }
        // The watch ends the call; the library's own limits hold for one step alone, and only have to be later.
        const auto later = limits.call + std::chrono::seconds(1);
        client->set_connection_timeout(later);
        client->set_read_timeout(later);
        client->set_write_timeout(later);
        client->set_keep_alive(true);
        client->set_follow_location(false);
        client->set_decompress(false);
        client->set_url_encode(false);
        client->set_socket_options([this](socket_t socket) { watch.adopt(socket); });
        if (!url.user.empty()) client->set_basic_auth(url.user, url.password);
    }

    [[nodiscard]] Error failed(const std::string& why) const { return makeError(ErrorCode::Unreachable, name + ": " + why); }

    Url url;
    Limits limits;
    std::string name;
    SocketWatch watch;
    std::unique_ptr<httplib::ClientImpl> client;  // after watch: its sockets end first
};

Client::Client(Url url, Limits limits)
    : m_impl(std::make_unique<Impl>(std::move(url), limits))
{
}

Client::~Client() = default;

const std::string& Client::name() const
{
    return m_impl->name;
}

Result<std::string> Client::post(const std::string& body, const std::string& contentType, std::stop_token stop)
{
    if (stop.stop_requested()) return cancelled();
    const std::size_t limit = m_impl->limits.answerBytes;
    std::string answer;
    bool isTooLarge = false;
    httplib::Request request;
    request.method = "POST";
    request.path = m_impl->url.target;
    request.body = body;
    request.set_header("Content-Type", contentType);
    request.set_header("Accept", "*/*");
    request.content_receiver = [&](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
        isTooLarge = length > limit - answer.size();
        if (!isTooLarge) answer.append(data, length);
        return !isTooLarge;
    };
    // Headers and TLS come on top of the body; neither may be as large again.
    const auto deadline = std::chrono::steady_clock::now() + m_impl->limits.call;
    m_impl->watch.start(deadline, 2 * static_cast<std::uint64_t>(limit) + 65536, stop);
    httplib::Response response;
    auto fault = httplib::Error::Success;
    const bool sent = m_impl->client->send(request, response, fault);
    const auto cut = m_impl->watch.end();

    if (cut == SocketWatch::Cut::Stopped || stop.stop_requested()) return cancelled();
    if (cut == SocketWatch::Cut::TooLate) return m_impl->failed("it did not answer within " + inWords(m_impl->limits.call));
    if (isTooLarge || cut == SocketWatch::Cut::TooMuch)
        return m_impl->failed("its answer is larger than " + std::to_string(limit) + " bytes");
    if (!sent) return m_impl->failed("no answer: " + inWords(fault));
    if (response.status != kOk) return m_impl->failed("it answers with HTTP status " + std::to_string(response.status));
    return answer;
}

}  // namespace vci::http
