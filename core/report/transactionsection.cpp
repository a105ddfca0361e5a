// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/members.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace vci::report {

namespace {

using Kind = Column::Kind;

constexpr std::size_t kHashLength = 66;  // 0x and 64 digits

std::string answerText(const json::Value& answer)
{
    if (!isTrue(at(answer, "answered"))) return "not known: nobody who was asked answered";
    if (!isTrue(at(answer, "known"))) return "looked up: nobody who answered knows it";
    const std::string block = cell(answer, "block_number");
    const std::string where = block.empty() ? "in no block yet" : "in block " + block + " of " + cell(answer, "block_time");
    if (!isTrue(at(answer, "anchor"))) return "on the chain, " + where + "; it is no anchor of this event";
    return "on the chain, " + where + "; it is an anchor of this event alone" +
           (isTrue(at(answer, "final")) ? ", and final" : ", not final yet");
}

}  // namespace

void addTransactions(std::vector<Section>& sections, const json::Value& document)
{
    Table table{{{"Aggregate", 3}, {"No.", 1, Kind::Number}, {"Transaction", 6, Kind::Code}, {"What the chain says", 5}}, {}};
    std::set<std::string> told;
    const auto& answers = itemsAt(at(document, "verification"), "transactions");
    for (const json::Value& answer : answers) {
        told.insert(cell(answer, "event_id"));
        table.rows.push_back(
            {named(answer, "", "aggregate_id"), cell(answer, "sequence_number"), cell(answer, "tx_hash"), answerText(answer)});
    }
    for (const json::Value& aggregate : itemsAt(document, "aggregates")) {
        for (const json::Value& event : itemsAt(aggregate, "events")) {
            const std::string hash = cell(event, "tx_hash");
            if (hash.empty() || told.contains(cell(event, "event_id"))) continue;
            const bool isHash = hash.size() == kHashLength && hash.starts_with("0x");
            table.rows.push_back({named(aggregate, "aggregate_type", "aggregate_id"), cell(event, "sequence_number"), hash,
                                  isHash ? "not looked up" : "not looked up: it is no hash of a transaction"});
        }
    }
    if (table.rows.empty()) return;
    Section section{"transactions", "Transactions that events name", {}};
    section.blocks.emplace_back(Paragraph{
        "Whoever stored an event could write the hash of a transaction beside it. It is no part of the event's fingerprint. "
        "It is shown here and changes no badge and no finding, unless the transaction is an anchor of that event alone."});
    section.blocks.emplace_back(std::move(table));
    if (const std::string left = cell(at(document, "verification"), "transactions_left"); !left.empty() && left != "0")
        section.blocks.emplace_back(Paragraph{"Of " + groupedText(left) + " more events the transactions were not looked up."});
    sections.push_back(std::move(section));
}

}  // namespace vci::report
