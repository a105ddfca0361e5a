// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/recheck.h"

#include "core/base/utf8.h"
#include "core/json/order.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/report/document.h"
#include "core/report/html.h"
#include "core/report/members.h"
#include "core/report/render.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vci::report {

namespace {

constexpr std::size_t kShownDifferences = 1000;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kExcerptBytes = 200;
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

/// The first line in which two texts differ, and what stands there in each.
Difference firstDifference(std::string_view file, std::string_view expected)
{
    const auto [here, there] = std::ranges::mismatch(file, expected);
    const auto offset = static_cast<std::size_t>(here - file.begin());
    const auto line = 1 + std::count(file.begin(), here, '\n');
    const auto excerpt = [offset](std::string_view all) {
        const std::size_t lineStart = offset == 0 ? 0 : all.substr(0, offset).rfind('\n') + 1;
        const std::size_t start = std::max(lineStart, offset < kExcerptBytes / 2 ? 0 : offset - kExcerptBytes / 2);
        const std::string_view rest = all.substr(start);
        return text(visibleControls(utf8Prefix(rest.substr(0, rest.find('\n')), kExcerptBytes)));
    };
    return {"file line " + std::to_string(line), excerpt(file), excerpt(expected)};
}

Error noReport()
{
    return makeError(
        ErrorCode::Usage,
        "this is no report that can be checked again: it must be one made as JSON or HTML; those as PDF, XLSX and CSV "
        "show the fingerprint of the one they belong to");
}

}  // namespace

Result<KeptReport> readReport(std::string_view file)
{
    const auto embedded = documentInHtml(file);
    json::LenientRead read = json::readLenient(embedded ? std::string_view(*embedded) : file);
    if (!read.isJson || textAt(read.value, "format") != "voicecore/report/v1") return noReport();
    VCI_TRY(Request request, Request::fromJson(at(read.value, "request")));
    KeptReport kept{std::move(read.value), std::move(request), {}};
    const auto add = [&kept](Difference difference) {
        ++kept.own.count;
        kept.own.some.push_back(std::move(difference));
    };
    if (const std::string digest = digestOf(kept.document); textAt(kept.document, "digest") != digest)
        add({"/digest", at(kept.document, "digest"), text(digest)});
    const std::string expected = embedded ? toHtml(kept.document) : toJson(kept.document);
    if (file != expected) add(firstDifference(file, expected));
    return kept;
}

Differences compareDocuments(const json::Value& was, const json::Value& is)
{
    Comparison comparison;
    comparison.compare(was, is);
    return comparison.take();
}

}  // namespace vci::report
