// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/pathcheck.h"

#include "core/integrity/merkle.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vci::verify {

PathCheck::PathCheck(const integrity::Origin& origin, const std::vector<RecordedNote>& notes,
                     const std::vector<integrity::VerifierKey>& trusted)
{
    std::vector<integrity::VerifierKey> ofLog;
    std::ranges::copy_if(trusted, std::back_inserter(ofLog),
                         [name = integrity::keyNameOf(origin.logId)](const auto& key) { return key.name() == name; });
    std::vector<integrity::Checkpoint> remembered;
    std::vector<std::pair<integrity::Checkpoint, Trust>> there;
    for (const RecordedNote& one : notes) {
        const auto parsed = integrity::SignedCheckpoint::parse(one.note);
        if (!parsed.ok() || parsed.value().checkpoint.origin != origin.toString()) continue;
        const bool isSigned = isSignedBy(parsed.value().note, ofLog);
        if (one.from == RecordedNote::From::Store)
            there.emplace_back(parsed.value().checkpoint, isSigned ? Trust::Here : Trust::None);
        else if (isSigned)
            remembered.push_back(parsed.value().checkpoint);
    }
    for (auto& [checkpoint, trust] : there) {
        if (trust == Trust::None && std::ranges::find(remembered, checkpoint) != remembered.end()) trust = Trust::Elsewhere;
        const bool isBetter = !m_checkpoint || std::pair(trust, checkpoint.treeSize) > std::pair(m_trust, m_checkpoint->treeSize);
        if (!isBetter) continue;
        m_checkpoint = checkpoint;
        m_trust = trust;
    }
}

PathCheck::Outcome PathCheck::see(std::int64_t index, const std::optional<std::string>& path, const Sha256& leaf) const
{
    if (!m_checkpoint || index >= m_checkpoint->treeSize) return Outcome::Uncovered;
    if (!path) return Outcome::Absent;
    std::vector<Sha256> hashes;
    std::string_view bytes = *path;
    for (; bytes.size() >= leaf.size(); bytes.remove_prefix(leaf.size()))
        hashes.push_back(*tryHashFromBytes(bytes.substr(0, leaf.size())));
    if (!bytes.empty()) return Outcome::Misses;
    return integrity::verifyInclusion(index, m_checkpoint->treeSize, leaf, hashes, m_checkpoint->root) ? Outcome::Reaches
                                                                                                       : Outcome::Misses;
}

}  // namespace vci::verify
