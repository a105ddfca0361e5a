// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/timestamp.h"
#include "core/store/query.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

/// One entry of the order of record with the event it names, or an event without an entry.
struct RecordRow {
    enum class Standing {
        Logged,    ///< has an entry in the log in force
        Queued,    ///< waits for one, adopted rows whose sequencing is not finished included; on a stock source: every event
        Unlogged,  ///< has none and waits for none
    };
    Standing standing;
    std::optional<LogIndex> index;       ///< of a logged one
    std::optional<EventId> loggedEvent;  ///< the entry's event_id; absent where that is no UUID
    std::optional<Sha256> loggedLeaf;    ///< the entry's leaf_hash; absent where that is no 32 bytes
    /// Of an exported case: the inclusion path of the entry, its hashes one after another; whatever stands there
    std::optional<std::string_view> path = {};
    std::optional<EventView> event = {};  ///< absent: the entry's event is not there. Views live until the visitor returns
    std::optional<AggregateId> aggregateId = {};
    bool isAdopted = false;  ///< came in before the source was hardened
    /// A column that does not hold its value as the format says, so that whoever looks for the event by it finds none; empty:
    /// every one does. A name of the program's own, which lives on.
    std::string_view misstored = {};
};

class RecordVisitor {
public:
    virtual ~RecordVisitor() = default;
    /// False ends the visit.
    [[nodiscard]] virtual bool visit(const RecordRow& row) = 0;
};

/// What a case file that was exported says of itself (PROOF 6).
struct RecordSelection {
    bool isOfWholeAggregates = false;     ///< every aggregate that is in it is in it whole: gaps mean something
    std::vector<AggregateId> whole = {};  ///< where not every one is: those that are
    bool hasCorrelations = false;         ///< events were taken by their correlation
    bool isOfAll = false;                 ///< every event of the tenant was taken: an absent cause means something
    std::optional<std::int64_t> events = {};
    bool isOfBrokenLog = false;  ///< the log that it was taken from had holes below its newest checkpoint: it proved nothing
};

struct RecordInfo {
    bool hasLog = false;          ///< false: a stock source, or an export of one
    std::string logId = {};       ///< the log in force; empty without one
    std::int64_t headSize = 0;    ///< as log_heads says; the entries decide
    bool storesLeafText = false;  ///< event_data and metadata must stand byte for byte as in the leaf (case files, DESIGN 2)
    std::vector<std::string> olderLogs = {};  ///< log ids before the one in force, oldest first (POSTGRES 2, "After a restore")
    /// Of a case file that holds a part of its origin's log, each entry with its inclusion path
    std::optional<RecordSelection> selection = {};
    std::int64_t paths = 0;  ///< of such a case: how many inclusion paths came with it
};

/// What verification reads: every entry of the log and every event, whatever they are. Belongs to one thread. A visitor may not
/// call the same reader; on PostgreSQL a slow one holds a snapshot of the server open. Errors of every call: those of
/// EventReader.
class RecordReader {
public:
    virtual ~RecordReader() = default;

    [[nodiscard]] virtual Result<RecordInfo> info(std::stop_token stop) = 0;
    /// The entries of the log in force with log_index ≥ from, in the order of log_index.
    [[nodiscard]] virtual Result<void> visitLog(LogIndex from, RecordVisitor& visitor, std::stop_token stop) = 0;
    /// How long the log was, as its head told at the moment that visitLog() read the last of it; absent where it met no entry.
    [[nodiscard]] virtual std::optional<std::int64_t> headWhenVisited() const = 0;
    /// Events without an entry: the queue by queue number, then the others by time; on a stock source every event by time.
    [[nodiscard]] virtual Result<void> visitOutside(RecordVisitor& visitor, std::stop_token stop) = 0;
    /// An aggregate in the list that the source keeps beside the events, in which people look for it.
    struct ListedAggregate {
        AggregateId id;
        std::string type;
        std::int64_t events;  ///< in the log, as the list counts them
        Sequence first;       ///< the lowest number, and the greatest
        Sequence last;
        Timestamp earliest;
        Timestamp latest;
        std::string lastType;  ///< of the event with the greatest number
        bool isInEveryOrder;   ///< what the list is sorted by says the same; people page through that
    };
    /// The whole list; absent where the source keeps none and asks the events.
    [[nodiscard]] virtual Result<std::optional<std::vector<ListedAggregate>>> listed(std::stop_token stop) = 0;
    /// Where list and events do not agree, as of one moment, by id.
    struct ListDifference {
        AggregateId id;
        std::int64_t listed;  ///< events that the list counts; 0: it lacks the aggregate
        std::int64_t there;   ///< events that are in the log, or of a source without one; 0: the aggregate has none
        /// Where both have some: the first that differs, in words, and what the two say of it.
        std::string what = {};
        std::string listedText = {};
        std::string thereText = {};
    };
    [[nodiscard]] virtual Result<std::vector<ListDifference>> listDifferences(std::stop_token stop) = 0;
    /// The events of one aggregate that came in before the source was hardened.
    [[nodiscard]] virtual Result<std::vector<EventId>> adoptedOf(AggregateId aggregate, std::stop_token stop) = 0;
    /// The entries of a log that is in force no more with log_index ≥ 0, in that order, each with the event that it names.
    [[nodiscard]] virtual Result<void> visitOlder(const std::string& olderLogId, RecordVisitor& visitor,
                                                  std::stop_token stop) = 0;
    /// As EventReader::confirmUnchanged(), of what this reader read.
    [[nodiscard]] virtual Result<void> confirmUnchanged(std::stop_token /*stop*/) { return {}; }
    /// Breaks a running call from another thread.
    virtual void interrupt() = 0;
};

}  // namespace vci::store
