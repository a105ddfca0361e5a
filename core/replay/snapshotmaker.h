// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/store/reader.h"
#include "core/store/snapshotpolicy.h"
#include "core/store/snapshots.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::replay {

struct SnapshotTrouble {
    AggregateId aggregateId;
    std::string why;  ///< one sentence
};

/// What making a snapshot of one aggregate came to.
struct SnapshotOutcome {
    enum class Kind {
        None,  ///< an error came first
        Made,
        Present,  ///< one of this catalogue's after the aggregate's last event is there already
        Unsound,  ///< none may be made: why says it
    };
    Kind kind = Kind::None;
    std::optional<Sequence> lastSequence = {};  ///< of the snapshot; absent where there is none
    std::string why = {};
    std::vector<SnapshotTrouble> wrong = {};  ///< of this catalogue, as the audit words them
    std::int64_t setAside = 0;                ///< of those, by this call
};

/// The same for many.
struct SnapshotTally {
    std::int64_t made = 0;
    std::int64_t present = 0;
    std::vector<SnapshotTrouble> wrong;
    std::int64_t setAside = 0;
    std::vector<SnapshotTrouble> unsound;
    std::vector<SnapshotTrouble> failures;

    void add(AggregateId aggregate, SnapshotOutcome outcome);
};

/// Whether an earlier snapshot is believed. Checking replays from event 1, which after every append would be too much, and sets
/// wrong ones of this catalogue aside: a new one must not inherit what was altered, nor replay use it.
enum class EarlierSnapshots { Trust, Check };

/// Makes snapshots after the last event of aggregates (DESIGN 3.5). One is made only where the aggregate has exactly the
/// sequences 1 … last and no event carries a flag: flags are no part of a state, and reading on from a snapshot must find the
/// same ones. One thread; reader, writer and catalogue outlive it, and a tenant is selected.
class SnapshotMaker {
public:
    SnapshotMaker(store::EventReader& reader, store::SnapshotWriter& writer, std::shared_ptr<const catalog::Catalog> catalog)
        : m_reader(reader)
        , m_writer(writer)
        , m_catalog(std::move(catalog))
    {
    }

    /// Trusting, goes on from the newest snapshot that fits, so that the cost is that of the events since. outcome tells what was
    /// set aside before an error, too. Errors: those of reader and writer; Cancelled; NotSupported where the source keeps no
    /// snapshots; trusting, NotFound.
    [[nodiscard]] Result<void> make(AggregateId aggregate, EarlierSnapshots earlier, SnapshotOutcome& outcome,
                                    const std::stop_token& stop);

    /// After an append: one after another, earlier snapshots trusted. An error of one is a failure in the tally and keeps the
    /// others from nothing. Error: Cancelled.
    template <typename Aggregates>
    [[nodiscard]] Result<SnapshotTally> makeAll(const Aggregates& aggregates, const std::stop_token& stop)
    {
        SnapshotTally tally;
        for (const AggregateId aggregate : aggregates) VCI_CHECK(makeOne(aggregate, EarlierSnapshots::Trust, tally, stop));
        return tally;
    }

    /// On request, earlier snapshots checked: every aggregate of the type that has none after its last event. progress is told
    /// aggregates looked at. The tally tells what was done before an error, too; one that concerns a single aggregate is a
    /// failure in it.
    [[nodiscard]] Result<void> makeOfType(const std::string& aggregateType, SnapshotTally& tally,
                                          const store::ProgressFunction& progress, const std::stop_token& stop);
    /// The same for every aggregate with as many events since its newest snapshot as the policy says.
    [[nodiscard]] Result<void> makeDue(const store::SnapshotPolicy& policy, SnapshotTally& tally,
                                       const store::ProgressFunction& progress, const std::stop_token& stop);

private:
    [[nodiscard]] Result<void> goOn(AggregateId aggregate, SnapshotOutcome& outcome, const std::stop_token& stop);
    [[nodiscard]] Result<void> makeAnew(AggregateId aggregate, SnapshotOutcome& outcome, const std::stop_token& stop);
    [[nodiscard]] Result<void> write(const store::NewSnapshot& made, SnapshotOutcome& outcome);
    [[nodiscard]] Result<void> makeOne(AggregateId aggregate, EarlierSnapshots earlier, SnapshotTally& tally,
                                       const std::stop_token& stop);
    [[nodiscard]] Result<bool> isDue(const store::AggregateRow& row, const store::SnapshotPolicy& policy,
                                     const std::stop_token& stop);
    template <typename Wanted>
    [[nodiscard]] Result<void> makeWhere(const store::AggregateQuery& query, const Wanted& isWanted, SnapshotTally& tally,
                                         const store::ProgressFunction& progress, const std::stop_token& stop);

    store::EventReader& m_reader;
    store::SnapshotWriter& m_writer;
    std::shared_ptr<const catalog::Catalog> m_catalog;
};

}  // namespace vci::replay
