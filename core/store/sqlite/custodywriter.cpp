// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/custodywriter.h"

#include <sqlite3.h>

namespace vci::store::sqlite {

namespace {

constexpr std::string_view kDoing = "writing its custody log";

Error damagedEnd(const Connection& connection, const std::string& why)
{
    return makeError(ErrorCode::Damaged, connection.file().string() + " is damaged: its custody log " + why +
                                             "; see voicecore-audit casefile custody");
}

}  // namespace

Result<casefile::CustodyRow> appendCustody(Connection& connection, const casefile::Examiner& examiner, Clock& clock,
                                           std::string_view action, std::string_view object)
{
    VCI_TRY(auto end, connection.query("SELECT custody_count, custody_head FROM \"case\""));
    VCI_TRY(const bool found, end.step(kDoing));
    if (!found) return damagedEnd(connection, "has no end: the row of the case is missing");
    const std::int64_t count = end.int64(0);
    const auto head = count == 0 && end.isNull(1) ? std::optional(casefile::kCustodyStart) : tryHashFromBytes(end.text(1));
    if (count < 0 || count == INT64_MAX || !head)
        return damagedEnd(connection, "ends at record " + std::to_string(count) + " with a hash that is none");
    end.reset();

    const std::string record = casefile::CustodyRecord::make(examiner, action, object, clock, *head).text();
    const Sha256 hash = sha256({record});
    VCI_TRY(auto insert, connection.query("INSERT INTO custody (n, record, hash) VALUES (?1, ?2, ?3)"));
    insert.bind(1, count + 1).bindView(2, record).bindBlob(3, hash);
    if (auto inserted = insert.run(kDoing); !inserted.ok()) {
        if ((insert.lastCode() & 0xFF) != SQLITE_CONSTRAINT) return std::move(inserted).error();
        return damagedEnd(connection, "has a record " + std::to_string(count + 1) + ", behind the last that the case counts");
    }
    VCI_TRY(auto update, connection.query("UPDATE \"case\" SET custody_count = ?1, custody_head = ?2"));
    VCI_CHECK(update.bind(1, count + 1).bindBlob(2, hash).run(kDoing));
    return casefile::CustodyRow{count + 1, record, std::string(bytesOf(hash))};
}

}  // namespace vci::store::sqlite
