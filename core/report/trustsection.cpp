// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/chainname.h"
#include "core/report/members.h"
#include "core/report/sections.h"
#include "core/report/words.h"

#include <utility>

namespace vci::report {

namespace {

constexpr std::string_view kExaminer = "voicecore/examiner/";

}  // namespace

std::string shortKeyOf(std::string_view key)
{
    // The name holds no +, nor does the hash; base64 may.
    const std::size_t name = key.find('+');
    return plain(text(key.substr(0, name == std::string_view::npos ? name : key.find('+', name + 1))));
}

std::string examinerOf(std::string_view key)
{
    std::string_view name = key.substr(0, key.find('+'));
    if (name.starts_with(kExaminer)) name.remove_prefix(kExaminer.size());
    return plain(text(name));
}

Section trustSection(const json::Value& document)
{
    const json::Value& trust = at(document, "trust");
    const json::Value& seal = at(document, "seal");
    Section section{"trust", "Whom this report trusts", {}};
    section.blocks.emplace_back(Paragraph{
        "What the maker of this report trusts was set by the maker and is nothing that the source says of itself. Listed is "
        "what counted here. Whoever repeats this report needs the same in a trust file (voicecore-audit trust show), and "
        "should get it from those whose keys they are, not from this page."});
    Table table{{{"What", 2}, {"Trusted", 6, Column::Kind::Code}}, {}};
    const auto row = [&table](std::string what, std::string value) { table.rows.push_back({std::move(what), std::move(value)}); };
    for (const json::Value& key : itemsAt(trust, "signers")) row("Key that signed the record", plain(key));
    if (const std::string_view chain = textAt(trust, "chain_id"); !chain.empty()) row("Chain of the anchors", chainName(chain));
    for (const json::Value& sender : itemsAt(trust, "senders")) row("Sender of the anchors", plain(sender));
    const json::Value& isTrusted = at(seal, "trusted");
    if (isTrusted.isBool() && isTrusted.asBool()) row("Key of the seal", plain(at(seal, "key")));
    if (table.rows.empty())
        section.blocks.emplace_back(
            Paragraph{"Nothing: no trusted key signed anything here, and no anchor was found final on a trusted "
                      "chain, from a trusted sender."});
    else
        section.blocks.emplace_back(std::move(table));
    if (isTrusted.isBool() && !isTrusted.asBool())
        section.blocks.emplace_back(Paragraph{"Not trusted is the key of the seal, " + plain(at(seal, "key")) +
                                              ": ask the examiner whether it is theirs."});
    return section;
}

}  // namespace vci::report
