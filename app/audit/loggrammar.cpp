// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/grammar.h"

namespace vci::audit {

void addLogGrammar(CLI::App& app, Options& /*options*/)
{
    auto* log = app.add_subcommand("log", "Keep the order of record");
    log->require_subcommand(0, 1);
    log->footer(groupFooter());

    auto* sequence = log->add_subcommand("sequence", "Give waiting events their places in the log");
    sequence->footer(footer("Needs a login that is a vci_sequencer. A case file does it as it appends.",
                            "voicecore-audit --store postgresql://host/db log sequence"));
}

}  // namespace vci::audit
