// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

namespace vci::bench {

/// Ends the program with exit code 3: what failed before it could be measured is no measurement.
[[noreturn]] inline void fail(const std::string& message)
{
    std::fprintf(stderr, "bench: %s\n", message.c_str());
    std::exit(3);
}

template <typename T>
T take(Result<T> result)
{
    if (!result.ok()) fail(result.error().message);
    return std::move(result).value();
}

inline void take(const Result<void>& result)
{
    if (!result.ok()) fail(result.error().message);
}

/// Wall clock time of `work`.
template <typename Work>
double secondsOf(const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <typename Work>
double millisecondsOf(const Work& work)
{
    return secondsOf(work) * 1000;
}

}  // namespace vci::bench
