// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/computethread.h"

#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <memory>

using namespace vci::ui;

class TestComputeThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersOnThisThread()
    {
        ComputeThread compute;
        QThread* workedOn = nullptr;
        QThread* answeredOn = nullptr;
        compute.ask<int>(
            0,
            [&workedOn](std::stop_token) {
                workedOn = QThread::currentThread();
                return 7;
            },
            this, [&answeredOn](int) { answeredOn = QThread::currentThread(); });
        QTRY_VERIFY(answeredOn != nullptr);
        QCOMPARE(answeredOn, QThread::currentThread());
        QVERIFY(workedOn != answeredOn);
    }

    void keepsOnlyTheNewestQuestionOfASlot()
    {
        ComputeThread compute;
        QSemaphore started;
        QSemaphore release;
        QList<int> answers;
        const auto note = [&answers](int answer) { answers.append(answer); };
        compute.ask<int>(
            0,
            [&](std::stop_token) {
                started.release();
                release.acquire();
                return 1;
            },
            this, note);
        started.acquire();
        for (int i = 2; i <= 5; ++i)
            compute.ask<int>(
                0, [i](std::stop_token) { return i; }, this, note);
        compute.ask<int>(
            1, [](std::stop_token) { return 100; }, this, note);
        release.release();
        QTRY_COMPARE(answers, (QList<int>{1, 5, 100}));
    }

    void forgetsWhoIsGone()
    {
        bool told = false;
        ComputeThread compute;
        auto asker = std::make_unique<QObject>();
        compute.ask<int>(
            0, [](std::stop_token) { return 1; }, asker.get(), [&told](int) { told = true; });
        asker.reset();
        bool after = false;
        compute.ask<int>(
            1, [](std::stop_token) { return 1; }, this, [&after](int) { after = true; });
        QTRY_VERIFY(after);
        QVERIFY(!told);
    }

    void asksWorkToStopWhenDestroyed()
    {
        QSemaphore started;
        bool stopped = false;
        {
            ComputeThread compute;
            compute.ask<int>(
                0,
                [&](std::stop_token stop) {
                    started.release();
                    while (!stop.stop_requested()) QThread::yieldCurrentThread();
                    stopped = true;
                    return 1;
                },
                this, [](int) {});
            started.acquire();
        }
        QVERIFY(stopped);
    }
};

QTEST_GUILESS_MAIN(TestComputeThread)
#include "tst_computethread.moc"
