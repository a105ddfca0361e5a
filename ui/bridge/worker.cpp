// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/bridge/worker.h"

#include <QMetaObject>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace vci::ui {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kProgressInterval{50};

/// Unique over all workers, so that a list of tasks of several needs no second key.
RequestNumber nextRequest()
{
    static std::atomic<RequestNumber> last = 0;
    return ++last;
}

}  // namespace

/// What the two threads share. It outlives the worker where its thread had to be left connecting.
struct Worker::Shared : std::enable_shared_from_this<Worker::Shared> {
    struct Entry {
        RequestNumber request;
        QString title;
        Job job;
        std::stop_source stop;
    };

    explicit Shared(OpenReader opener)
        : open(std::move(opener))
    {
    }

    const OpenReader open;

    std::mutex mutex;  // guards what follows, up to interruptMutex
    std::condition_variable wake;
    std::deque<Entry> queue;
    std::optional<Entry> running;
    Worker* owner = nullptr;  // null once the worker is being destroyed
    bool connecting = false;
    bool quits = false;

    // Never taken on the GUI thread: breaking a call of a remote server is a round trip of its own.
    std::mutex interruptMutex;                    // guards what follows
    store::EventReader* interruptible = nullptr;  // the worker thread's connection while a task uses it
    RequestNumber interruptibleRequest = 0;

    void interruptLater(RequestNumber request)
    {
        QThreadPool::globalInstance()->start([self = shared_from_this(), request] {
            const std::lock_guard lock(self->interruptMutex);
            if (self->interruptible != nullptr && self->interruptibleRequest == request) self->interruptible->interrupt();
        });
    }

    void setInterruptible(store::EventReader* reader, RequestNumber request)
    {
        const std::lock_guard lock(interruptMutex);
        interruptible = reader;
        interruptibleRequest = request;
    }

    void deliver(std::function<void()> call)
    {
        const std::lock_guard lock(mutex);
        if (owner != nullptr) QMetaObject::invokeMethod(owner, std::move(call), Qt::QueuedConnection);
    }

    /// A signal of the worker, from any thread.
    template <typename Signal, typename Argument>
    void announce(Signal signal, Argument argument)
    {
        deliver([this, signal, argument] { Q_EMIT(owner->*signal)(argument); });
    }

    void loop();
    void runEntry(std::unique_ptr<store::EventReader>& reader);
    void failEntry(std::unique_ptr<store::EventReader>& reader, const Error& error);
    std::optional<Error> connectReader(std::unique_ptr<store::EventReader>& reader);
};

/// Opens the connection where there is none. Returns the error, or nothing.
std::optional<Error> Worker::Shared::connectReader(std::unique_ptr<store::EventReader>& reader)
{
    if (reader) return std::nullopt;
    {
        const std::lock_guard lock(mutex);
        connecting = true;
    }
    auto opened = [this]() -> Result<std::unique_ptr<store::EventReader>> {
        try {
            return open();
        } catch (...) {
            return caughtError();
        }
    }();
    const std::lock_guard lock(mutex);
    connecting = false;
    if (!opened.ok()) return std::move(opened).error();
    reader = std::move(opened).value();
    return std::nullopt;
}

void Worker::Shared::runEntry(std::unique_ptr<store::EventReader>& reader)
{
    const auto self = shared_from_this();
    const Deliver deliverCall = [self](std::function<void()> call) { self->deliver(std::move(call)); };
    TaskState state{running->request, running->title, 0, -1};
    const std::stop_token stop = running->stop.get_token();
    announce(&Worker::taskStarted, state);

    std::optional<Error> failure;
    if (stop.stop_requested())
        failure = cancelled();
    else
        failure = connectReader(reader);
    {
        const std::lock_guard lock(mutex);
        if (quits) return;
        if (stop.stop_requested()) failure = cancelled();
    }

    bool alive = true;
    if (failure) {
        (void)running->job(nullptr, &*failure, deliverCall);
    } else {
        setInterruptible(reader.get(), state.request);
        // A cancel between the check above and here found nothing to interrupt; the task's first look at stop ends it.
        SteadyClock::time_point lastTold = SteadyClock::now();
        TaskContext context{*reader, stop, [&](std::int64_t done, std::int64_t total) {
                                const auto now = SteadyClock::now();
                                if (now - lastTold < kProgressInterval) return;
                                lastTold = now;
                                state.done = done;
                                state.total = total;
                                announce(&Worker::taskProgressed, state);
                            }};
        alive = running->job(&context, nullptr, deliverCall);
    }
    setInterruptible(nullptr, 0);
    if (!alive) reader.reset();
    announce(&Worker::taskFinished, state.request);
}

/// What is left to do where the frame around a task threw: its answer was not delivered.
void Worker::Shared::failEntry(std::unique_ptr<store::EventReader>& reader, const Error& error)
{
    setInterruptible(nullptr, 0);
    reader.reset();
    {
        const std::lock_guard lock(mutex);
        connecting = false;
    }
    const auto self = shared_from_this();
    (void)running->job(nullptr, &error, [self](std::function<void()> call) { self->deliver(std::move(call)); });
    announce(&Worker::taskFinished, running->request);
}

void Worker::Shared::loop()
{
    std::unique_ptr<store::EventReader> reader;
    for (;;) {
        std::optional<Entry> finished;  // destroyed without the lock: its captures are not ours
        {
            std::unique_lock lock(mutex);
            finished.swap(running);
        }
        finished.reset();
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return quits || !queue.empty(); });
            if (quits) return;
            running = std::move(queue.front());
            queue.pop_front();
        }
        try {
            try {
                runEntry(reader);
            } catch (...) {
                failEntry(reader, caughtError());
            }
        } catch (...) {
            // Without memory to tell it, the answer stays out; the tasks behind it still run.
        }
    }
}

Error Worker::caughtError()
{
    try {
        throw;
    } catch (const std::bad_alloc&) {
        return makeError(ErrorCode::Io, "there is not enough memory for this: close what else is open, or ask for less");
    } catch (const std::exception& error) {
        return makeError(ErrorCode::Internal, std::string("this failed in a way that nobody foresaw: ") + error.what());
    } catch (...) {
        return makeError(ErrorCode::Internal, "this failed in a way that nobody foresaw and that gives no reason");
    }
}

Worker::Worker(OpenReader open, QObject* parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>(std::move(open)))
{
    m_shared->owner = this;
}

Worker::~Worker()
{
    bool leave = false;
    std::deque<Shared::Entry> dropped;
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->owner = nullptr;
        m_shared->quits = true;
        dropped.swap(m_shared->queue);
        if (m_shared->running) {
            m_shared->running->stop.request_stop();
            m_shared->interruptLater(m_shared->running->request);
        }
        leave = m_shared->connecting;
        m_shared->wake.notify_all();
    }
    if (!m_thread.joinable()) return;
    if (leave)
        m_thread.detach();
    else
        m_thread.join();
}

RequestNumber Worker::post(const QString& title, Job job)
{
    const std::lock_guard lock(m_shared->mutex);
    const RequestNumber request = nextRequest();
    if (!m_thread.joinable()) m_thread = std::jthread([shared = m_shared] { shared->loop(); });
    m_shared->queue.push_back({request, title, std::move(job), std::stop_source()});
    m_shared->wake.notify_one();
    return request;
}

void Worker::cancel(RequestNumber request)
{
    std::optional<Shared::Entry> dropped;
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->running && m_shared->running->request == request) {
            m_shared->running->stop.request_stop();
            m_shared->interruptLater(request);
            return;
        }
        auto& queue = m_shared->queue;
        const auto found = std::find_if(queue.begin(), queue.end(), [&](const auto& entry) { return entry.request == request; });
        if (found == queue.end()) return;
        dropped = std::move(*found);
        queue.erase(found);
    }
    const Error error = cancelled();
    (void)dropped->job(nullptr, &error, [shared = m_shared](std::function<void()> call) { shared->deliver(std::move(call)); });
}

void Worker::cancelAll()
{
    std::vector<RequestNumber> requests;
    {
        const std::lock_guard lock(m_shared->mutex);
        for (const auto& entry : m_shared->queue) requests.push_back(entry.request);
        if (m_shared->running) requests.push_back(m_shared->running->request);
    }
    for (const RequestNumber request : requests) cancel(request);
}

}  // namespace vci::ui
