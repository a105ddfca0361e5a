// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <string>
#include <utility>

/// What the benchmarks share: a step that fails ends the program, two ways of the same work are timed in turns.
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

/// Runs a command of the shell.
inline void runShell(const std::string& command)
{
    if (std::system(command.c_str()) != 0) fail("failed: " + command);
}

/// The shortest run of each side: whatever else the machine does can only lengthen one.
struct Sides {
    double ours = std::numeric_limits<double>::max();
    double yardstick = std::numeric_limits<double>::max();
};

/// Both sides in turns, so that neither has the quieter machine.
inline Sides inTurns(int rounds, const std::function<void()>& ours, const std::function<void()>& yardstick)
{
    Sides sides;
    for (int round = 0; round < rounds; ++round) {
        sides.yardstick = std::min(sides.yardstick, secondsOf(yardstick));
        sides.ours = std::min(sides.ours, secondsOf(ours));
    }
    return sides;
}

/// Prints both sides; whether ours is within bound times the yardstick.
inline bool report(const std::string& name, const std::string& yardstickName, const Sides& sides, double bound)
{
    const double ratio = sides.ours / sides.yardstick;
    const bool isMet = ratio <= bound;
    std::printf("%s: %.2f s; %s: %.2f s; ratio %.2f (bound %.1f) %s\n", name.c_str(), sides.ours, yardstickName.c_str(),
                sides.yardstick, ratio, bound, isMet ? "met" : "MISSED");
    std::fflush(stdout);
    return isMet;
}

}  // namespace vci::bench
