// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/rowhistory.h"

#include "core/projection/projector.h"

#include <algorithm>
#include <map>
#include <utility>

namespace vci::projection {

namespace {

constexpr std::int64_t kEventsPerLook = 1000;

/// Lets each event through to the projector and notes what it changed.
class Noting final : public store::FeedVisitor, public store::EventVisitor {
public:
    Noting(const Library& library, const std::shared_ptr<const Definition>& definition, std::string modelId,
           const store::ProgressFunction& progress, std::stop_token stop)
        : m_projector(definition, library.catalog(), std::nullopt)
        , m_names(definition->targets)
        , m_modelId(std::move(modelId))
        , m_progress(progress)
        , m_stop(std::move(stop))
        , m_values(m_names.size())
    {
    }

    /// Whose events visit(event) is given.
    void setAggregate(AggregateId aggregate) { m_aggregate = aggregate; }

    [[nodiscard]] bool visit(const store::EventView& event) override { return visit(*m_aggregate, event); }
    [[nodiscard]] bool visit(AggregateId aggregate, const store::EventView& event) override
    {
        if (++m_seen % kEventsPerLook == 0) {
            if (m_progress) m_progress(m_seen);
            if (m_stop.stop_requested()) return false;
        }
        const auto key = m_projector.keyOf(aggregate, event);
        if (!key || *key != m_modelId) return true;
        if (!m_projector.visit(aggregate, event)) return false;
        note(aggregate, event);
        return true;
    }

    [[nodiscard]] RowHistory take()
    {
        for (auto& [name, blame] : m_blames) m_history.members.push_back(std::move(blame));
        auto& steps = m_history.newest;
        if (steps.size() > RowHistory::kMaxSteps)
            steps.erase(steps.begin(), steps.end() - static_cast<std::ptrdiff_t>(RowHistory::kMaxSteps));
        return std::move(m_history);
    }

private:
    void note(AggregateId aggregate, const store::EventView& event)
    {
        const auto row = m_projector.rows().find(m_modelId);
        if (!row) return;
        ++m_history.events;
        const RowEvent by{
            event.id, aggregate, event.sequence, {event.at, std::string(event.foreignTime)}, std::string(event.eventType)};
        RowStep step{by, {}};
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            const auto& rows = std::as_const(m_projector).rows();
            const auto value = rows.member(*row, rows.slotOf(m_names[i]));
            if (value == m_values[i]) continue;
            step.changed.push_back(m_names[i]);
            const auto now = value ? std::optional<std::string>(*value) : std::nullopt;
            auto& blame = m_blames.try_emplace(m_names[i], MemberBlame{m_names[i], {}, {}, 0, by}).first->second;
            blame.previous = std::exchange(m_values[i], now);
            blame.value = now;
            blame.changedBy = by;
            ++blame.changes;
        }
        std::sort(step.changed.begin(), step.changed.end());
        auto& steps = m_history.newest;
        steps.push_back(std::move(step));
        // Twice the limit before the older half goes: erasing one by one would move all of them each time.
        if (steps.size() >= 2 * RowHistory::kMaxSteps)
            steps.erase(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(RowHistory::kMaxSteps));
    }

    Projector m_projector;
    const std::vector<std::string>& m_names;
    std::string m_modelId;
    const store::ProgressFunction& m_progress;
    std::stop_token m_stop;
    std::optional<AggregateId> m_aggregate;
    std::vector<std::optional<std::string>> m_values;
    std::map<std::string, MemberBlame> m_blames;
    RowHistory m_history;
    std::int64_t m_seen = 0;
};

}  // namespace

Result<RowHistory> rowHistory(store::ReadModelReader& reader, const Library& library,
                              const std::shared_ptr<const Definition>& definition, const std::string& modelId,
                              const store::ProgressFunction& progress, const std::stop_token& stop)
{
    Noting noting(library, definition, modelId, progress, stop);
    if (definition->key.kind == Key::Kind::Aggregate) {
        const auto aggregate = AggregateId::tryFromString(modelId);
        if (!aggregate) return RowHistory{};
        noting.setAggregate(*aggregate);
        VCI_CHECK(reader.visitAggregate(*aggregate, noting, stop));
    } else {
        VCI_TRY(const store::FeedHead head, reader.logHead(stop));
        VCI_CHECK(reader.visitFeed({0, head.size, definition->eventTypes()}, noting, stop));
    }
    if (stop.stop_requested()) return cancelled();
    return noting.take();
}

}  // namespace vci::projection
