// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/stylesheet.h"

#include <QFile>

#include <utility>

// The resource file is in a static library: nothing else would pull its registration in.
static void registerThemeResources()
{
    Q_INIT_RESOURCE(themes);
}

namespace vci::ui {

QString styleSheet(const Palette& t)
{
    registerThemeResources();
    QFile file(QStringLiteral(":/themes/inspector.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // A filled control that needs no frame, on the window's colour or on a panel's.
    const auto between = [&](int (QColor::*part)() const) { return ((t.window.*part)() + (t.line.*part)()) / 2; };
    const QColor chip(between(&QColor::red), between(&QColor::green), between(&QColor::blue));
    const std::pair<const char*, QColor> tokens[] = {
        {"@chip", chip},         {"@window", t.window},       {"@panel", t.panel},       {"@line", t.line},
        {"@text", t.text},       {"@secondary", t.secondary}, {"@faint", t.faint},       {"@selection", t.selection},
        {"@changed", t.changed}, {"@accent", t.accent},       {"@verified", t.verified}, {"@pending", t.pending},
        {"@unknown", t.unknown}, {"@mismatch", t.mismatch},
    };
    for (const auto& [name, color] : tokens) sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

}  // namespace vci::ui
