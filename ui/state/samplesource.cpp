// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/samplesource.h"

#include <QMetaObject>
#include <QPointer>

#include <chrono>
#include <utility>

namespace vci::ui {

SampleSource::SampleSource(MakeSample make, std::function<QString()> existing, QObject* parent)
    : QObject(parent)
    , m_make(std::move(make))
    , m_existing(std::move(existing))
{
}

SampleSource::~SampleSource() = default;

void SampleSource::request()
{
    if (m_making) return;
    if (const QString path = m_existing(); !path.isEmpty()) {
        Q_EMIT ready(path);
        return;
    }
    m_making = true;
    Q_EMIT makingChanged();
    // The thread is joined before this object goes, so calls queued to it never meet a dead one.
    m_thread = std::jthread([this, make = m_make](std::stop_token stop) {
        auto last = std::chrono::steady_clock::now();
        const auto progress = [&](std::int64_t done) {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < std::chrono::milliseconds(50)) return;
            last = now;
            QMetaObject::invokeMethod(
                this, [this, done] { Q_EMIT progressed(done); }, Qt::QueuedConnection);
        };
        auto made = make(progress, stop);
        QMetaObject::invokeMethod(
            this,
            [this, made = std::move(made)] {
                m_making = false;
                Q_EMIT makingChanged();
                if (made.ok())
                    Q_EMIT ready(made.value());
                else if (!made.error().isCancelled())
                    Q_EMIT failed(made.error());
            },
            Qt::QueuedConnection);
    });
}

void SampleSource::cancel()
{
    m_thread.request_stop();
}

}  // namespace vci::ui
