// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/eventflags.h"

#include "app/audit/session.h"
#include "core/replay/sequencecheck.h"
#include "core/replay/timelinebuilder.h"

#include <utility>

namespace vci::audit {

namespace {

constexpr std::size_t kPageRows = 1000;

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

}  // namespace

EventFlags::EventFlags(store::EventReader& reader, std::shared_ptr<const catalog::Catalog> catalog)
    : m_reader(reader)
    , m_catalog(std::move(catalog))
    , m_causality(reader)
{
}

Result<void> EventFlags::survey(const std::stop_token& stop)
{
    m_survey.emplace(m_catalog);
    store::PageRequest request;
    request.limitRows = kPageRows;
    Progress progress("events surveyed");
    std::int64_t seen = 0;
    while (true) {
        VCI_TRY(const auto page, m_reader.events(request, stop));
        for (const Event& event : page.events)
            m_survey->see(event.aggregateId, event.sequence, event.timestamp.at, event.eventType, event.eventData);
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
    if (m_survey && !m_survey->suspects().contains(aggregate)) return {};
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
