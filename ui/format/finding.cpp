// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/format/text.h"

#include <QCoreApplication>

namespace vci::ui::format {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("format", text);
}

}  // namespace

QString findingName(FindingKind kind)
{
    switch (kind) {
    case FindingKind::SequenceGap:
        return tr("Gap in the sequence");
    case FindingKind::SequenceDuplicate:
        return tr("Sequence number twice");
    case FindingKind::TimestampRegression:
        return tr("Clock went back");
    case FindingKind::CausationOrphan:
        return tr("Cause is missing");
    case FindingKind::CausationCycle:
        return tr("Causes form a cycle");
    case FindingKind::MalformedPayload:
        return tr("Odd payload");
    case FindingKind::UnknownEventType:
        return tr("Unknown event type");
    case FindingKind::InvalidTxHash:
        return tr("Odd transaction hash");
    case FindingKind::SchemaWeakened:
        return tr("Protection weakened");
    case FindingKind::EventAltered:
        return tr("Event altered");
    case FindingKind::EventMissing:
        return tr("Event deleted");
    case FindingKind::EventUnlogged:
        return tr("Event slipped in");
    case FindingKind::LogGap:
        return tr("Gap in the log");
    case FindingKind::LogRootMismatch:
        return tr("Log rewritten");
    case FindingKind::LogTruncated:
        return tr("Log cut short");
    case FindingKind::CheckpointSignatureInvalid:
        return tr("Bad signature");
    case FindingKind::CheckpointInconsistent:
        return tr("Checkpoints contradict");
    case FindingKind::CheckpointMissing:
        return tr("Checkpoint is gone");
    case FindingKind::AnchorMismatch:
        return tr("Anchor does not match");
    case FindingKind::AnchorWrongChain:
        return tr("Anchor on another chain");
    case FindingKind::AnchorWrongSender:
        return tr("Anchor by another sender");
    case FindingKind::AnchorNotFound:
        return tr("Anchor not found");
    case FindingKind::AnchorPending:
        return tr("Anchor not final yet");
    case FindingKind::SourceUnreachable:
        return tr("Could not be asked");
    case FindingKind::SourceContradiction:
        return tr("Answers contradict");
    case FindingKind::SnapshotMismatch:
        return tr("Snapshot is wrong");
    case FindingKind::ReadModelDrift:
        return tr("Read model drifted");
    case FindingKind::CustodyBroken:
        return tr("Custody log broken");
    case FindingKind::SealBroken:
        return tr("Seal broken");
    case FindingKind::TimestampInvalid:
        return tr("Bad time stamp");
    }
    return {};
}

QString findingText(FindingKind kind)
{
    switch (kind) {
    case FindingKind::SequenceGap:
        return tr("Events are missing before this one: its sequence number does not follow the previous one.");
    case FindingKind::SequenceDuplicate:
        return tr("Another event of this aggregate has the same sequence number.");
    case FindingKind::TimestampRegression:
        return tr("This event is dated before an earlier one of the same aggregate.");
    case FindingKind::CausationOrphan:
        return tr("The event that caused this one is not in the source.");
    case FindingKind::CausationCycle:
        return tr("Following the causes of this event leads back to it.");
    case FindingKind::MalformedPayload:
        return tr("The payload is no object of sound values, or a rule met a field that is no number.");
    case FindingKind::UnknownEventType:
        return tr("The catalogue does not know this event type or version; it is shown as it is.");
    case FindingKind::InvalidTxHash:
        return tr("The recorded transaction hash is not 0x and 64 hexadecimal digits.");
    case FindingKind::SchemaWeakened:
        return tr("Something that protects the database is not as it was shipped.");
    case FindingKind::EventAltered:
        return tr("The content of this event is not what was recorded when it was put into the log.");
    case FindingKind::EventMissing:
        return tr("The log names an event that is not in the source any more.");
    case FindingKind::EventUnlogged:
        return tr("This event stands in no log and waits for none: it was put there past the writer.");
    case FindingKind::LogGap:
        return tr("Entries of the log are missing.");
    case FindingKind::LogRootMismatch:
        return tr("The log gives another root than the one that was signed: it was rewritten afterwards.");
    case FindingKind::LogTruncated:
        return tr("The log has fewer entries than when it was signed or pinned.");
    case FindingKind::CheckpointSignatureInvalid:
        return tr("A recorded checkpoint does not bear a valid signature.");
    case FindingKind::CheckpointInconsistent:
        return tr("Two signed checkpoints cannot both belong to one log.");
    case FindingKind::CheckpointMissing:
        return tr("A checkpoint that was seen earlier is not recorded in the source any more.");
    case FindingKind::AnchorMismatch:
        return tr("The transaction on the chain does not hold what was recorded.");
    case FindingKind::AnchorWrongChain:
        return tr("The anchor was recorded for another chain than the trusted one.");
    case FindingKind::AnchorWrongSender:
        return tr("The transaction was not signed by a trusted sender.");
    case FindingKind::AnchorNotFound:
        return tr("No endpoint knows the transaction of the anchor.");
    case FindingKind::AnchorPending:
        return tr("The transaction of the anchor is not final yet.");
    case FindingKind::SourceUnreachable:
        return tr("An endpoint that should have been asked gave no usable answer.");
    case FindingKind::SourceContradiction:
        return tr("Endpoints that should agree tell different things.");
    case FindingKind::SnapshotMismatch:
        return tr("A snapshot is not the state that its events give.");
    case FindingKind::ReadModelDrift:
        return tr("A row of a read model is not what its events give.");
    case FindingKind::CustodyBroken:
        return tr("The custody log is not as it was written.");
    case FindingKind::SealBroken:
        return tr("The file is not the one that was sealed.");
    case FindingKind::TimestampInvalid:
        return tr("A recorded time stamp is not one of its checkpoint, or is forged.");
    }
    return {};
}

}  // namespace vci::ui::format
