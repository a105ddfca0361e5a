// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace vci::ui {

/// Reads the files that textFamily() will want, which then does not wait for them. Any thread; needs no QGuiApplication.
void readTextFonts();
/// The family for text: Inter with tabular figures where Inter is installed, else the first installed family whose figures are
/// tabular, else the system's. Looks once per program; needs a QGuiApplication.
[[nodiscard]] const QString& textFamily();
/// The same for code and raw JSON.
[[nodiscard]] const QString& monoFamily();

/// A copy of an OpenType font that always uses its tabular figures and never its contextual alternates, which would show other
/// characters than the text has, under family name `family`. Qt before 6.7 cannot ask for the features. Empty where the bytes
/// are no such font or hold no `tnum` feature. Never reads outside the bytes.
[[nodiscard]] QByteArray withTabularFigures(QByteArray font, const QByteArray& family);

}  // namespace vci::ui
