// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/anchorroot.h"

#include "core/base/hex.h"
#include "core/integrity/checkpoint.h"
#include "core/integrity/merkle.h"
#include "core/json/leaf.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace vci::anchor {

namespace {

constexpr std::string_view kInputMark = "VCA1";
constexpr std::string_view kLeafMark = "voicecore/anchor/v1\n";
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMaxShownBytes = 256;

struct ParsedNote {
    integrity::Origin origin;
    std::int64_t treeSize;
    std::string leaf;
};

Result<ParsedNote> parse(std::string_view note)
{
    VCI_TRY(auto checkpoint, integrity::SignedCheckpoint::parse(note));
    VCI_TRY(auto origin, integrity::Origin::parse(checkpoint.checkpoint.origin));
    auto& signatures = checkpoint.note.signatures;
    const std::string name = integrity::keyNameOf(origin.logId);
    const auto own = std::find_if(signatures.begin(), signatures.end(), [&name](const auto& line) { return line.name == name; });
    if (own == signatures.end())
        return makeError(ErrorCode::InvalidPayload, "the checkpoint of " + checkpoint.checkpoint.origin +
                                                        " lacks the signature of its log: sign a new one with log checkpoint");
    signatures = {*own};
    return ParsedNote{std::move(origin), checkpoint.checkpoint.treeSize, std::string(kLeafMark) + checkpoint.note.toString()};
}

/// The smallest tree in which the leaf at index has a path of that length. Every such tree gives the same root: what lies to the
/// right of the leaf's own subtree is in the path, whatever its size.
std::optional<std::int64_t> treeSizeFor(std::int64_t index, std::size_t pathLength)
{
    const auto place = static_cast<std::uint64_t>(index);
    if (static_cast<std::size_t>(std::popcount(place)) == pathLength) return index + 1;
    for (unsigned inner = 1; inner < 62; ++inner) {
        const std::uint64_t bit = std::uint64_t{1} << (inner - 1);
        const auto border = static_cast<std::size_t>(std::popcount(place >> inner));
        if ((place & bit) == 0 && inner + border == pathLength) return static_cast<std::int64_t>(place | bit) + 1;
    }
    return std::nullopt;
}

}  // namespace

std::string anchorInput(std::string_view root)
{
    return std::string(kInputMark).append(root);
}

Result<std::string> anchorLeaf(std::string_view note)
{
    VCI_TRY(ParsedNote parsed, parse(note));
    return std::move(parsed.leaf);
}

Result<AnchorTree> buildAnchorTree(const std::vector<std::string>& notes)
{
    struct Place {
        std::string origin;
        ParsedNote parsed;
        const std::string* note;
    };
    std::vector<Place> places;
    for (const std::string& note : notes) {
        VCI_TRY(ParsedNote parsed, parse(note));
        std::string origin = parsed.origin.toString();
        places.push_back({std::move(origin), std::move(parsed), &note});
    }
    if (places.empty())
        return makeError(ErrorCode::InvalidPayload, "there is no checkpoint to anchor: sign one with log checkpoint first");
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.origin < b.origin; });
    const auto twice =
        std::adjacent_find(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.origin == b.origin; });
    if (twice != places.end())
        return makeError(ErrorCode::InvalidPayload, "there are two checkpoints of " + twice->origin + " to anchor");

    integrity::MemoryTree tree;
    for (const Place& place : places) tree.append(json::leafHash(place.parsed.leaf));
    VCI_TRY(const Sha256 root, integrity::rootOf(tree, tree.size()));
    integrity::InclusionProver prover(tree, tree.size());
    AnchorTree result{root, {}};
    for (const Place& place : places) {
        const auto index = static_cast<std::int64_t>(result.members.size());
        VCI_TRY(const auto path, prover.path(index));
        std::string joined;
        for (const Sha256& hash : path) joined += bytesOf(hash);
        result.members.push_back({place.parsed.origin.tenant, place.parsed.origin.logId.toString(), place.parsed.treeSize, index,
                                  std::move(joined), *place.note});
    }
    return result;
}

std::optional<Sha256> rootOfMember(const AnchorMember& member)
{
    const auto parsed = parse(member.note);
    if (!parsed.ok() || parsed.value().origin.tenant != member.tenant || parsed.value().origin.logId.toString() != member.logId ||
        parsed.value().treeSize != member.treeSize)
        return std::nullopt;
    if (member.index < 0 || member.path.size() % kHashBytes != 0) return std::nullopt;
    std::vector<Sha256> path;
    for (std::size_t at = 0; at < member.path.size(); at += kHashBytes)
        path.push_back(*tryHashFromBytes(std::string_view(member.path).substr(at, kHashBytes)));
    const auto size = treeSizeFor(member.index, path.size());
    if (!size) return std::nullopt;
    return integrity::rootFromInclusion(member.index, *size, json::leafHash(parsed.value().leaf), path);
}

std::string hexOf(std::string_view bytes)
{
    const std::string_view shown = bytes.substr(0, kMaxShownBytes);
    const std::vector<std::uint8_t> copy(shown.begin(), shown.end());
    return toHex(copy) + (shown.size() < bytes.size() ? "…" : "");
}

}  // namespace vci::anchor
