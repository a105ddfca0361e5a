// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/snapshotmaker.h"

#include "core/replay/snapshotaudit.h"
#include "core/replay/snapshotreplay.h"

#include <iterator>

namespace vci::replay {

namespace {

constexpr std::size_t kPageRows = 1000;

Error keepsNone(const store::EventReader& reader)
{
    return makeError(ErrorCode::NotSupported, reader.info().label + " keeps no snapshots");
}

/// Whether the next aggregate would meet the same.
bool concernsAll(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Io:
    case ErrorCode::Unreachable:
    case ErrorCode::NotPermitted:
    case ErrorCode::ReadOnly:
    case ErrorCode::Locked:
        return true;
    default:
        return false;
    }
}

store::NewSnapshot newSnapshot(const PointState& state, const catalog::Catalog& catalog)
{
    return {state.aggregateId, state.aggregateType, state.last->sequence,
            state.last->id,    catalog.version(),   json::dump(state.state)};
}

Result<void> unsound(SnapshotOutcome& outcome, std::string why)
{
    outcome.kind = SnapshotOutcome::Kind::Unsound;
    outcome.why = std::move(why);
    return {};
}

}  // namespace

void SnapshotTally::add(AggregateId aggregate, SnapshotOutcome outcome)
{
    setAside += outcome.setAside;
    std::move(outcome.wrong.begin(), outcome.wrong.end(), std::back_inserter(wrong));
    switch (outcome.kind) {
    case SnapshotOutcome::Kind::None:
        break;
    case SnapshotOutcome::Kind::Made:
        ++made;
        break;
    case SnapshotOutcome::Kind::Present:
        ++present;
        break;
    case SnapshotOutcome::Kind::Unsound:
        unsound.push_back({aggregate, std::move(outcome.why)});
        break;
    }
}

Result<void> SnapshotMaker::make(AggregateId aggregate, EarlierSnapshots earlier, SnapshotOutcome& outcome,
                                 const std::stop_token& stop)
{
    if (m_reader.snapshots() == nullptr) return keepsNone(m_reader);
    return earlier == EarlierSnapshots::Trust ? goOn(aggregate, outcome, stop) : makeAnew(aggregate, outcome, stop);
}

Result<void> SnapshotMaker::goOn(AggregateId aggregate, SnapshotOutcome& outcome, const std::stop_token& stop)
{
    store::SnapshotReader* const snapshots = m_reader.snapshots();
    VCI_TRY(auto base, snapshots->newest({aggregate, m_catalog->version()}, stop));
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
        if (base && replay.eventsReplayed() == 0) {
            outcome.kind = SnapshotOutcome::Kind::Present;
            outcome.lastSequence = base->lastSequence;
            return {};
        }
        if (auto why = replay.whyUnsound()) return unsound(outcome, std::move(*why));
        return write(newSnapshot(replay.result(), *m_catalog), outcome);
    }
}

Result<void> SnapshotMaker::makeAnew(AggregateId aggregate, SnapshotOutcome& outcome, const std::stop_token& stop)
{
    VCI_TRY(const SnapshotAudit audit, auditSnapshots(m_reader, aggregate, m_catalog, ForeignSnapshots::PassOver, {}, stop));
    std::vector<SnapshotId> wrong;
    for (const SnapshotFinding& found : audit.findings) {
        wrong.push_back(found.snapshot.id);
        outcome.wrong.push_back({aggregate, found.finding.message});
    }
    // Before anything goes on from them.
    if (!wrong.empty()) {
        VCI_TRY(outcome.setAside, m_writer.setAside(*m_reader.tenant(), wrong));
    }
    SnapshotReplay replay(m_catalog, aggregate, nullptr);
    auto visited = m_reader.snapshots()->visitRange(aggregate, {}, replay, stop);
    if (!visited.ok() && visited.error().code == ErrorCode::NotFound) return unsound(outcome, visited.error().message);
    VCI_CHECK(std::move(visited));
    if (stop.stop_requested()) return cancelled();
    [[maybe_unused]] const auto misfit = replay.finish();
    if (auto why = replay.whyUnsound()) return unsound(outcome, std::move(*why));
    const store::NewSnapshot made = newSnapshot(replay.result(), *m_catalog);
    VCI_TRY(const auto newest, m_reader.snapshots()->newest({aggregate, m_catalog->version(), made.lastSequence}, stop));
    if (!newest || newest->lastSequence != made.lastSequence) return write(made, outcome);
    outcome.kind = SnapshotOutcome::Kind::Present;
    outcome.lastSequence = made.lastSequence;
    return {};
}

Result<void> SnapshotMaker::write(const store::NewSnapshot& made, SnapshotOutcome& outcome)
{
    VCI_CHECK(m_writer.write(*m_reader.tenant(), std::span(&made, 1)));
    outcome.kind = SnapshotOutcome::Kind::Made;
    outcome.lastSequence = made.lastSequence;
    return {};
}

Result<void> SnapshotMaker::makeOne(AggregateId aggregate, EarlierSnapshots earlier, SnapshotTally& tally,
                                    const std::stop_token& stop)
{
    SnapshotOutcome outcome;
    const auto made = make(aggregate, earlier, outcome, stop);
    tally.add(aggregate, std::move(outcome));
    if (made.ok()) return {};
    const bool isOfAll = earlier == EarlierSnapshots::Check && concernsAll(made.error().code);
    if (isOfAll || made.error().isCancelled()) return made.error();
    tally.failures.push_back({aggregate, made.error().message});
    return {};
}

template <typename Wanted>
Result<void> SnapshotMaker::makeWhere(const store::AggregateQuery& query, const Wanted& isWanted, SnapshotTally& tally,
                                      const store::ProgressFunction& progress, const std::stop_token& stop)
{
    if (m_reader.snapshots() == nullptr) return keepsNone(m_reader);
    std::int64_t seen = 0;
    store::PageRequest page;
    page.limitRows = kPageRows;
    do {
        VCI_TRY(const auto aggregates, m_reader.aggregates(query, page, stop));
        for (const store::AggregateRow& row : aggregates.rows) {
            VCI_TRY(const bool wanted, isWanted(row));
            if (wanted) VCI_CHECK(makeOne(row.id, EarlierSnapshots::Check, tally, stop));
            if (progress) progress(++seen);
        }
        page.after = aggregates.next;
    } while (page.after);
    return {};
}

Result<void> SnapshotMaker::makeOfType(const std::string& aggregateType, SnapshotTally& tally,
                                       const store::ProgressFunction& progress, const std::stop_token& stop)
{
    const auto all = [](const store::AggregateRow&) -> Result<bool> { return true; };
    return makeWhere({{aggregateType}}, all, tally, progress, stop);
}

Result<void> SnapshotMaker::makeDue(const store::SnapshotPolicy& policy, SnapshotTally& tally,
                                    const store::ProgressFunction& progress, const std::stop_token& stop)
{
    return makeWhere(
        {}, [&](const store::AggregateRow& row) { return isDue(row, policy, stop); }, tally, progress, stop);
}

Result<bool> SnapshotMaker::isDue(const store::AggregateRow& row, const store::SnapshotPolicy& policy,
                                  const std::stop_token& stop)
{
    const std::int64_t every = policy.every(row.type);
    if (every == 0 || row.events < every) return false;
    VCI_TRY(const auto newest, m_reader.snapshots()->newest({row.id, m_catalog->version()}, stop));
    const std::int64_t since = newest ? row.lastSequence.value() - newest->lastSequence.value() : every;
    // One that claims to be after an event that never was stands for nothing.
    return since >= every || since < 0;
}

}  // namespace vci::replay
