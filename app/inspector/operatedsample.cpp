// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inspector/operatedsample.h"

#include "app/source/opensource.h"
#include "core/base/clock.h"
#include "core/catalog/catalog.h"
#include "core/projection/rebuild.h"
#include "core/replay/timelinebuilder.h"

#include <QFile>

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
    const auto built = projection::rebuild(*models, *modelWriter, library, library.find("CallSummary"), {}, {});
    if (!built.ok()) return built.error();
    return {};
}

}  // namespace vci::app
