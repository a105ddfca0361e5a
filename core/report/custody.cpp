// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/custody.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/casefile/check.h"
#include "core/casefile/notecheck.h"
#include "core/casefile/sidelog.h"
#include "core/report/mask.h"
#include "core/report/members.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace vci::report {

namespace {

/// The hash of a note is one of its text: beside all else that it is of, it says whether a guess of a masked number is right.
std::string objectText(const casefile::CustodyRecord& record, PersonalData personalData, std::int64_t edition)
{
    if (personalData == PersonalData::Shown) return record.object;
    // What was searched for is a phone number or a name, as a rule.
    if (record.action == casefile::kSearchAction && !record.object.empty()) return std::string(kMasked);
    return edition > kSecondEdition ? casefile::withoutNoteHash(record.plainObject(), kMasked) : record.object;
}

json::Value recordJson(const casefile::CustodyRow& row, PersonalData personalData, std::int64_t edition)
{
    json::Value told = json::Value::object({{"n", number(row.n)}});
    if (const auto record = casefile::CustodyRecord::tryParse(row.record)) {
        told.set("at", text(record->at.toString()));
        told.set("actor", text(record->actor));
        told.set("action", text(record->action));
        told.set("object", text(objectText(*record, personalData, edition)));
        told.set("version", text(record->version));
    } else {
        told.set("record", text(personalData == PersonalData::Masked ? kMasked : row.record));
    }
    return told;
}

/// What has another length than a hash is told as it stands.
json::Value hashJson(const std::string& bytes)
{
    const auto hash = tryHashFromBytes(bytes);
    return text(hash ? toHex(*hash) : bytes);
}

json::Value recordsJson(const std::vector<casefile::CustodyRow>& rows, PersonalData personalData, std::int64_t edition)
{
    std::vector<json::Value> records;
    for (const casefile::CustodyRow& row : rows) {
        records.push_back(recordJson(row, personalData, edition));
        records.back().set("hash", hashJson(row.hash));
    }
    return json::Value::array(std::move(records));
}

}  // namespace

Result<Custody> readCustody(casefile::CaseReader& file, const std::stop_token& stop)
{
    VCI_TRY(auto copy, casefile::copyCustody(file, stop));
    VCI_TRY(auto beside, casefile::readSideLog(copy.info.file, std::numeric_limits<std::int64_t>::min(),
                                               std::numeric_limits<std::size_t>::max(), stop));
    VCI_TRY(auto findings, casefile::checkCustody(file, stop));
    // A stored hash may be another one than that of its record; the findings say so.
    for (casefile::CustodyRow& row : copy.rows) row.hash = bytesOf(sha256({row.record}));
    return Custody{std::move(copy.info.custody), std::move(copy.rows), std::move(beside), std::move(findings)};
}

void cutToExtent(Custody& custody, const CustodyExtent& extent)
{
    if (custody.beside.size() > extent.beside) custody.beside.resize(extent.beside);
    if (custody.records.size() <= extent.records) return;
    custody.records.resize(extent.records);
    custody.head.count = std::ssize(custody.records);
    custody.head.hash = custody.records.empty() ? std::string() : custody.records.back().hash;
}

CustodyState stateOf(const Custody& custody)
{
    if (custody.findings.empty()) return CustodyState::Whole;
    const bool isAnyError =
        std::ranges::any_of(custody.findings, [](const Finding& one) { return one.severity == Severity::Error; });
    return isAnyError ? CustodyState::Broken : CustodyState::Doubted;
}

json::Value custodyJson(const std::optional<Custody>& custody, PersonalData personalData, std::int64_t edition)
{
    if (!custody) return {};
    const CustodyState state = stateOf(*custody);
    const bool isDoubted = state == CustodyState::Doubted && edition > kSecondEdition;
    const auto hidden = [isHidden = personalData == PersonalData::Masked && edition > kSecondEdition](const std::string& words) {
        return text(isHidden ? casefile::withoutNoteHash(words, kMasked) : words);
    };
    std::vector<json::Value> problems;
    for (const Finding& one : custody->findings) {
        problems.push_back(json::Value::object(
            {{"message", text(one.message)}, {"expected", hidden(one.expected)}, {"found", hidden(one.found)}}));
    }
    return json::Value::object({{"count", number(custody->head.count)},
                                {"head", custody->head.hash.empty() ? json::Value() : hashJson(custody->head.hash)},
                                {"intact", isDoubted ? json::Value() : json::Value::boolean(state == CustodyState::Whole)},
                                {"problems", json::Value::array(std::move(problems))},
                                {"records", recordsJson(custody->records, personalData, edition)},
                                {"beside", recordsJson(custody->beside, personalData, edition)}});
}

std::optional<CustodyExtent> custodyExtentOf(const json::Value& document)
{
    const json::Value& custody = at(document, "custody");
    if (!custody.isObject()) return std::nullopt;
    return CustodyExtent{itemsAt(custody, "records").size(), itemsAt(custody, "beside").size()};
}

}  // namespace vci::report
