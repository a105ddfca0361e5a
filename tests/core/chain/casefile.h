// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/generate/traffic.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/core/chain/graphmaker.h"

#include <QTemporaryDir>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace vci::chain::test {

/// The n-th correlation.
inline CorrelationId correlationId(std::uint64_t n)
{
    return CorrelationId(eventId(n + 2'000'000).uuid());
}

inline Event happenedIn(std::uint64_t n, std::optional<std::uint64_t> cause, std::uint64_t correlation)
{
    Event event = happened(n, cause);
    event.correlationId = correlationId(correlation);
    return event;
}

/// A new case file with these events, and a reader of it.
class CaseFile {
public:
    [[nodiscard]] Result<void> fill(const std::vector<Event>& events)
    {
        std::vector<store::NewEvent> inputs;
        std::map<AggregateId, std::int64_t> sequences;
        for (const Event& event : events) inputs.push_back(newEvent(event, ++sequences[event.aggregateId]));
        return append(TenantId(Uuid(Uuid::Bytes{1})), [&](store::EventWriter& writer, TenantId tenant) -> Result<void> {
            VCI_TRY(const auto outcome, writer.append(tenant, inputs, store::Stamping::AsRecorded));
            return outcome.appended == static_cast<std::int64_t>(inputs.size())
                       ? Result<void>()
                       : makeError(ErrorCode::Internal, "not all were appended");
        });
    }
    [[nodiscard]] Result<void> generate(std::int64_t calls, std::uint64_t seed)
    {
        return append(generate::trafficTenant(seed), [&](store::EventWriter& writer, TenantId tenant) -> Result<void> {
            const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
                VCI_TRY(const auto outcome, writer.append(tenant, batch, store::Stamping::AsRecorded));
                (void)outcome;
                return {};
            };
            VCI_TRY(const auto made, generate::generateTraffic({calls, seed}, receive, {}));
            (void)made;
            return {};
        });
    }
    [[nodiscard]] store::EventReader& reader() { return *m_reader; }

private:
    template <typename Fill>
    Result<void> append(TenantId tenant, const Fill& fill)
    {
        const auto file = std::filesystem::path(m_directory.filePath(QStringLiteral("test.vcase")).toStdString());
        VCI_CHECK(store::sqlite::createCaseFile(file, m_ids, m_clock));
        {
            VCI_TRY(const auto writer, store::sqlite::openCaseFileWriter(file, m_ids, m_clock));
            VCI_CHECK(fill(*writer, tenant));
        }
        VCI_TRY(m_reader, store::sqlite::openCaseFileReader(file));
        return m_reader->selectTenant(tenant);
    }
    static store::NewEvent newEvent(const Event& event, std::int64_t sequence)
    {
        return {.id = event.id,
                .aggregateId = event.aggregateId,
                .aggregateType = event.aggregateType,
                .eventType = event.eventType,
                .eventVersion = event.eventVersion,
                .eventData = event.eventData,
                .metadata = event.metadata,
                .causationId = event.causationId,
                .correlationId = event.correlationId,
                .expectedSequence = {},
                .sequence = Sequence(sequence),
                .timestamp = event.timestamp,
                .blockchainTxHash = {}};
    }

    QTemporaryDir m_directory;
    RandomIdSource m_ids;
    SystemClock m_clock;
    std::unique_ptr<store::EventReader> m_reader;
};

}  // namespace vci::chain::test
