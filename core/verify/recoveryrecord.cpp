// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/recoveryrecord.h"

#include "core/integrity/checkpoint.h"
#include "core/integrity/lines.h"
#include "core/json/read.h"

#include <string_view>
#include <utility>

namespace vci::verify {

namespace {

constexpr std::string_view kRecovered = "LogRecovered";

/// A size; nothing where the member is absent or holds none.
std::optional<std::int64_t> sizeOf(const json::Value& object, std::string_view name)
{
    const json::Value* const member = object.find(name);
    if (member == nullptr || !member->isNumber()) return std::nullopt;
    return integrity::tryDecimal(member->asText());
}

class Recoveries final : public store::EventVisitor {
public:
    explicit Recoveries(TenantId tenant)
        : m_tenant(tenant)
    {
    }
    [[nodiscard]] bool visit(const store::EventView& event) override
    {
        if (auto record = tryRecoveryRecord(m_tenant, event)) placed.push_back({std::move(*record), event.pos});
        return true;
    }

    std::vector<PlacedRecovery> placed;

private:
    TenantId m_tenant;
};

}  // namespace

std::optional<RecoveryRecord> tryRecoveryRecord(TenantId tenant, const store::EventView& event)
{
    if (event.eventType != kRecovered) return std::nullopt;
    const json::LenientRead read = json::readLenient(event.eventData);
    if (!read.isJson || !read.value.isObject()) return std::nullopt;
    const json::Value* const old = read.value.find("old_origin");
    if (old == nullptr || !old->isString()) return std::nullopt;
    auto origin = integrity::Origin::parse(old->asText());
    const auto recovered = sizeOf(read.value, "recovered_size");
    if (!origin.ok() || origin.value().tenant != tenant || !recovered) return std::nullopt;
    RecoveryRecord record{std::move(origin).value().logId, *recovered, sizeOf(read.value, "signed_size").value_or(0)};
    const json::LenientRead beside = json::readLenient(event.metadata);
    if (!beside.isJson || !beside.value.isObject()) return record;
    record.unlogged = sizeOf(beside.value, "unlogged");
    record.checkpointSize = sizeOf(beside.value, "checkpoint_size").value_or(0);
    return record;
}

Result<std::vector<PlacedRecovery>> placedRecoveries(store::EventReader& events, const std::stop_token& stop)
{
    const TenantId tenant = *events.tenant();
    Recoveries recoveries(tenant);
    const auto visited = events.visitAggregate(AggregateId(tenant.uuid()), recoveries, stop);
    if (!visited.ok() && visited.error().code != ErrorCode::NotFound) return visited.error();
    return std::move(recoveries.placed);
}

}  // namespace vci::verify
