// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/document.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/report/findings.h"
#include "core/report/history.h"
#include "core/report/members.h"

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

std::vector<std::string> checked(const Request& request, const Material& material)
{
    std::vector<std::string> sentences = checkedSentences(material.verification, request);
    if (material.custody)
        sentences.emplace_back(
            "Of the custody log, in which the case keeps who handled it: that no record was changed, removed, added "
            "or put in another place.");
    return sentences;
}

std::vector<std::string> unchecked(const Request& request, const Material& material)
{
    std::vector<std::string> sentences = uncheckedSentences(material.verification, request);
    if (!material.custody)
        sentences.emplace_back("Who handled this source before: it is a database, and databases keep no custody log.");
    else
        sentences.emplace_back(
            "Whether somebody handled the case without a record of it: the custody log holds what this program's "
            "desktop and its writing commands did.");
    if (request.personalData == PersonalData::Masked)
        sentences.emplace_back("Personal data is masked in this report; the fingerprints are those of the unmasked events.");
    return sentences;
}

}  // namespace

Result<json::Value> makeDocument(store::EventReader& events, const std::shared_ptr<const catalog::Catalog>& catalog,
                                 const Request& request, const Material& material, Absent absent,
                                 const store::ProgressFunction& progress, const std::stop_token& stop)
{
    const Mask mask(catalog, request.personalData);
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

    json::Value document = json::Value::object(
        {{"format", text("voicecore/report/v1")},
         {"made", json::Value::object({{"at", text(material.madeAt.toString())}, {"by", text(material.madeBy)}})},
         {"source", json::Value::object({{"kind", text(kindOf(events.info().kind))},
                                         {"label", text(events.info().label)},
                                         {"sha256", textOrNull(material.sourceSha256)}})},
         {"request", request.toJson()},
         {"catalog_sha256", text(catalog->version())},
         {"verification", verificationJson(material.verification, mask)},
         {"checked", texts(checked(request, material))},
         {"unchecked", texts(unchecked(request, material))},
         {"aggregates", json::Value::array(std::move(aggregates))},
         {"chains", json::Value::array(std::move(chains))},
         {"custody", custodyJson(material.custody, request.personalData)}});
    if (request.tellsMore()) document.set("notes", notesJson(material.notes, request, mask));
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
