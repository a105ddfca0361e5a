// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/model/event.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

enum class SourceKind { CaseFile, StockPostgres, HardenedPostgres };

/// What a source is and can do.
struct SourceInfo {
    SourceKind kind;
    std::string label;  ///< short, for people: a file name, or database@host. Never holds a password.
    std::string uri;    ///< for recent lists and deep links. Never holds a password.
    bool canAppend = false;
    bool hasLog = false;           ///< event_log exists: pos is meaningful
    bool sortsAggregates = false;  ///< AggregateSort other than Id is answered without reading everything
    bool readOnlyMedium = false;
    std::string login;                 ///< PostgreSQL only
    std::vector<std::string> notices;  ///< sentences a person should read: read-only medium, row security bypassed, …
};

/// Where a page ended; opaque, printable ASCII, only good for the same query on the same source.
struct Cursor {
    std::string token;
};

struct PageRequest {
    std::optional<Cursor> after = {};  ///< exclusive; absent: from the start
    std::size_t limitRows = 1000;
    std::size_t skipRows = 0;  ///< counted from after; only aggregates() honours it
};

enum class AggregateSort { Id, LastActivity, EventCount };

struct AggregateQuery {
    std::vector<std::string> types = {};     ///< empty: all
    AggregateSort sort = AggregateSort::Id;  ///< LastActivity and EventCount are descending, ties by id
};

struct AggregateRow {
    AggregateId id;
    std::string type;
    std::int64_t events;
    Sequence firstSequence;
    Sequence lastSequence;
    RecordedTime first;         ///< the least timestamp
    RecordedTime last;          ///< the greatest timestamp
    std::string lastEventType;  ///< of the last event in replay order
};

struct AggregatePage {
    std::vector<AggregateRow> rows;
    std::optional<Cursor> next;  ///< absent: this was the last page
};

struct TypeCount {
    std::string type;
    std::int64_t count;
};

struct EventPage {
    std::vector<Event> events;
    std::optional<Cursor> next;
};

/// One row in pieces: views into the driver's buffers.
struct EventView {
    EventId id;
    std::string_view aggregateType;
    std::string_view eventType;
    std::int64_t eventVersion;
    Sequence sequence;
    Timestamp at;
    std::string_view foreignTime;  ///< empty unless out of the envelope's range
    std::optional<EventId> causationId;
    std::optional<CorrelationId> correlationId;
    std::string_view eventData;
    std::string_view metadata;
    std::optional<std::string_view> blockchainTxHash;
    std::optional<LogIndex> pos;
};

class EventVisitor {
public:
    virtual ~EventVisitor() = default;
    /// False ends the visit.
    [[nodiscard]] virtual bool visit(const EventView& event) = 0;
};

struct FindQuery {
    std::string text;
    std::size_t limitHits = 200;
};

struct FindHit {
    enum class Kind { Aggregate, Event, Correlation, Payload };
    Kind kind;
    AggregateId aggregateId;  ///< for Correlation: that of its first event
    std::string aggregateType;
    std::optional<EventId> eventId;    ///< for Event and Payload
    std::optional<Sequence> sequence;  ///< for Event and Payload
    std::optional<CorrelationId> correlationId;
    std::optional<RecordedTime> at;  ///< of that event, or the aggregate's last
    std::string excerpt;             ///< the matching part of the payload, or empty
};

using ProgressFunction = std::function<void(std::int64_t rowsSeen)>;

struct Statistics {
    std::int64_t events = 0;
    std::int64_t aggregates = 0;
    std::int64_t unsequenced = 0;  ///< events not in the log yet; 0 where there is no log
    std::map<std::string, std::int64_t> byType;
    std::map<std::string, std::int64_t> byAggregateType;  ///< events per aggregate type
    std::optional<RecordedTime> first;
    std::optional<RecordedTime> last;
};

}  // namespace vci::store
