// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/ethereum/checkanchors.h"
#include "core/model/recordedanchor.h"
#include "tests/support/anvil.h"

#include <memory>
#include <string>
#include <vector>

namespace vci::test {

/// A private chain, and anchors of a made-up checkpoint on it.
class AnchoredChain {
public:
    explicit AnchoredChain(std::unique_ptr<Anvil> node);

    [[nodiscard]] Anvil& node() { return *m_node; }
    /// Pins the chain and its first account, with the node as the only endpoint.
    [[nodiscard]] anchor::ChainTrust trust() const;
    /// The input of an anchor of the checkpoint, 0x….
    [[nodiscard]] std::string input() const;
    /// A record of a transaction as an anchor of the checkpoint by the first account.
    [[nodiscard]] RecordedAnchor record(const std::string& txHash) const;
    /// Sends an anchor that the next block will hold; its record.
    [[nodiscard]] RecordedAnchor sendAnchor();
    /// Adds the block that holds the anchor now, with all evidence.
    void recordBlock(RecordedAnchor& anchor);

    [[nodiscard]] anchor::AnchorVerdict check(const RecordedAnchor& anchor, const anchor::ethereum::CheckRequest& request) const;
    [[nodiscard]] anchor::AnchorVerdict check(const RecordedAnchor& anchor) const { return check(anchor, {trust()}); }

private:
    std::unique_ptr<Anvil> m_node;
    std::string m_sender;
    Sha256 m_root{};
    std::vector<AnchorMember> m_members;
};

/// The wire name of the finding, `-` where there is none.
[[nodiscard]] std::string findingOf(const anchor::AnchorVerdict& verdict);

}  // namespace vci::test
