// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QString>

namespace vci::app {

/// A copy of the sample whose log is signed by a key that the trust file is given, with an anchor recorded that no node can be
/// asked about, and one event that came later. journal: a folder for what the key signed. For the tour. Errors: Io; those of the
/// store.
[[nodiscard]] Result<void> makeWitnessedSample(const QString& sample, const QString& copy, const QString& journal);

}  // namespace vci::app
