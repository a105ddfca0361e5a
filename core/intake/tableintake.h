// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/intake/rowmapper.h"
#include "core/intake/spilledsort.h"
#include "core/intake/tablefile.h"
#include "core/intake/tablemap.h"
#include "core/json/leaf.h"
#include "core/store/reader.h"
#include "core/store/writer.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::intake {

/// A row that did not become an event, and why.
struct Refusal {
    std::int64_t line;  ///< of the file, from 1: where the row begins
    ErrorCode code;
    std::string message;
};

/// rows = appended + existing + skipped + refused.size().
struct IntakeOutcome {
    std::int64_t rows = 0;
    std::int64_t appended = 0;  ///< of a dry run: what would be
    std::int64_t existing = 0;  ///< imported before, with the same content
    std::int64_t skipped = 0;   ///< the map says to leave them out
    bool sequenced = true;
    std::vector<Refusal> refused;                ///< in order of line
    std::map<std::string, std::int64_t> byType;  ///< appended and existing
    std::optional<Timestamp> first;              ///< of appended and existing
    std::optional<Timestamp> last;
    std::set<AggregateId> snapshotsDue;  ///< by the writer's policy
};

/// Turns a table into events in two passes. survey() reads the file once, judges every row and notes of the sound ones only where
/// they stand and when they happened, in bounded memory. deliver() reads those again in order of time, ties in order of the file,
/// and appends them as recorded in batches, each a transaction. The store numbers them: an aggregate's events follow each other
/// in order of time, after those it has already. Event ids come from the rows, so that a second run finds what is there, and a
/// run after one that was killed goes on where that one ended. One thread.
class TableIntake {
public:
    struct Request {
        const TableFile& file;  ///< it and the map outlive the intake
        const TableMap& map;
        std::shared_ptr<const catalog::Catalog> catalog;
        Timestamp recordedAt;  ///< the time of the import
        std::optional<TenantId> tenant;
    };
    using RowsSeen = std::function<void(std::int64_t)>;
    /// Where more rows than this are refused, nothing is imported: the map is not for this table.
    static constexpr std::size_t kMaxRefused = 100'000;

    /// Errors: InvalidMap where the map does not fit the header; InvalidPayload for a file without a readable header, or beyond
    /// kMaxRefused; Io; Cancelled.
    [[nodiscard]] static Result<TableIntake> survey(Request request, const RowsSeen& progress, const std::stop_token& stop);

    /// known: a reader of the tenant's events, or nullptr where it has none yet. writer: nullptr for a dry run. Once. Errors:
    /// those of both; Io where the file has changed since the survey; Cancelled. outcome() tells what was appended before.
    [[nodiscard]] Result<void> deliver(TenantId tenant, store::EventReader* known, store::EventWriter* writer,
                                       const RowsSeen& progress, const std::stop_token& stop);

    [[nodiscard]] const IntakeOutcome& outcome() const { return m_outcome; }

private:
    /// A sound row: enough to order it and to find it again.
    struct SoundRow {
        Uuid::Bytes eventId;
        std::int64_t micros;
        std::int64_t line;
        std::int64_t offset;
        std::int64_t sizeBytes;
    };
    struct ById {
        bool operator()(const SoundRow& a, const SoundRow& b) const;
    };
    struct ByTime {
        bool operator()(const SoundRow& a, const SoundRow& b) const;
    };

    TableIntake(Request request, RowMapper mapper);
    [[nodiscard]] Result<void> judge(class CsvReader& rows, const RowsSeen& progress, const std::stop_token& stop);
    [[nodiscard]] Result<void> judgeRow(const struct CsvRecord& record);
    [[nodiscard]] Result<void> refuseRepeated();
    [[nodiscard]] Result<void> refuse(std::int64_t line, const Error& why);
    void sortRefused();
    [[nodiscard]] Result<store::NewEvent> readAgain(const SoundRow& row);
    /// Takes off the batch what is stored already, and counts or refuses it.
    [[nodiscard]] Result<void> removeKnown(store::EventReader& known, const std::stop_token& stop);
    [[nodiscard]] Result<void> appendBatch(TenantId tenant, store::EventWriter& writer, const std::stop_token& stop);
    [[nodiscard]] bool isSame(const store::NewEvent& event, const Event& stored);
    void count(const store::NewEvent& event);
    void remove(std::size_t index);

    Request m_request;
    RowMapper m_mapper;
    SpilledSort<SoundRow, ById> m_byId;
    SpilledSort<SoundRow, ByTime> m_byTime;
    std::unique_ptr<json::LeafWriter> m_leaves = std::make_unique<json::LeafWriter>();
    IntakeOutcome m_outcome;
    std::vector<store::NewEvent> m_batch;
    std::vector<std::int64_t> m_lines;  // of each of m_batch
    std::string m_rowText;
    std::vector<std::string> m_cells;
};

}  // namespace vci::intake
