// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/trie.h"

#include "core/anchor/ethereum/rlp.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

namespace vci::anchor::ethereum {

namespace {

constexpr std::size_t kChildren = 16;
constexpr std::size_t kHashBytes = 32;

/// One character a nibble, 0 to 15.
std::string nibblesOf(std::string_view bytes)
{
    std::string nibbles;
    for (const char c : bytes) {
        nibbles.push_back(static_cast<char>((static_cast<std::uint8_t>(c) >> 4U) & 0xfU));
        nibbles.push_back(static_cast<char>(static_cast<std::uint8_t>(c) & 0xfU));
    }
    return nibbles;
}

std::string keyOf(std::size_t index)
{
    return nibblesOf(encodeRlp(RlpItem::ofInteger(index)));
}

enum class PathEnd { Branch, Value };

/// Hex-prefix encoding (yellow paper, appendix C).
std::string hexPrefix(std::string_view nibbles, PathEnd end)
{
    const bool isOdd = nibbles.size() % 2 != 0;
    const unsigned flag = (end == PathEnd::Value ? 2U : 0U) + (isOdd ? 1U : 0U);
    std::string out(1, static_cast<char>((flag << 4U) | (isOdd ? static_cast<unsigned>(nibbles[0]) : 0U)));
    for (std::size_t i = isOdd ? 1 : 0; i < nibbles.size(); i += 2)
        out.push_back(static_cast<char>((static_cast<unsigned>(nibbles[i]) << 4U) | static_cast<unsigned>(nibbles[i + 1])));
    return out;
}

struct Path {
    std::string nibbles;
    PathEnd end;
};

std::optional<Path> tryPath(const std::string& bytes)
{
    if (bytes.empty()) return std::nullopt;
    const std::string nibbles = nibblesOf(bytes);
    const unsigned flag = static_cast<unsigned char>(nibbles[0]);
    if (flag > 3 || (flag % 2 == 0 && nibbles[1] != 0)) return std::nullopt;
    return Path{nibbles.substr(flag % 2 == 0 ? 2 : 1), flag >= 2 ? PathEnd::Value : PathEnd::Branch};
}

struct Entry {
    std::string key;  ///< nibbles
    const std::string* value;
};
using Entries = std::span<const Entry>;

/// Builds the trie from sorted entries, and keeps the nodes on the way to one key.
class Builder {
public:
    explicit Builder(std::string wanted)
        : m_wanted(std::move(wanted))
    {
    }

    /// The node over entries, which share their first `depth` nibbles. Requires entries.
    RlpItem node(Entries entries, std::size_t depth)
    {
        const std::string& first = entries.front().key;
        if (entries.size() == 1) {
            return RlpItem::ofList({RlpItem::ofBytes(hexPrefix(std::string_view(first).substr(depth), PathEnd::Value)),
                                    RlpItem::ofBytes(*entries.front().value)});
        }
        const std::string& last = entries.back().key;
        std::size_t shared = depth;
        while (shared < first.size() && shared < last.size() && first[shared] == last[shared]) ++shared;
        if (shared == depth) return branch(entries, depth);
        return RlpItem::ofList(
            {RlpItem::ofBytes(hexPrefix(std::string_view(first).substr(depth, shared - depth), PathEnd::Branch)),
             reference(branch(entries, shared), entries, shared)});
    }

    void keepRoot(std::string encoded) { m_nodes.push_back(std::move(encoded)); }
    /// From the root down.
    std::vector<std::string> nodes() &&
    {
        std::reverse(m_nodes.begin(), m_nodes.end());
        return std::move(m_nodes);
    }

private:
    RlpItem branch(Entries entries, std::size_t depth)
    {
        std::vector<RlpItem> children(kChildren + 1, RlpItem::ofBytes({}));
        std::size_t i = 0;
        // Keys are RLP of integers: none is the beginning of another, so no entry ends here.
        while (i < entries.size()) {
            const char nibble = entries[i].key[depth];
            std::size_t end = i;
            while (end < entries.size() && entries[end].key[depth] == nibble) ++end;
            const Entries below = entries.subspan(i, end - i);
            children[static_cast<std::size_t>(nibble)] = reference(node(below, depth + 1), below, depth + 1);
            i = end;
        }
        return RlpItem::ofList(std::move(children));
    }

    RlpItem reference(RlpItem node, Entries entries, std::size_t depth)
    {
        std::string encoded = encodeRlp(node);
        if (encoded.size() < kHashBytes) return node;
        const Hash32 hash = keccak256(encoded);
        if (m_wanted.compare(0, depth, entries.front().key, 0, depth) == 0) m_nodes.push_back(std::move(encoded));
        return RlpItem::ofBytes(toBytes(hash));
    }

    std::string m_wanted;
    std::vector<std::string> m_nodes;
};

std::vector<Entry> sortedEntries(std::span<const std::string> transactions)
{
    std::vector<Entry> entries;
    entries.reserve(transactions.size());
    for (std::size_t i = 0; i < transactions.size(); ++i) entries.push_back({keyOf(i), &transactions[i]});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
    return entries;
}

/// The part of a node that the next nibbles of the key lead to.
struct Step {
    RlpItem next;
    std::size_t nibbles;
    bool isValue;
};

std::optional<Step> stepInto(const RlpItem& node, std::string_view key)
{
    const std::vector<RlpItem>& items = node.items();
    if (items.size() == kChildren + 1) {
        if (key.empty()) return std::nullopt;
        return Step{items[static_cast<std::size_t>(key[0])], 1, false};
    }
    if (items.size() != 2 || items[0].isList()) return std::nullopt;
    const auto path = tryPath(items[0].bytes());
    if (!path || !key.starts_with(path->nibbles)) return std::nullopt;
    const bool isValue = path->end == PathEnd::Value;
    if (isValue != (path->nibbles.size() == key.size())) return std::nullopt;
    return Step{items[1], path->nibbles.size(), isValue};
}

}  // namespace

Hash32 transactionsRoot(std::span<const std::string> transactions)
{
    if (transactions.empty()) return keccak256(encodeRlp(RlpItem::ofBytes({})));
    const auto entries = sortedEntries(transactions);
    return keccak256(encodeRlp(Builder({}).node(entries, 0)));
}

std::vector<std::string> proveTransaction(std::span<const std::string> transactions, std::size_t index)
{
    const auto entries = sortedEntries(transactions);
    Builder builder(keyOf(index));
    builder.keepRoot(encodeRlp(builder.node(entries, 0)));
    return std::move(builder).nodes();
}

std::optional<std::string> provenTransaction(const Hash32& root, std::size_t index, std::span<const std::string> nodes)
{
    const std::string key = keyOf(index);
    std::size_t depth = 0;
    std::size_t used = 0;
    RlpItem place = RlpItem::ofBytes(toBytes(root));
    while (true) {
        if (!place.isList()) {
            if (used == nodes.size() || toBytes(keccak256(nodes[used])) != place.bytes()) return std::nullopt;
            auto decoded = decodeRlp(nodes[used++]);
            if (!decoded.ok() || !decoded.value().isList()) return std::nullopt;
            place = std::move(decoded).value();
        }
        auto step = stepInto(place, std::string_view(key).substr(depth));
        if (!step) return std::nullopt;
        depth += step->nibbles;
        if (step->isValue) {
            if (step->next.isList() || used != nodes.size()) return std::nullopt;
            return step->next.bytes();
        }
        place = std::move(step->next);
    }
}

}  // namespace vci::anchor::ethereum
