// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <thread>

namespace vci::http {

/// Cuts the connection of a call that takes too long, brings too much, or is no longer wanted: what the other side sends or holds
/// back cannot keep the caller, wherever in connecting, TLS, headers or body it waits. Name resolution alone is out of reach.
class SocketWatch {
public:
    enum class Cut { No, TooLate, TooMuch, Stopped };

    SocketWatch() = default;
    ~SocketWatch();
    SocketWatch(const SocketWatch&) = delete;
    SocketWatch& operator=(const SocketWatch&) = delete;

    /// The socket that the call uses from now on. It stays the caller's; a duplicate is kept.
    void adopt(int socket);

    /// Watches from start() to end(), on a thread of its own.
    void start(std::chrono::steady_clock::time_point deadline, std::uint64_t limitBytes, std::stop_token stop);
    /// Why the connection was cut, if it was.
    [[nodiscard]] Cut end();

private:
    void watch(const std::stop_token& ended, std::chrono::steady_clock::time_point deadline, std::uint64_t limitBytes,
               const std::stop_token& stop);
    [[nodiscard]] std::uint64_t receivedBytes() const;

    std::mutex m_mutex;  // of all below
    std::condition_variable_any m_wake;
    int m_socket = -1;
    std::uint64_t m_before = 0;  ///< bytes received before this call
    Cut m_cut = Cut::No;
    std::jthread m_thread;
};

}  // namespace vci::http
