// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/memoryreader.h"
#include "ui/bridge/worker.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <new>
#include <stdexcept>

using namespace vci;
using namespace vci::ui;

namespace {

/// What the readers of a test have in common: a gate that a call can be held at until it is interrupted.
struct Bench {
    std::atomic<int> opened = 0;
    std::optional<Error> openError;
    std::function<void()> onOpen;  ///< set before the first task
    std::mutex mutex;
    std::condition_variable changed;
    bool held = false;
    bool interrupted = false;

    /// Blocks as a slow query does. False: interrupted.
    void hold()
    {
        std::unique_lock lock(mutex);
        held = true;
        changed.notify_all();
        changed.wait(lock, [this] { return interrupted; });
        interrupted = held = false;
    }
    void waitUntilHeld()
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return held; });
    }
    void interrupt()
    {
        const std::lock_guard lock(mutex);
        interrupted = true;
        changed.notify_all();
    }
};

class BenchReader : public testing::MemoryReader {
public:
    explicit BenchReader(std::shared_ptr<Bench> bench)
        : MemoryReader(std::make_shared<testing::MemorySource>())
        , m_bench(std::move(bench))
    {
    }
    void interrupt() override { m_bench->interrupt(); }

private:
    std::shared_ptr<Bench> m_bench;
};

}  // namespace

class TestWorker : public QObject {
    Q_OBJECT

    std::shared_ptr<Bench> m_bench;
    std::unique_ptr<Worker> m_worker;

    [[nodiscard]] OpenReader opener() const
    {
        return [bench = m_bench]() -> Result<std::unique_ptr<store::EventReader>> {
            ++bench->opened;
            if (bench->onOpen) bench->onOpen();
            if (bench->openError) return *bench->openError;
            return std::unique_ptr<store::EventReader>(std::make_unique<BenchReader>(bench));
        };
    }

    /// A task that is stuck in a call until somebody interrupts it.
    RequestNumber runStuck(std::optional<ErrorCode>& outcome)
    {
        return m_worker->run<int>(
            QStringLiteral("stuck"),
            [bench = m_bench](TaskContext&) -> Result<int> {
                bench->hold();
                return cancelled();
            },
            this, [&outcome](Result<int> result) { outcome = result.error().code; });
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_shared<Bench>();
        m_worker = std::make_unique<Worker>(opener());
    }
    void cleanup() { m_worker.reset(); }

    void connectionIsOpenedByTheFirstTaskOnly()
    {
        QCOMPARE(m_bench->opened.load(), 0);
        std::vector<int> answers;
        for (const int number : {1, 2, 3}) {
            m_worker->run<int>(
                {}, [number](TaskContext&) -> Result<int> { return number; }, this,
                [&](Result<int> result) { answers.push_back(result.value()); });
        }
        QTRY_COMPARE(answers, std::vector<int>({1, 2, 3}));
        QCOMPARE(m_bench->opened.load(), 1);
    }

    void answersComeOnTheGuiThread()
    {
        const QThread* worked = nullptr;
        const QThread* told = nullptr;
        m_worker->run<const QThread*>(
            {}, [](TaskContext&) -> Result<const QThread*> { return QThread::currentThread(); }, this,
            [&](Result<const QThread*> result) {
                worked = result.value();
                told = QThread::currentThread();
            });
        QTRY_VERIFY(told != nullptr);
        QCOMPARE(told, QThread::currentThread());
        QVERIFY(worked != told);
    }

    void errorOfOpeningIsTheAnswer()
    {
        m_bench->openError = makeError(ErrorCode::NotPermitted, "no");
        std::optional<ErrorCode> code;
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 1; }, this, [&](Result<int> result) { code = result.error().code; });
        QTRY_COMPARE(code, ErrorCode::NotPermitted);
    }

    void throwingIsAnAnswer_data()
    {
        QTest::addColumn<int>("thrown");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("out of memory") << 0 << ErrorCode::Io << QStringLiteral("not enough memory");
        QTest::newRow("exception") << 1 << ErrorCode::Internal << QStringLiteral("a broken promise");
        QTest::newRow("anything else") << 2 << ErrorCode::Internal << QStringLiteral("gives no reason");
    }

    void throwingIsAnAnswer()
    {
        QFETCH(const int, thrown);
        QFETCH(const ErrorCode, code);
        QFETCH(const QString, words);
        const auto throwIt = [thrown] {
            if (thrown == 0) throw std::bad_alloc();
            if (thrown == 1) throw std::runtime_error("a broken promise");
            throw thrown;
        };
        // Opening throws the first time only, then the work does.
        m_bench->onOpen = [bench = m_bench.get(), throwIt] {
            if (bench->opened == 1) throwIt();
        };
        std::vector<Error> errors;
        int finished = 0;
        connect(m_worker.get(), &Worker::taskFinished, this, [&] { ++finished; });
        const auto take = [&](Result<int> result) { errors.push_back(result.error()); };
        std::optional<int> last;
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 1; }, this, take);
        m_worker->run<int>(
            {},
            [throwIt](TaskContext&) -> Result<int> {
                throwIt();
                return 1;
            },
            this, take);
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 3; }, this, [&](Result<int> result) { last = result.value(); });
        QTRY_COMPARE(last, 3);
        QCOMPARE(errors.size(), std::size_t(2));
        for (const Error& error : errors) {
            QCOMPARE(error.code, code);
            QVERIFY2(QString::fromStdString(error.message).contains(words), error.message.c_str());
        }
        QTRY_COMPARE(finished, 3);
        // One that threw, one for the work that threw, and one for the task after it.
        QCOMPARE(m_bench->opened.load(), 3);
    }

    void lostConnectionIsOpenedAnew()
    {
        std::optional<ErrorCode> lost;
        std::optional<int> next;
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return makeError(ErrorCode::Unreachable, "lost"); }, this,
            [&](Result<int> result) { lost = result.error().code; });
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 7; }, this, [&](Result<int> result) { next = result.value(); });
        QTRY_COMPARE(next, 7);
        QCOMPARE(lost, ErrorCode::Unreachable);
        QCOMPARE(m_bench->opened.load(), 2);
    }

    void cancelInterruptsWhatRuns()
    {
        std::optional<ErrorCode> outcome;
        const RequestNumber request = runStuck(outcome);
        m_bench->waitUntilHeld();
        m_worker->cancel(request);
        QTRY_COMPARE(outcome, ErrorCode::Cancelled);
    }

    void cancelOfAQueuedTaskAnswersAtOnce()
    {
        std::optional<ErrorCode> stuck;
        std::optional<ErrorCode> queued;
        std::atomic<bool> ran = false;
        const RequestNumber first = runStuck(stuck);
        m_bench->waitUntilHeld();
        const RequestNumber second = m_worker->run<int>(
            {},
            [&](TaskContext&) -> Result<int> {
                ran = true;
                return 1;
            },
            this, [&](Result<int> result) { queued = result.error().code; });
        m_worker->cancel(second);
        QTRY_COMPARE(queued, ErrorCode::Cancelled);
        QVERIFY(!stuck);
        m_worker->cancel(first);
        QTRY_COMPARE(stuck, ErrorCode::Cancelled);
        QVERIFY(!ran);
    }

    void strayInterruptDoesNotFailTheNextTask()
    {
        auto tries = std::make_shared<std::atomic<int>>(0);
        std::optional<int> answer;
        m_worker->run<int>(
            {},
            [tries](TaskContext&) -> Result<int> {
                if (++*tries == 1) return cancelled();
                return 5;
            },
            this, [&](Result<int> result) { answer = result.ok() ? result.value() : -1; });
        QTRY_COMPARE(answer, 5);
    }

    void answerIsDroppedWithItsContext()
    {
        bool told = false;
        auto context = std::make_unique<QObject>();
        std::optional<ErrorCode> stuck;
        const RequestNumber first = runStuck(stuck);
        m_bench->waitUntilHeld();
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 1; }, context.get(), [&](Result<int>) { told = true; });
        context.reset();
        m_worker->cancel(first);
        std::optional<int> last;
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 2; }, this, [&](Result<int> result) { last = result.value(); });
        QTRY_COMPARE(last, 2);
        QVERIFY(!told);
    }

    void unknownNumbersAreIgnored()
    {
        m_worker->cancel(0);
        m_worker->cancel(1'000'000);
        std::optional<int> answer;
        m_worker->run<int>(
            {}, [](TaskContext&) -> Result<int> { return 2; }, this, [&](Result<int> result) { answer = result.value(); });
        QTRY_COMPARE(answer, 2);
    }

    void destructionInterruptsAndJoins()
    {
        std::optional<ErrorCode> outcome;
        runStuck(outcome);
        m_bench->waitUntilHeld();
        m_worker.reset();
        QCoreApplication::sendPostedEvents();
        QVERIFY(!outcome);
    }

    void tasksAreToldWithRateLimitedProgress()
    {
        QStringList titles;
        int progressed = 0;
        int finished = 0;
        connect(m_worker.get(), &Worker::taskStarted, this, [&](const TaskState& state) { titles << state.title; });
        connect(m_worker.get(), &Worker::taskProgressed, this, [&] { ++progressed; });
        connect(m_worker.get(), &Worker::taskFinished, this, [&] { ++finished; });
        m_worker->run<int>(
            QStringLiteral("counting"),
            [](TaskContext& task) -> Result<int> {
                for (int i = 0; i < 100'000; ++i) task.progress(i, 100'000);
                return 1;
            },
            this, [](Result<int>) {});
        QTRY_COMPARE(finished, 1);
        QCOMPARE(titles, QStringList{QStringLiteral("counting")});
        QVERIFY2(progressed < 100, qPrintable(QString::number(progressed)));
    }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
