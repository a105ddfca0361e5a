// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/pathcheck.h"

#include "core/integrity/merkle.h"

namespace vci::verify {

PathCheck::PathCheck(const std::string& origin, const std::vector<RecordedNote>& notes)
{
    for (const RecordedNote& one : notes) {
        if (one.from != RecordedNote::From::Store) continue;
        const auto parsed = integrity::SignedCheckpoint::parse(one.note);
        if (!parsed.ok() || parsed.value().checkpoint.origin != origin) continue;
        if (!m_checkpoint || parsed.value().checkpoint.treeSize > m_checkpoint->treeSize)
            m_checkpoint = parsed.value().checkpoint;
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
