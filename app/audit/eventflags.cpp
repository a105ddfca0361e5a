// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/eventflags.h"

#include "app/audit/session.h"
#include "core/json/read.h"
#include "core/replay/sequencecheck.h"
#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <utility>

namespace vci::audit {

namespace {

constexpr std::size_t kPageRows = 1000;
/// Sums of numbers this short stay below the 50 digits at which a rule gives up, for as many events as there can be.
constexpr std::size_t kHarmlessNumberLength = 20;

class NullSink final : public json::LeafSink {
public:
    void beginObject() override {}
    void key(std::string_view) override {}
    void leaf(std::string_view) override {}
    void endObject() override {}
};

void addAll(Flags& flags, const Flags& more)
{
    for (const FindingKind kind : kAllFindingKinds) {
        if (more.has(kind)) flags.add(kind);
    }
}

bool isHarmlessNumber(const json::Value& value)
{
    return value.isNumber() && value.asText().size() <= kHarmlessNumberLength && value.asText().find('e') == std::string::npos;
}

}  // namespace

EventFlags::EventFlags(store::EventReader& reader, std::shared_ptr<const catalog::Catalog> catalog)
    : m_reader(reader)
    , m_catalog(std::move(catalog))
    , m_causality(reader)
{
    watchRules();
}

void EventFlags::watchRules()
{
    using Kind = catalog::Rule::Kind;
    using Source = catalog::Operand::Source;
    for (const catalog::EventType& type : m_catalog->types()) {
        for (const catalog::Rule& rule : type.rules) {
            if (rule.kind == Kind::Set || rule.kind == Kind::Unset) continue;
            m_watchedMembers.insert(rule.target);
            for (const catalog::Operand* operand : {&rule.operand, &rule.from}) {
                if (operand->source == Source::Old) m_watchedTypes.insert(type.name);
                if (operand->source == Source::Data && !operand->path.empty()) m_watchedMembers.insert(operand->path.front());
            }
            if (rule.kind != Kind::Increment) m_watchedTypes.insert(type.name);
        }
    }
    for (const catalog::EventType& type : m_catalog->types()) {
        if (!type.upcasts.empty()) {
            for (const catalog::Upcast& upcast : type.upcasts) {
                if (m_watchedMembers.contains(upcast.member)) m_watchedTypes.insert(type.name);
            }
        }
        for (const catalog::Rule& rule : type.rules) {
            if (rule.kind != Kind::Set || !m_watchedMembers.contains(rule.target)) continue;
            const bool isNumber = rule.operand.source == Source::Constant && isHarmlessNumber(rule.operand.constant);
            if (!isNumber) m_watchedTypes.insert(type.name);
        }
    }
}

bool EventFlags::mayUpsetRules(const Event& event) const
{
    if (m_watchedTypes.contains(event.eventType)) return true;
    const bool hasEscapes = event.eventData.find('\\') != std::string::npos;
    const auto stands = [&event](const std::string& member) { return event.eventData.find(member) != std::string::npos; };
    if (!hasEscapes && std::none_of(m_watchedMembers.begin(), m_watchedMembers.end(), stands)) return false;
    const json::LenientRead read = json::readLenient(event.eventData);
    if (!read.value.isObject()) return false;
    return std::any_of(m_watchedMembers.begin(), m_watchedMembers.end(), [&read](const std::string& member) {
        const json::Value* const value = read.value.find(member);
        return value != nullptr && !isHarmlessNumber(*value);
    });
}

void EventFlags::surveyEvent(const Event& event, std::unordered_map<AggregateId, Place>& places)
{
    if (m_suspects->contains(event.aggregateId)) return;
    const Timestamp at = event.timestamp.at;
    const auto [found, isFirst] = places.try_emplace(event.aggregateId, Place{event.sequence, at});
    const std::int64_t expected = isFirst ? 1 : found->second.last.value() + 1;
    const bool inPlace = event.sequence.value() == expected && at >= found->second.greatest;
    found->second = {event.sequence, std::max(at, found->second.greatest)};
    if (inPlace && !mayUpsetRules(event)) return;
    m_suspects->insert(event.aggregateId);
    places.erase(found);
}

Result<void> EventFlags::survey(const std::stop_token& stop)
{
    m_suspects.emplace();
    std::unordered_map<AggregateId, Place> places;
    store::PageRequest request;
    request.limitRows = kPageRows;
    Progress progress("events surveyed");
    std::int64_t seen = 0;
    while (true) {
        VCI_TRY(const auto page, m_reader.events(request, stop));
        for (const Event& event : page.events) surveyEvent(event, places);
        seen += std::ssize(page.events);
        progress.show(seen);
        if (!page.next) return {};
        request.after = page.next;
    }
}

Flags EventFlags::ofItself(const Event& event)
{
    Flags flags;
    NullSink sink;
    const json::ScanReport data = m_scanner.scan(event.eventData, sink);
    const json::ScanReport metadata = m_scanner.scan(event.metadata, sink);
    if (!data.isObject || data.foreignNumber || metadata.foreignNumber) flags.add(FindingKind::MalformedPayload);
    if (m_catalog->find(event.eventType) == nullptr && !m_catalog->allowsUnknownTypes()) flags.add(FindingKind::UnknownEventType);
    if (event.blockchainTxHash && !replay::isTxHash(*event.blockchainTxHash)) flags.add(FindingKind::InvalidTxHash);
    return flags;
}

Result<void> EventFlags::resolve(AggregateId aggregate, const std::stop_token& stop)
{
    if (m_suspects && !m_suspects->contains(aggregate)) return {};
    if (!m_resolved.insert(aggregate).second) return {};
    const auto loaded = replay::loadTimeline(m_reader, aggregate, m_catalog, {}, stop);
    // Where an index of the source disagrees with its rows, an event is listed whose aggregate cannot be found.
    if (!loaded.ok() && loaded.error().code == ErrorCode::NotFound) return {};
    if (!loaded.ok()) return loaded.error();
    const replay::Timeline& timeline = *loaded.value();
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const auto head = timeline.eventAt(i);
        if (!head.flags.isEmpty()) m_flagged.emplace(head.id, head.flags);
    }
    return {};
}

Result<std::vector<Flags>> EventFlags::ofPlace(std::span<const Event> events, const std::stop_token& stop)
{
    std::vector<Flags> flags;
    flags.reserve(events.size());
    for (const Event& event : events) {
        VCI_CHECK(resolve(event.aggregateId, stop));
        flags.push_back(ofItself(event));
        if (const auto found = m_flagged.find(event.id); found != m_flagged.end()) addAll(flags.back(), found->second);
    }
    return flags;
}

Result<std::vector<Flags>> EventFlags::of(std::span<const Event> events, const std::stop_token& stop)
{
    VCI_TRY(auto flags, ofPlace(events, stop));
    VCI_TRY(const auto causation, m_causality.check(events, stop));
    for (std::size_t i = 0; i < flags.size(); ++i) addAll(flags[i], causation[i]);
    return flags;
}

}  // namespace vci::audit
