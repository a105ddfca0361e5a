// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci {

enum class Severity { Error, Warning, Info };

/// Closed set of things a check can find (PROOF 4).
enum class FindingKind {
    SequenceGap,
    SequenceDuplicate,
    TimestampRegression,
    CausationOrphan,
    CausationCycle,
    MalformedPayload,
    UnknownEventType,
    InvalidTxHash,
    SchemaWeakened,
    EventAltered,
    EventMissing,
    EventUnlogged,
    LogGap,
    LogRootMismatch,
    LogTruncated,
    CheckpointSignatureInvalid,
    CheckpointInconsistent,
    CheckpointMissing,
    AnchorMismatch,
    AnchorWrongChain,
    AnchorWrongSender,
    AnchorNotFound,
    AnchorPending,
    SourceUnreachable,
    SourceContradiction,
    SnapshotMismatch,
    ReadModelDrift,
    CustodyBroken,
    SealBroken,
    TimestampInvalid,
};

/// The wire name, as in `flags`: `sequence_gap`, ….
[[nodiscard]] std::string_view kindName(FindingKind kind);
/// The severity of the table of PROOF 4. Sequence gaps and duplicates are errors here; whoever raises one makes it a warning
/// where every row concerned is adopted or the source is stock.
[[nodiscard]] Severity severityOf(FindingKind kind);
/// `error`, `warning`, `info`.
[[nodiscard]] std::string_view severityName(Severity severity);
/// One sentence for a person who is no programmer.
[[nodiscard]] std::string_view kindExplanation(FindingKind kind);

/// A set of FindingKinds that stand on one event, kept as bits: it exists once per event on paths that see millions.
class Flags {
public:
    void add(FindingKind kind) { m_bits |= bit(kind); }
    [[nodiscard]] bool has(FindingKind kind) const { return (m_bits & bit(kind)) != 0; }
    [[nodiscard]] bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] std::uint32_t bits() const { return m_bits; }
    friend bool operator==(const Flags&, const Flags&) = default;

private:
    static constexpr std::uint32_t bit(FindingKind kind) { return 1U << static_cast<unsigned>(kind); }
    std::uint32_t m_bits = 0;
};

/// All kinds, in declaration order, for iteration.
inline constexpr FindingKind kAllFindingKinds[] = {
    FindingKind::SequenceGap,
    FindingKind::SequenceDuplicate,
    FindingKind::TimestampRegression,
    FindingKind::CausationOrphan,
    FindingKind::CausationCycle,
    FindingKind::MalformedPayload,
    FindingKind::UnknownEventType,
    FindingKind::InvalidTxHash,
    FindingKind::SchemaWeakened,
    FindingKind::EventAltered,
    FindingKind::EventMissing,
    FindingKind::EventUnlogged,
    FindingKind::LogGap,
    FindingKind::LogRootMismatch,
    FindingKind::LogTruncated,
    FindingKind::CheckpointSignatureInvalid,
    FindingKind::CheckpointInconsistent,
    FindingKind::CheckpointMissing,
    FindingKind::AnchorMismatch,
    FindingKind::AnchorWrongChain,
    FindingKind::AnchorWrongSender,
    FindingKind::AnchorNotFound,
    FindingKind::AnchorPending,
    FindingKind::SourceUnreachable,
    FindingKind::SourceContradiction,
    FindingKind::SnapshotMismatch,
    FindingKind::ReadModelDrift,
    FindingKind::CustodyBroken,
    FindingKind::SealBroken,
    FindingKind::TimestampInvalid,
};

/// What whoever raises a finding knows of where its cause lies. In no format.
struct CauseHint {
    /// The entries of the log between which it lies, both exclusive: of a gap in sequence numbers those of the events around it,
    /// of a root mismatch what may have been changed, of a gap in the log what is missing.
    std::int64_t after = -1;
    std::int64_t before = -1;
    std::optional<EventId> behind = {};  ///< of a gap in sequence numbers: the event behind it
    bool isOfEntries = false;            ///< the entries were changed, and not the events
    bool isOfRestore = false;            ///< what a database looks like that was put back from a dump

    [[nodiscard]] bool holds(std::int64_t place) const { return after < place && place < before; }
};

/// One thing that a check found. A broken hash or gap is a Finding, never an Error: record it and go on.
struct Finding {
    FindingKind kind;
    Severity severity;
    std::optional<AggregateId> aggregateId;
    std::optional<Sequence> sequence;
    std::optional<EventId> eventId;
    std::string expected;
    std::string found;
    std::string message;                       ///< one sentence
    std::optional<LogIndex> logIndex = {};     ///< where in the log, if anywhere
    std::optional<std::size_t> causedBy = {};  ///< index, in the same list, of the finding that explains this one
    CauseHint hint = {};
};

}  // namespace vci
