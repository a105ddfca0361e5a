// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/pacewords.h"

#include "ui/format/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace vci::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

QString stepWord(verify::Step step)
{
    switch (step) {
    case verify::Step::Anchors:
        return tr("anchors");
    case verify::Step::Snapshots:
        return tr("snapshots");
    case verify::Step::ReadModels:
        return tr("events against read models");
    case verify::Step::Events:
        return tr("events against the log");
    case verify::Step::Transactions:
        return tr("transactions that events name");
    }
    return {};
}

}  // namespace

QString paceText(const std::optional<verify::Pace>& pace)
{
    if (!pace) return tr("Verifying…");
    const QString of =
        pace->total > 0 ? tr("%1 of %2").arg(format::count(pace->done), format::count(pace->total)) : format::count(pace->done);
    return tr("Verifying: %1 %, step %2 of %3, %4: %5")
        .arg(std::min(99, pace->perMille / 10))
        .arg(pace->number)
        .arg(pace->steps)
        .arg(stepWord(pace->step), of);
}

}  // namespace vci::ui
