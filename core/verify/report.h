// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/sha256.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::verify {

/// What can be said of an event, or of all (PROOF 5). In the order in which the worst of several is chosen.
enum class Badge { Mismatch, Unknown, NotCovered, Pending, SelfConsistent, SignedOnly, Verified };

/// The wire name: `mismatch`, `unknown`, `not_covered`, `pending`, `self_consistent`, `signed_only`, `verified`.
[[nodiscard]] std::string_view badgeName(Badge badge);

/// How many events of the scope have each badge; sums to their number.
struct Coverage {
    std::int64_t verified = 0;
    std::int64_t signedOnly = 0;
    std::int64_t selfConsistent = 0;
    std::int64_t pending = 0;
    std::int64_t notCovered = 0;
    std::int64_t mismatch = 0;
    std::int64_t unknown = 0;

    [[nodiscard]] std::int64_t& of(Badge badge);
    [[nodiscard]] std::int64_t of(Badge badge) const { return const_cast<Coverage*>(this)->of(badge); }
    [[nodiscard]] std::int64_t events() const;
};

/// What asking the chain about one recorded anchor came to (PROOF 2).
struct AnchorReport {
    std::int64_t chainId = 0;
    std::string txHash;
    std::string sender;
    Sha256 root{};
    std::int64_t treeSize = 0;  ///< of this tenant's checkpoint under it
    std::optional<std::int64_t> blockNumber = {};
    std::optional<std::string> blockHash = {};
    std::optional<Timestamp> blockTime = {};
    bool isFinal = false;
    std::optional<FindingKind> finding = {};
    std::string message = {};  ///< of the finding
    std::string expected = {};
    std::string found = {};
};

/// Of an exported case: how its events stand to the checkpoint that came with it (PROOF 6).
struct SelectionReport {
    bool isOfWholeAggregates = false;
    std::int64_t proved = 0;             ///< events in scope whose inclusion path reaches it
    std::vector<EventId> unproved = {};  ///< the first of those that it covers and that have no path
};

/// What a person or a script asks --require for.
enum class Level { Self, Signed, Anchored };

struct Report {
    TenantId tenantId;
    std::string origin = {};  ///< of the log in force; empty without a log
    std::int64_t events = 0;
    std::int64_t aggregates = 0;
    Badge badge = Badge::NotCovered;
    std::string reason = {};                     ///< one sentence
    std::optional<std::string> checkpoint = {};  ///< the newest note by a trusted key, as it stands
    std::optional<std::int64_t> checkpointSize = {};
    std::optional<SelectionReport> selection = {};
    std::vector<AnchorReport> anchors = {};
    Coverage coverage = {};
    std::vector<Finding> findings = {};
    bool hasLog = false;
    bool isRecovered = false;                  ///< a restore began a new log
    std::int64_t lostEvents = 0;               ///< entries of older logs whose events are lost
    std::optional<Timestamp> verifiedTo = {};  ///< block time of the newest final anchor

    [[nodiscard]] bool has(Severity severity) const;
    /// Whether every event of the scope reaches the level (PROOF 4, "Exit").
    [[nodiscard]] bool reaches(Level level) const;
    /// The notes by a trusted key that cover events whose anchor could not be asked.
    bool unknownAreSigned = false;
};

}  // namespace vci::verify
