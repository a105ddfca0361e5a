// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/commandline.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>

namespace vci::audit {

// The grammar of the command line, a file per command group: each adds its commands to the root and says where their values go.

void addWritingGrammar(CLI::App& app, Options& options);
void addImportGrammar(CLI::App& app, Options& options);
void addListGrammar(CLI::App& app, Options& options);
void addReplayGrammar(CLI::App& app, Options& options);
void addCaseGrammar(CLI::App& app, Options& options);
void addExportGrammar(CLI::App& app, Options& options);
void addDatabaseGrammar(CLI::App& app, Options& options);
void addLogGrammar(CLI::App& app, Options& options);
void addSnapshotGrammar(CLI::App& app, Options& options);
void addReadModelGrammar(CLI::App& app, Options& options);
void addTrustGrammar(CLI::App& app, Options& options);
void addVerifyGrammar(CLI::App& app, Options& options);
void addReportGrammar(CLI::App& app, Options& options);

// What the groups share.

/// Below a command's help: notes (may be empty), the example, where the common options are told, the exit codes. found: what the
/// exit code 1 means, for a command that has it.
[[nodiscard]] std::string footer(const std::string& notes, const std::string& example, const std::string& found = {});
/// Below the help of a command that has subcommands.
[[nodiscard]] std::string groupFooter();
/// Whole numbers of [least, most] in plain digits. CLI11's own conversion takes -1 for the greatest unsigned number.
[[nodiscard]] CLI::Validator wholeNumber(std::uint64_t least, std::uint64_t most);
/// --at-sequence and --at-time, of which one may be given.
void addPoint(CLI::App& command, Options& options);
/// --snapshot-every.
void addSnapshotFrequency(CLI::App& command, Options& options);
/// --limit and --after; what is listed, in the plural.
void addPaging(CLI::App& command, Options& options, const std::string& what);

/// --key, --journal, --pins and --trust, for the commands that use them.
void addKey(CLI::App& command, Options& options);
void addJournal(CLI::App& command, Options& options);
void addPins(CLI::App& command, Options& options);
void addTrust(CLI::App& command, Options& options);
/// --offline and --block: how anchors are checked.
void addAnchorCheck(CLI::App& command, Options& options);

}  // namespace vci::audit
