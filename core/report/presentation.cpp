// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/presentation.h"

#include "core/report/findings.h"
#include "core/report/members.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <utility>

namespace vci::report {

namespace {

std::string scopeText(const json::Value& document)
{
    const json::Value& request = at(document, "request");
    const auto& aggregates = itemsAt(request, "aggregates");
    const auto& told = itemsAt(document, "aggregates");
    const std::string type = told.empty() ? std::string() : plain(at(told.front(), "aggregate_type"));
    std::string scope = aggregates.size() == 1
                            ? "the events of one aggregate, " + (type.empty() ? "" : type + " ") + plain(aggregates.front())
                            : "all events of the tenant " + plain(at(request, "tenant_id"));
    if (!at(request, "from").isNull()) scope += ", from " + plain(at(request, "from"));
    if (!at(request, "to").isNull()) scope += ", before " + plain(at(request, "to"));
    return scope;
}

std::string sourceText(const json::Value& source)
{
    const std::string_view kind = textAt(source, "kind");
    const std::string label = plain(at(source, "label"));
    if (kind == "case_file") return "case file " + label;
    if (kind == "postgresql_hardened") return "database " + label + ", with a record of its events";
    return "database " + label + ", as the platform made it";
}

Section summary(const json::Value& document)
{
    const json::Value& verification = at(document, "verification");
    const json::Value& request = at(document, "request");
    const bool isMasked = textAt(request, "personal_data") != "shown";
    Table facts{{{"", 1}, {"", 3}}, {}};
    const auto fact = [&facts](const char* name, std::string value) { facts.rows.push_back({name, std::move(value)}); };
    fact("Result", badgeTitle(textAt(verification, "badge")));
    fact("Why", plain(at(verification, "reason")));
    if (!at(verification, "verified_to").isNull()) fact("Verified to", plain(at(verification, "verified_to")));
    fact("Source", sourceText(at(document, "source")));
    fact("Verified", scopeText(document));
    fact("Events verified",
         groupedText(textAt(verification, "events")) + " in " + groupedText(textAt(verification, "aggregates")) + " aggregates");
    fact("Findings", countsText(itemsAt(verification, "findings")));
    fact("Personal data", isMasked ? "masked: “(masked)” stands where it was" : "shown, because that was asked for");
    fact("Made at", plain(at(at(document, "made"), "at")));
    fact("Made by", plain(at(at(document, "made"), "by")));
    fact("Fingerprint of this report", plain(at(document, "digest")));
    return {"summary", "Summary", {std::move(facts)}};
}

Section sentences(const char* id, const char* title, const std::vector<json::Value>& items)
{
    Bullets bullets;
    for (const json::Value& item : items) bullets.items.push_back(plain(item));
    return {id, title, {std::move(bullets)}};
}

Section coverage(const json::Value& verification)
{
    Table table{{{"Badge", 2}, {"Events", 1, Column::Kind::Number}, {"What it means", 6}}, {}};
    const json::Value& counts = at(verification, "coverage");
    for (const std::string_view badge : badgeNames())
        table.rows.push_back({badgeTitle(badge), plain(at(counts, badge)), std::string(badgeMeaning(badge))});
    return {"coverage", "Coverage: what is proved of how many events", {std::move(table)}};
}

Section method(const json::Value& document)
{
    Bullets how{{
        "Every event has a fingerprint (a SHA-256 hash over all that it says). Changing one letter of an event changes it.",
        "The record keeps the fingerprints of all events in the order in which they were stored, in a tree that sums them up in "
        "one root. Whoever keeps a root can prove later whether anything below it changed.",
        "A signed state of the record (checkpoint) is a root with a signature. An anchor puts such roots on a public chain, "
        "which "
        "shows since when they exist.",
        "State and history in this report were computed from the events themselves by the rules of the catalogue whose "
        "fingerprint is " +
            plain(at(document, "catalog_sha256")) + ".",
        "Derived documents such as this one are no evidence by themselves. To repeat all of it against the source: "
        "voicecore-audit --store SOURCE recheck REPORT, with this report as JSON or HTML. It says whether everything is the "
        "same, or what differs and where.",
    }};
    return {"method", "Method, and how to check this report", {std::move(how)}};
}

}  // namespace

Presentation present(const json::Value& document)
{
    const json::Value& verification = at(document, "verification");
    const std::string_view badge = textAt(verification, "badge");
    Presentation shown;
    shown.title = "Audit report";
    shown.subtitle = scopeText(document);
    shown.badge = plain(at(verification, "badge"));
    shown.badgeTitle = plain(text(badgeTitle(badge)));
    shown.badgeMeaning = badgeMeaning(badge);
    shown.reason = plain(at(verification, "reason"));
    shown.madeAt = plain(at(at(document, "made"), "at"));
    shown.digest = plain(at(document, "digest"));

    auto& sections = shown.sections;
    sections.push_back(summary(document));
    sections.push_back(sentences("checked", "What was checked", itemsAt(document, "checked")));
    sections.push_back(sentences("unchecked", "What could not be checked", itemsAt(document, "unchecked")));
    sections.push_back(findingsSection(verification));
    sections.push_back(coverage(verification));
    std::size_t n = 0;
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) addHistory(sections, aggregate, ++n);
    n = 0;
    for (const json::Value& chain : itemsAt(document, "chains")) sections.push_back(chainSection(chain, ++n));
    sections.push_back(custodySection(at(document, "custody")));
    sections.push_back(hashesSection(document));
    sections.push_back(method(document));
    return shown;
}

}  // namespace vci::report
