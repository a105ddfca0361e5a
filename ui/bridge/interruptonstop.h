// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <functional>
#include <memory>
#include <stop_token>

namespace vci::ui {

/// Breaks the running call of a connection that a task opened for itself when the task is cancelled; the worker does so for its
/// own connection only. Lives on the task's thread, not longer than the connection.
class InterruptOnStop {
public:
    /// interrupt is called on a thread of its own: breaking a call of a remote server is a round trip.
    InterruptOnStop(const std::stop_token& stop, std::function<void()> interrupt);
    ~InterruptOnStop();
    InterruptOnStop(const InterruptOnStop&) = delete;
    InterruptOnStop& operator=(const InterruptOnStop&) = delete;

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared;
    std::stop_callback<std::function<void()>> m_callback;
};

}  // namespace vci::ui
