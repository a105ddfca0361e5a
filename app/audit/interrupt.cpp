// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/interrupt.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace vci::audit {

namespace {

// Written by the handler and never drained: once readable, it stays so for every poll() of the process.
int g_signalPipe[2] = {-1, -1};
volatile std::sig_atomic_t g_interrupted = 0;

void onInterrupt(int)
{
    if (g_interrupted != 0) ::_exit(130);
    g_interrupted = 1;
    const int kept = errno;
    const char byte = 1;
    static_cast<void>(!::write(g_signalPipe[1], &byte, 1));
    errno = kept;
}

}  // namespace

Interrupt::Interrupt()
{
    if (::pipe2(g_signalPipe, O_CLOEXEC | O_NONBLOCK) != 0 || ::pipe2(m_quitPipe, O_CLOEXEC) != 0) return;
    struct sigaction action = {};
    action.sa_handler = onInterrupt;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    m_watcher = std::thread([this] {
        pollfd watched[] = {{g_signalPipe[0], POLLIN, 0}, {m_quitPipe[0], POLLIN, 0}};
        while (::poll(watched, 2, -1) < 0 && errno == EINTR) {
        }
        if ((watched[0].revents & POLLIN) != 0) m_source.request_stop();
    });
}

Interrupt::~Interrupt()
{
    if (!m_watcher.joinable()) return;
    ::close(m_quitPipe[1]);
    m_watcher.join();
    ::close(m_quitPipe[0]);
}

bool Interrupt::waitReadable(int fd) const
{
    pollfd watched[] = {{g_signalPipe[0], POLLIN, 0}, {fd, POLLIN, 0}};
    while (::poll(watched, 2, -1) < 0 && errno == EINTR) {
    }
    return (watched[0].revents & POLLIN) == 0 && !m_source.stop_requested();
}

}  // namespace vci::audit
