// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/catchup.h"

#include "core/projection/rebuild.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace vci::projection {

namespace {

constexpr std::int64_t kEntriesPerBatch = 10'000;

/// Keeps the events of a batch, since their rows are read before they are applied.
class Batch final : public store::FeedVisitor {
public:
    explicit Batch(Projector& projector)
        : m_projector(projector)
    {
    }
    bool visit(AggregateId aggregate, const store::EventView& event) override
    {
        if (const auto key = m_projector.keyOf(aggregate, event)) m_modelIds.emplace(*key);
        m_events.push_back(Kept{aggregate, event, std::string(event.aggregateType), std::string(event.eventType),
                                std::string(event.foreignTime), std::string(event.eventData)});
        return true;
    }

    [[nodiscard]] std::vector<std::string> modelIds() const { return {m_modelIds.begin(), m_modelIds.end()}; }
    void apply()
    {
        for (Kept& kept : m_events) {
            kept.event.aggregateType = kept.aggregateType;
            kept.event.eventType = kept.eventType;
            kept.event.foreignTime = kept.foreignTime;
            kept.event.eventData = kept.eventData;
            kept.event.metadata = {};
            (void)m_projector.visit(kept.aggregate, kept.event);
        }
    }

private:
    struct Kept {
        AggregateId aggregate;
        store::EventView event;
        std::string aggregateType;
        std::string eventType;
        std::string foreignTime;
        std::string eventData;
    };
    Projector& m_projector;
    std::set<std::string> m_modelIds;
    std::vector<Kept> m_events;
};

/// One projection on its way to the end of the log.
class CatchingUp {
public:
    CatchingUp(store::ReadModelReader& reader, store::ReadModelWriter& writer, const Library& library,
               const std::shared_ptr<const Definition>& definition, const std::stop_token& stop)
        : m_reader(reader)
        , m_writer(writer)
        , m_library(library)
        , m_definition(definition)
        , m_stop(stop)
    {
    }

    /// Brings the projection from `from` to `to`, both of the same log.
    Result<void> advance(const store::ProjectionCheckpoint& from, const store::ProjectionCheckpoint& to, CatchUp& outcome)
    {
        Projector projector(m_definition, m_library.catalog(), to.position);
        projector.goOn();
        Batch batch(projector);
        VCI_CHECK(m_reader.visitFeed({from.position, to.position, m_definition->eventTypes()}, batch, m_stop));
        if (m_stop.stop_requested()) return cancelled();
        const auto modelIds = batch.modelIds();
        VCI_TRY(const auto live, m_reader.projectedRows(m_definition->name, modelIds, m_stop));
        for (const store::ReadModelRow& row : live) {
            if (!row.isManual()) projector.load(row);
        }
        batch.apply();
        VCI_CHECK(projector.replayOutOfOrder(m_reader, m_stop));
        std::vector<store::ProjectedRow> rows;
        for (RowIndex index = 0; index < projector.rows().size(); ++index) {
            if (projector.rows().head(index).version > 0) rows.push_back(projector.row(index));
        }
        std::span<const store::ProjectedRow> piece(rows);
        store::ProjectionChange change{m_definition->name, m_definition->id(), from, to, {}, [&piece] {
                                           return Result<std::span<const store::ProjectedRow>>(std::exchange(piece, {}));
                                       }};
        VCI_CHECK(m_writer.apply(*m_reader.tenant(), change, m_stop));
        outcome.applied += projector.eventsApplied();
        outcome.passedOver += projector.eventsPassedOver();
        outcome.position = to.position;
        return {};
    }

private:
    store::ReadModelReader& m_reader;
    store::ReadModelWriter& m_writer;
    const Library& m_library;
    const std::shared_ptr<const Definition>& m_definition;
    const std::stop_token& m_stop;
};

}  // namespace

Result<CatchUp> catchUp(store::ReadModelReader& reader, store::ReadModelWriter& writer, const Library& library,
                        const std::shared_ptr<const Definition>& definition, const store::ProgressFunction& progress,
                        const std::stop_token& stop)
{
    VCI_TRY(const auto head, reader.logHead(stop));
    VCI_TRY(const auto kept, reader.checkpoint(definition->id(), stop));
    CatchUp outcome;
    if (!kept || kept->logId != head.logId || kept->position > head.size) {
        VCI_TRY(const Comparison built, rebuild(reader, writer, library, definition, progress, stop));
        outcome.startedOver = true;
        outcome.passedOver = built.passedOver;
        outcome.position = built.logSize;
        outcome.applied = built.eventsApplied;
        return outcome;
    }
    outcome.position = kept->position;
    CatchingUp catching(reader, writer, library, definition, stop);
    store::ProjectionCheckpoint at = *kept;
    while (at.position < head.size) {
        const store::ProjectionCheckpoint next{head.logId, std::min(at.position + kEntriesPerBatch, head.size)};
        VCI_CHECK(catching.advance(at, next, outcome));
        at = next;
        if (progress) progress(at.position - kept->position);
    }
    return outcome;
}

Result<std::vector<ModelStatus>> listModels(store::ReadModelReader& reader, const Library& library, const std::stop_token& stop)
{
    VCI_TRY(const auto counts, reader.models(stop));
    VCI_TRY(const auto head, reader.logHead(stop));
    std::map<std::string, ModelStatus> models;
    for (const auto& count : counts) {
        ModelStatus& model = models[count.modelType];
        model.rows = count.projected + count.manual;
        model.foreignRows = count.foreign;
    }
    for (const auto& definition : library.all()) {
        ModelStatus& model = models[definition->name];
        model.description = definition->description;
        model.mapsForeign = definition->foreign.has_value();
        VCI_TRY(const auto kept, reader.checkpoint(definition->id(), stop));
        if (!reader.info().hasLog) continue;
        if (kept && kept->logId == head.logId) model.position = kept->position;
        model.lag = std::max<std::int64_t>(head.size - model.position.value_or(0), 0);
    }
    std::vector<ModelStatus> list;
    for (auto& [modelType, model] : models) {
        model.modelType = modelType;
        list.push_back(std::move(model));
    }
    return list;
}

}  // namespace vci::projection
