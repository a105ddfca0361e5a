// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/appendrules.h"

namespace vci::store {

bool hasSameContent(const NewEvent& input, const std::string& eventData, const std::string& metadata, const Event& stored,
                    Stamping stamping)
{
    if (input.aggregateId != stored.aggregateId || input.aggregateType != stored.aggregateType) return false;
    if (input.eventType != stored.eventType || eventData != stored.eventData) return false;
    if (input.gaveVersion && input.eventVersion != stored.eventVersion) return false;
    if (input.gaveMetadata && metadata != stored.metadata) return false;
    if (input.gaveCausation && input.causationId != stored.causationId) return false;
    if (input.gaveCorrelation && input.correlationId != stored.correlationId) return false;
    if (stamping == Stamping::ByStore) return true;
    if (input.sequence && *input.sequence != stored.sequence) return false;
    if (input.timestamp && *input.timestamp != stored.timestamp) return false;
    return !input.blockchainTxHash || input.blockchainTxHash == stored.blockchainTxHash;
}

Error idConflict(const Event& stored)
{
    return makeError(ErrorCode::IdConflict,
                     "an event " + stored.id.toString() +
                         " with other content is there already, stored or on an earlier line of this input (sequence " +
                         std::to_string(stored.sequence.value()) + " of aggregate " + stored.aggregateId.toString() + ")");
}

Error sequenceConflict(const std::string& what, AggregateId aggregate, std::int64_t lastSequence)
{
    return makeError(ErrorCode::SequenceConflict,
                     what + ", the aggregate " + aggregate.toString() + " is at " + std::to_string(lastSequence));
}

Error atLine(Error error, std::size_t index)
{
    error.place.line = static_cast<std::int64_t>(index) + 1;
    // Told the number alone, nobody finds it: nothing of the input is stored yet.
    if (error.code == ErrorCode::SequenceConflict && index > 0) error.message += ", the events before it in this input counted";
    return error;
}

Error afterEarlier(Error error, std::int64_t eventsBefore)
{
    if (error.place.line) *error.place.line += eventsBefore;
    return error;
}

}  // namespace vci::store
