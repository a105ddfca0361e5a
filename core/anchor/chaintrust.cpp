// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/chaintrust.h"

namespace vci::anchor {

ChainTrust chainTrustOf(const integrity::Trust& trust)
{
    ChainTrust chain{trust.chainId, {}, trust.endpoints, trust.confirmations};
    for (const std::string& text : trust.senders)
        if (const auto sender = Address::tryFromString(text)) chain.senders.push_back(*sender);
    return chain;
}

}  // namespace vci::anchor
