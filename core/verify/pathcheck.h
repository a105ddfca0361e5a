// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/sha256.h"
#include "core/integrity/checkpoint.h"
#include "core/verify/notes.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::verify {

/// Holds the events of an exported case against the checkpoint that came with it, each by its inclusion path (PROOF 6): such a
/// case has no whole log that could give a root. One thread.
class PathCheck {
public:
    /// What the path of one event comes to.
    enum class Outcome {
        Reaches,   ///< leads from the leaf to the root of the checkpoint
        Misses,    ///< leads elsewhere, or is no path
        Absent,    ///< the checkpoint covers the entry, but no path came with it
        Uncovered  ///< there is no checkpoint, or the entry is above it
    };

    /// Of the checkpoints of origin in the case, paths lead to one that a trusted key signed; where there is none, to one that
    /// such a key signed elsewhere; else to one by whomever it is signed. Of several such, the largest, until choose() is told
    /// better.
    PathCheck(const integrity::Origin& origin, const std::vector<RecordedNote>& notes,
              const std::vector<integrity::VerifierKey>& trusted);

    /// Whether several checkpoints are trusted alike, so that only the paths tell which one came with the case.
    [[nodiscard]] bool isUndecided() const { return m_candidates.size() > 1; }
    /// Of some rows, before any see(): the checkpoint that most of their paths lead to is the one. False where enough were seen.
    [[nodiscard]] bool choose(std::int64_t index, std::string_view path, const Sha256& leaf);
    /// path: the bytes of the hashes, leaf side first.
    [[nodiscard]] Outcome see(std::int64_t index, const std::optional<std::string>& path, const Sha256& leaf) const;
    /// The note that paths lead to. Nothing where none came with the case.
    [[nodiscard]] const std::optional<integrity::Checkpoint>& checkpoint() const { return m_checkpoint; }
    /// A trusted key signed it, as it stands in the case or elsewhere.
    [[nodiscard]] bool isTrusted() const { return m_trust > Trust::None; }

private:
    enum class Trust { None, Elsewhere, Here };
    struct Candidate {
        integrity::Checkpoint checkpoint;
        std::int64_t reached = 0;  ///< paths that lead to it
    };

    std::vector<Candidate> m_candidates;  ///< by size, the largest first
    std::int64_t m_tries = 0;             ///< paths times candidates, of choose()
    std::optional<integrity::Checkpoint> m_checkpoint;
    Trust m_trust = Trust::None;
};

}  // namespace vci::verify
