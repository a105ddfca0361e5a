// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report/presentation.h"
#include "ui/print/pageflow.h"

#include <vector>

namespace vci::ui::print {

/// On which page each section begins, and how many pages there are.
struct Pages {
    std::vector<int> ofSection = {};
    int count = 0;
};

/// Cover, contents and sections on sheets. known: what measuring found, for the numbers of the contents; they take as much room
/// whatever they are.
Pages flowReport(Sheets& sheets, Pass pass, const report::Presentation& shown, const Pages& known);

}  // namespace vci::ui::print
