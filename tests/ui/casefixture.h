// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/source/opencase.h"
#include "app/source/opensource.h"
#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/generate/traffic.h"
#include "ui/state/session.h"

#include <QString>

namespace vci::testing {

/// A case file with the events of three calls.
inline Result<void> makeSomeCase(const QString& path)
{
    const std::string file = path.toStdString();
    RandomIdSource ids;
    SystemClock clock;
    VCI_CHECK(app::makeCase(file, {"anna", "1.0"}, ids, clock));
    VCI_TRY(const auto writer, app::openForAppend(file, ids, clock));
    const auto receive = [&](std::span<const store::NewEvent> events) -> Result<void> {
        VCI_CHECK(writer->append(generate::trafficTenant(7), events, store::Stamping::AsRecorded));
        return {};
    };
    if (auto made = generate::generateTraffic({3, 7}, receive, {}); !made.ok()) return std::move(made).error();
    return {};
}

inline std::unique_ptr<ui::Session> openFile(const QString& file)
{
    auto session = std::make_unique<ui::Session>([](const std::string& source) { return app::openSource(source); },
                                                 catalog::Catalog::builtIn());
    session->open(file);
    return session;
}

}  // namespace vci::testing
