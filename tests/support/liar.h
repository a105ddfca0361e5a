// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace vci::test {

/// A server that answers as the test wants: whole answers, parts of them, or none. On 127.0.0.1, until the object goes.
class Liar {
public:
    /// Answers one connection after its request was read: socket, request's body. What it leaves open is closed after it.
    using Answer = std::function<void(int socket, const std::string& body)>;

    explicit Liar(Answer answer);
    ~Liar();
    Liar(const Liar&) = delete;
    Liar& operator=(const Liar&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] int requests() const { return m_requests; }

private:
    void serve();

    Answer m_answer;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_requests = 0;
    std::atomic<bool> m_ended = false;
    std::thread m_thread;
};

/// Sends all of it; false once the other side has gone.
bool sendAll(int socket, const std::string& bytes);
/// A whole answer of HTTP.
[[nodiscard]] std::string httpAnswer(const std::string& body, const std::string& status = "200 OK");
/// Answers with what change makes of the true answer that the server at url gives: method, answer's text.
using Change = std::function<std::string(const std::string& method, std::string answer)>;
[[nodiscard]] Liar::Answer changing(const std::string& url, Change change);

}  // namespace vci::test
