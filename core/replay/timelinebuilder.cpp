// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/timelinebuilder.h"

#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/replay/eventfield.h"
#include "core/replay/leafvalue.h"
#include "core/replay/rules.h"
#include "core/replay/sequencecheck.h"
#include "core/replay/statesink.h"
#include "core/replay/timelinedata.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace vci::replay {

namespace {

constexpr std::size_t kMinChangesPerCheckpoint = 4096;

/// What is known beforehand of the events of one type at one version.
struct Plan {
    std::uint32_t typeIndex;                                ///< into Timeline::Data::types
    const catalog::EventType* type;                         ///< nullptr: not in the catalogue
    bool needsDocument;                                     ///< the payload is read as a value, not streamed
    std::vector<const std::vector<std::string>*> oldPaths;  ///< what rules read of the state before the event
    std::optional<json::Value> status;
    std::vector<PathId> hints;
};

void forEachOperand(const catalog::Rule& rule, const auto& visit)
{
    visit(rule.operand);
    if (rule.kind == catalog::Rule::Kind::Elapsed) visit(rule.from);
}

/// True where a rule reads from event_data what the streamed state does not tell: a member that a rule of the type changes, or
/// one that the state never takes from a payload.
bool readsBesidesTheState(const catalog::EventType& type)
{
    std::unordered_set<std::string> read;
    for (const catalog::Rule& rule : type.rules) {
        forEachOperand(rule, [&](const catalog::Operand& operand) {
            if (operand.source == catalog::Operand::Source::Data) read.insert(operand.path.front());
        });
        if (rule.condition) read.insert(rule.condition->path.front());
    }
    return std::any_of(read.begin(), read.end(), isReservedMember) ||
           std::any_of(type.rules.begin(), type.rules.end(),
                       [&](const catalog::Rule& rule) { return read.contains(rule.target); });
}

Plan makePlan(const catalog::Catalog& catalog, const store::EventView& event, std::uint32_t typeIndex)
{
    Plan plan{typeIndex, catalog.find(event.eventType), false, {}, {}, {}};
    if (plan.type == nullptr) return plan;
    plan.needsDocument = needsUpcast(*plan.type, event.eventVersion) || readsBesidesTheState(*plan.type);
    if (plan.type->status) plan.status = json::Value::string(*plan.type->status);
    for (const catalog::Rule& rule : plan.type->rules) {
        forEachOperand(rule, [&](const catalog::Operand& operand) {
            if (operand.source == catalog::Operand::Source::Old) plan.oldPaths.push_back(&operand.path);
        });
    }
    return plan;
}

void addAll(Flags& flags, const Flags& more)
{
    for (const FindingKind kind : kAllFindingKinds) {
        if (more.has(kind)) flags.add(kind);
    }
}

/// The rules' view of an event on the way into a timeline.
class EventRules final : public RuleState {
public:
    /// old: what the paths of plan.oldPaths led to before the event. document: absent where the payload was streamed.
    EventRules(StateSink& sink, const store::EventView& event, AggregateId aggregate, const Plan& plan,
               const std::vector<std::optional<json::Value>>& old, std::optional<json::Value>& document)
        : m_sink(sink)
        , m_event(event)
        , m_aggregate(aggregate)
        , m_plan(plan)
        , m_old(old)
        , m_document(document)
    {
    }

    std::optional<json::Value> data(const std::vector<std::string>& path) override
    {
        if (!m_document) {
            // Streamed: the member of the state is the payload's own, or else the payload has none of that name.
            if (!m_sink.isAssigned(path.front())) return std::nullopt;
            if (const auto text = m_sink.leafText(path)) return leafValue(*text);
            m_document = json::readLenient(m_event.eventData).value;
        }
        const json::Value* found = json::resolve(*m_document, path);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }
    std::optional<json::Value> old(const std::vector<std::string>& path) override
    {
        const auto at = std::find(m_plan.oldPaths.begin(), m_plan.oldPaths.end(), &path);
        return m_old[static_cast<std::size_t>(at - m_plan.oldPaths.begin())];
    }
    std::optional<json::Value> field(std::string_view name) override { return EventFields(m_event, m_aggregate).value(name); }
    std::optional<json::Value> member(std::string_view name) override { return m_sink.member(name); }
    void assign(std::string_view name, json::Value value) override { m_sink.assign(name, value); }
    void unset(std::string_view name) override { m_sink.unset(name); }

private:
    StateSink& m_sink;
    const store::EventView& m_event;
    AggregateId m_aggregate;
    const Plan& m_plan;
    const std::vector<std::optional<json::Value>>& m_old;
    std::optional<json::Value>& m_document;
};

}  // namespace

struct TimelineBuilder::Impl {
    Impl(std::shared_ptr<const catalog::Catalog> usedCatalog, AggregateId aggregate)
        : catalog(std::move(usedCatalog))
        , data(std::make_unique<Timeline::Data>(aggregate))
        , sink(*data)
    {
    }

    void add(const store::EventView& event);
    [[nodiscard]] Plan& planOf(const store::EventView& event);
    /// A place in the newest state, the four last_* included.
    [[nodiscard]] std::optional<json::Value> newestValue(const std::vector<std::string>& path) const;
    /// Steps 1 to 4 of apply.
    [[nodiscard]] Flags apply(const store::EventView& event, Plan& plan);
    [[nodiscard]] Flags ownFlags(const store::EventView& event, const Plan& plan);
    void keepFlags(Flags flags);
    void keepCheckpoint();
    void finish();

    std::shared_ptr<const catalog::Catalog> catalog;
    std::unique_ptr<Timeline::Data> data;
    StateSink sink;
    json::LeafScanner scanner;
    SequenceCheck sequenceCheck;
    std::unordered_map<std::string, std::unordered_map<std::int64_t, std::unique_ptr<Plan>>> plans;  ///< by type and version
    Plan* lastPlan = nullptr;
    std::string lastMetadata;  ///< known to hold no foreign number
    ChangeIndex changesAtCheckpoint = 0;
    bool timesGoBack = false;
};

Plan& TimelineBuilder::Impl::planOf(const store::EventView& event)
{
    const auto isFor = [&](const Plan& plan) { return data->types[plan.typeIndex].version == event.eventVersion; };
    if (lastPlan != nullptr && isFor(*lastPlan) && data->types[lastPlan->typeIndex].name == event.eventType) return *lastPlan;
    auto& plan = plans[std::string(event.eventType)][event.eventVersion];
    if (plan) {
        lastPlan = plan.get();
        return *lastPlan;
    }
    const auto typeIndex = static_cast<std::uint32_t>(data->types.size());
    data->types.push_back({std::string(event.eventType), event.eventVersion});
    plan = std::make_unique<Plan>(makePlan(*catalog, event, typeIndex));
    lastPlan = plan.get();
    return *lastPlan;
}

std::optional<json::Value> TimelineBuilder::Impl::newestValue(const std::vector<std::string>& path) const
{
    const std::size_t size = data->heads.size();
    if (path.size() == 1 && size > 0) {
        const Head& head = data->heads[size - 1];
        if (path.front() == kLastEventId) return json::Value::string(Uuid(head.id).toString());
        if (path.front() == kLastEventType) return json::Value::string(data->types[head.type].name);
        if (path.front() == kLastSequence) return json::Value::number(std::to_string(head.sequence));
        if (path.front() == kLastTimestamp) return json::Value::string(data->timeText(size - 1));
    }
    return sink.value(path);
}

Flags TimelineBuilder::Impl::apply(const store::EventView& event, Plan& plan)
{
    std::vector<std::optional<json::Value>> old;
    for (const auto* path : plan.oldPaths) old.push_back(newestValue(*path));

    Flags flags;
    std::optional<json::Value> document;
    json::ScanReport report;
    sink.beginEvent(static_cast<std::uint32_t>(data->heads.size()), plan.hints);
    if (plan.needsDocument) {
        json::LenientRead read = json::readLenient(event.eventData);
        report = {read.isJson && read.value.isObject(), read.foreignNumber, read.defective};
        document = std::move(read.value);
        upcast(*plan.type, event.eventVersion, *document);
        json::walkLeaves(*document, sink);
    } else {
        report = scanner.scan(event.eventData, sink);
    }
    if (!report.isObject || report.foreignNumber) flags.add(FindingKind::MalformedPayload);
    if (plan.type == nullptr) return flags;

    if (!plan.type->rules.empty()) {
        EventRules rules(sink, event, data->aggregateId, plan, old, document);
        if (!runRules(plan.type->rules, report.isObject ? DataKind::Object : DataKind::Other, rules))
            flags.add(FindingKind::MalformedPayload);
    }
    if (plan.status && !sink.isAssigned(kStatusMember)) sink.assign(kStatusMember, *plan.status);
    return flags;
}

Flags TimelineBuilder::Impl::ownFlags(const store::EventView& event, const Plan& plan)
{
    Flags flags = sequenceCheck.next(event.sequence, event.at);
    if (plan.type == nullptr && !catalog->allowsUnknownTypes()) flags.add(FindingKind::UnknownEventType);
    if (event.blockchainTxHash && !isTxHash(*event.blockchainTxHash)) flags.add(FindingKind::InvalidTxHash);
    if (event.metadata != lastMetadata) {
        if (hasForeignNumber(event.metadata))
            flags.add(FindingKind::MalformedPayload);
        else
            lastMetadata = event.metadata;
    }
    return flags;
}

void TimelineBuilder::Impl::add(const store::EventView& event)
{
    if (data->heads.size() == 0) data->aggregateType = event.aggregateType;
    Plan& plan = planOf(event);
    const auto firstChange = static_cast<ChangeIndex>(data->changes.size());
    Flags flags = ownFlags(event, plan);
    addAll(flags, apply(event, plan));
    timesGoBack = timesGoBack || flags.has(FindingKind::TimestampRegression);
    if (!event.foreignTime.empty()) data->foreignTimes.emplace(data->heads.size(), event.foreignTime);
    data->heads.push({event.id.uuid().bytes(), event.sequence.value(), event.at.micros(),
                      event.pos ? event.pos->value() : Head::kNoPos, plan.typeIndex, firstChange, flags});
    keepFlags(flags);
    keepCheckpoint();
}

void TimelineBuilder::Impl::keepFlags(Flags flags)
{
    if (flags.isEmpty()) return;
    Flags all = data->flagSteps.empty() ? Flags() : data->flagSteps.back().flags;
    addAll(all, flags);
    if (data->flagSteps.empty() || !(data->flagSteps.back().flags == all)) data->flagSteps.push_back({data->heads.size(), all});
}

void TimelineBuilder::Impl::keepCheckpoint()
{
    const auto changes = static_cast<ChangeIndex>(data->changes.size());
    if (changes - changesAtCheckpoint <= std::max(kMinChangesPerCheckpoint, 2 * sink.leafCount())) return;
    data->checkpoints.push_back({data->heads.size(), sink.leaves()});
    changesAtCheckpoint = changes;
}

void TimelineBuilder::Impl::finish()
{
    data->ranks = data->paths.ranks();
    if (!timesGoBack) return;
    std::int64_t greatest = std::numeric_limits<std::int64_t>::min();
    data->greatestTimes.reserve(data->heads.size());
    for (std::size_t i = 0; i < data->heads.size(); ++i) {
        greatest = std::max(greatest, data->heads[i].at);
        data->greatestTimes.push_back(greatest);
    }
}

TimelineBuilder::TimelineBuilder(std::shared_ptr<const catalog::Catalog> catalog, AggregateId aggregate)
    : m_impl(std::make_unique<Impl>(std::move(catalog), aggregate))
{
}

TimelineBuilder::~TimelineBuilder() = default;

void TimelineBuilder::add(const store::EventView& event)
{
    m_impl->add(event);
}

std::shared_ptr<const Timeline> TimelineBuilder::finish()
{
    m_impl->finish();
    return std::shared_ptr<const Timeline>(new Timeline(std::move(m_impl->data)));
}

}  // namespace vci::replay
