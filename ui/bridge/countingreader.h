// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/reader.h"

#include <functional>

namespace vci::ui {

/// A reader that tells how many events came through it, for core functions that read on and on and tell nothing themselves.
/// Belongs to the thread of the reader that it stands before.
class CountingReader : public store::EventReader {
public:
    /// told is called with the number of events so far, after each call that returned some. reader is not owned.
    CountingReader(store::EventReader& reader, std::function<void(std::int64_t)> told);

    [[nodiscard]] const store::SourceInfo& info() const override;
    [[nodiscard]] Result<std::vector<Tenant>> tenants() override;
    [[nodiscard]] Result<void> selectTenant(TenantId tenant) override;
    [[nodiscard]] std::optional<TenantId> tenant() const override;
    [[nodiscard]] Result<store::AggregatePage> aggregates(const store::AggregateQuery& query, const store::PageRequest& page,
                                                          std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<store::TypeCount>> aggregateTypes(std::stop_token stop) override;
    [[nodiscard]] Result<store::AggregateRow> aggregate(AggregateId id, std::stop_token stop) override;
    [[nodiscard]] Result<store::EventPage> aggregateEvents(AggregateId id, const store::PageRequest& page,
                                                           std::stop_token stop) override;
    [[nodiscard]] Result<void> visitAggregate(AggregateId id, store::EventVisitor& visitor, std::stop_token stop) override;
    [[nodiscard]] Result<store::EventPage> events(const store::PageRequest& page, std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<Event>> eventsById(std::span<const EventId> ids, std::stop_token stop) override;
    [[nodiscard]] Result<store::EventPage> effectsOf(std::span<const EventId> causes, const store::PageRequest& page,
                                                     std::stop_token stop) override;
    [[nodiscard]] Result<store::EventPage> correlated(CorrelationId id, const store::PageRequest& page,
                                                      std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<EventId>> existing(std::span<const EventId> ids, std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<store::FindHit>> find(const store::FindQuery& query, const store::ProgressFunction& progress,
                                                           std::stop_token stop) override;
    [[nodiscard]] Result<store::Statistics> statistics(std::stop_token stop) override;
    void interrupt() override;

private:
    void count(std::size_t events);

    store::EventReader& m_reader;
    std::function<void(std::int64_t)> m_told;
    std::int64_t m_events = 0;
};

}  // namespace vci::ui
