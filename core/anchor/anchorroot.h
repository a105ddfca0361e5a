// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/model/recordedanchor.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::anchor {

/// `VCA1` and the root: the input of an anchor's transaction.
[[nodiscard]] std::string anchorInput(std::string_view root);

/// The leaf of a checkpoint under an anchor root: `voicecore/anchor/v1\n` ‖ the note with the log's own signature line only;
/// signatures of witnesses may come and go. Errors: InvalidPayload for what is no checkpoint of a log of ours, or lacks the log's
/// line.
[[nodiscard]] Result<std::string> anchorLeaf(std::string_view note);

/// What a transaction is about to anchor.
struct AnchorTree {
    Sha256 root;
    std::vector<AnchorMember> members;  ///< by the bytes of their origin
};
/// The tree over the newest checkpoint of each tenant, in whatever order the notes come. Errors: InvalidPayload as anchorLeaf(),
/// and for no notes or two of one origin.
[[nodiscard]] Result<AnchorTree> buildAnchorTree(const std::vector<std::string>& notes);

/// The root that a member's note, index and path give. Nothing where they fit no tree, or where tenant, log id or size are not
/// those of the note. An index and the length of its path leave one shape of tree, so that the number of members is not needed.
[[nodiscard]] std::optional<Sha256> rootOfMember(const AnchorMember& member);

/// Lower-case hex of bytes of any length, for messages; long ones are cut.
[[nodiscard]] std::string hexOf(std::string_view bytes);

}  // namespace vci::anchor
