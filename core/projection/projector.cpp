// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/projector.h"

#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/projection/payloadpicker.h"
#include "core/replay/eventfield.h"
#include "core/replay/leafvalue.h"
#include "core/replay/rules.h"

#include <algorithm>
#include <utility>

namespace vci::projection {

namespace {

constexpr std::size_t kMaxKeyCharacters = 255;  // read_models.model_id
constexpr std::int64_t kEventsPerLook = 1024;
constexpr std::size_t kDateCharacters = 10;

void forEachOperand(const catalog::Rule& rule, const auto& visit)
{
    visit(rule.operand);
    if (rule.kind == catalog::Rule::Kind::Elapsed) visit(rule.from);
}

bool canBeKey(std::string_view text)
{
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
    return characters > 0 && static_cast<std::size_t>(characters) <= kMaxKeyCharacters &&
           text.find('\0') == std::string_view::npos;
}

}  // namespace

/// What is known beforehand of the events of one type at one version.
struct Projector::Plan {
    std::int64_t version;
    const EventRules* rules;
    const catalog::EventType* type;  ///< nullptr: not in the catalogue
    bool needsUpcast;
    PayloadPicker picker;
    std::vector<std::pair<const PayloadPicker::Path*, std::size_t>> places;  ///< of the rules' data paths
    std::vector<const std::vector<std::string>*> oldPaths;
    std::optional<std::size_t> key;
    bool isObject = false;  ///< of the event picked last
};

/// The rules' view of an event on the way into a row.
class Projector::RowState final : public replay::RuleState {
public:
    RowState(RowTable& rows, RowIndex row, Plan& plan, const replay::EventFields& fields)
        : m_rows(rows)
        , m_row(row)
        , m_plan(plan)
        , m_fields(fields)
    {
        for (const auto* path : plan.oldPaths) m_old.push_back(rowValue(*path));
    }

    std::optional<json::Value> data(const std::vector<std::string>& path) override
    {
        const auto at =
            std::find_if(m_plan.places.begin(), m_plan.places.end(), [&](const auto& place) { return place.first == &path; });
        return m_plan.picker.value(at->second);
    }
    std::optional<json::Value> old(const std::vector<std::string>& path) override
    {
        const auto at = std::find(m_plan.oldPaths.begin(), m_plan.oldPaths.end(), &path);
        return m_old[static_cast<std::size_t>(at - m_plan.oldPaths.begin())];
    }
    std::optional<json::Value> field(std::string_view name) override { return m_fields.value(name); }
    std::optional<json::Value> member(std::string_view name) override
    {
        const auto text = m_rows.member(m_row, m_rows.slotOf(name));
        return text ? std::optional(replay::leafValue(*text)) : std::nullopt;
    }
    void assign(std::string_view name, json::Value value) override
    {
        m_rows.set(m_row, m_rows.slotOf(name), json::dumpCanonical(value));
    }
    void unset(std::string_view name) override { m_rows.unset(m_row, m_rows.slotOf(name)); }

private:
    [[nodiscard]] std::optional<json::Value> rowValue(const std::vector<std::string>& path)
    {
        if (!m_rows.hasSlot(path.front())) return std::nullopt;
        const auto top = member(path.front());
        if (!top) return std::nullopt;
        const json::Value* const found = json::resolve(*top, {path.begin() + 1, path.end()});
        return found == nullptr ? std::nullopt : std::optional(*found);
    }

    RowTable& m_rows;
    RowIndex m_row;
    Plan& m_plan;
    const replay::EventFields& m_fields;
    std::vector<std::optional<json::Value>> m_old;
};

/// Makes one row from its aggregate's events in replay order.
class Projector::Replayer final : public store::EventVisitor {
public:
    Replayer(Projector& projector, RowIndex row, AggregateId aggregate)
        : m_projector(projector)
        , m_row(row)
        , m_aggregate(aggregate)
    {
    }
    bool visit(const store::EventView& event) override
    {
        if (!m_projector.isWithin(event) || event.aggregateType != m_projector.m_definition->key.aggregateType) return true;
        if (Plan* const plan = m_projector.planOf(event)) {
            m_projector.pick(*plan, event);
            m_projector.apply(*plan, m_row, m_aggregate, event);
        }
        return true;
    }

private:
    Projector& m_projector;
    RowIndex m_row;
    AggregateId m_aggregate;
};

Projector::Projector(std::shared_ptr<const Definition> definition, std::shared_ptr<const catalog::Catalog> catalog,
                     std::optional<std::int64_t> logEnd)
    : m_definition(std::move(definition))
    , m_catalog(std::move(catalog))
    , m_logEnd(logEnd)
    , m_rows(m_definition->targets)
{
    for (const EventRules& event : m_definition->events) m_plans[event.eventType];
}

Projector::~Projector() = default;

void Projector::setProgress(store::ProgressFunction progress, std::stop_token stop)
{
    m_progress = std::move(progress);
    m_stop = std::move(stop);
}

void Projector::watch(const std::string& modelId, EventId after, IsWanted isWanted)
{
    m_watched.insert_or_assign(modelId, Watched{after, std::move(isWanted)});
}

Projector::Plan* Projector::planOf(const store::EventView& event)
{
    m_text = event.eventType;
    const auto found = m_plans.find(m_text);
    if (found == m_plans.end()) return nullptr;
    for (const auto& known : found->second) {
        if (known->version == event.eventVersion) return known.get();
    }
    const auto rules = std::find_if(m_definition->events.begin(), m_definition->events.end(),
                                    [&](const EventRules& one) { return one.eventType == event.eventType; });
    const catalog::EventType* const type = m_catalog->find(event.eventType);
    auto plan = std::make_unique<Plan>(Plan{event.eventVersion, &*rules, type, false, {}, {}, {}, {}});
    plan->needsUpcast = type != nullptr && replay::needsUpcast(*type, event.eventVersion);
    const auto addPlace = [&](const PayloadPicker::Path& path) { plan->places.emplace_back(&path, plan->picker.add(path)); };
    for (const catalog::Rule& rule : rules->rules) {
        if (rule.condition) addPlace(rule.condition->path);
        forEachOperand(rule, [&](const catalog::Operand& operand) {
            if (operand.source == catalog::Operand::Source::Data) addPlace(operand.path);
            if (operand.source == catalog::Operand::Source::Old) plan->oldPaths.push_back(&operand.path);
        });
    }
    if (m_definition->key.kind == Key::Kind::Data) plan->key = plan->picker.add(m_definition->key.path);
    return found->second.emplace_back(std::move(plan)).get();
}

void Projector::pick(Plan& plan, const store::EventView& event)
{
    plan.isObject = plan.picker.pick(m_scanner, event.eventData);
    if (!plan.needsUpcast || !plan.isObject) return;
    json::Value document = json::readLenient(event.eventData).value;
    replay::upcast(*plan.type, event.eventVersion, document);
    plan.isObject = plan.picker.pick(std::move(document));
}

std::optional<std::string_view> Projector::dataKey(Plan& plan, const store::EventView& event)
{
    pick(plan, event);
    const auto value = plan.isObject ? plan.picker.value(*plan.key) : std::nullopt;
    if (!value) return std::nullopt;
    if (value->isBool())
        m_key = value->asBool() ? "true" : "false";
    else if (value->isString() || value->isNumber())
        m_key = value->asText();
    else
        return std::nullopt;
    return canBeKey(m_key) ? std::optional(std::string_view(m_key)) : std::nullopt;
}

std::optional<std::string_view> Projector::keyOf(AggregateId aggregate, const store::EventView& event)
{
    Plan* const plan = planOf(event);
    if (plan == nullptr) return std::nullopt;
    switch (m_definition->key.kind) {
    case Key::Kind::Aggregate:
        if (event.aggregateType != m_definition->key.aggregateType) return std::nullopt;
        m_key = aggregate.toString();
        return m_key;
    case Key::Kind::Data:
        return dataKey(*plan, event);
    case Key::Kind::EventDate:
        if (!event.foreignTime.empty() || !event.at.isInEnvelopeRange()) return std::nullopt;
        m_key = event.at.toString().substr(0, kDateCharacters);
        return m_key;
    }
    return std::nullopt;
}

bool Projector::visit(AggregateId aggregate, const store::EventView& event)
{
    if (++m_seen % kEventsPerLook == 0) {
        if (m_stop.stop_requested()) return false;
        if (m_progress) m_progress(m_seen);
    }
    Plan* const plan = planOf(event);
    if (plan == nullptr) return true;
    const bool isByAggregate = m_definition->key.kind == Key::Kind::Aggregate;
    const auto key = keyOf(aggregate, event);
    if (!key) {
        if (!isByAggregate) ++m_passedOver;
        return true;
    }
    if (m_only && !m_only->contains(m_key)) return true;
    const RowIndex index = m_rows.obtain(*key);
    RowHead& head = m_rows.head(index);
    if (head.isOutOfOrder) return true;
    const bool isOld = head.version > 0 && event.sequence.value() <= head.lastSequence;
    const bool isInTheMiddle = head.version == 0 && m_goesOn && event.sequence.value() > 1;
    if (isByAggregate && (isOld || isInTheMiddle)) {
        head.isOutOfOrder = true;
        m_outOfOrder.emplace_back(*key);
        return true;
    }
    if (m_definition->key.kind != Key::Kind::Data) pick(*plan, event);
    apply(*plan, index, aggregate, event);
    return true;
}

void Projector::apply(Plan& plan, RowIndex index, AggregateId aggregate, const store::EventView& event)
{
    const replay::EventFields fields(event, aggregate);
    RowState state(m_rows, index, plan, fields);
    // A rule that cannot use what it found leaves its target: the event itself is flagged where events are shown.
    (void)replay::runRules(plan.rules->rules, plan.isObject ? replay::DataKind::Object : replay::DataKind::Other, state);
    RowHead& head = m_rows.head(index);
    if (head.version == 0) head.firstPosition = event.pos ? event.pos->value() : 0;
    ++head.version;
    head.lastEventId = event.id.uuid().bytes();
    head.lastSequence = event.sequence.value();
    ++m_applied;
    if (!m_watched.empty()) compareWatched(head, index, event.id);
}

void Projector::compareWatched(RowHead& head, RowIndex index, EventId event)
{
    const auto watched = m_watched.find(std::string(head.modelId));
    if (watched == m_watched.end() || watched->second.after != event) return;
    m_text.clear();
    m_rows.appendData(index, m_text);
    if (watched->second.isWanted(m_text)) head.equalledWatched = true;
}

bool Projector::isWithin(const store::EventView& event) const
{
    return !m_logEnd || (event.pos && event.pos->value() < *m_logEnd);
}

void Projector::load(const store::ReadModelRow& row)
{
    const RowIndex index = m_rows.obtain(row.modelId);
    m_rows.reset(index);
    const json::Value data = json::readLenient(row.data).value;
    for (const std::string& target : m_definition->targets) {
        if (const json::Value* const value = data.find(target))
            m_rows.set(index, m_rows.slotOf(target), json::dumpCanonical(*value));
    }
    RowHead& head = m_rows.head(index);
    head.version = row.version;
    head.lastEventId = row.lastEventId.uuid().bytes();
    head.lastSequence = row.lastEventSequence.value();
}

Result<void> Projector::replayOutOfOrder(store::ReadModelReader& reader, std::stop_token stop)
{
    return replay(std::exchange(m_outOfOrder, {}), reader, std::move(stop));
}

Result<void> Projector::replay(const std::vector<std::string>& modelIds, store::ReadModelReader& reader, std::stop_token stop)
{
    for (const std::string& modelId : modelIds) {
        const auto aggregate = AggregateId::tryFromString(modelId);
        if (!aggregate) continue;
        const RowIndex index = m_rows.obtain(modelId);
        m_rows.reset(index);
        Replayer replayer(*this, index, *aggregate);
        VCI_CHECK(reader.visitAggregate(*aggregate, replayer, stop));
        if (stop.stop_requested()) return cancelled();
    }
    return {};
}

store::ProjectedRow Projector::row(RowIndex index) const
{
    const RowHead& head = m_rows.head(index);
    store::ProjectedRow row{
        std::string(head.modelId), {}, head.version, EventId(Uuid(head.lastEventId)), Sequence(head.lastSequence)};
    m_rows.appendData(index, row.data);
    return row;
}

}  // namespace vci::projection
