// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/reader.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>
#include <utility>

namespace vci::ui {

/// Opens a fresh connection of the source in use, tenant selected. Runs on the worker's thread.
using OpenReader = std::function<Result<std::unique_ptr<store::EventReader>>()>;

/// What a task is given on the worker's thread.
struct TaskContext {
    store::EventReader& reader;
    std::stop_token stop;
    /// Tells how far the task is; total < 0 where it is not known. Rate-limited: cheap to call often.
    std::function<void(std::int64_t done, std::int64_t total)> progress;
};

/// Unique over all workers of the program.
using RequestNumber = std::uint64_t;

/// What the status bar shows of a running task.
struct TaskState {
    RequestNumber request = 0;
    QString title;
    std::int64_t done = 0;
    std::int64_t total = -1;
};

/// One thread, from the first task on, with one connection of its own (HOUSE_STYLE 28–31). The GUI thread posts work and gets
/// each result by value in one queued call; it never waits. Work runs in the order posted. A lost connection is opened anew for
/// the next task, and so is one whose task threw: an exception is that task's Error (Io where memory ran out, else Internal),
/// never the program's end.
class Worker : public QObject {
    Q_OBJECT

public:
    explicit Worker(OpenReader open, QObject* parent = nullptr);
    /// Cancels what runs, interrupts the connection, joins the thread. A thread that is still connecting, which nothing can
    /// interrupt, is left to end by itself.
    ~Worker() override;

    /// Runs work on the thread, then done on the GUI thread while context lives. title is shown if it takes long.
    /// A cancelled task's done is called with ErrorCode::Cancelled; a task dropped because context died is not reported, nor
    /// is any task once the worker is destroyed (another source was opened).
    template <typename T>
    RequestNumber run(const QString& title, std::function<Result<T>(TaskContext&)> work, QObject* context,
                      std::function<void(Result<T>)> done)
    {
        const QPointer<QObject> guard(context);
        return post(title, [work = std::move(work), guard, done = std::move(done)](TaskContext* task, const Error* failure,
                                                                                   const Deliver& deliver) {
            if (guard.isNull()) return true;
            bool threw = false;
            auto result = std::make_shared<Result<T>>(failure != nullptr ? Result<T>(*failure) : attempt<T>(work, *task, threw));
            const bool connectionLost = threw || (!result->ok() && result->error().code == ErrorCode::Unreachable);
            deliver([guard, done, result] {
                if (guard) done(std::move(*result));
            });
            return !connectionLost;
        });
    }

    /// Ends the task, queued or running. Unknown numbers are ignored: it may just have finished.
    void cancel(RequestNumber request);
    void cancelAll();

Q_SIGNALS:
    void taskStarted(const vci::ui::TaskState& state);
    void taskProgressed(const vci::ui::TaskState& state);  ///< at most every 50 ms
    void taskFinished(vci::ui::RequestNumber request);

private:
    /// Hands a call to the GUI thread.
    using Deliver = std::function<void(std::function<void()>)>;
    /// Called with a context, or with the error that kept it from running. Returns false if the connection is lost.
    using Job = std::function<bool(TaskContext*, const Error*, const Deliver&)>;
    RequestNumber post(const QString& title, Job job);

    template <typename T>
    static Result<T> attempt(const std::function<Result<T>(TaskContext&)>& work, TaskContext& task, bool& threw)
    {
        try {
            Result<T> result = work(task);
            // An interrupt meant for the task before can arrive late: a task that nobody cancelled runs again.
            const bool strayed = !result.ok() && result.error().isCancelled() && !task.stop.stop_requested();
            return strayed ? work(task) : std::move(result);
        } catch (...) {
            threw = true;
            return caughtError();
        }
    }
    /// The exception being handled, in words.
    [[nodiscard]] static Error caughtError();

    struct Shared;
    std::shared_ptr<Shared> m_shared;
    std::jthread m_thread;
};

}  // namespace vci::ui
