// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/chainname.h"

#include "core/base/utf8.h"
#include "core/report/members.h"

#include <algorithm>
#include <array>

namespace vci::report {

namespace {

struct KnownChain {
    std::int64_t id;
    std::string_view name;
    bool isPublic;
};

/// Ids of https://chainid.network. What a developer's node calls its chain is local wherever it runs.
constexpr std::array<KnownChain, 14> kKnown = {{{1, "Ethereum mainnet", true},
                                                {10, "OP Mainnet", true},
                                                {56, "BNB Smart Chain", true},
                                                {100, "Gnosis", true},
                                                {137, "Polygon", true},
                                                {8453, "Base", true},
                                                {42161, "Arbitrum One", true},
                                                {43114, "Avalanche C-Chain", true},
                                                {59144, "Linea", true},
                                                {17000, "the test network Holesky", false},
                                                {560048, "the test network Hoodi", false},
                                                {11155111, "the test network Sepolia", false},
                                                {1337, "a local test chain", false},
                                                {31337, "a local test chain", false}}};

}  // namespace

std::string chainName(std::int64_t chainId)
{
    const auto known = std::ranges::find(kKnown, chainId, &KnownChain::id);
    const std::string digits = std::to_string(chainId);
    return known == kKnown.end() ? "chain " + digits : std::string(known->name) + " (" + digits + ")";
}

std::string chainName(std::string_view digits)
{
    const auto id = wholeNumber(digits);
    return id ? chainName(*id) : "chain " + visibleControls(digits);
}

bool isPublicChain(std::int64_t chainId)
{
    const auto known = std::ranges::find(kKnown, chainId, &KnownChain::id);
    return known != kKnown.end() && known->isPublic;
}

}  // namespace vci::report
