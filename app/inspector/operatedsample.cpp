// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/operatedsample.h"

#include "app/source/opensource.h"
#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/json/read.h"
#include "core/projection/rebuild.h"
#include "core/replay/timelinebuilder.h"

#include <QFile>

#include <span>
#include <utility>
#include <vector>

namespace vci::app {

namespace {

Result<void> writeSnapshots(const std::string& file, store::EventReader& reader, IdSource& ids, Clock& clock)
{
    const auto catalog = catalog::Catalog::builtIn();
    VCI_TRY(const auto writer, openForSnapshots(file, ids, clock));
    VCI_TRY(const auto longest, reader.aggregates({{"Call"}, store::AggregateSort::EventCount}, {{}, 1}, {}));
    if (longest.rows.empty()) return {};
    VCI_TRY(const auto timeline, replay::loadTimeline(reader, longest.rows.front().id, catalog, {}, {}));
    std::vector<store::NewSnapshot> snapshots;
    for (const std::size_t part : {1U, 2U, 3U}) {
        const replay::Position position = timeline->size() * part / 4;
        if (position == 0) continue;
        const auto event = timeline->eventAt(position - 1);
        snapshots.push_back({timeline->aggregateId(), timeline->aggregateType(), event.sequence, event.id,
                             part == 2 ? std::string(64, '0') : catalog->version(), json::dump(timeline->stateAt(position))});
    }
    return writer->write(*reader.tenant(), snapshots);
}

/// As if somebody had written into the table: one row changed, one gone, one that no event made.
Result<void> makeDrift(store::ReadModelReader& models, store::ReadModelWriter& writer, const projection::Definition& definition)
{
    VCI_TRY(const auto page, models.rows({definition.name}, {{}, 2}, {}));
    VCI_TRY(const auto at, models.checkpoint(definition.id(), {}));
    if (page.rows.size() < 2 || !at) return {};
    const store::ReadModelRow& row = page.rows.front();
    std::vector<json::Value::Member> members = json::readLenient(row.data).value.members();
    for (auto& [name, value] : members)
        if (name == "status") value = json::Value::string("in_progress");
    const std::string data = json::dumpCanonical(json::Value::object(std::move(members)));
    const std::vector<store::ProjectedRow> rows{
        {row.modelId, data, row.version, row.lastEventId, row.lastEventSequence},
        {"00000000-0000-4000-8000-000000000001", data, 1, row.lastEventId, row.lastEventSequence}};
    bool isGiven = false;
    const auto next = [&]() -> Result<std::span<const store::ProjectedRow>> {
        return std::exchange(isGiven, true) ? std::span<const store::ProjectedRow>() : std::span(rows);
    };
    return writer.apply(*models.tenant(), {definition.name, definition.id(), at, *at, {page.rows.back().modelId}, next}, {});
}

}  // namespace

Result<void> makeOperatedSample(const QString& sample, const QString& copy)
{
    if (!QFile::copy(sample, copy))
        return makeError(ErrorCode::Io, "cannot copy " + sample.toStdString() + " to " + copy.toStdString());
    const std::string file = copy.toStdString();
    RandomIdSource ids;
    SystemClock clock;
    VCI_TRY(const auto modelWriter, openReadModelWriter(file, ids, clock));
    VCI_TRY(const auto reader, openSource(file));
    VCI_TRY(const auto tenants, reader->tenants());
    if (tenants.empty()) return {};
    VCI_CHECK(reader->selectTenant(tenants.front().id));
    VCI_CHECK(writeSnapshots(file, *reader, ids, clock));
    VCI_TRY(const auto models, openReadModels(file));
    VCI_CHECK(models->selectTenant(tenants.front().id));
    VCI_TRY(const auto library, projection::Library::load(catalog::Catalog::builtIn()));
    const auto calls = library.find("CallSummary");
    const auto built = projection::rebuild(*models, *modelWriter, library, calls, {}, {});
    if (!built.ok()) return built.error();
    return makeDrift(*models, *modelWriter, *calls);
}

}  // namespace vci::app
