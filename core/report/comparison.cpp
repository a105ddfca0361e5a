// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/comparison.h"

#include "core/json/order.h"
#include "core/json/pointer.h"
#include "core/report/listmatch.h"
#include "core/report/members.h"
#include "core/report/sourcename.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vci::report {

namespace {

constexpr std::size_t kShownDifferences = 1000;
constexpr std::size_t kMaxDepth = 64;
constexpr std::array<std::string_view, 3> kNotOfTheSource = {"made", "source", "digest"};
constexpr std::array<std::string_view, 2> kCustodyLogs = {"/custody/records", "/custody/beside"};
constexpr std::array<std::string_view, 2> kOfCheckpoint = {"checkpoint", "checkpoint_size"};
constexpr std::array<std::string_view, 2> kSentences = {"/checked", "/unchecked"};
constexpr std::string_view kVerification = "/verification";
constexpr std::string_view kFindings = "/verification/findings";
constexpr std::array<std::string_view, 2> kListsOfSentences = {"/verification/findings/", "/custody/problems/"};
constexpr std::string_view kReason = "/verification/reason";
constexpr std::string_view kEventLog = "/verification/log";

class Comparison {
public:
    Comparison(SourceNames names, LogSince since)
        : m_names(std::move(names))
        , m_since(std::move(since))
    {
    }

    void compare(const json::Value& was, const json::Value& is)
    {
        if (m_depth < kMaxDepth && was.isObject() && is.isObject()) {
            ++m_depth;
            if (m_path == kEventLog && isGreater(at(was, "entries"), at(is, "entries")))
                compareGrownLog(was);
            else
                compareObjects(was, is);
            --m_depth;
        } else if (m_depth < kMaxDepth && was.isArray() && is.isArray()) {
            ++m_depth;
            compareLists(was.items(), is.items());
            --m_depth;
        } else if (!(was == is) && !(namesFiles() && m_names.areSame(was, is))) {
            add(was, is);
        }
    }
    [[nodiscard]] Differences take() { return std::move(m_found); }

private:
    /// Whether a sentence stands here that may name the file that the source is.
    [[nodiscard]] bool namesFiles() const
    {
        if (m_path == kReason) return true;
        const std::string_view path = m_path;
        const bool isOfList =
            std::ranges::any_of(kListsOfSentences, [&](std::string_view list) { return path.starts_with(list); });
        return isOfList && path.substr(path.rfind('/') + 1) == kMessage;
    }
    static bool isGreater(const json::Value& was, const json::Value& is)
    {
        const auto before = numberIn(was);
        const auto now = numberIn(is);
        return before && now && *now > *before;
    }
    /// A root says all of the entries that it is over: those must still give the one that was told.
    void compareGrownLog(const json::Value& was)
    {
        const json::Value& root = at(was, "root");
        const auto now = m_since.root ? std::optional(text(*m_since.root)) : std::nullopt;
        if (!now || !(root == *now)) under("root", [&] { add(root, now); });
    }
    /// Whether a routine checkpoint came since, and the one that was told is still one of the source.
    [[nodiscard]] bool isSignedOn(const json::Value& was, const json::Value& is) const
    {
        return m_since.holdsCheckpoint && isGreater(at(was, "checkpoint_size"), at(is, "checkpoint_size"));
    }
    void compareObjects(const json::Value& was, const json::Value& is)
    {
        const bool isCheckpointKept = m_path == kVerification && isSignedOn(was, is);
        for (const auto* member : json::sortedMembers(was)) {
            if (m_depth == 1 && std::ranges::find(kNotOfTheSource, member->first) != kNotOfTheSource.end()) continue;
            if (isCheckpointKept && std::ranges::find(kOfCheckpoint, member->first) != kOfCheckpoint.end()) continue;
            const json::Value* other = is.find(member->first);
            under(member->first, [&] { other == nullptr ? add(member->second, std::nullopt) : compare(member->second, *other); });
        }
        for (const auto* member : json::sortedMembers(is)) {
            if (was.find(member->first) == nullptr) under(member->first, [&] { add(std::nullopt, member->second); });
        }
    }
    void compareLists(const std::vector<json::Value>& was, const std::vector<json::Value>& is)
    {
        if (std::ranges::find(kCustodyLogs, m_path) != kCustodyLogs.end())
            compareLogs(was, is);
        else if (m_path == kFindings)
            compareMatched(was, is, matchFindings(was, is, m_names));
        else if (std::ranges::find(kSentences, m_path) != kSentences.end())
            compareMatched(was, is, matchSentences(was, is));
        else
            compareArrays(was, is);
    }
    void compareArrays(const std::vector<json::Value>& was, const std::vector<json::Value>& is)
    {
        for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
            under(std::to_string(i), [&] {
                if (i >= was.size())
                    add(std::nullopt, is[i]);
                else if (i >= is.size())
                    add(was[i], std::nullopt);
                else
                    compare(was[i], is[i]);
            });
        }
    }
    void compareMatched(const std::vector<json::Value>& was, const std::vector<json::Value>& is, const ListMatch& match)
    {
        const std::int64_t before = m_found.count;
        std::optional<std::size_t> moved;
        std::size_t next = 0;
        for (std::size_t i = 0; i < was.size(); ++i) {
            const auto other = match.ofWas[i];
            under(std::to_string(i), [&] {
                if (!other)
                    add(was[i], std::nullopt);
                else
                    comparePair(was[i], is[*other], match);
            });
            if (!other) continue;
            if (*other < next && !moved) moved = i;
            next = std::max(next, *other);
        }
        for (std::size_t j = 0; j < is.size(); ++j) {
            if (!match.isMatched[j]) under(std::to_string(j), [&] { add(std::nullopt, is[j]); });
        }
        // Nothing but their order differs.
        if (moved && m_found.count == before) under(std::to_string(*moved), [&] { add(was[*moved], is[*moved]); });
    }
    /// What a finding names as its cause is one of its list: in the other list that stands elsewhere.
    void comparePair(const json::Value& was, const json::Value& is, const ListMatch& match)
    {
        const auto cause = numberIn(at(was, kCausedBy));
        if (!cause || *cause < 0 || *cause >= std::ssize(match.ofWas)) return compare(was, is);
        const auto moved = match.ofWas[static_cast<std::size_t>(*cause)];
        json::Value asItWouldBe = was;
        if (moved) asItWouldBe.set(std::string(kCausedBy), number(static_cast<std::int64_t>(*moved)));
        compare(asItWouldBe, is);
    }
    /// A record says all of those before it: behind the first one that differs nothing is worth comparing.
    void compareLogs(const std::vector<json::Value>& was, const std::vector<json::Value>& is)
    {
        const auto [here, there] = std::ranges::mismatch(was, is);
        if (here == was.end() && there == is.end()) return;
        under(std::to_string(here - was.begin()), [&, record = here, other = there] {
            add(record == was.end() ? std::nullopt : std::optional(*record),
                other == is.end() ? std::nullopt : std::optional(*other));
        });
    }
    template <typename Body>
    void under(std::string_view token, Body body)
    {
        const std::size_t above = m_path.size();
        json::appendPointerToken(m_path, token);
        body();
        m_path.resize(above);
    }
    void add(std::optional<json::Value> was, std::optional<json::Value> is)
    {
        if (++m_found.count <= static_cast<std::int64_t>(kShownDifferences))
            m_found.some.push_back({m_path, std::move(was), std::move(is)});
    }

    SourceNames m_names;
    LogSince m_since;
    std::string m_path;
    std::size_t m_depth = 0;
    Differences m_found;
};

}  // namespace

Differences compareDocuments(const json::Value& was, const json::Value& is, const LogSince& since)
{
    Comparison comparison{SourceNames(was, is), since};
    comparison.compare(was, is);
    return comparison.take();
}

}  // namespace vci::report
