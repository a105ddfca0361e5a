// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/snapshotmaker.h"

#include "core/replay/snapshotreplay.h"

#include <span>

namespace vci::replay {

namespace {

constexpr std::size_t kPageRows = 1000;

Error keepsNone(const store::EventReader& reader)
{
    return makeError(ErrorCode::NotSupported, reader.info().label + " keeps no snapshots");
}

}  // namespace

Result<SnapshotOutcome> SnapshotMaker::make(AggregateId aggregate, EarlierEvents earlier, const std::stop_token& stop)
{
    store::SnapshotReader* const snapshots = m_reader.snapshots();
    if (snapshots == nullptr) return keepsNone(m_reader);
    VCI_TRY(auto base, snapshots->newest({aggregate, m_catalog->version()}, stop));
    if (base && earlier == EarlierEvents::Check) {
        VCI_TRY(const auto extent, snapshots->wholeExtent(aggregate, stop));
        if (!extent) base.reset();
    }
    while (true) {
        SnapshotReplay replay(m_catalog, aggregate, base ? &*base : nullptr);
        store::SequenceRange range;
        if (base) range.above = Sequence(base->lastSequence.value() - 1);
        VCI_CHECK(snapshots->visitRange(aggregate, range, replay, stop));
        if (stop.stop_requested()) return cancelled();
        if (replay.finish()) {
            base.reset();
            continue;
        }
        if (base && replay.eventsReplayed() == 0) return SnapshotOutcome{SnapshotOutcome::Kind::Present, base->lastSequence};
        if (auto why = replay.whyUnsound()) return SnapshotOutcome{SnapshotOutcome::Kind::Unsound, {}, std::move(*why)};
        const PointState& state = replay.result();
        const store::NewSnapshot made{aggregate,      state.aggregateType,  state.last->sequence,
                                      state.last->id, m_catalog->version(), json::dump(state.state)};
        VCI_CHECK(m_writer.write(*m_reader.tenant(), std::span(&made, 1)));
        return SnapshotOutcome{SnapshotOutcome::Kind::Made, made.lastSequence};
    }
}

Result<void> SnapshotMaker::makeOne(AggregateId aggregate, EarlierEvents earlier, SnapshotTally& tally,
                                    const std::stop_token& stop)
{
    auto outcome = make(aggregate, earlier, stop);
    if (!outcome.ok()) {
        if (outcome.error().isCancelled()) return std::move(outcome).error();
        tally.failures.push_back({aggregate, outcome.error().message});
        return {};
    }
    switch (outcome.value().kind) {
    case SnapshotOutcome::Kind::Made:
        ++tally.made;
        break;
    case SnapshotOutcome::Kind::Present:
        ++tally.present;
        break;
    case SnapshotOutcome::Kind::Unsound:
        tally.unsound.push_back({aggregate, std::move(outcome.value().why)});
        break;
    }
    return {};
}

template <typename Wanted>
Result<SnapshotTally> SnapshotMaker::makeWhere(const store::AggregateQuery& query, const Wanted& isWanted,
                                               const store::ProgressFunction& progress, const std::stop_token& stop)
{
    if (m_reader.snapshots() == nullptr) return keepsNone(m_reader);
    SnapshotTally tally;
    std::int64_t seen = 0;
    store::PageRequest page;
    page.limitRows = kPageRows;
    do {
        VCI_TRY(const auto aggregates, m_reader.aggregates(query, page, stop));
        for (const store::AggregateRow& row : aggregates.rows) {
            VCI_TRY(const bool wanted, isWanted(row));
            if (wanted) VCI_CHECK(makeOne(row.id, EarlierEvents::Check, tally, stop));
            if (progress) progress(++seen);
        }
        page.after = aggregates.next;
    } while (page.after);
    return tally;
}

Result<SnapshotTally> SnapshotMaker::makeOfType(const std::string& aggregateType, const store::ProgressFunction& progress,
                                                const std::stop_token& stop)
{
    const auto all = [](const store::AggregateRow&) -> Result<bool> { return true; };
    return makeWhere({{aggregateType}}, all, progress, stop);
}

Result<SnapshotTally> SnapshotMaker::makeDue(const store::SnapshotPolicy& policy, const store::ProgressFunction& progress,
                                             const std::stop_token& stop)
{
    return makeWhere(
        {}, [&](const store::AggregateRow& row) { return isDue(row, policy, stop); }, progress, stop);
}

Result<bool> SnapshotMaker::isDue(const store::AggregateRow& row, const store::SnapshotPolicy& policy,
                                  const std::stop_token& stop)
{
    const std::int64_t every = policy.every(row.type);
    if (every == 0 || row.events < every) return false;
    VCI_TRY(const auto newest, m_reader.snapshots()->newest({row.id, m_catalog->version()}, stop));
    return !newest || row.lastSequence.value() - newest->lastSequence.value() >= every;
}

}  // namespace vci::replay
