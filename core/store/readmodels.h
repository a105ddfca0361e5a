// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"
#include "core/store/reader.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace vci::store {

/// What stands in `read_models.projection` of a row that a person or program put there (read-model put). Rows of a projection
/// carry `<name>@<version>`, rows of the platform nothing.
inline constexpr std::string_view kManualProjection = "manual";

/// A row of `read_models` as the source holds it (POSTGRES 1).
struct ReadModelRow {
    std::string modelType;
    std::string modelId;
    std::string data;  ///< JSON text, whatever it is
    std::int64_t version;
    EventId lastEventId;  ///< the nil UUID: no event made it
    Sequence lastEventSequence;
    RecordedTime createdAt;
    RecordedTime updatedAt;
    bool isDeleted;
    std::optional<std::string> projection;  ///< absent: foreign, the platform's own

    [[nodiscard]] bool isManual() const { return projection == kManualProjection; }
};

/// How many rows of a type there are, without deleted ones.
struct ReadModelCount {
    std::string modelType;
    std::int64_t projected = 0;
    std::int64_t manual = 0;
    std::int64_t foreign = 0;
};

struct ReadModelQuery {
    std::string modelType;
    enum class Whose { All, Projected, Foreign } whose = Whose::All;
    enum class Deleted { Leave, Include } deleted = Deleted::Leave;
};

struct ReadModelPage {
    std::vector<ReadModelRow> rows;  ///< by the bytes of model_id
    std::optional<Cursor> next;
};

/// How far a projection has read the log: the first log_index that it has not seen (`projection_checkpoints`).
struct ProjectionCheckpoint {
    std::string logId;
    std::int64_t position;
    friend bool operator==(const ProjectionCheckpoint&, const ProjectionCheckpoint&) = default;
};

/// The log in force and how many entries it has. A stock source has none: empty and 0.
struct FeedHead {
    std::string logId;
    std::int64_t size = 0;
};

/// Which events a projection wants: those of these types at [begin, end) of the log.
struct FeedQuery {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::vector<std::string> eventTypes = {};  ///< empty: all
    /// Waiting: all events, those too that wait for their place in the log, as on a stock source. In a case file none waits.
    enum class Events { Logged, Waiting } events = Events::Logged;
};

/// Sees events one by one; views live until it returns. metadata is `null` and blockchainTxHash absent: no rule reads them.
class FeedVisitor {
public:
    virtual ~FeedVisitor() = default;
    /// False ends the visit.
    [[nodiscard]] virtual bool visit(AggregateId aggregate, const EventView& event) = 0;
};

/// Reads read models, their checkpoints and the events that make them. One object is one connection and belongs to one thread;
/// interrupt() alone may be called from another. Every call is one or more short read-only transactions. On a case file of an
/// older version, which has no read models, all lists are empty. Errors: those of EventReader.
class ReadModelReader {
public:
    virtual ~ReadModelReader() = default;

    [[nodiscard]] virtual const SourceInfo& info() const = 0;
    [[nodiscard]] virtual Result<std::vector<Tenant>> tenants() = 0;
    /// Sets the tenant in force for all calls below; TenantRequired without. NotFound where no such tenant is visible.
    [[nodiscard]] virtual Result<void> selectTenant(TenantId tenant) = 0;
    [[nodiscard]] virtual std::optional<TenantId> tenant() const = 0;

    /// By type.
    [[nodiscard]] virtual Result<std::vector<ReadModelCount>> models(std::stop_token stop) = 0;
    [[nodiscard]] virtual Result<ReadModelPage> rows(const ReadModelQuery& query, const PageRequest& page,
                                                     std::stop_token stop) = 0;
    /// The rows of these ids, each id at most once: ours, not foreign ones. In no order; what does not exist is left out.
    [[nodiscard]] virtual Result<std::vector<ReadModelRow>>
    projectedRows(const std::string& modelType, std::span<const std::string> modelIds, std::stop_token stop) = 0;
    /// One row, deleted or not: ours, else the platform's newest. NotFound.
    [[nodiscard]] virtual Result<ReadModelRow> row(const std::string& modelType, const std::string& modelId,
                                                   std::stop_token stop) = 0;

    /// projection is `<name>@<version>`. Nothing where it never ran here.
    [[nodiscard]] virtual Result<std::optional<ProjectionCheckpoint>> checkpoint(const std::string& projection,
                                                                                 std::stop_token stop) = 0;
    [[nodiscard]] virtual Result<FeedHead> logHead(std::stop_token stop) = 0;
    /// The events of the log's range in log order; what the log names and nobody has is passed over. On a stock source, which
    /// has no log, the range is ignored: all events, (timestamp, aggregate_id, sequence_number, id) order. Page by page.
    [[nodiscard]] virtual Result<void> visitFeed(const FeedQuery& query, FeedVisitor& visitor, std::stop_token stop) = 0;
    /// One aggregate's events in replay order; of an aggregate that has none, nothing.
    [[nodiscard]] virtual Result<void> visitAggregate(AggregateId id, EventVisitor& visitor, std::stop_token stop) = 0;

    /// Breaks a running call from another thread. The call returns Cancelled.
    virtual void interrupt() = 0;
};

/// A row as a projection makes it.
struct ProjectedRow {
    std::string modelId;
    std::string data;  ///< canonical JSON text of an object
    std::int64_t version;
    EventId lastEventId;
    Sequence lastEventSequence;
};

/// What a projection brings to a read model in one transaction: rows and how far it is then.
struct ProjectionChange {
    std::string modelType;
    std::string projection;                    ///< `<name>@<version>`
    std::optional<ProjectionCheckpoint> from;  ///< as it was read; absent: there was none
    ProjectionCheckpoint to;
    std::vector<std::string> gone = {};  ///< ids whose rows of ours go
    /// Gives the rows piece by piece; an empty one ends them, an error undoes all. They live until the next call.
    using NextRows = std::function<Result<std::span<const ProjectedRow>>()>;
    NextRows next;
};

/// Writes read models. A different type from the reader: whoever only looks is never given one. One connection, one thread.
/// Errors of every call, nothing is written then: Locked, Unreachable, NotPermitted, ReadOnly, Io, Cancelled, NotFound for an
/// unknown tenant.
class ReadModelWriter {
public:
    virtual ~ReadModelWriter() = default;

    /// All or nothing, one transaction: rows of ours are replaced, made or taken away and the checkpoint moves from `from` to
    /// `to`. Foreign rows stay as they are. Errors: Locked where the checkpoint is no longer `from`; AlreadyExists where a
    /// manual row holds an id, naming it.
    [[nodiscard]] virtual Result<void> apply(TenantId tenant, const ProjectionChange& change, std::stop_token stop) = 0;

    /// Makes or replaces a manual row, also one that was deleted; its version counts up. data is JSON text of an object.
    /// AlreadyExists where a projection keeps the row. Gives the row as stored.
    [[nodiscard]] virtual Result<ReadModelRow> put(TenantId tenant, const std::string& modelType, const std::string& modelId,
                                                   const std::string& data) = 0;
    /// Marks a manual row as deleted; its version counts up. NotFound; AlreadyExists where a projection keeps the row.
    [[nodiscard]] virtual Result<ReadModelRow> remove(TenantId tenant, const std::string& modelType,
                                                      const std::string& modelId) = 0;

    /// Breaks a running call from another thread. The call returns Cancelled.
    virtual void interrupt() = 0;
};

}  // namespace vci::store
