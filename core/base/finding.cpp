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
    case FindingKind::AnchorMismatch:
        return "anchor_mismatch";
    case FindingKind::AnchorWrongChain:
        return "anchor_wrong_chain";
    case FindingKind::AnchorWrongSender:
        return "anchor_wrong_sender";
    case FindingKind::AnchorNotFound:
        return "anchor_not_found";
    case FindingKind::SourceUnreachable:
        return "source_unreachable";
    case FindingKind::SourceContradiction:
        return "source_contradiction";
    case FindingKind::AnchorPending:
        return "anchor_pending";
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
    case FindingKind::AnchorMismatch:
        return "The anchor's transaction does not hold what is recorded here.";
    case FindingKind::AnchorWrongChain:
        return "The anchor is on another chain than the trusted one.";
    case FindingKind::AnchorWrongSender:
        return "The anchor was sent by somebody who is not trusted to send it.";
    case FindingKind::AnchorNotFound:
        return "No endpoint knows the anchor's transaction.";
    case FindingKind::SourceUnreachable:
        return "A source that should confirm an anchor gave no usable answer.";
    case FindingKind::SourceContradiction:
        return "Sources that should confirm an anchor contradict each other.";
    case FindingKind::AnchorPending:
        return "The anchor's transaction is not final yet.";
    }
    return "";
}

}  // namespace vci
