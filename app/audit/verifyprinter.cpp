// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/verifyprinter.h"

#include "app/audit/findingtext.h"
#include "app/audit/texttable.h"
#include "core/json/value.h"
#include "core/verify/reportjson.h"
#include "core/verify/timestamps.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace vci::audit {

namespace {

void textOrNull(JsonText& json, std::string_view name, const std::optional<std::string>& text)
{
    json.key(name);
    text ? json.string(*text) : json.null();
}

void writeSelection(JsonText& json, const std::optional<verify::SelectionReport>& selection)
{
    json.key("selection");
    if (!selection) {
        json.null();
        return;
    }
    json.beginObject();
    json.key("whole_aggregates");
    json.boolean(selection->isOfWholeAggregates);
    json.key("whole");
    json.beginArray();
    for (const AggregateId id : selection->whole) json.string(id.toString());
    json.end();
    json.member("proved", selection->proved);
    json.key("unproved");
    json.beginArray();
    for (const EventId id : selection->unproved) json.string(id.toString());
    json.end();
    json.end();
}

void writeBlock(JsonText& json, const std::optional<anchor::ChainBlock>& block)
{
    json.key("block_number");
    block ? json.integer(block->number) : json.null();
    textOrNull(json, "block_hash", block ? std::optional(block->hash.toString()) : std::nullopt);
    textOrNull(json, "block_time", block ? std::optional(block->time.toString()) : std::nullopt);
}

void writeTransaction(JsonText& json, const verify::CheckedTransaction& one)
{
    json.beginObject();
    json.member("event_id", one.eventId.toString());
    json.member("tx_hash", one.txHash);
    json.key("known");
    one.answer.isKnown ? json.boolean(*one.answer.isKnown) : json.null();
    writeBlock(json, one.answer.block);
    json.key("anchor");
    json.boolean(one.answer.anchor.has_value());
    json.key("final");
    json.boolean(one.answer.anchor && one.answer.anchor->isFinal());
    json.member("message", one.answer.message);
    json.end();
}

void writeTimestamp(JsonText& json, const verify::CheckedTimestamp& one)
{
    using timestamp::Standing;
    const auto& verdict = one.verdict;
    json.beginObject();
    json.member("tree_size", one.treeSize);
    textOrNull(json, "time", verdict.time ? std::optional(verdict.time->toString()) : std::nullopt);
    textOrNull(json, "authority", verdict.authority.empty() ? std::nullopt : std::optional(verdict.authority));
    textOrNull(json, "finding",
               verdict.standing == Standing::Invalid ? std::optional(std::string(kindName(FindingKind::TimestampInvalid)))
                                                     : std::nullopt);
    json.key("checked");
    json.boolean(verdict.standing != Standing::Untrusted);
    json.key("of_log");
    json.boolean(one.isOfLog);
    json.member("message", verify::wordsOf(one));
    json.end();
}

constexpr verify::Badge kBadges[] = {verify::Badge::Verified, verify::Badge::SignedOnly, verify::Badge::SelfConsistent,
                                     verify::Badge::Pending,  verify::Badge::NotCovered, verify::Badge::Mismatch,
                                     verify::Badge::Unknown};

}  // namespace

void writeVerification(JsonText& json, const verify::Report& report, const std::optional<std::string>& pin)
{
    json.beginObject();
    json.member("tenant_id", report.tenantId.toString());
    textOrNull(json, "origin", report.origin.empty() ? std::nullopt : std::optional(report.origin));
    json.member("events", report.events);
    json.member("aggregates", report.aggregates);
    json.member("badge", verify::badgeName(report.badge));
    json.member("reason", report.reason);
    textOrNull(json, "pin", pin);
    textOrNull(json, "checkpoint", report.checkpoint);
    writeSelection(json, report.selection);
    json.key("recovered");
    json.boolean(report.isRecovered);
    json.member("lost_events", report.lostEvents);
    json.key("anchors");
    json.beginArray();
    for (const verify::CheckedAnchor& anchor : report.anchors) json.raw(json::dump(verify::anchorJson(anchor)));
    json.end();
    json.key("timestamps");
    json.beginArray();
    for (const verify::CheckedTimestamp& one : report.timestamps) writeTimestamp(json, one);
    json.end();
    json.key("transactions");
    json.beginArray();
    for (const verify::CheckedTransaction& one : report.transactions) writeTransaction(json, one);
    json.end();
    json.key("coverage");
    json.beginObject();
    for (const verify::Badge badge : kBadges) json.member(verify::badgeName(badge), report.coverage.of(badge));
    json.end();
    json.key("findings");
    json.beginArray();
    for (const Finding& finding : report.findings) json.raw(json::dump(verify::findingJson(finding)));
    json.end();
    json.end();
}

namespace {

/// How many anchors there are, and who says so of the newest final one. Empty where there are none.
std::string anchorWords(const verify::Report& report)
{
    if (report.anchors.empty()) return {};
    std::int64_t final = 0;
    const verify::CheckedAnchor* newest = nullptr;
    for (const verify::CheckedAnchor& anchor : report.anchors) {
        if (!anchor.verdict.isFinal()) continue;
        ++final;
        if (newest == nullptr || anchor.treeSize > newest->treeSize) newest = &anchor;
    }
    std::string words = grouped(std::ssize(report.anchors)) + ", " + grouped(final) + " final";
    if (newest != nullptr)
        words += "; size " + grouped(newest->treeSize) + " in block " + std::to_string(newest->verdict.block->number) + " of " +
                 newest->verdict.block->time.toString() + ", says " + newest->verdict.source;
    return words;
}

/// How many time stamps there are, what the best of them proves, and why some prove nothing. Empty where there are none.
std::string timestampWords(const verify::Report& report)
{
    using timestamp::Standing;
    if (report.timestamps.empty()) return {};
    const verify::CheckedTimestamp* best = nullptr;
    const verify::CheckedTimestamp* unchecked = nullptr;
    std::int64_t proven = 0;
    std::int64_t left = 0;
    for (const verify::CheckedTimestamp& one : report.timestamps) {
        if (one.verdict.standing == Standing::Untrusted) {
            ++left;
            unchecked = &one;
        }
        if (one.verdict.standing != Standing::Proven) continue;
        ++proven;
        const auto rank = [](const verify::CheckedTimestamp& each) { return std::pair(each.isOfLog, each.treeSize); };
        const bool isBetter =
            best == nullptr || rank(one) > rank(*best) || (rank(one) == rank(*best) && one.verdict.time < best->verdict.time);
        if (isBetter) best = &one;
    }
    std::string words = grouped(std::ssize(report.timestamps)) + ", " + grouped(proven) + " by trusted authorities, " +
                        grouped(left) + " not checked";
    if (best != nullptr) words += "; " + verify::wordsOf(*best);
    if (unchecked != nullptr) words += "; " + verify::wordsOf(*unchecked);
    return words;
}

/// What came of the transactions that events name. Empty where none was looked up.
std::string ownTransactionWords(const verify::Report& report)
{
    if (report.transactions.empty()) return {};
    const auto known =
        std::ranges::count_if(report.transactions, [](const auto& one) { return one.answer.isKnown.value_or(false); });
    const auto unasked = std::ranges::count_if(report.transactions, [](const auto& one) { return !one.answer.isKnown; });
    const auto anchors =
        std::ranges::count_if(report.transactions, [](const auto& one) { return one.answer.anchor.has_value(); });
    const auto count = std::ssize(report.transactions);
    std::string words = grouped(count) + (count == 1 ? " transaction that an event names" : " transactions that events name");
    if (unasked == count)
        return words + (count == 1 ? ": it" : ": they") + " could not be asked for, because no endpoint answered";
    words += ", " + grouped(known) + " known, " + grouped(anchors) + (anchors == 1 ? " anchor" : " anchors") + " of one event";
    return unasked == 0 ? words : words + ", " + grouped(unasked) + " could not be asked for";
}

}  // namespace

void writeVerification(Output& out, const verify::Report& report, const std::optional<std::string>& pin)
{
    const auto line = [&out](std::string name, const std::string& value) {
        name.resize(12, ' ');
        out.write(name + value + "\n");
    };
    const bool isVerified = report.badge == verify::Badge::Verified;
    line("badge",
         verify::badgeTitle(report.badge) +
             (report.verifiedTo ? (isVerified ? " to " : ", verified to ") + report.verifiedTo->toString() : std::string()));
    line("why", report.reason);
    line("events",
         grouped(report.events) + " in " + grouped(report.aggregates) + (report.aggregates == 1 ? " aggregate" : " aggregates"));
    if (!report.origin.empty()) line("log", report.origin);
    if (report.isRecovered)
        line("recovered", "a restore began a new log; " + grouped(report.lostEvents) +
                              (report.lostEvents == 1 ? " event of older logs is lost" : " events of older logs are lost"));
    if (report.checkpointSize) line("checkpoint", "size " + grouped(*report.checkpointSize) + ", by a trusted key");
    if (report.selection)
        line("selection",
             grouped(report.selection->proved) + " events lead by their inclusion paths to the checkpoint of the case");
    if (pin) line("pin", *pin == "created" ? "created: the next run must be consistent with it" : "consistent");
    if (const std::string anchors = anchorWords(report); !anchors.empty()) line("anchors", anchors);
    if (const std::string stamps = timestampWords(report); !stamps.empty()) line("time stamps", stamps);
    if (const std::string own = ownTransactionWords(report); !own.empty()) line("looked up", own);
    for (const verify::Badge badge : kBadges) {
        const std::int64_t count = report.coverage.of(badge);
        if (count > 0) line("", grouped(count) + " " + verify::badgeTitle(badge));
    }
    writeFindings(out, report.findings);
}

}  // namespace vci::audit
