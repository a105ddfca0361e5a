// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/casecommands.h"
#include "app/audit/texttable.h"
#include "app/source/opencase.h"
#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/casefile/check.h"
#include "core/casefile/sidelog.h"

#include <functional>
#include <span>

namespace vci::audit {

namespace {

using casefile::CustodyRow;

constexpr std::size_t kRowsPerPage = 1000;

using NextRows = std::function<Result<std::vector<CustodyRow>>(std::int64_t afterN)>;

std::span<const std::uint8_t> bytesIn(const std::string& text)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the same bytes for toHex()
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void writeRecord(JsonText& json, const CustodyRow& row)
{
    json.beginObject();
    json.member("n", row.n);
    if (const auto record = casefile::CustodyRecord::tryParse(row.record)) {
        json.member("action", record->action);
        json.member("actor", record->actor);
        json.member("object", record->object);
        json.member("at", record->at.toString());
        json.member("version", record->version);
    } else {
        json.member("record", row.record);
    }
    json.member("hash", toHex(bytesIn(row.hash)));
    json.end();
}

std::vector<std::string> cellsOf(const CustodyRow& row)
{
    const auto record = casefile::CustodyRecord::tryParse(row.record);
    if (!record) return {std::to_string(row.n), "", "", "", shortened(visibleControls(row.record), 60)};
    return {std::to_string(row.n), record->at.toString(), visibleControls(record->actor), visibleControls(record->action),
            visibleControls(record->plainObject())};
}

/// Writes all rows, page by page; how many there were.
Result<std::int64_t> writeRows(Session& session, const std::string& name, const NextRows& next)
{
    const bool asJson = session.options().json;
    TextTable table({{"N", TextTable::Align::Right}, {"TIME"}, {"WHO"}, {"WHAT"}, {"TO WHAT"}});
    if (asJson) {
        session.json().key(name);
        session.json().beginArray();
    }
    std::int64_t count = 0;
    std::int64_t after = INT64_MIN;
    while (true) {
        VCI_TRY(const auto rows, next(after));
        if (rows.empty()) break;
        if (count == 0 && !asJson && name == "beside") session.out().write("\nBeside the file:\n");
        count += std::ssize(rows);
        after = rows.back().n;
        for (const CustodyRow& row : rows) {
            if (asJson)
                writeRecord(session.json(), row);
            else
                table.add(cellsOf(row));
        }
        if (!asJson) table.writeTo(session.out());
    }
    if (asJson) session.json().end();
    return count;
}

void writeSealMember(JsonText& json, const casefile::CaseInfo& info, const std::optional<casefile::SealState>& seal)
{
    json.key("sealed");
    if (!seal) return json.null();
    json.beginObject();
    json.member("key", seal->key.toString());
    json.key("at");
    info.sealedAt&& info.sealedAt->isInEnvelopeRange() ? json.string(info.sealedAt->toString()) : json.null();
    json.member("hash", toHex(seal->hash));
    json.end();
}

void writeFindings(Session& session, const std::vector<Finding>& findings, std::int64_t count)
{
    if (session.options().json) {
        JsonText& json = session.json();
        json.key("findings");
        json.beginArray();
        for (const Finding& finding : findings) {
            json.beginObject();
            json.member("kind", kindName(finding.kind));
            json.member("message", finding.message);
            json.member("expected", finding.expected);
            json.member("found", finding.found);
            json.end();
        }
        json.end();
        return;
    }
    if (findings.empty())
        return session.out().write("\ncustody log intact: " + grouped(count) + (count == 1 ? " record\n" : " records\n"));
    session.out().write("\ncustody log broken:\n");
    for (const Finding& finding : findings)
        session.out().write("- " + std::string(kindName(finding.kind)) + ": " + visibleControls(finding.message) + "\n");
}

}  // namespace

Result<ExitCode> runCustody(Session& session)
{
    VCI_TRY(const std::string store, caseName(session));
    VCI_TRY(const auto reader, app::openCaseReader(store, session.stop()));
    casefile::CaseReader* const file = app::caseOf(*reader);
    VCI_TRY(const auto info, file->caseInfo());
    VCI_TRY(const auto findings, casefile::checkCustody(*file, session.stop()));
    const auto seal = file->seal();
    if (session.options().json) session.json().beginObject();
    VCI_TRY(const std::int64_t inside,
            writeRows(session, "records", [&](std::int64_t after) { return file->custodyRows(after, kRowsPerPage); }));
    VCI_TRY(const std::int64_t beside, writeRows(session, "beside", [&](std::int64_t after) {
                return casefile::readSideLog(info.file, after, kRowsPerPage, session.stop());
            }));
    if (session.options().json) writeSealMember(session.json(), info, seal);
    writeFindings(session, findings, inside + beside);
    if (session.options().json) session.json().end();
    VCI_CHECK(reader->confirmUnchanged(session.stop()));
    return findings.empty() ? ExitCode::Fine : ExitCode::Found;
}

}  // namespace vci::audit
