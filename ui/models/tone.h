// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace vci::ui {

/// What a cell's colour says besides its words; PlainDelegate paints it.
namespace Tone {
enum Value { Normal, Quiet, Good, Warning, Bad, Link };
}

}  // namespace vci::ui
