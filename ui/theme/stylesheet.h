// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/theme.h"

namespace vci::ui {

/// The application's one style sheet: resources/themes/inspector.qss with `@token` replaced by the token's colour.
/// Widgets ask for a look by the dynamic property `look`: "panel", "chip", "quiet", "link", "card", "title", "secondary".
[[nodiscard]] QString styleSheet(const Palette& tokens);

}  // namespace vci::ui
