// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/bracket.h"

namespace vci::verify {

ProvenBracket bracketOf(const Report& report, LogIndex index)
{
    ProvenBracket bracket;
    const std::int64_t at = index.value();
    bracket.isBroken = at < report.standing.mismatchBelow;
    if (bracket.isBroken) return bracket;
    // Of an exported case: an entry that came without its path is under no checkpoint that it could be shown to be under.
    const bool isUnproved = report.standing.unproved.contains(at);
    bracket.isSigned = at < report.standing.signedBelow && !isUnproved;
    for (const CheckedAnchor& anchor : report.anchors) {
        if (!anchor.verdict.isFinal() || !anchor.verdict.block || anchor.treeSize <= 0) continue;
        const TimeMark mark{anchor.treeSize, *anchor.verdict.block};
        if (at < mark.treeSize) {
            if (isUnproved) continue;
            if (!bracket.before || mark.block.time < bracket.before->block.time) bracket.before = mark;
        } else if (!bracket.after || mark.block.time > bracket.after->block.time) {
            bracket.after = mark;
        }
    }
    return bracket;
}

}  // namespace vci::verify
