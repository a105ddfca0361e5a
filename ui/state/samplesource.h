// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>

namespace vci::ui {

/// Brings the sample case into being and returns its path. Given by app/, which alone knows the stores. Runs on a thread of its
/// own; polls stop; progress is told events made.
using MakeSample = std::function<Result<QString>(const std::function<void(std::int64_t done)>& progress, std::stop_token stop)>;

/// The sample case: found where it was made before, else generated once. GUI thread.
class SampleSource : public QObject {
    Q_OBJECT

public:
    /// existing: the path where it lies ready, or empty.
    SampleSource(MakeSample make, std::function<QString()> existing, QObject* parent = nullptr);
    ~SampleSource() override;

    /// Emits ready() at once where the sample exists, later where it must be made first.
    void request();
    void cancel();
    [[nodiscard]] bool isMaking() const { return m_making; }

Q_SIGNALS:
    void makingChanged();
    void progressed(qint64 events);
    void ready(const QString& path);
    void failed(const vci::Error& error);

private:
    MakeSample m_make;
    std::function<QString()> m_existing;
    std::jthread m_thread;
    bool m_making = false;
};

}  // namespace vci::ui
