// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace vci::ui {

/// A thread for questions on immutable values (HOUSE_STYLE 28): replayed timelines, loaded chains. Each slot holds one waiting
/// question, the newest; what runs is left to finish, so that answers keep coming while the user drags. No connection, no store.
class ComputeThread {
public:
    ComputeThread();
    /// Drops what waits, asks what runs to stop, joins.
    ~ComputeThread();
    ComputeThread(const ComputeThread&) = delete;
    ComputeThread& operator=(const ComputeThread&) = delete;

    /// Runs work on the thread, then done on the GUI thread while context lives. Replaces a question that waits in the slot,
    /// whose done is then never called.
    template <typename T>
    void ask(int slot, std::function<T(std::stop_token)> work, QObject* context, std::function<void(T)> done)
    {
        const QPointer<QObject> guard(context);
        post(slot, [work = std::move(work), guard, done = std::move(done)](std::stop_token stop, const Deliver& deliver) {
            auto answer = std::make_shared<T>(work(stop));
            deliver([guard, done, answer] {
                if (guard) done(std::move(*answer));
            });
        });
    }

private:
    using Deliver = std::function<void(std::function<void()>)>;
    using Job = std::function<void(std::stop_token, const Deliver&)>;
    void post(int slot, Job job);

    struct Shared;
    std::unique_ptr<QObject> m_receiver;  ///< lives on the GUI thread; answers still queued die with it
    std::shared_ptr<Shared> m_shared;
    std::jthread m_thread;
};

}  // namespace vci::ui
