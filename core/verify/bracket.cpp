// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/bracket.h"

#include <utility>
#include <vector>

namespace vci::verify {

namespace {

std::vector<TimeMark> marksOf(const Report& report)
{
    std::vector<TimeMark> marks;
    marks.reserve(report.anchors.size() + report.timestamps.size());
    for (const CheckedAnchor& anchor : report.anchors) {
        if (!anchor.verdict.isFinal() || !anchor.verdict.block || anchor.treeSize <= 0) continue;
        marks.push_back({anchor.treeSize, anchor.verdict.block->time, anchor.verdict.block->number});
    }
    for (const CheckedTimestamp& stamp : report.timestamps) {
        const bool counts = stamp.isOfLog && stamp.verdict.standing == timestamp::Standing::Proven && stamp.verdict.time;
        if (counts && stamp.treeSize > 0) marks.push_back({stamp.treeSize, *stamp.verdict.time, {}, stamp.verdict.authority});
    }
    return marks;
}

}  // namespace

ProvenBracket bracketOf(const Report& report, LogIndex index)
{
    ProvenBracket bracket;
    const std::int64_t at = index.value();
    bracket.isBroken = at < report.standing.mismatchBelow;
    if (bracket.isBroken) return bracket;
    // Of an exported case: an entry that came without its path is under no checkpoint that it could be shown to be under.
    const bool isUnproved = report.standing.unproved.contains(at);
    bracket.isSigned = at < report.standing.signedBelow && !isUnproved;
    for (TimeMark& mark : marksOf(report)) {
        if (at < mark.treeSize) {
            if (!isUnproved && (!bracket.before || mark.time < bracket.before->time)) bracket.before = std::move(mark);
        } else if (!bracket.after || mark.treeSize > bracket.after->treeSize ||
                   (mark.treeSize == bracket.after->treeSize && mark.time < bracket.after->time)) {
            bracket.after = std::move(mark);
        }
    }
    return bracket;
}

}  // namespace vci::verify
