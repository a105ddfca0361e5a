// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/tableintake.h"

#include "core/intake/csvreader.h"
#include "core/json/read.h"
#include "core/store/appendrules.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace vci::intake {

namespace {

constexpr std::size_t kSortedInMemory = 500'000;
constexpr std::size_t kBatchRows = 1000;
constexpr std::int64_t kRowsBetweenStops = 1000;
/// Other writers may take an aggregate's next number first; the batch then takes the one after.
constexpr int kAttempts = 20;

/// Metadata without the time of the import, which is another in every run.
std::string withoutRecordedAt(std::string_view metadata)
{
    json::Value value = json::readLenient(metadata).value;
    if (value.isObject()) value.remove("recorded_at");
    return json::dumpCanonical(value);
}

}  // namespace

bool TableIntake::ById::operator()(const SoundRow& a, const SoundRow& b) const
{
    return std::tie(a.eventId, a.line) < std::tie(b.eventId, b.line);
}

bool TableIntake::ByTime::operator()(const SoundRow& a, const SoundRow& b) const
{
    return std::tie(a.micros, a.line) < std::tie(b.micros, b.line);
}

TableIntake::TableIntake(Request request, RowMapper mapper)
    : m_request(std::move(request))
    , m_mapper(std::move(mapper))
    , m_byId(kSortedInMemory)
    , m_byTime(kSortedInMemory)
{
}

Result<TableIntake> TableIntake::survey(Request request, const RowsSeen& progress, const std::stop_token& stop)
{
    std::vector<std::string> header = request.map.header;
    CsvReader rows(request.file, request.map.dialect, header.empty() ? std::nullopt : std::optional(header.size()));
    if (header.empty()) {
        VCI_TRY(const CsvRecord* const first, rows.next());
        if (first == nullptr)
            return makeError(ErrorCode::InvalidPayload, request.file.name() + " is empty: its first row must name the columns");
        if (first->fault) {
            Error error = makeError(ErrorCode::InvalidPayload, "the row that must name the columns is broken: " + *first->fault);
            error.place.line = first->line;
            return error;
        }
        header = first->cells;
    }
    VCI_TRY(auto mapper, RowMapper::bind(request.map, header, request.catalog, request.recordedAt, request.tenant));
    TableIntake intake(std::move(request), std::move(mapper));
    VCI_CHECK(intake.judge(rows, progress, stop));
    VCI_CHECK(intake.refuseRepeated());
    intake.sortRefused();
    return intake;
}

Result<void> TableIntake::judge(CsvReader& rows, const RowsSeen& progress, const std::stop_token& stop)
{
    while (true) {
        VCI_TRY(const CsvRecord* const record, rows.next());
        if (record == nullptr) return {};
        VCI_CHECK(judgeRow(*record));
        if (++m_outcome.rows % kRowsBetweenStops != 0) continue;
        if (stop.stop_requested()) return cancelled();
        progress(m_outcome.rows);
    }
}

Result<void> TableIntake::judgeRow(const CsvRecord& record)
{
    if (record.fault) return refuse(record.line, makeError(ErrorCode::InvalidPayload, *record.fault));
    const auto event = m_mapper.eventOf(record.cells);
    if (!event.ok()) return refuse(record.line, event.error());
    if (!event.value()) {
        ++m_outcome.skipped;
        return {};
    }
    return m_byId.add({event.value()->id->uuid().bytes(), event.value()->timestamp->at.micros(), record.line, record.offset,
                       static_cast<std::int64_t>(record.sizeBytes)});
}

Result<void> TableIntake::refuseRepeated()
{
    std::optional<SoundRow> before;
    return m_byId.takeAll([&](const SoundRow& row) -> Result<void> {
        if (before && before->eventId == row.eventId) {
            return refuse(row.line, makeError(ErrorCode::IdConflict, "the row has the same key as line " +
                                                                         std::to_string(before->line) + ", which is taken"));
        }
        before = row;
        return m_byTime.add(row);
    });
}

Result<void> TableIntake::refuse(std::int64_t line, const Error& why)
{
    if (m_outcome.refused.size() == kMaxRefused) {
        Error error = makeError(ErrorCode::InvalidPayload,
                                "more than " + std::to_string(kMaxRefused) +
                                    " rows are refused: the map is not for this table; the last one: " + why.message);
        error.place.line = line;
        return error;
    }
    m_outcome.refused.push_back({line, why.code, why.message});
    return {};
}

void TableIntake::sortRefused()
{
    std::ranges::sort(m_outcome.refused, {}, &Refusal::line);
}

Result<void> TableIntake::deliver(TenantId tenant, store::EventReader* known, store::EventWriter* writer,
                                  const RowsSeen& progress, const std::stop_token& stop)
{
    std::int64_t rows = 0;
    const auto flush = [&]() -> Result<void> {
        if (stop.stop_requested()) return cancelled();
        rows += std::ssize(m_batch);
        if (known != nullptr) VCI_CHECK(removeKnown(*known, stop));
        if (writer != nullptr && !m_batch.empty()) {
            VCI_CHECK(appendBatch(tenant, *writer, stop));
        } else {
            m_outcome.appended += std::ssize(m_batch);
        }
        for (const store::NewEvent& event : m_batch) count(event);
        m_batch.clear();
        m_lines.clear();
        progress(rows);
        return {};
    };
    auto delivered = m_byTime.takeAll([&](const SoundRow& row) -> Result<void> {
        VCI_TRY(auto event, readAgain(row));
        m_batch.push_back(std::move(event));
        m_lines.push_back(row.line);
        return m_batch.size() == kBatchRows ? flush() : Result<void>();
    });
    if (delivered.ok()) delivered = flush();
    sortRefused();
    return delivered;
}

Result<store::NewEvent> TableIntake::readAgain(const SoundRow& row)
{
    const auto changed = [this, &row] {
        Error error = makeError(ErrorCode::Io, m_request.file.name() + " was changed while it was being imported");
        error.place.line = row.line;
        return error;
    };
    m_rowText.clear();
    VCI_TRY(const std::size_t got, m_request.file.readAt(row.offset, static_cast<std::size_t>(row.sizeBytes), m_rowText));
    const CsvSplit split = splitCsvRecord(m_rowText, true, m_request.map.dialect, m_cells);
    if (got != static_cast<std::size_t>(row.sizeBytes) || split.fault || split.sizeBytes != got) return changed();
    if (m_cells.size() != m_mapper.columnCount()) return changed();
    auto event = m_mapper.eventOf(m_cells);
    if (!event.ok() || !event.value()) return changed();
    if (event.value()->id->uuid().bytes() != row.eventId || event.value()->timestamp->at.micros() != row.micros) return changed();
    // Of two imports at once, each has a time of its own.
    event.value()->gaveMetadata = false;
    return *std::move(event).value();
}

Result<void> TableIntake::removeKnown(store::EventReader& known, const std::stop_token& stop)
{
    std::vector<EventId> ids;
    for (const store::NewEvent& event : m_batch) ids.push_back(*event.id);
    VCI_TRY(const auto found, known.eventsById(ids, stop));
    std::unordered_map<EventId, const Event*> stored;
    for (const Event& event : found) stored.emplace(event.id, &event);
    for (std::size_t i = m_batch.size(); i-- > 0;) {
        const auto same = stored.find(*m_batch[i].id);
        if (same == stored.end()) continue;
        if (isSame(m_batch[i], *same->second)) {
            ++m_outcome.existing;
            m_outcome.sequenced = m_outcome.sequenced && same->second->pos.has_value();
            count(m_batch[i]);
        } else {
            VCI_CHECK(refuse(m_lines[i], store::idConflict(*same->second)));
        }
        remove(i);
    }
    return {};
}

bool TableIntake::isSame(const store::NewEvent& event, const Event& stored)
{
    Event compared = stored;
    compared.eventData = m_leaves->canonicalPayload(stored.eventData);
    return withoutRecordedAt(event.metadata) == withoutRecordedAt(stored.metadata) &&
           store::hasSameContent(event, m_leaves->canonicalPayload(event.eventData), event.metadata, compared,
                                 store::Stamping::AsRecorded);
}

Result<void> TableIntake::appendBatch(TenantId tenant, store::EventWriter& writer, const std::stop_token& stop)
{
    for (int attempt = 1; !m_batch.empty();) {
        auto appended = writer.append(tenant, m_batch, store::Stamping::AsRecorded, stop);
        if (appended.ok()) {
            m_outcome.appended += appended.value().appended;
            m_outcome.existing += appended.value().existing;
            // What waited before it got its place, too.
            m_outcome.sequenced = appended.value().sequenced;
            m_outcome.snapshotsDue.merge(appended.value().snapshotsDue);
            return {};
        }
        Error error = std::move(appended).error();
        const bool isConflict = error.code == ErrorCode::IdConflict || error.code == ErrorCode::SequenceConflict;
        const std::int64_t line = std::exchange(error.place.line, std::nullopt).value_or(0);  // in the batch, from 1
        if (!isConflict || (line == 0 && attempt++ == kAttempts)) return error;
        if (line == 0) continue;
        const auto index = static_cast<std::size_t>(line - 1);
        VCI_CHECK(refuse(m_lines[index], error));
        remove(index);
    }
    return {};
}

void TableIntake::count(const store::NewEvent& event)
{
    ++m_outcome.byType[event.eventType];
    const Timestamp at = event.timestamp->at;
    if (!m_outcome.first || at < *m_outcome.first) m_outcome.first = at;
    if (!m_outcome.last || at > *m_outcome.last) m_outcome.last = at;
}

void TableIntake::remove(std::size_t index)
{
    m_batch.erase(m_batch.begin() + static_cast<std::ptrdiff_t>(index));
    m_lines.erase(m_lines.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace vci::intake
