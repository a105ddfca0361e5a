// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/document.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/report/findings.h"
#include "core/report/history.h"
#include "core/report/members.h"
#include "core/report/sentences.h"

#include <string_view>
#include <utility>

namespace vci::report {

namespace {

std::string_view kindOf(store::SourceKind kind)
{
    switch (kind) {
    case store::SourceKind::CaseFile:
        return "case_file";
    case store::SourceKind::StockPostgres:
        return "postgresql_stock";
    case store::SourceKind::HardenedPostgres:
        return "postgresql_hardened";
    }
    return {};
}

/// What tell() gave, or a row that says it is missing where that is not refused.
Result<json::Value> orMissing(Result<json::Value> told, Absent absent, const char* member, const std::string& id)
{
    if (told.ok() || absent == Absent::Refuse || told.error().code != ErrorCode::NotFound) return told;
    return json::Value::object({{member, text(id)}, {"missing", json::Value::boolean(true)}});
}

}  // namespace

Result<json::Value> makeDocument(store::EventReader& events, const std::shared_ptr<const catalog::Catalog>& catalog,
                                 const Request& request, const Material& material, Absent absent,
                                 const store::ProgressFunction& progress, const std::stop_token& stop)
{
    const Mask mask(catalog, request.personalData, request.edition);
    std::int64_t told = 0;
    const Budget budget = [&told, &progress](std::int64_t more) -> Result<void> {
        told += more;
        if (progress) progress(told);
        if (told <= kMaxEvents) return {};
        return makeError(ErrorCode::Usage, "a report lists at most " + std::to_string(kMaxEvents) +
                                               " events and these are more: choose fewer aggregates or a shorter time");
    };
    const Telling telling{events, catalog, request, mask, material.verification, budget, stop};

    std::vector<json::Value> aggregates;
    for (const AggregateId id : request.aggregates) {
        VCI_TRY(auto one, orMissing(tellHistory(telling, id), absent, "aggregate_id", id.toString()));
        aggregates.push_back(std::move(one));
    }
    std::vector<json::Value> chains;
    for (const CorrelationId id : request.correlations) {
        VCI_TRY(auto one, orMissing(tellChain(telling, id), absent, "correlation_id", id.toString()));
        chains.push_back(std::move(one));
    }

    const bool isCustodyDoubted = material.custody && stateOf(*material.custody) == CustodyState::Doubted;
    const Checks checks{
        material.verification, request,          events.info().kind, material.custody.has_value(),
        material.seal,         material.trusted, isCustodyDoubted,   material.custody && !material.custody->beside.empty()};
    json::Value document = json::Value::object(
        {{"format", text("voicecore/report/v1")},
         {"made", json::Value::object({{"at", text(material.madeAt.toString())}, {"by", text(material.madeBy)}})},
         {"source", json::Value::object({{"kind", text(kindOf(events.info().kind))},
                                         {"label", text(events.info().label)},
                                         {"sha256", textOrNull(material.sourceSha256)}})},
         {"request", request.toJson()},
         {"catalog_sha256", text(catalog->version())},
         {"verification", verificationJson(material.verification, request, mask)},
         {"checked", texts(checkedSentences(checks))},
         {"unchecked", texts(uncheckedSentences(checks))},
         {"aggregates", json::Value::array(std::move(aggregates))},
         {"chains", json::Value::array(std::move(chains))},
         {"custody", custodyJson(material.custody, request.personalData, request.edition)}});
    if (request.tellsMore()) {
        document.set("notes", notesJson(material.notes, request, mask));
        document.set("seal", sealJson(material.seal, material.trusted));
        document.set("trust", trustJson(material.verification, material.trusted, request.edition));
    }
    document.set("digest", text(digestOf(document)));
    return document;
}

std::string digestOf(const json::Value& document)
{
    json::Value content = document;
    if (content.isObject()) content.remove("digest");
    return toHex(sha256({json::dumpCanonical(content)}));
}

}  // namespace vci::report
