// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/samplesource.h"

#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace vci;
using namespace vci::ui;

class TestSampleSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void existingSampleIsReadyAtOnce()
    {
        SampleSource sample([](const auto&, std::stop_token) -> Result<QString> { return QStringLiteral("made"); },
                            [] { return QStringLiteral("found"); });
        QString path;
        connect(&sample, &SampleSource::ready, this, [&](const QString& ready) { path = ready; });
        sample.request();
        QCOMPARE(path, QStringLiteral("found"));
        QVERIFY(!sample.isMaking());
    }

    void missingSampleIsMadeOnce()
    {
        int made = 0;
        SampleSource sample(
            [&made](const auto& progress, std::stop_token) -> Result<QString> {
                progress(1);
                ++made;
                return QStringLiteral("made");
            },
            [] { return QString(); });
        QString path;
        connect(&sample, &SampleSource::ready, this, [&](const QString& ready) { path = ready; });
        sample.request();
        sample.request();
        QVERIFY(sample.isMaking());
        QTRY_COMPARE(path, QStringLiteral("made"));
        QCOMPARE(made, 1);
        QVERIFY(!sample.isMaking());
    }

    void cancelIsNoFailure()
    {
        SampleSource sample(
            [](const auto&, std::stop_token stop) -> Result<QString> {
                std::mutex mutex;
                std::condition_variable_any changed;
                std::unique_lock lock(mutex);
                changed.wait(lock, stop, [] { return false; });
                return cancelled();
            },
            [] { return QString(); });
        bool failed = false;
        connect(&sample, &SampleSource::failed, this, [&] { failed = true; });
        sample.request();
        sample.cancel();
        QTRY_VERIFY(!sample.isMaking());
        QVERIFY(!failed);
    }

    void failureIsTold()
    {
        SampleSource sample([](const auto&, std::stop_token) -> Result<QString> { return makeError(ErrorCode::Io, "disk full"); },
                            [] { return QString(); });
        std::string message;
        connect(&sample, &SampleSource::failed, this, [&](const Error& error) { message = error.message; });
        sample.request();
        QTRY_COMPARE(message, std::string("disk full"));
    }
};

QTEST_GUILESS_MAIN(TestSampleSource)
#include "tst_samplesource.moc"
