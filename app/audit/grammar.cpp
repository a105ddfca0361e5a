// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

#include <charconv>
#include <limits>

namespace vci::audit {

namespace {

constexpr const char* kOtherExitCodes = "2 usage or bad input, 3 source or output failed, 4 not permitted, 130 interrupted.";

constexpr const char* kCommonOptions = "The options --store, --tenant, --catalog and --json are those of voicecore-audit --help.";

}  // namespace

std::string footer(const std::string& notes, const std::string& example, const std::string& found)
{
    return notes + (notes.empty() ? "" : "\n\n") + "Example:\n  " + example + "\n\n" + kCommonOptions + "\nExit codes: 0 fine, " +
           (found.empty() ? "" : "1 " + found + ", ") + kOtherExitCodes;
}

std::string groupFooter()
{
    return kCommonOptions;
}

CLI::Validator wholeNumber(std::uint64_t least, std::uint64_t most)
{
    const auto check = [least, most](std::string& text) -> std::string {
        std::uint64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto [stopped, failure] = std::from_chars(text.data(), end, value);
        if (failure == std::errc() && stopped == end && value >= least && value <= most) return {};
        return text + " is no whole number from " + std::to_string(least) + " to " + std::to_string(most);
    };
    return {check, ""};
}

void addPoint(CLI::App& command, Options& options)
{
    auto* sequence = command.add_option("--at-sequence", options.atSequence, "up to sequence number N; default: the last event")
                         ->type_name("N");
    command.add_option("--at-time", options.atTime, "up to time T, with offset: 2026-02-10T10:00:00Z or …+02:00")
        ->type_name("T")
        ->excludes(sequence);
}

void addSnapshotFrequency(CLI::App& command, Options& options)
{
    command
        .add_option("--snapshot-every", options.snapshotEvery,
                    "a snapshot every N events of an aggregate, or of one of a TYPE; 0: none; may be repeated; default: "
                    "VCI_SNAPSHOT_EVERY, such as 100,Call=50, else 100")
        ->type_name("[TYPE=]N")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addPaging(CLI::App& command, Options& options, const std::string& what)
{
    command.add_option("--limit", options.limit, "at most N " + what + "; default: all")
        ->type_name("N")
        ->check(wholeNumber(1, std::numeric_limits<std::int64_t>::max()));
    command.add_option("--after", options.after, "go on where a page ended: its \"next\"")->type_name("CURSOR");
}

void addKey(CLI::App& command, Options& options)
{
    command.add_option("--key", options.key, "the signing key's file; default: VCI_KEY")->type_name("FILE");
}

void addJournal(CLI::App& command, Options& options)
{
    command.add_option("--journal", options.journal, "where what was signed is kept; default: VCI_JOURNAL")->type_name("DIR");
}

void addPins(CLI::App& command, Options& options)
{
    command.add_option("--pins", options.pins, "your pins; default: VCI_PINS, else $XDG_STATE_HOME/voicecore/pins")
        ->type_name("DIR");
}

void addTrust(CLI::App& command, Options& options)
{
    command
        .add_option("--trust", options.trust, "whom you trust; default: VCI_TRUST, else $XDG_CONFIG_HOME/voicecore/trust.json")
        ->type_name("FILE");
}

void addAnchorCheck(CLI::App& command, Options& options)
{
    command.add_flag("--offline", options.offline, "ask no endpoint about anchors");
    command
        .add_option("--block", options.blocks, "a block that is on the trusted chain, for anchors that nobody can be asked about")
        ->type_name("0x…")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

}  // namespace vci::audit
