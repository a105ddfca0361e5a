// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/operatorservices.h"

#include "app/source/opensource.h"
#include "core/base/clock.h"

#include <QDir>

#include <utility>

namespace vci::app {

namespace {

/// Of the program: both live longer than any writer.
IdSource& randomIds()
{
    static RandomIdSource ids;
    return ids;
}

Clock& systemClock()
{
    static SystemClock clock;
    return clock;
}

}  // namespace

ui::OperatorServices operatorServices()
{
    return {[](const std::string& source, std::stop_token stop) -> Result<store::DatabaseStatus> {
                VCI_TRY(const auto administration, openAdministration(source));
                return administration->status(std::move(stop));
            },
            [](const std::string& source) { return openForSnapshots(source, randomIds(), systemClock()); },
            [](const std::string& source) { return openReadModels(source); },
            [](const std::string& source) { return openReadModelWriter(source, randomIds(), systemClock()); }};
}

QString activityFile()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state)) state = QDir::homePath() + QStringLiteral("/.local/state");
    return state + QStringLiteral("/voicecore/activity.jsonl");
}

}  // namespace vci::app
