// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/recheck.h"

#include "core/base/finding.h"
#include "core/json/order.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/report/document.h"
#include "core/report/filedifference.h"
#include "core/report/members.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::report {

namespace {

constexpr std::size_t kShownDifferences = 1000;
constexpr std::size_t kMaxDepth = 64;
constexpr std::array<std::string_view, 3> kNotOfTheSource = {"made", "source", "digest"};
constexpr std::array<std::string_view, 2> kCustodyLogs = {"/custody/records", "/custody/beside"};

class Comparison {
public:
    void compare(const json::Value& was, const json::Value& is)
    {
        if (m_depth < kMaxDepth && was.isObject() && is.isObject()) {
            ++m_depth;
            compareObjects(was, is);
            --m_depth;
        } else if (m_depth < kMaxDepth && was.isArray() && is.isArray()) {
            ++m_depth;
            if (std::ranges::find(kCustodyLogs, m_path) != kCustodyLogs.end())
                compareLogs(was.items(), is.items());
            else
                compareArrays(was.items(), is.items());
            --m_depth;
        } else if (!(was == is)) {
            add(was, is);
        }
    }
    [[nodiscard]] Differences take() { return std::move(m_found); }

private:
    void compareObjects(const json::Value& was, const json::Value& is)
    {
        for (const auto* member : json::sortedMembers(was)) {
            if (m_depth == 1 && std::ranges::find(kNotOfTheSource, member->first) != kNotOfTheSource.end()) continue;
            const json::Value* other = is.find(member->first);
            at(member->first, [&] { other == nullptr ? add(member->second, std::nullopt) : compare(member->second, *other); });
        }
        for (const auto* member : json::sortedMembers(is)) {
            if (was.find(member->first) == nullptr) at(member->first, [&] { add(std::nullopt, member->second); });
        }
    }
    void compareArrays(const std::vector<json::Value>& was, const std::vector<json::Value>& is)
    {
        for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
            at(std::to_string(i), [&] {
                if (i >= was.size())
                    add(std::nullopt, is[i]);
                else if (i >= is.size())
                    add(was[i], std::nullopt);
                else
                    compare(was[i], is[i]);
            });
        }
    }
    /// A record says all of those before it: behind the first one that differs nothing is worth comparing.
    void compareLogs(const std::vector<json::Value>& was, const std::vector<json::Value>& is)
    {
        const auto [here, there] = std::ranges::mismatch(was, is);
        if (here == was.end() && there == is.end()) return;
        at(std::to_string(here - was.begin()), [&, record = here, other = there] {
            add(record == was.end() ? std::nullopt : std::optional(*record),
                other == is.end() ? std::nullopt : std::optional(*other));
        });
    }
    template <typename Body>
    void at(std::string_view token, Body body)
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

    std::string m_path;
    std::size_t m_depth = 0;
    Differences m_found;
};

Error noReport()
{
    return makeError(
        ErrorCode::Usage,
        "this is no report that can be checked again: it must be the file that report wrote as PDF, HTML, XLSX, CSV or "
        "JSON, as it was made");
}

}  // namespace

Result<KeptReport> readReport(std::string_view file, const Renderer& render)
{
    const Format format = formatOf(file);
    VCI_TRY(const auto carried, documentIn(format, file));
    if (!carried) return noReport();
    json::LenientRead read = json::readLenient(*carried);
    if (!read.isJson || textAt(read.value, "format") != "voicecore/report/v1") return noReport();
    VCI_TRY(Request request, Request::fromJson(at(read.value, "request")));
    KeptReport kept{format, std::move(read.value), std::move(request), {}};
    const auto add = [&kept](Difference difference) {
        ++kept.own.count;
        kept.own.some.push_back(std::move(difference));
    };
    if (const std::string digest = digestOf(kept.document); textAt(kept.document, "digest") != digest)
        add({"/digest", at(kept.document, "digest"), text(digest)});
    VCI_TRY(const std::string expected, render(format, kept.document));
    if (file != expected) {
        VCI_TRY(Difference difference, fileDifference(format, file, expected));
        add(std::move(difference));
    }
    return kept;
}

bool isLessAnswered(const json::Value& was, const json::Value& is)
{
    const auto unanswered = [](const json::Value& document) {
        const json::Value& findings = at(at(document, "verification"), "findings");
        return findings.isArray() && std::ranges::any_of(findings.items(), [](const json::Value& one) {
                   return textAt(one, "kind") == kindName(FindingKind::SourceUnreachable);
               });
    };
    return unanswered(is) && !unanswered(was);
}

bool isOfChainAlone(const Differences& differences)
{
    static constexpr std::array<std::string_view, 12> kOfChain = {"/checked/",
                                                                  "/unchecked/",
                                                                  "/trust",
                                                                  "/verification/badge",
                                                                  "/verification/reason",
                                                                  "/verification/verified_to",
                                                                  "/verification/pin",
                                                                  "/verification/anchors",
                                                                  "/verification/coverage/",
                                                                  "/verification/transactions",
                                                                  "/verification/findings/",
                                                                  "/verification/level"};
    if (differences.count != std::ssize(differences.some)) return false;
    return std::ranges::all_of(differences.some, [](const Difference& one) {
        if (one.path.ends_with("/badge")) return true;
        const bool isFinding = one.path.starts_with("/verification/findings/");
        // A finding on the chain that came, never one that is another or gone.
        if (isFinding) return !one.was && one.is && textAt(*one.is, "kind") == kindName(FindingKind::SourceUnreachable);
        return std::ranges::any_of(kOfChain, [&one](std::string_view prefix) { return one.path.starts_with(prefix); });
    });
}

Differences compareDocuments(const json::Value& was, const json::Value& is)
{
    Comparison comparison;
    comparison.compare(was, is);
    return comparison.take();
}

}  // namespace vci::report
