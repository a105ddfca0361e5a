// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/check.h"

#include "core/casefile/custodychain.h"
#include "core/casefile/sidelog.h"

#include <iterator>
#include <utility>

namespace vci::casefile {

namespace {

constexpr std::size_t kRowsPerPage = 10'000;

Finding custodyFinding(std::string message)
{
    Finding finding{FindingKind::CustodyBroken, Severity::Error, {}, {}, {}, {}, {}, {}};
    finding.message = std::move(message);
    return finding;
}

Result<std::vector<ChainLink>> linksOf(CaseReader& file, const std::stop_token& stop)
{
    std::vector<ChainLink> links;
    std::int64_t after = INT64_MIN;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(const auto rows, file.custodyRows(after, kRowsPerPage));
        if (rows.empty()) return links;
        for (const CustodyRow& row : rows) links.push_back(ChainLink::of(row));
        after = rows.back().n;
    }
}

}  // namespace

std::string_view kindName(CaseNote::Kind kind)
{
    switch (kind) {
    case CaseNote::Kind::Note:
        return "note";
    case CaseNote::Kind::Bookmark:
        return "bookmark";
    case CaseNote::Kind::Finding:
        return "finding";
    }
    return "";
}

Result<std::vector<Finding>> checkCustody(CaseReader& file, std::stop_token stop)
{
    VCI_TRY(const CaseInfo info, file.caseInfo());
    VCI_TRY(const auto links, linksOf(file, stop));
    const auto head = tryHashFromBytes(info.custody.hash);
    auto findings = checkChain(links, ChainEnd{info.custody.count, head}, kCustodyStart, "custody record");
    const std::string name = info.file.filename().string();
    if (info.custody.count < 0 || (info.custody.count > 0 && !head) || (info.custody.count == 0 && !info.custody.hash.empty())) {
        findings.push_back(custodyFinding("the row of " + name + " counts " + std::to_string(info.custody.count) +
                                          " custody records, but the hash of the last one does not go with that"));
    }
    VCI_TRY(const auto beside, readSideLinks(info.file, stop));
    if (beside.empty()) return findings;
    // A file that was only unwritable for somebody may have been written to since: its log begins with another file's hash.
    const auto seal = file.seal();
    const Sha256 start = seal ? seal->hash : beside.front().prev.value_or(Sha256());
    auto more = checkChain(beside, ChainEnd{std::ssize(beside), {}}, start, "custody record beside the file, line");
    std::move(more.begin(), more.end(), std::back_inserter(findings));
    return findings;
}

Result<std::vector<Finding>> checkSeal(CaseReader& file, std::stop_token stop)
{
    const auto confirmed = file.confirmSeal(std::move(stop));
    if (confirmed.ok()) return std::vector<Finding>();
    auto finding = sealFinding(confirmed.error());
    if (!finding) return confirmed.error();
    return std::vector{std::move(*finding)};
}

std::optional<Finding> sealFinding(const Error& error)
{
    if (error.code != ErrorCode::SealBroken) return std::nullopt;
    Finding finding{FindingKind::SealBroken, Severity::Error, {}, {}, {}, {}, {}, {}};
    finding.message = error.message;
    return finding;
}

}  // namespace vci::casefile
