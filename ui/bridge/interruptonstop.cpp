// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/bridge/interruptonstop.h"

#include <QThreadPool>

#include <mutex>
#include <utility>

namespace vci::ui {

struct InterruptOnStop::Shared {
    std::mutex mutex;  // guards interrupt
    std::function<void()> interrupt;
};

InterruptOnStop::InterruptOnStop(const std::stop_token& stop, std::function<void()> interrupt)
    : m_shared(std::make_shared<Shared>())
    , m_callback(stop, [shared = m_shared] {
        QThreadPool::globalInstance()->start([shared] {
            const std::lock_guard lock(shared->mutex);
            if (shared->interrupt) shared->interrupt();
        });
    })
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->interrupt = std::move(interrupt);
}

InterruptOnStop::~InterruptOnStop()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->interrupt = nullptr;
}

}  // namespace vci::ui
