// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/check.h"

#include "core/base/utf8.h"
#include "core/casefile/custodychain.h"
#include "core/casefile/notecheck.h"
#include "core/casefile/selection.h"
#include "core/casefile/sidelog.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace vci::casefile {

namespace {

constexpr std::size_t kRowsPerPage = 10'000;
constexpr int kReadings = 5;  // whoever writes without end is not waited for

Finding custodyFinding(std::string message)
{
    Finding finding{FindingKind::CustodyBroken, Severity::Error, {}, {}, {}, {}, {}, {}};
    finding.message = std::move(message);
    return finding;
}

template <typename Row, typename PageAfter>
Result<std::vector<Row>> allOf(CaseReader& file, PageAfter pageAfter, const std::stop_token& stop)
{
    std::vector<Row> all;
    std::int64_t after = INT64_MIN;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(auto rows, (file.*pageAfter)(after, kRowsPerPage));
        if (rows.empty()) return all;
        after = rows.back().n;
        std::ranges::move(rows, std::back_inserter(all));
    }
}

/// What the case's own row says was done, and no record does: an export's first record is that of its making.
Result<std::vector<Finding>> unrecorded(CaseReader& file, const CaseInfo& info)
{
    std::vector<Finding> findings;
    const std::string name = info.file.filename().string();
    if (info.selection) {
        VCI_TRY(const auto first, file.custodyRows(INT64_MIN, 1));
        const auto record = first.empty() ? std::nullopt : CustodyRecord::tryParse(first.front().record);
        const auto selection = tryRecordSelection(*info.selection);
        const std::string events = selection ? std::to_string(selection->events.value_or(0)) : "?";
        if (!record || record->action != "exported") {
            findings.push_back(custodyFinding(name +
                                              " is an export, as its row says, but its custody log does not begin with the "
                                              "record of that"));
        } else if (!record->object.starts_with(events + " events ")) {
            findings.push_back(custodyFinding("Custody record 1 says \"" + visibleControls(utf8Prefix(record->object, 60)) +
                                              "\" was exported, but the row of " + name + " says " + events + " events"));
        }
    }
    if (info.sealedBy || file.seal()) {
        VCI_TRY(const auto last, file.custodyRows(info.custody.count - 1, 1));
        const auto record = last.empty() ? std::nullopt : CustodyRecord::tryParse(last.front().record);
        if (!record || record->action != kSealedAction)
            findings.push_back(
                custodyFinding(name + " is sealed, but the last record of its custody log is not that of the sealing"));
    }
    return findings;
}

/// A sealing that is not the end of a sealed case: its seal was taken away, and somebody went on.
std::vector<Finding> brokenSealings(const CustodyCopy& copy)
{
    std::vector<Finding> findings;
    for (const CustodyRow& row : copy.rows) {
        const auto record = CustodyRecord::tryParse(row.record);
        if (!record || record->action != kSealedAction) continue;
        const bool isLast = row.n == copy.rows.back().n;
        if (isLast && copy.info.sealedBy) continue;
        Finding finding{FindingKind::SealBroken, Severity::Error, {}, {}, {}, {}, {}, {}};
        finding.message = "Custody record " + std::to_string(row.n) + " says that the case was sealed at " +
                          record->at.toString() + " " + visibleControls(utf8Prefix(record->object, 200)) +
                          (isLast ? ", but the row of the case does not say so any more" : ", but other records follow it") +
                          ": the case was changed after it was sealed; ask whoever sealed it for the file and its seal";
        findings.push_back(std::move(finding));
    }
    return findings;
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

Result<CustodyCopy> copyCustody(CaseReader& file, const std::stop_token& stop)
{
    VCI_TRY(CaseInfo info, file.caseInfo());
    for (int reading = 1;; ++reading) {
        VCI_TRY(auto rows, allOf<CustodyRow>(file, &CaseReader::custodyRows, stop));
        VCI_TRY(auto notes, allOf<CaseNote>(file, &CaseReader::notes, stop));
        VCI_TRY(CaseInfo now, file.caseInfo());
        const bool isStill = now.custody.count == info.custody.count && now.custody.hash == info.custody.hash;
        if (isStill || reading == kReadings) return CustodyCopy{std::move(now), std::move(rows), std::move(notes), isStill};
        info = std::move(now);
    }
}

Result<std::vector<Finding>> checkCustody(CaseReader& file, std::stop_token stop)
{
    VCI_TRY(const auto copy, copyCustody(file, stop));
    const CaseInfo& info = copy.info;
    std::vector<ChainLink> links;
    links.reserve(copy.rows.size());
    std::ranges::transform(copy.rows, std::back_inserter(links), ChainLink::of);
    const auto head = tryHashFromBytes(info.custody.hash);
    auto findings = checkChain(links, ChainEnd{info.custody.count, head}, kCustodyStart, "Custody record");
    const std::string name = info.file.filename().string();
    if (info.custody.count < 0 || (info.custody.count > 0 && !head) || (info.custody.count == 0 && !info.custody.hash.empty())) {
        findings.push_back(custodyFinding("The row of " + name + " counts " + std::to_string(info.custody.count) +
                                          " custody records, but the hash of the last one does not go with that"));
    }
    if (findings.empty()) {
        VCI_TRY(findings, unrecorded(file, info));
        if (copy.isOfOneMoment) std::ranges::move(checkNotes(copy.rows, copy.notes), std::back_inserter(findings));
    }
    std::ranges::move(brokenSealings(copy), std::back_inserter(findings));
    VCI_TRY(const auto beside, readSideChain(info.file, stop));
    const auto seal = file.seal();
    std::ranges::move(checkSideChain(info.file, beside, seal ? std::optional(seal->hash) : std::nullopt),
                      std::back_inserter(findings));
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
