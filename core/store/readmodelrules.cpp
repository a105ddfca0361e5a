// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/readmodelrules.h"

namespace vci::store {

Error checkpointMoved(const ProjectionChange& change)
{
    return makeError(ErrorCode::Locked, "another process wrote " + change.modelType + " at the same time; it was at position " +
                                            (change.from ? std::to_string(change.from->position) : std::string("none")) +
                                            " when this one began: nothing was written, try again");
}

Error heldByHand(const std::string& modelType, const std::string& modelId)
{
    return makeError(ErrorCode::AlreadyExists,
                     "the " + modelType + " row " + modelId +
                         " was put by hand and a projection may not replace it: nothing was written; give "
                         "the projection another name, or put the row under another type");
}

Error heldByProjection(const std::string& modelType, const std::string& modelId)
{
    return makeError(ErrorCode::AlreadyExists,
                     "the " + modelType + " row " + modelId +
                         " is kept by a projection and follows from events: record an event, or put the "
                         "row under another type");
}

Error noManualRow(const std::string& modelType, const std::string& modelId)
{
    return makeError(ErrorCode::NotFound,
                     "there is no " + modelType + " row " + modelId +
                         " that was put by hand; rows of the platform and of projections are not deleted here");
}

}  // namespace vci::store
