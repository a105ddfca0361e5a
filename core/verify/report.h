// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/eventtransaction.h"
#include "core/anchor/verdict.h"
#include "core/base/finding.h"
#include "core/base/sha256.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/model/logid.h"
#include "core/timestamp/token.h"
#include "core/verify/indexruns.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vci::verify {

/// What can be said of an event, or of all (PROOF 5). In the order in which the worst of several is chosen.
enum class Badge { Mismatch, Unknown, NotCovered, Pending, SelfConsistent, SignedOnly, Verified };

/// The wire name: `mismatch`, `unknown`, `not_covered`, `pending`, `self_consistent`, `signed_only`, `verified`.
[[nodiscard]] std::string_view badgeName(Badge badge);
/// The word of PROOF 5 for people: `Signed only`. Every program and report says this one.
[[nodiscard]] const char* badgeTitle(Badge badge);

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

/// A recorded anchor with what asking about it came to (PROOF 2).
struct CheckedAnchor {
    std::int64_t chainId;
    std::string txHash;
    std::string sender;
    std::string root;           ///< bytes, as recorded
    std::int64_t treeSize = 0;  ///< of the checkpoint of the log in force under it; 0: there is none
    anchor::AnchorVerdict verdict;
};

/// A recorded time stamp of a checkpoint of the log in force, judged by whom the user trusts. It changes no badge.
struct CheckedTimestamp {
    std::int64_t treeSize;  ///< of the checkpoint
    timestamp::Verdict verdict;
    std::optional<Sha256> root = {};  ///< of that checkpoint; absent where its note holds none
    bool isOfLog = false;             ///< the checkpoint is a trusted one and what the log gives at that size
};

/// What decides the badge of one event of the scope: below which log_index (exclusive) what holds, and which events fail on their
/// own.
struct Standing {
    bool hasLog = false;
    std::int64_t logSize = 0;  ///< entries that were looked at
    std::int64_t mismatchBelow = 0;
    std::int64_t unknownBelow = 0;
    std::int64_t verifiedBelow = 0;
    std::int64_t signedBelow = 0;
    IndexRuns unproved = {};  ///< of an exported case: came without the path that would prove them
    std::set<EventId> altered = {};
    std::map<EventId, Badge> own = {};         ///< by a transaction that the event itself names, where nothing worse is known
    std::optional<Timestamp> verifiedTo = {};  ///< block time of the newest final anchor

    /// pos: absent while queued and on a source without a log.
    [[nodiscard]] Badge of(EventId id, std::optional<LogIndex> pos) const;
    /// Of an entry that no finding names.
    [[nodiscard]] Badge at(std::int64_t logIndex) const;
};

/// An event whose blockchain_tx_hash was looked up (PROOF 2). Shown; only a one-event anchor counts.
struct CheckedTransaction {
    EventId eventId;
    AggregateId aggregateId;
    Sequence sequence;
    std::optional<LogIndex> logIndex;  ///< absent: the event has no entry in the log
    std::string txHash;
    anchor::EventTransactionAnswer answer = {};
};

/// Of an exported case: how its events stand to the checkpoint that came with it (PROOF 6).
struct SelectionReport {
    bool isOfWholeAggregates = false;
    std::vector<AggregateId> whole = {};  ///< where not every one is: those that are
    std::int64_t proved = 0;              ///< events in scope whose inclusion path reaches it
    std::vector<EventId> unproved = {};   ///< the first of those that it covers and that have no path
};

/// The log in force as it was read.
struct LogExtent {
    std::int64_t entries;
    Sha256 root;  ///< RFC 6962, over the leaf hashes of its entries
};

/// What was told of a log when it was read before.
struct EarlierLog {
    std::optional<std::int64_t> entries = {};
    std::optional<std::string> checkpoint = {};  ///< the newest note then
};
/// Whether it still is what was told.
struct LogSince {
    std::optional<Sha256> root = {};  ///< over as many entries as there were; absent where there are fewer now
    bool holdsCheckpoint = false;     ///< the note is one by a trusted key, and what the log gives at its size
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
    std::string reasonLead = {};                 ///< how it begins where it tells of one finding: its message and its place
    std::optional<std::string> checkpoint = {};  ///< the newest note by a trusted key, as it stands
    std::optional<std::int64_t> checkpointSize = {};
    std::optional<SelectionReport> selection = {};
    std::vector<CheckedAnchor> anchors = {};
    std::vector<CheckedTimestamp> timestamps = {};  ///< by tree size
    std::vector<CheckedTransaction> transactions = {};
    std::int64_t transactionsLeft = 0;  ///< that more events name and nobody looked up
    Coverage coverage = {};
    Standing standing = {};
    std::vector<Finding> findings = {};
    bool hasLog = false;
    bool isRecovered = false;  ///< a restore began a new log
    /// The logs that the log in force is recorded to follow; absent where it is a part of one that lacks its beginning.
    std::optional<std::vector<LogId>> recoveredFrom = {};
    std::int64_t lostEvents = 0;               ///< entries of older logs whose events are lost
    std::int64_t unknownSigned = 0;            ///< events of badge Unknown that are in a checkpoint by a trusted key
    std::optional<Timestamp> verifiedTo = {};  ///< block time of the newest final anchor
    /// SHA-256 over the leaf hashes of the events of the scope, one after another in the order of record: first those of the log,
    /// then those without an entry.
    std::optional<Sha256> eventsDigest = {};
    std::optional<LogExtent> log = {};  ///< absent without a log, and of an exported case, which holds a part of one
    LogSince since = {};                ///< answers Inputs::earlier

    [[nodiscard]] bool has(Severity severity) const;
    /// Whether every event of the scope reaches the level (PROOF 4, "Exit"). Where there is none, nothing was signed or anchored.
    [[nodiscard]] bool reaches(Level level) const;
};

}  // namespace vci::verify
