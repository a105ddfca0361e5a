// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/listmatch.h"

#include "core/report/members.h"

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <utility>

namespace vci::report {

namespace {

class Matching {
public:
    Matching(std::size_t was, std::size_t is)
        : m_match{std::vector<std::optional<std::size_t>>(was), std::vector<bool>(is)}
    {
    }

    /// Pairs what has no partner yet and has the same key, in the order of the lists.
    template <typename KeyOfWas, typename KeyOfIs>
    void pair(KeyOfWas keyOfWas, KeyOfIs keyOfIs)
    {
        std::map<std::string, std::deque<std::size_t>> waiting;
        for (std::size_t j = 0; j < m_match.isMatched.size(); ++j) {
            if (!m_match.isMatched[j]) waiting[keyOfIs(j)].push_back(j);
        }
        for (std::size_t i = 0; i < m_match.ofWas.size(); ++i) {
            if (m_match.ofWas[i]) continue;
            const auto found = waiting.find(keyOfWas(i));
            if (found == waiting.end() || found->second.empty()) continue;
            m_match.ofWas[i] = found->second.front();
            m_match.isMatched[found->second.front()] = true;
            found->second.pop_front();
        }
    }
    [[nodiscard]] ListMatch take() { return std::move(m_match); }

private:
    ListMatch m_match;
};

std::string wholeText(json::Value finding)
{
    finding.remove(kCausedBy);
    return json::dumpCanonical(finding);
}

/// With the names of files as the older document has them.
std::string textAsBefore(json::Value finding, const SourceNames& names)
{
    if (at(finding, kMessage).isString()) finding.set(kMessage, text(names.asBefore(textAt(finding, kMessage))));
    return wholeText(std::move(finding));
}

std::string placeText(const json::Value& finding)
{
    std::string place;
    for (const char* member : {"kind", "aggregate_id", "sequence_number", "event_id", "log_index"})
        place += std::string(textAt(finding, member)) + "\n";
    return place;
}

}  // namespace

ListMatch matchFindings(const std::vector<json::Value>& was, const std::vector<json::Value>& is, const SourceNames& names)
{
    Matching matching(was.size(), is.size());
    matching.pair([&](std::size_t i) { return wholeText(was[i]); }, [&](std::size_t j) { return wholeText(is[j]); });
    matching.pair([&](std::size_t i) { return wholeText(was[i]); }, [&](std::size_t j) { return textAsBefore(is[j], names); });
    matching.pair([&](std::size_t i) { return placeText(was[i]); }, [&](std::size_t j) { return placeText(is[j]); });
    return matching.take();
}

ListMatch matchSentences(const std::vector<json::Value>& was, const std::vector<json::Value>& is)
{
    Matching matching(was.size(), is.size());
    matching.pair([&](std::size_t i) { return json::dumpCanonical(was[i]); },
                  [&](std::size_t j) { return json::dumpCanonical(is[j]); });
    matching.pair([](std::size_t i) { return std::to_string(i); }, [](std::size_t j) { return std::to_string(j); });
    return matching.take();
}

}  // namespace vci::report
