// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/timelinebuilder.h"
#include "core/store/eventbatch.h"
#include "core/store/snapshots.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace vci::replay {

namespace {

constexpr std::size_t kBatchRows = 1024;
constexpr std::size_t kBatchBytes = std::size_t{1} << 19;
constexpr std::size_t kMaxQueued = 4;
constexpr std::chrono::milliseconds kProgressInterval{50};

bool isFull(const store::EventBatch& batch)
{
    return batch.size() >= kBatchRows || batch.textBytes() >= kBatchBytes;
}

void replayInto(TimelineBuilder& builder, store::EventBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) builder.add(batch.at(i));
    batch.clear();
}

/// Replays batches on a thread of its own. All calls from one other thread.
class ReplayThread {
public:
    explicit ReplayThread(TimelineBuilder& builder)
        : m_builder(builder)
        , m_thread([this](const std::stop_token& stop) { run(stop); })
    {
    }

    /// Waits while enough is queued. False after the replay failed. Gives an empty batch back.
    [[nodiscard]] bool push(store::EventBatch& batch)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_failure || m_queue.size() < kMaxQueued; });
        if (m_failure) return false;
        m_queue.push_back(std::move(batch));
        batch = store::EventBatch();
        if (!m_spare.empty()) {
            batch = std::move(m_spare.back());
            m_spare.pop_back();
        }
        lock.unlock();
        m_changed.notify_all();
        return true;
    }

    /// Replays what is queued and ends. The failure, if there was one.
    [[nodiscard]] std::optional<std::string> finish()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isComplete = true;
        }
        m_changed.notify_all();
        m_thread.join();
        return m_failure;
    }

    [[nodiscard]] std::int64_t replayed() const { return m_replayed.load(std::memory_order_relaxed); }

private:
    void run(const std::stop_token& stop)
    {
        store::EventBatch batch;
        while (true) {
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, stop, [&] { return m_isComplete || !m_queue.empty(); });
                if (stop.stop_requested() || m_queue.empty()) return;
                batch = std::move(m_queue.front());
                m_queue.pop_front();
            }
            m_changed.notify_all();
            const auto rows = static_cast<std::int64_t>(batch.size());
            if (auto failure = replay(batch)) return fail(std::move(*failure));
            m_replayed.fetch_add(rows, std::memory_order_relaxed);
            const std::lock_guard lock(m_mutex);
            m_spare.push_back(std::move(batch));
        }
    }

    [[nodiscard]] std::optional<std::string> replay(store::EventBatch& batch)
    {
        try {
            replayInto(m_builder, batch);
        } catch (const std::exception& exception) {
            return exception.what();
        }
        return std::nullopt;
    }

    void fail(std::string failure)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_failure = std::move(failure);
        }
        m_changed.notify_all();
    }

    TimelineBuilder& m_builder;
    std::atomic<std::int64_t> m_replayed{0};
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<store::EventBatch> m_queue;  // guarded by m_mutex, as all below
    std::vector<store::EventBatch> m_spare;
    bool m_isComplete = false;
    std::optional<std::string> m_failure;
    std::jthread m_thread;  // last: ends before what it uses
};

class Loader final : public store::EventVisitor {
public:
    Loader(ReplayThread& replay, const store::ProgressFunction& progress, std::stop_token stop)
        : m_replay(replay)
        , m_progress(progress)
        , m_stop(std::move(stop))
    {
    }

    [[nodiscard]] bool visit(const store::EventView& event) override
    {
        m_batch.add(event);
        m_hasEvents = true;
        return !isFull(m_batch) || flush();
    }

    bool flush()
    {
        if (m_stop.stop_requested() || !m_replay.push(m_batch)) return false;
        const auto now = std::chrono::steady_clock::now();
        if (m_progress && now - m_lastProgress >= kProgressInterval) {
            m_lastProgress = now;
            m_progress(m_replay.replayed());
        }
        return true;
    }

    [[nodiscard]] bool hasEvents() const { return m_hasEvents; }

private:
    ReplayThread& m_replay;
    const store::ProgressFunction& m_progress;
    std::stop_token m_stop;
    store::EventBatch m_batch;
    bool m_hasEvents = false;
    std::chrono::steady_clock::time_point m_lastProgress = std::chrono::steady_clock::now();
};

/// read: gives the aggregate's events to a visitor.
template <typename Read>
Result<std::shared_ptr<const Timeline>> replayAll(const Read& read, AggregateId aggregate,
                                                  std::shared_ptr<const catalog::Catalog> catalog,
                                                  const store::ProgressFunction& progress, const std::stop_token& stop)
{
    TimelineBuilder builder(std::move(catalog), aggregate);
    {
        ReplayThread replay(builder);
        Loader loader(replay, progress, stop);
        VCI_CHECK(read(loader));
        if (stop.stop_requested()) return cancelled();
        if (!loader.hasEvents())
            return makeError(ErrorCode::NotFound, "no aggregate " + aggregate.toString() + " has events here");
        (void)loader.flush();
        if (const auto failure = replay.finish()) return makeError(ErrorCode::Internal, "the replay failed: " + *failure);
    }
    if (stop.stop_requested()) return cancelled();
    auto timeline = builder.finish();
    if (progress) progress(static_cast<std::int64_t>(timeline->size()));
    return timeline;
}

}  // namespace

Result<std::shared_ptr<const Timeline>> loadTimeline(store::EventReader& reader, AggregateId aggregate,
                                                     std::shared_ptr<const catalog::Catalog> catalog,
                                                     const store::ProgressFunction& progress, const std::stop_token& stop)
{
    const auto read = [&](store::EventVisitor& visitor) { return reader.visitAggregate(aggregate, visitor, stop); };
    return replayAll(read, aggregate, std::move(catalog), progress, stop);
}

Result<std::shared_ptr<const Timeline>> loadTimeline(store::SnapshotReader& reader, AggregateId aggregate,
                                                     std::shared_ptr<const catalog::Catalog> catalog, const std::stop_token& stop)
{
    const auto read = [&](store::EventVisitor& visitor) { return reader.visitRange(aggregate, {}, visitor, stop); };
    return replayAll(read, aggregate, std::move(catalog), {}, stop);
}

}  // namespace vci::replay
