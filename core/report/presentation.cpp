// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/presentation.h"

#include "core/report/findings.h"
#include "core/report/members.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <algorithm>
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

std::string chainsText(const json::Value& document)
{
    std::string words;
    for (const json::Value& correlation : itemsAt(at(document, "request"), "correlations"))
        words += (words.empty() ? "; and the causes within correlation " : ", ") + plain(correlation);
    return words;
}

std::string sourceText(const json::Value& source)
{
    const std::string_view kind = textAt(source, "kind");
    const std::string label = plain(at(source, "label"));
    if (kind == "case_file") return "case file " + label;
    if (kind == "postgresql_hardened") return "database " + label + ", with a record of its events";
    return "database " + label + ", as the platform made it";
}

/// Whether nobody could say of an anchor whether it is on the chain.
bool isUnknown(const json::Value& anchor)
{
    const std::string_view finding = textAt(anchor, "finding");
    return finding == "source_unreachable" || finding == "source_contradiction";
}

/// By what anchors were checked.
std::string anchorsMeans(const std::vector<json::Value>& anchors, const json::Value& request)
{
    const auto isUnanswered = [](const json::Value& one) { return textAt(one, "finding") == "source_unreachable"; };
    const auto proofs = std::ranges::count_if(anchors, [](const json::Value& one) { return at(one, "block_hash").isString(); });
    const auto unanswered = std::ranges::count_if(anchors, isUnanswered);
    if (at(request, "offline").isBool())
        return proofs == 0 ? "not looked up: the check was made without the network, and no proof is recorded that could be "
                             "followed without it"
                           : "checked without the network, by the proofs recorded with " +
                                 (proofs == std::ssize(anchors) ? "them" : groupedText(std::to_string(proofs)) + " of them");
    if (unanswered == 0)
        return itemsAt(request, "blocks").empty()
                   ? "looked up over the network"
                   : "looked up over the network, or followed by their recorded proofs where nobody answered";
    return unanswered == std::ssize(anchors) ? "not looked up: nobody could be asked, or nobody who could be asked answered"
                                             : "looked up over the network, where somebody who could be asked answered";
}

/// How anchors were checked; empty where there was nothing to check.
std::string anchorsText(const json::Value& document)
{
    const json::Value& request = at(document, "request");
    const auto& anchors = itemsAt(at(document, "verification"), "anchors");
    if (anchors.empty()) return {};
    const auto final = std::ranges::count_if(anchors, [](const json::Value& one) { return isTrue(at(one, "final")); });
    const auto unknown = std::ranges::count_if(anchors, isUnknown);
    const std::string counts = groupedText(std::to_string(anchors.size())) + " recorded, " + groupedText(std::to_string(final)) +
                               " of them found lastingly on the chain" +
                               (unknown > 0 ? ", of " + groupedText(std::to_string(unknown)) + " it is not known" : "") + "; ";
    const std::size_t blocks = itemsAt(request, "blocks").size();
    const std::string vouched =
        blocks == 0 ? ""
                    : "; " + std::to_string(blocks) + (blocks == 1 ? " block" : " blocks") + " by the word of the report's maker";
    return counts + anchorsMeans(anchors, request) + vouched;
}

/// Whether the case is sealed, by whom, when and with what; empty where a document does not say.
std::string sealText(const json::Value& document)
{
    const json::Value& seal = at(document, "seal");
    if (!seal.isObject()) {
        const bool isUnsealedCase = document.find("seal") != nullptr && textAt(at(document, "source"), "kind") == "case_file";
        return isUnsealedCase ? "none: the case file is not sealed, or was not when this report was made" : "";
    }
    return "unbroken, checked when this report was made; sealed by " + examinerOf(textAt(seal, "key")) + " at " +
           plain(at(seal, "sealed_at")) + " with the key " + shortKeyOf(textAt(seal, "key")) +
           (isTrue(at(seal, "trusted"))
                ? ", which is trusted"
                : ", which is not among the keys that the maker of this report trusts: whose it is, nothing here proves");
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
    fact("What was verified", scopeText(document));
    const std::string_view aggregates = textAt(verification, "aggregates");
    fact("Events verified", groupedText(textAt(verification, "events")) + " in " + groupedText(aggregates) +
                                (aggregates == "1" ? " aggregate" : " aggregates"));
    if (std::string anchors = anchorsText(document); !anchors.empty()) fact("Anchors", std::move(anchors));
    if (std::string seal = sealText(document); !seal.empty()) fact("Seal", std::move(seal));
    const std::string notes = notesCountText(document);
    fact(notes.empty() ? "Findings" : "Findings of the program", countsText(itemsAt(verification, "findings")));
    if (!notes.empty()) fact("Notes of the examiner", notes);
    const std::string masked = std::string("masked: “(masked)” stands where it was") +
                               (notes.empty() ? "" : "; names of people in notes are as the examiner wrote them");
    fact("Personal data", isMasked ? masked : "shown, because that was asked for");
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
        table.rows.push_back({badgeTitle(badge), groupedText(plain(at(counts, badge))), std::string(badgeMeaning(badge))});
    return {"coverage", "Coverage: what is proved of how many events", {std::move(table)}};
}

/// For a reader who is no programmer.
Table words()
{
    return {{{"Word", 1}, {"What it means here", 5}},
            {{"event", "One thing that happened, as the platform stored it. It is never changed afterwards."},
             {"aggregate", "What events are about: one call, one customer, one payment. Its events are numbered from 1."},
             {"state", "What the events of an aggregate add up to at a moment."},
             {"tenant", "One company that uses the platform. Its events and its record are apart from those of others."},
             {"cause, correlation", "An event names the event that led to it, and a number that all events of one matter share."},
             {"record (log)", "The list of fingerprints that the source keeps of its events."},
             {"checkpoint", "A state of the record that somebody signed."},
             {"anchor",
              "An entry on a chain of blocks, outside of the source, that a checkpoint can be held against. It is final once the "
              "chain cannot drop it any more."},
             {"badge", "What is proved of an event, or of all of them. “Coverage” says what each badge means."}}};
}

Section method(const json::Value& document)
{
    Bullets how;
    how.items.push_back("This report was made by " + plain(at(at(document, "made"), "by")) +
                        ", which read the source and changed no event and nothing of its record." +
                        (textAt(at(document, "source"), "kind") == "case_file"
                             ? " Of a case file that is not sealed its custody log goes on: the desktop writes there who opened "
                               "the case and reported on it."
                             : ""));
    how.items.emplace_back(
        "Every event has a fingerprint (a SHA-256 hash over all that it says). Changing one letter of an event "
        "changes it.");
    how.items.emplace_back(
        "The record keeps the fingerprints of all events in the order in which they were stored, in a tree that "
        "sums them up in one root. Whoever keeps a root can prove later whether anything below it changed.");
    how.items.emplace_back("A signed state of the record (checkpoint) is a root with a signature. An anchor puts such roots on a "
                           "chain of blocks that others keep, which shows since when they exist.");
    how.items.push_back("State and history in this report were computed from the events themselves by the rules of the catalogue "
                        "whose fingerprint is " +
                        plain(at(document, "catalog_sha256")) + ".");
    if (std::string anchors = anchorsText(document); !anchors.empty()) how.items.push_back("Anchors: " + anchors + ".");
    how.items.emplace_back(
        "Derived documents such as this one are no evidence by themselves. To repeat all of it against the source: "
        "voicecore-audit --store SOURCE recheck REPORT, with the file of this report as it was made. It says whether everything "
        "is "
        "the same, or what differs and where.");
    return {"method", "Method, and how to check this report", {std::move(how), words()}};
}

}  // namespace

Presentation present(const json::Value& document)
{
    const json::Value& verification = at(document, "verification");
    const std::string_view badge = textAt(verification, "badge");
    Presentation shown;
    shown.title = "Audit report";
    shown.subtitle = scopeText(document) + chainsText(document);
    shown.badge = plain(at(verification, "badge"));
    shown.badgeTitle = plain(text(badgeTitle(badge)));
    shown.badgeMeaning = badgeMeaning(badge);
    shown.reason = plain(at(verification, "reason"));
    shown.source = sourceText(at(document, "source"));
    shown.madeAt = plain(at(at(document, "made"), "at"));
    shown.madeBy = plain(at(at(document, "made"), "by"));
    shown.digest = plain(at(document, "digest"));

    const bool tellsMore = at(at(document, "request"), "edition").isNumber();
    auto& sections = shown.sections;
    sections.push_back(summary(document));
    sections.push_back(method(document));
    sections.push_back(sentences("checked", "What was checked", itemsAt(document, "checked")));
    sections.push_back(
        sentences("unchecked", tellsMore ? "What was not checked" : "What could not be checked", itemsAt(document, "unchecked")));
    if (at(document, "trust").isObject()) sections.push_back(trustSection(document));
    sections.push_back(findingsSection(document));
    if (at(document, "notes").isObject()) sections.push_back(notesSection(document));
    std::size_t n = 0;
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) addHistory(sections, document, aggregate, ++n);
    n = 0;
    for (const json::Value& chain : itemsAt(document, "chains")) sections.push_back(chainSection(document, chain, ++n));
    addTransactions(sections, document);
    addTypes(sections, document);
    sections.push_back(coverage(verification));
    sections.push_back(custodySection(document));
    sections.push_back(hashesSection(document));
    return shown;
}

}  // namespace vci::report
