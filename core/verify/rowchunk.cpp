// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/rowchunk.h"

#include "core/replay/sequencecheck.h"

#include <string>
#include <utility>

namespace vci::verify {

namespace {

constexpr std::size_t kRows = 4'096;
constexpr std::size_t kTextBytes = std::size_t{4} << 20;

}  // namespace

void RowChunk::add(const store::RecordRow& row)
{
    Head head{row.standing, row.index, row.loggedEvent, row.loggedLeaf, {}, row.aggregateId, row.isAdopted, {}};
    if (row.path) head.path.emplace(*row.path);
    if (row.event) {
        head.event = m_events.size();
        m_events.add(*row.event);
    }
    head.misstored = row.misstored;
    m_heads.push_back(std::move(head));
}

void RowChunk::clear()
{
    m_heads.clear();
    m_events.clear();
    m_facts.clear();
}

bool RowChunk::isFull() const
{
    return m_heads.size() >= kRows || m_events.textBytes() >= kTextBytes;
}

void RowChunk::examine(TenantId tenant, const Scope& scope, const catalog::Catalog& catalog, const replay::PlaceSurvey& survey)
{
    json::LeafWriter writer;
    std::string leaf;
    m_facts.assign(m_events.size(), Facts());
    for (const Head& head : m_heads) {
        if (!head.event) continue;
        const store::EventView event = m_events.at(*head.event);
        Facts& facts = m_facts[*head.event];
        // What is out of scope may still upset the state that events in scope calculate with.
        facts.upsetsRules = survey.mayUpsetRules(event.eventType, event.eventData);
        facts.isInScope = scope.holds(*head.aggregateId, event.id, event.at);
        // Only its leaf tells that an event was not moved out of scope: to another aggregate, to another time. Ids are told apart
        // without.
        facts.hasLeaf = facts.isInScope || (!scope.event && head.standing == store::RecordRow::Standing::Logged);
        if (!facts.hasLeaf) continue;
        leaf.clear();
        facts.payloads = writer.append(json::LeafRow{event.id, tenant, *head.aggregateId, event.aggregateType, event.eventType,
                                                     event.eventVersion, event.sequence, event.at, event.foreignTime,
                                                     event.causationId, event.correlationId, event.eventData, event.metadata},
                                       leaf);
        facts.leaf = json::leafHash(leaf);
        if (!facts.isInScope) continue;
        facts.isTypeKnown = catalog.allowsUnknownTypes() || catalog.find(event.eventType) != nullptr;
        facts.isTxHashOdd = event.blockchainTxHash && !replay::isTxHash(*event.blockchainTxHash);
    }
}

}  // namespace vci::verify
