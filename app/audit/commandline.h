// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::audit {

/// What was asked for, as text still: each command checks its own values. Empty: not given.
struct Options {
    std::string store;   ///< --store or VCI_STORE
    std::string tenant;  ///< --tenant or VCI_TENANT
    std::string catalog;
    bool json = false;

    std::string command;  ///< "help" where help or the version was asked for
    std::string helpText;
    std::string action;  ///< of a command with several: "migrate", "member add"; empty: none

    std::string file;
    std::vector<std::string> words;  ///< of casefile note and bookmark: [FILE] and what is written
    bool finding = false;
    std::vector<std::string> aggregates;    ///< of export and report
    std::vector<std::string> correlations;  ///< of export and report
    std::string map;                        ///< of import
    std::int64_t calls = 1000;
    std::uint64_t seed = 1;
    bool asRecorded = false;

    std::optional<std::int64_t> limit;
    std::string after;
    std::vector<std::string> types;
    std::string sort;
    std::string format;

    std::string aggregate;
    std::string event;
    std::string correlation;
    std::optional<std::string> pointer;
    std::optional<std::string> atSequence;
    std::optional<std::string> atTime;
    std::optional<std::string> diff;
    std::int64_t fanOut = 20;

    std::vector<std::string> snapshotEvery;
    bool allDue = false;
    std::string projections;  ///< a folder
    std::string modelType;
    std::string modelId;
    bool preview = false;
    bool foreign = false;

    std::vector<std::string> platformLogins;
    bool dryRun = false;
    bool distributed = false;
    std::string login;
    std::string memberTenant;  ///< of db member and db tenant: a UUID, or `all`
    std::string role;
    std::string name;

    std::string key;      ///< --key or VCI_KEY
    std::string journal;  ///< --journal or VCI_JOURNAL
    std::string pins;     ///< --pins or VCI_PINS
    std::string trust;    ///< --trust or VCI_TRUST
    std::string reason;
    std::string sender;  ///< --from of log anchor
    std::string folder;  ///< of pins compare

    std::string from;  ///< a time
    std::string to;
    std::string require;
    bool strict = false;
    bool offline = false;
    std::vector<std::string> blocks;  ///< --block of verify, report and recheck

    std::vector<std::string> instants;  ///< times, of report
    bool reveal = false;

    std::string authority;  ///< --authority of log timestamp
};

/// Reads the arguments and the environment. Error Usage, with the cure in the message.
[[nodiscard]] Result<Options> parseCommandLine(int argc, const char* const* argv);

/// True where the arguments ask for JSON, well-formed or not: an error of parsing must be a document too.
[[nodiscard]] bool asksForJson(int argc, const char* const* argv);

}  // namespace vci::audit
