// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <stop_token>
#include <thread>

namespace vci::audit {

/// Turns Ctrl+C into a stop request. The second Ctrl+C ends the process at once with 130. One object a process, made before
/// any other thread.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }
    [[nodiscard]] bool requested() const { return m_source.stop_requested(); }
    /// Blocks until fd can be read (or has ended). False where the interrupt came first.
    [[nodiscard]] bool waitReadable(int fd) const;

private:
    std::stop_source m_source;
    int m_quitPipe[2] = {-1, -1};
    std::thread m_watcher;
};

}  // namespace vci::audit
