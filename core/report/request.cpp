// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/request.h"

#include "core/report/members.h"

#include <string>

namespace vci::report {

namespace {

Error noRequest(const std::string& member)
{
    Error error =
        makeError(ErrorCode::Usage, "the report does not say what it was asked for: its request has no proper " + member);
    error.place.pointer = "/request/" + member;
    return error;
}

template <typename Id>
Result<std::vector<Id>> idsOf(const json::Value& request, const char* member)
{
    std::vector<Id> ids;
    const json::Value* list = request.find(member);
    if (list == nullptr || !list->isArray()) return noRequest(member);
    for (const json::Value& item : list->items()) {
        const auto id = item.isString() ? Id::tryFromString(item.asText()) : std::nullopt;
        if (!id) return noRequest(member);
        ids.push_back(*id);
    }
    return ids;
}

Result<std::optional<Timestamp>> timeOf(const json::Value* value, const char* member)
{
    if (value == nullptr || !(value->isNull() || value->isString())) return noRequest(member);
    if (value->isNull()) return std::optional<Timestamp>();
    const auto time = Timestamp::parse(value->asText());
    if (!time.ok()) return noRequest(member);
    return std::optional(time.value());
}

/// Reports of the first edition do not name it.
Result<std::int64_t> editionOf(const json::Value* value)
{
    if (value == nullptr) return kFirstEdition;
    const auto edition = numberIn(*value);
    if (!edition || *edition <= kFirstEdition) return noRequest("edition");
    if (*edition > kEdition)
        return makeError(ErrorCode::NewerVersion, "the report was made by a newer version of the program (edition " +
                                                      std::to_string(*edition) + "; this one knows editions up to " +
                                                      std::to_string(kEdition) + "): check it with that version");
    return *edition;
}

}  // namespace

verify::Scope Request::scope() const
{
    verify::Scope scope;
    if (aggregates.size() == 1) scope.aggregate = aggregates.front();
    scope.from = from;
    scope.to = to;
    return scope;
}

json::Value Request::toJson() const
{
    const auto list = [](const auto& ids) {
        std::vector<json::Value> items;
        items.reserve(ids.size());
        for (const auto& id : ids) items.push_back(text(id.toString()));
        return json::Value::array(std::move(items));
    };
    const auto time = [](const std::optional<Timestamp>& at) {
        return textOrNull(at ? std::optional(at->toString()) : std::nullopt);
    };
    json::Value told = json::Value::object({{"tenant_id", text(tenant.toString())},
                                            {"aggregates", list(aggregates)},
                                            {"correlations", list(correlations)},
                                            {"at_times", list(instants)},
                                            {"from", time(from)},
                                            {"to", time(to)},
                                            {"personal_data", text(personalData == PersonalData::Shown ? "shown" : "masked")}});
    if (isOffline) told.set("offline", json::Value::boolean(true));
    if (!blocks.empty()) told.set("blocks", list(blocks));
    if (edition > kFirstEdition) told.set("edition", number(edition));
    return told;
}

Result<Request> Request::fromJson(const json::Value& value)
{
    const auto tenant = TenantId::tryFromString(textAt(value, "tenant_id"));
    if (!tenant) return noRequest("tenant_id");
    Request request{*tenant};
    VCI_TRY(request.aggregates, idsOf<AggregateId>(value, "aggregates"));
    VCI_TRY(request.correlations, idsOf<CorrelationId>(value, "correlations"));
    VCI_TRY(request.from, timeOf(value.find("from"), "from"));
    VCI_TRY(request.to, timeOf(value.find("to"), "to"));
    const json::Value* times = value.find("at_times");
    if (times == nullptr || !times->isArray()) return noRequest("at_times");
    for (const json::Value& item : times->items()) {
        VCI_TRY(const auto time, timeOf(&item, "at_times"));
        if (!time) return noRequest("at_times");
        request.instants.push_back(*time);
    }
    const std::string_view personal = textAt(value, "personal_data");
    if (personal != "masked" && personal != "shown") return noRequest("personal_data");
    request.personalData = personal == "shown" ? PersonalData::Shown : PersonalData::Masked;
    if (const json::Value* offline = value.find("offline")) {
        if (!offline->isBool()) return noRequest("offline");
        request.isOffline = offline->asBool();
    }
    if (value.find("blocks") != nullptr) {
        VCI_TRY(request.blocks, idsOf<anchor::BlockHash>(value, "blocks"));
    }
    VCI_TRY(request.edition, editionOf(value.find("edition")));
    return request;
}

}  // namespace vci::report
