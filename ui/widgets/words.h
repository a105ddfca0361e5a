// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLabel>

namespace vci::ui {

/// A label of plain text that wraps, such as the sentences of a dialog. look: its name in the style sheet, or nullptr.
[[nodiscard]] QLabel* words(const QString& text, QWidget* parent, const char* look = nullptr);

}  // namespace vci::ui
