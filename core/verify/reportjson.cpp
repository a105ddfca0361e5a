// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/reportjson.h"

#include "core/anchor/anchorroot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::verify {

namespace {

json::Value text(std::string_view utf8)
{
    return json::Value::string(std::string(utf8));
}

json::Value number(std::int64_t value)
{
    return json::Value::number(std::to_string(value));
}

/// told(of what there is), or null.
template <typename T, typename Tell>
json::Value orNull(const std::optional<T>& value, Tell told)
{
    return value ? told(*value) : json::Value();
}

constexpr auto kId = [](const auto& id) { return text(id.toString()); };
constexpr auto kIndex = [](const auto& index) { return number(index.value()); };

}  // namespace

json::Value findingJson(const Finding& finding)
{
    return json::Value::object(
        {{"kind", text(kindName(finding.kind))},
         {"severity", text(severityName(finding.severity))},
         {"aggregate_id", orNull(finding.aggregateId, kId)},
         {"sequence_number", orNull(finding.sequence, kIndex)},
         {"event_id", orNull(finding.eventId, kId)},
         {"log_index", orNull(finding.logIndex, kIndex)},
         {"expected", text(finding.expected)},
         {"found", text(finding.found)},
         {"message", text(finding.message)},
         {"caused_by", orNull(finding.causedBy, [](std::size_t other) { return number(static_cast<std::int64_t>(other)); })}});
}

json::Value anchorJson(const CheckedAnchor& anchor)
{
    const auto& block = anchor.verdict.block;
    return json::Value::object(
        {{"chain_id", number(anchor.chainId)},
         {"tx_hash", text(anchor.txHash)},
         {"sender", text(anchor.sender)},
         {"root", text(anchor::hexOf(anchor.root))},
         {"block_number", orNull(block, [](const auto& one) { return number(one.number); })},
         {"block_hash", orNull(block, [](const auto& one) { return text(one.hash.toString()); })},
         {"block_time", orNull(block, [](const auto& one) { return text(one.time.toString()); })},
         {"final", json::Value::boolean(anchor.verdict.isFinal())},
         {"finding", orNull(anchor.verdict.finding(), [](FindingKind kind) { return text(kindName(kind)); })},
         {"tree_size", number(anchor.treeSize)},
         {"source", text(anchor.verdict.source)}});
}

}  // namespace vci::verify
