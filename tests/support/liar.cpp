// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/liar.h"

#include "core/http/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace vci::test {

namespace {

constexpr int kLookMs = 50;

/// Head and body of one request, as far as the client says how long it is.
std::string readRequest(int socket, const std::atomic<bool>& ended)
{
    std::string request;
    while (!ended) {
        const std::size_t head = request.find("\r\n\r\n");
        if (head != std::string::npos) {
            const std::size_t length = request.find("Content-Length: ");
            const std::size_t bytes = length < head ? std::strtoul(request.c_str() + length + 16, nullptr, 10) : 0;
            if (request.size() >= head + 4 + bytes) return request.substr(head + 4, bytes);
        }
        pollfd ready{socket, POLLIN, 0};
        if (::poll(&ready, 1, kLookMs) <= 0) continue;
        char buffer[4096];
        const ssize_t got = ::recv(socket, buffer, sizeof buffer, 0);
        if (got <= 0) return {};
        request.append(buffer, static_cast<std::size_t>(got));
    }
    return {};
}

}  // namespace

Liar::Liar(Answer answer)
    : m_answer(std::move(answer))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(m_listener, 8) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        std::abort();
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

Liar::~Liar()
{
    m_ended = true;
    m_thread.join();
    ::close(m_listener);
}

void Liar::serve()
{
    while (!m_ended) {
        pollfd ready{m_listener, POLLIN, 0};
        if (::poll(&ready, 1, kLookMs) <= 0) continue;
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        const std::string body = readRequest(socket, m_ended);
        ++m_requests;
        m_answer(socket, body);
        ::close(socket);
    }
}

bool sendAll(int socket, const std::string& bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t now = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += static_cast<std::size_t>(now);
    }
    return true;
}

std::string httpAnswer(const std::string& body, const std::string& status)
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

Liar::Answer changing(const std::string& url, Change change)
{
    return [url, change = std::move(change)](int socket, const std::string& body) {
        http::Client client(http::Url::parse(url).value());
        auto answer = client.post(body, "application/json", {});
        if (!answer.ok()) return;
        const std::size_t at = body.find("\"method\":\"") + 10;
        sendAll(socket, httpAnswer(change(body.substr(at, body.find('"', at) - at), std::move(answer).value())));
    };
}

}  // namespace vci::test
