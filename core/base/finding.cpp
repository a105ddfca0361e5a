// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/finding.h"

namespace vci {

std::string_view kindName(FindingKind kind)
{
    switch (kind) {
    case FindingKind::SequenceGap:
        return "sequence_gap";
    case FindingKind::SequenceDuplicate:
        return "sequence_duplicate";
    case FindingKind::TimestampRegression:
        return "timestamp_regression";
    case FindingKind::CausationOrphan:
        return "causation_orphan";
    case FindingKind::CausationCycle:
        return "causation_cycle";
    case FindingKind::MalformedPayload:
        return "malformed_payload";
    case FindingKind::UnknownEventType:
        return "unknown_event_type";
    case FindingKind::InvalidTxHash:
        return "invalid_tx_hash";
    case FindingKind::SchemaWeakened:
        return "schema_weakened";
    case FindingKind::EventAltered:
        return "event_altered";
    case FindingKind::EventMissing:
        return "event_missing";
    case FindingKind::EventUnlogged:
        return "event_unlogged";
    case FindingKind::LogGap:
        return "log_gap";
    case FindingKind::LogRootMismatch:
        return "log_root_mismatch";
    case FindingKind::LogTruncated:
        return "log_truncated";
    case FindingKind::CheckpointSignatureInvalid:
        return "checkpoint_signature_invalid";
    case FindingKind::CheckpointInconsistent:
        return "checkpoint_inconsistent";
    case FindingKind::CheckpointMissing:
        return "checkpoint_missing";
    case FindingKind::AnchorMismatch:
        return "anchor_mismatch";
    case FindingKind::AnchorWrongChain:
        return "anchor_wrong_chain";
    case FindingKind::AnchorWrongSender:
        return "anchor_wrong_sender";
    case FindingKind::AnchorNotFound:
        return "anchor_not_found";
    case FindingKind::AnchorPending:
        return "anchor_pending";
    case FindingKind::SourceUnreachable:
        return "source_unreachable";
    case FindingKind::SourceContradiction:
        return "source_contradiction";
    case FindingKind::SnapshotMismatch:
        return "snapshot_mismatch";
    case FindingKind::ReadModelDrift:
        return "read_model_drift";
    case FindingKind::CustodyBroken:
        return "custody_broken";
    case FindingKind::SealBroken:
        return "seal_broken";
    case FindingKind::TimestampInvalid:
        return "timestamp_invalid";
    }
    return "";
}

Severity severityOf(FindingKind kind)
{
    switch (kind) {
    case FindingKind::TimestampRegression:
    case FindingKind::CausationOrphan:
    case FindingKind::CausationCycle:
    case FindingKind::MalformedPayload:
    case FindingKind::UnknownEventType:
    case FindingKind::AnchorNotFound:
    case FindingKind::SourceUnreachable:
    case FindingKind::SourceContradiction:
    case FindingKind::InvalidTxHash:
        return Severity::Warning;
    case FindingKind::AnchorPending:
        return Severity::Info;
    default:
        return Severity::Error;
    }
}

std::string_view severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        return "info";
    }
    return "";
}

std::string_view kindExplanation(FindingKind kind)
{
    switch (kind) {
    case FindingKind::SequenceGap:
        return "One or more sequence numbers before this event are missing.";
    case FindingKind::SequenceDuplicate:
        return "Another event of this aggregate has the same sequence number.";
    case FindingKind::TimestampRegression:
        return "This event is dated earlier than an event before it.";
    case FindingKind::CausationOrphan:
        return "The event named as the cause of this one does not exist.";
    case FindingKind::CausationCycle:
        return "Following the causes of this event leads back to it.";
    case FindingKind::MalformedPayload:
        return "The payload is no JSON object, or holds a number that cannot be used exactly.";
    case FindingKind::UnknownEventType:
        return "The catalogue does not know this type of event.";
    case FindingKind::InvalidTxHash:
        return "The recorded transaction hash is not 0x and 64 hex digits.";
    case FindingKind::SchemaWeakened:
        return "Something that protects the database is not as it was shipped.";
    case FindingKind::EventAltered:
        return "The event is not the one that was recorded: its content changed after it was put into the log.";
    case FindingKind::EventMissing:
        return "The log names an event that is not there any more.";
    case FindingKind::EventUnlogged:
        return "This event stands in no log: it was put there past the writer.";
    case FindingKind::LogGap:
        return "Entries of the log are missing.";
    case FindingKind::LogRootMismatch:
        return "The log is not the one that was signed: it was changed afterwards.";
    case FindingKind::LogTruncated:
        return "The log is shorter than it was when it was signed.";
    case FindingKind::CheckpointSignatureInvalid:
        return "A recorded checkpoint does not bear a valid signature.";
    case FindingKind::CheckpointInconsistent:
        return "Two checkpoints cannot both be of the same log.";
    case FindingKind::CheckpointMissing:
        return "A checkpoint that was seen before is not recorded here any more.";
    case FindingKind::AnchorMismatch:
        return "The transaction on the chain does not hold what was recorded.";
    case FindingKind::AnchorWrongChain:
        return "The anchor was recorded for another chain than the trusted one.";
    case FindingKind::AnchorWrongSender:
        return "The transaction was signed by somebody else than the trusted sender.";
    case FindingKind::AnchorNotFound:
        return "No endpoint knows the transaction of the anchor.";
    case FindingKind::AnchorPending:
        return "The transaction of the anchor is not final yet.";
    case FindingKind::SourceUnreachable:
        return "An endpoint that should have been asked gave no usable answer.";
    case FindingKind::SourceContradiction:
        return "Endpoints that should tell the same tell different things.";
    case FindingKind::SnapshotMismatch:
        return "A snapshot is not the state that its events give.";
    case FindingKind::ReadModelDrift:
        return "A row of a read model is not what its events give.";
    case FindingKind::CustodyBroken:
        return "The custody log was changed after it was written.";
    case FindingKind::SealBroken:
        return "The sealed file is not the one that was sealed.";
    case FindingKind::TimestampInvalid:
        return "A recorded time stamp is not one of the checkpoint that it stands beside, or is forged.";
    }
    return "";
}

}  // namespace vci
