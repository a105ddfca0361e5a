// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/ui/memoryreader.h"
#include "tests/ui/timelinefixture.h"
#include "ui/state/session.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace vci::testing {

/// An event of a call as a source holds it.
inline Event storedEvent(const Tenant& tenant, std::size_t index, const FixtureEvent& event, std::optional<EventId> cause = {})
{
    return {fixtureId(index),
            tenant.id,
            fixtureAggregate(),
            "Call",
            event.type,
            1,
            Sequence(event.sequence.value_or(static_cast<std::int64_t>(index) + 1)),
            {Timestamp(kFixtureStartMicros + event.seconds * 1'000'000)},
            cause,
            {},
            event.data,
            "{}",
            {},
            {}};
}

/// The sample call in memory, each event caused by the one before.
inline std::shared_ptr<MemorySource> sampleSource()
{
    auto source = std::make_shared<MemorySource>();
    const auto call = sampleCall();
    for (std::size_t i = 0; i < call.size(); ++i) {
        source->add(storedEvent(source->tenant, i, call[i], i == 0 ? std::nullopt : std::optional(fixtureId(i - 1))));
    }
    return source;
}

inline std::unique_ptr<ui::Session> openSession(const std::shared_ptr<MemorySource>& source)
{
    auto session = std::make_unique<ui::Session>(
        [source](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
            return std::unique_ptr<store::EventReader>(std::make_unique<MemoryReader>(source));
        },
        catalog::Catalog::builtIn());
    session->open(QStringLiteral("memory"));
    return session;
}

}  // namespace vci::testing
