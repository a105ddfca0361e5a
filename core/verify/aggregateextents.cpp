// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/aggregateextents.h"

#include <algorithm>

namespace vci::verify {

void AggregateExtents::see(AggregateId aggregate, const store::EventView& event, bool isListed)
{
    Extent& extent = m_extents[aggregate];
    if (!isListed) return;
    if (extent.events++ == 0) {
        extent = {1, event.sequence, event.sequence, event.at, event.at, nameOf(event.aggregateType), nameOf(event.eventType)};
        return;
    }
    extent.hasTypes = extent.hasTypes || m_names[extent.type] != event.aggregateType;
    if (event.sequence > extent.last) {
        extent.lastType = nameOf(event.eventType);
        extent.hasLastTypes = false;
    } else if (event.sequence == extent.last) {
        extent.hasLastTypes = extent.hasLastTypes || m_names[extent.lastType] != event.eventType;
    }
    extent.first = std::min(extent.first, event.sequence);
    extent.last = std::max(extent.last, event.sequence);
    extent.earliest = std::min(extent.earliest, event.at);
    extent.latest = std::max(extent.latest, event.at);
}

AggregateExtents::Name AggregateExtents::nameOf(std::string_view text)
{
    if (const auto known = m_nameOf.find(text); known != m_nameOf.end()) return known->second;
    const auto name = static_cast<Name>(m_names.size());
    m_names.emplace_back(text);
    m_nameOf.emplace(text, name);
    return name;
}

std::int64_t AggregateExtents::listed() const
{
    return std::ranges::count_if(m_extents, [](const auto& one) { return one.second.events > 0; });
}

bool AggregateExtents::agree(const store::RecordReader::ListedAggregate& row) const
{
    const auto found = m_extents.find(row.id);
    if (found == m_extents.end()) return false;
    const Extent& extent = found->second;
    return extent.events > 0 && row.isInEveryOrder && row.events == extent.events && row.first == extent.first &&
           row.last == extent.last && row.earliest == extent.earliest && row.latest == extent.latest &&
           (extent.hasTypes || row.type == m_names[extent.type]) &&
           (extent.hasLastTypes || row.lastType == m_names[extent.lastType]);
}

}  // namespace vci::verify
