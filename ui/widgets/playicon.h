// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QIcon>

namespace vci::ui {

enum class PlayIcon { Play, Pause };

/// A 12 px sign in one colour of the theme, drawn: icon themes differ in weight and know no tokens.
[[nodiscard]] QIcon playIcon(PlayIcon sign, const QColor& color);

}  // namespace vci::ui
