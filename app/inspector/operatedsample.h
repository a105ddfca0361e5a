// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <QString>

namespace vci::app {

/// A copy of the sample as a file that is operated: snapshots of its longest call (one of an older catalogue) and the read model
/// CallSummary, in which three rows drifted. For the tour; takes a moment. Errors: Io; those of the store.
[[nodiscard]] Result<void> makeOperatedSample(const QString& sample, const QString& copy);

}  // namespace vci::app
