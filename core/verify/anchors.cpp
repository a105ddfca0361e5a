// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/anchors.h"

#include <algorithm>

namespace vci::verify {

namespace {

Finding findingOf(const anchor::AnchorFinding& found, std::int64_t treeSize)
{
    Finding finding{found.kind, severityOf(found.kind), {}, {}, {}, found.expected, found.found, found.message};
    if (treeSize > 0) finding.logIndex = LogIndex(treeSize - 1);
    return finding;
}

/// Up to which size the member speaks. Where the row and its note disagree the anchor is refuted, for all that either names.
std::int64_t sizeOf(const AnchorMember& member)
{
    const auto note = integrity::SignedCheckpoint::parse(member.note);
    return std::max(member.treeSize, note.ok() ? note.value().checkpoint.treeSize : 0);
}

}  // namespace

void addAnchors(const integrity::Origin& origin, std::span<const RecordedAnchor> recorded, const anchor::AnchorReport& checked,
                Inputs& inputs)
{
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        const RecordedAnchor& one = recorded[i];
        const anchor::AnchorVerdict& verdict = checked.verdicts.at(i);
        CheckedAnchor anchor{one.chainId, one.txHash, one.sender, one.root, 0, verdict};
        for (const AnchorMember& member : one.members) {
            if (member.logId != origin.logId.toString()) continue;
            anchor.treeSize = std::max(anchor.treeSize, sizeOf(member));
            RecordedNote note{RecordedNote::From::Anchor, member.note,
                              "the checkpoint of size " + std::to_string(member.treeSize) + " under anchor " + one.txHash};
            note.isVouched = verdict.isFinal();
            inputs.notes.push_back(std::move(note));
        }
        for (const anchor::AnchorFinding& found : verdict.findings) inputs.findings.push_back(findingOf(found, anchor.treeSize));
        inputs.anchors.push_back(std::move(anchor));
    }
    for (const anchor::AnchorFinding& found : checked.sources) inputs.findings.push_back(findingOf(found, 0));
}

}  // namespace vci::verify
