// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/chainvalues.h"
#include "core/base/finding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vci::anchor {

/// What the user pinned (PROOF 3). An absent chain or an empty list of senders pins nothing, so that nothing can be checked.
struct ChainTrust {
    std::optional<std::int64_t> chainId = {};
    std::vector<Address> senders = {};
    std::vector<std::string> endpoints = {};         ///< http:// and https:// URLs of JSON-RPC servers
    std::optional<std::int64_t> confirmations = {};  ///< absent: the `finalized` tag; K: the block and K − 1 on top of it
};

/// What an anchor is worth: the badge column of PROOF 2.
enum class AnchorStanding {
    Final,      ///< equal and final on a named source: Verified
    NotFinal,   ///< pending, or known to nobody: Signed only
    Refuted,    ///< what is recorded is not what was pinned, or not what the chain holds: Mismatch
    Unchecked,  ///< nobody could be asked, or those who could contradict each other: Unknown
};

/// A finding about an anchor or about a source, before it is placed among the findings of a verification.
struct AnchorFinding {
    FindingKind kind;
    std::string expected;
    std::string found;
    std::string message;  ///< one sentence, without its full stop: others go on from it
};

/// What the check of one anchor gave.
struct AnchorVerdict {
    AnchorStanding standing;
    std::vector<AnchorFinding> findings = {};  ///< the decisive one first; empty exactly where it is Final
    std::optional<ChainBlock> block = {};      ///< the block that holds it, as far as anybody says so
    std::string source = {};                   ///< who says so: endpoints by name, or the block hash that was vouched for

    /// `finding` of verify's `anchors` (INTERFACES 1).
    [[nodiscard]] std::optional<FindingKind> finding() const
    {
        return findings.empty() ? std::nullopt : std::optional(findings.front().kind);
    }
    [[nodiscard]] bool isFinal() const { return standing == AnchorStanding::Final; }
};

/// What the check of several anchors gave.
struct AnchorReport {
    std::vector<AnchorVerdict> verdicts;  ///< one an anchor, in the order they were given
    std::vector<AnchorFinding> sources;   ///< source_unreachable, one for each endpoint that failed; they concern no anchor alone
};

}  // namespace vci::anchor
