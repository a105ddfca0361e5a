// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace vci::app {

/// Where a tour works: a newcomer's empty home for settings, trust, pins, activity and the sample, so that no picture shows and
/// no scene changes what is this user's. Its path is the same on every machine, because pictures show it.
class TourFolder {
public:
    /// Makes it anew and lets the XDG variables of the process point into it. Call it while no other thread reads the
    /// environment. Errors: Locked where another tour is under way; Io where it cannot be made.
    [[nodiscard]] static Result<std::unique_ptr<TourFolder>> make();
    /// Removes it.
    ~TourFolder();
    TourFolder(const TourFolder&) = delete;
    TourFolder& operator=(const TourFolder&) = delete;

    [[nodiscard]] static QString path();

private:
    TourFolder();

    QLockFile m_lock;
};

}  // namespace vci::app
