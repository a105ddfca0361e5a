// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/pathcheck.h"

#include "core/integrity/merkle.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <utility>

namespace vci::verify {

namespace {

/// A forger who has one path lead elsewhere does not decide.
constexpr std::int64_t kPathsToChooseBy = 16;
/// Where hardly a path leads anywhere, thousands of invented checkpoints must not be tried for each event of the case.
constexpr std::int64_t kTriesToChooseBy = std::int64_t(1) << 18;
/// No tree of fewer than 2^63 leaves has a longer one.
constexpr std::size_t kLongestPath = 63;

PathCheck::Outcome seeOf(const integrity::Checkpoint& checkpoint, std::int64_t index, std::string_view path, const Sha256& leaf)
{
    using Outcome = PathCheck::Outcome;
    if (index >= checkpoint.treeSize) return Outcome::Uncovered;
    if (path.size() > kLongestPath * leaf.size()) return Outcome::Misses;
    std::vector<Sha256> hashes;
    for (; path.size() >= leaf.size(); path.remove_prefix(leaf.size()))
        hashes.push_back(*tryHashFromBytes(path.substr(0, leaf.size())));
    if (!path.empty()) return Outcome::Misses;
    return integrity::verifyInclusion(index, checkpoint.treeSize, leaf, hashes, checkpoint.root) ? Outcome::Reaches
                                                                                                 : Outcome::Misses;
}

}  // namespace

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
        m_trust = std::max(m_trust, trust);
    }
    for (const auto& [checkpoint, trust] : there)
        if (trust == m_trust) m_candidates.push_back({checkpoint});
    std::ranges::stable_sort(m_candidates, std::greater(), [](const Candidate& one) { return one.checkpoint.treeSize; });
    if (!m_candidates.empty()) m_checkpoint = m_candidates.front().checkpoint;
}

bool PathCheck::choose(std::int64_t index, std::string_view path, const Sha256& leaf)
{
    std::int64_t seen = 0;
    for (Candidate& one : m_candidates) {
        one.reached += seeOf(one.checkpoint, index, path, leaf) == Outcome::Reaches ? 1 : 0;
        seen += one.reached;
    }
    m_checkpoint = std::ranges::max_element(m_candidates, {}, &Candidate::reached)->checkpoint;
    m_tries += std::ssize(m_candidates);
    return seen < kPathsToChooseBy && m_tries < kTriesToChooseBy;
}

PathCheck::Outcome PathCheck::see(std::int64_t index, const std::optional<std::string>& path, const Sha256& leaf) const
{
    if (!m_checkpoint || index >= m_checkpoint->treeSize) return Outcome::Uncovered;
    return path ? seeOf(*m_checkpoint, index, *path, leaf) : Outcome::Absent;
}

}  // namespace vci::verify
