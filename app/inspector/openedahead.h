// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/store/reader.h"

#include <future>
#include <memory>
#include <mutex>
#include <string>

namespace vci::app {

/// Opens the source that the program was started with while its window is made; the first to ask for that source gets what was
/// opened, everybody else a reader of their own. Thread-safe; its end waits for an opening that nobody asked for.
class OpenedAhead {
public:
    /// source: as openSource() takes it; empty: nothing is opened ahead.
    explicit OpenedAhead(std::string source);

    /// Errors as openSource().
    [[nodiscard]] Result<std::unique_ptr<store::EventReader>> open(const std::string& source);

private:
    std::string m_source;
    std::mutex m_mutex;
    std::future<Result<std::unique_ptr<store::EventReader>>> m_reader;  ///< invalid once it was taken
};

}  // namespace vci::app
