// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/socketwatch.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace vci::http {

namespace {

constexpr auto kLook = std::chrono::milliseconds(20);

}  // namespace

SocketWatch::~SocketWatch()
{
    static_cast<void>(end());
    if (m_socket >= 0) ::close(m_socket);
}

void SocketWatch::adopt(int socket)
{
    const std::scoped_lock lock(m_mutex);
    if (m_socket >= 0) ::close(m_socket);
    // A number of our own: the library may close its one, and the system give it to somebody else, at any moment.
    m_socket = ::dup(socket);
    m_before = 0;
}

void SocketWatch::start(std::chrono::steady_clock::time_point deadline, std::uint64_t limitBytes, std::stop_token stop)
{
    m_cut = Cut::No;
    m_before = receivedBytes();
    m_thread = std::jthread([this, deadline, limitBytes, stop = std::move(stop)](const std::stop_token& ended) {
        watch(ended, deadline, limitBytes, stop);
    });
}

SocketWatch::Cut SocketWatch::end()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    return m_cut;
}

void SocketWatch::watch(const std::stop_token& ended, std::chrono::steady_clock::time_point deadline, std::uint64_t limitBytes,
                        const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, ended, kLook, [&ended] { return ended.stop_requested(); })) {
        if (m_cut == Cut::No) {
            if (stop.stop_requested()) {
                m_cut = Cut::Stopped;
            } else if (std::chrono::steady_clock::now() >= deadline) {
                m_cut = Cut::TooLate;
            } else if (receivedBytes() > m_before + limitBytes) {
                m_cut = Cut::TooMuch;
            }
        }
        // Again each time: the library may try the next address.
        if (m_cut != Cut::No && m_socket >= 0) ::shutdown(m_socket, SHUT_RDWR);
    }
}

std::uint64_t SocketWatch::receivedBytes() const
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (m_socket < 0 || ::getsockopt(m_socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
    return info.tcpi_bytes_received;
}

}  // namespace vci::http
