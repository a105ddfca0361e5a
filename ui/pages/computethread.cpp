// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/computethread.h"

#include <QMetaObject>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>

namespace vci::ui {

struct ComputeThread::Shared {
    std::mutex mutex;  ///< guards waiting
    std::condition_variable_any wake;
    std::deque<std::pair<int, Job>> waiting;
};

ComputeThread::ComputeThread()
    : m_receiver(std::make_unique<QObject>())
    , m_shared(std::make_shared<Shared>())
{
    m_thread = std::jthread([shared = m_shared, receiver = m_receiver.get()](std::stop_token stop) {
        // The receiver outlives the thread: it is destroyed after the join.
        const Deliver deliver = [receiver](std::function<void()> call) {
            QMetaObject::invokeMethod(receiver, std::move(call), Qt::QueuedConnection);
        };
        for (;;) {
            Job job;
            {
                std::unique_lock lock(shared->mutex);
                if (!shared->wake.wait(lock, stop, [&shared] { return !shared->waiting.empty(); })) return;
                if (stop.stop_requested()) return;
                job = std::move(shared->waiting.front().second);
                shared->waiting.pop_front();
            }
            job(stop, deliver);
        }
    });
}

ComputeThread::~ComputeThread()
{
    m_thread.request_stop();
    m_thread.join();
}

void ComputeThread::post(int slot, Job job)
{
    {
        const std::scoped_lock lock(m_shared->mutex);
        auto& waiting = m_shared->waiting;
        const auto same = std::find_if(waiting.begin(), waiting.end(), [slot](const auto& entry) { return entry.first == slot; });
        if (same != waiting.end()) {
            same->second = std::move(job);
        } else {
            waiting.emplace_back(slot, std::move(job));
        }
    }
    m_shared->wake.notify_one();
}

}  // namespace vci::ui
