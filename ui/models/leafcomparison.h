// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/bridge/integrityservices.h"

#include <QString>

#include <optional>
#include <vector>

namespace vci::ui {

/// One field of an event, as the copies of it hold it.
struct FieldComparison {
    QString path;   ///< JSON Pointer into the leaf
    QString row;    ///< in the source; empty: not there
    QString other;  ///< in the case file; empty: not there
    bool differs = false;
};

/// Every scalar of both leaves, those that differ first.
[[nodiscard]] std::vector<FieldComparison> compareLeaves(const std::string& row, const std::optional<std::string>& other);

/// Which of the copies is what was recorded, and on whose word, in sentences for a person.
[[nodiscard]] QString triageVerdict(const Triaged& found, const verify::Report& report);
/// The fingerprint of each copy beside the log's, a line each.
[[nodiscard]] QString triageFingerprints(const Triaged& found);
/// All of it as text, for a file or a letter: the copies, the hash of each beside the log's, what read models hold of it, and its
/// fields as far as any copy has them.
[[nodiscard]] QString triageCopies(const Triaged& found);

}  // namespace vci::ui
