// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

class QPalette;

namespace vci::ui {

/// The tokens of a scheme.
[[nodiscard]] Palette tokensOf(ColorScheme scheme);
/// The tokens as Qt's roles, so that stock widgets fit without a style sheet rule of their own.
[[nodiscard]] QPalette applicationPalette(const Palette& tokens);

}  // namespace vci::ui
