// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/leafscan.h"
#include "core/projection/definition.h"
#include "core/projection/rowtable.h"
#include "core/store/readmodels.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace vci::projection {

/// Folds events into the rows of one projection. The only place where a projection's rules run; one thread.
class Projector final : public store::FeedVisitor {
public:
    /// Events at or above logEnd, or without a place where the source has a log, are none of its business when a row is made
    /// anew. Nothing: the source has no log.
    Projector(std::shared_ptr<const Definition> definition, std::shared_ptr<const catalog::Catalog> catalog,
              std::optional<std::int64_t> logEnd);
    ~Projector() override;
    Projector(const Projector&) = delete;
    Projector& operator=(const Projector&) = delete;

    [[nodiscard]] const Definition& definition() const { return *m_definition; }
    [[nodiscard]] RowTable& rows() { return m_rows; }
    [[nodiscard]] const RowTable& rows() const { return m_rows; }
    [[nodiscard]] std::int64_t eventsApplied() const { return m_applied; }
    /// Events of its types whose key no row can have (resources/projections/FORMAT.md).
    [[nodiscard]] std::int64_t eventsPassedOver() const { return m_passedOver; }

    /// Stop is asked for every so many events; progress is told how many came.
    void setProgress(store::ProgressFunction progress, std::stop_token stop);
    /// From now on events of other rows are passed over.
    void restrictTo(std::unordered_set<std::string> modelIds) { m_only = std::move(modelIds); }
    /// Asks, right after that event, whether the row as it is then is the one looked for: RowHead::equalledWatched.
    using IsWanted = std::function<bool(const std::string& canonicalData)>;
    void watch(const std::string& modelId, EventId after, IsWanted isWanted);

    /// The model_id of an event's row; nothing where it makes none. Lives until the next call.
    [[nodiscard]] std::optional<std::string_view> keyOf(AggregateId aggregate, const store::EventView& event);
    /// Applies the event to its row.
    [[nodiscard]] bool visit(AggregateId aggregate, const store::EventView& event) override;
    /// From now on a row that begins in the middle of its aggregate is made anew: events before those that come were applied
    /// already, and what they made is gone. Only for a projection keyed by aggregate.
    void goOn() { m_goesOn = true; }
    /// Takes a row as the source holds it, to go on from there. Members that no rule names are dropped.
    void load(const store::ReadModelRow& row);
    /// Makes the rows anew that met events out of order or began in the middle, or those of `modelIds`. Only for a projection
    /// keyed by aggregate.
    [[nodiscard]] Result<void> replayOutOfOrder(store::ReadModelReader& reader, std::stop_token stop);
    [[nodiscard]] Result<void> replay(const std::vector<std::string>& modelIds, store::ReadModelReader& reader,
                                      std::stop_token stop);

    /// The row as it goes to the store.
    [[nodiscard]] store::ProjectedRow row(RowIndex index) const;

private:
    struct Plan;
    struct Watched {
        EventId after;
        IsWanted isWanted;
    };
    class RowState;
    class Replayer;

    [[nodiscard]] Plan* planOf(const store::EventView& event);
    [[nodiscard]] std::optional<std::string_view> dataKey(Plan& plan, const store::EventView& event);
    void pick(Plan& plan, const store::EventView& event);
    void apply(Plan& plan, RowIndex index, AggregateId aggregate, const store::EventView& event);
    void compareWatched(RowHead& head, RowIndex index, EventId event);
    [[nodiscard]] bool isWithin(const store::EventView& event) const;

    std::shared_ptr<const Definition> m_definition;
    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::optional<std::int64_t> m_logEnd;
    RowTable m_rows;
    std::unordered_map<std::string, std::vector<std::unique_ptr<Plan>>> m_plans;  ///< by type; one a version
    std::unordered_map<std::string, Watched> m_watched;
    std::optional<std::unordered_set<std::string>> m_only;
    bool m_goesOn = false;
    std::vector<std::string> m_outOfOrder;
    json::LeafScanner m_scanner;
    std::string m_key;
    std::string m_text;
    std::int64_t m_applied = 0;
    std::int64_t m_passedOver = 0;
    std::int64_t m_seen = 0;
    store::ProgressFunction m_progress;
    std::stop_token m_stop;
};

}  // namespace vci::projection
