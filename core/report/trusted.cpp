// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/trusted.h"

#include "core/base/hex.h"
#include "core/report/members.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace vci::report {

namespace {

std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

}  // namespace

std::string shortKey(const casefile::SealState& seal)
{
    const std::string whole = seal.key.toString();
    return whole.substr(0, whole.find('+', seal.key.name().size() + 1));
}

json::Value sealJson(const std::optional<Seal>& seal, const Trusted& trusted)
{
    if (!seal) return {};
    const casefile::SealState& state = seal->state;
    return json::Value::object(
        {{"key", text(state.key.toString())},
         {"sealed_at", textOrNull(seal->sealedAt ? std::optional(seal->sealedAt->toString()) : std::nullopt)},
         {"size", number(state.sizeBytes)},
         {"sha256", text(toHex(state.hash))},
         {"trusted", json::Value::boolean(trusted.isSealer)}});
}

json::Value trustJson(const verify::Report& verification, const Trusted& trusted, std::int64_t edition)
{
    std::set<std::string> senders;
    bool isChainUsed = edition <= kSecondEdition && !verification.anchors.empty();
    for (const verify::CheckedAnchor& anchor : verification.anchors) {
        // Pending and unknown ones were found good by nothing.
        if (edition > kSecondEdition && !anchor.verdict.isFinal()) continue;
        isChainUsed = true;
        for (const std::string& sender : trusted.senders) {
            if (lowered(sender) == lowered(anchor.sender)) senders.insert(lowered(sender));
        }
    }
    return json::Value::object({{"signers", texts(trusted.signers)},
                                {"chain_id", isChainUsed ? numberOrNull(trusted.chainId) : json::Value()},
                                {"senders", texts({senders.begin(), senders.end()})}});
}

}  // namespace vci::report
