// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/sqlite/openfile.h"

#include "core/base/utf8.h"
#include "core/casefile/custody.h"
#include "core/store/sqlite/schema.h"

#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <optional>

namespace vci::store::sqlite {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kReadVersionByte = 19;  // 1: rollback journal, 2: WAL
constexpr std::int64_t kFirstWithCase = 2;    // the schema version
constexpr std::string_view kMagic("SQLite format 3\0", 16);

std::uint32_t bigEndian(const std::array<char, kHeaderBytes>& header, std::size_t offset, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = (value << 8) | static_cast<unsigned char>(header[offset + i]);
    return value;
}

/// The first file beside the case file in which a writer may have left what the file itself does not hold yet.
std::optional<fs::path> sideFile(const fs::path& file)
{
    for (const char* const ending : {"-wal", "-shm", "-journal"}) {
        fs::path side = file;
        side += ending;
        std::error_code ignored;
        if (fs::exists(side, ignored)) return side;
    }
    return std::nullopt;
}

bool isReadOnlyMedium(const fs::path& file)
{
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    return ::access(file.c_str(), W_OK) != 0 || ::access(folder.c_str(), W_OK) != 0;
}

/// SQLite notices a shortened file only when it meets a missing page; the header tells at once.
Result<void> checkLength(const fs::path& file, const std::array<char, kHeaderBytes>& header)
{
    const bool countIsValid = bigEndian(header, 24, 4) == bigEndian(header, 92, 4);
    if (!countIsValid || sideFile(file)) return {};
    const std::uint64_t pageSize = bigEndian(header, 16, 2) == 1 ? 65536 : bigEndian(header, 16, 2);
    const std::uint64_t wantBytes = pageSize * bigEndian(header, 28, 4);
    std::error_code failure;
    const std::uint64_t gotBytes = fs::file_size(file, failure);
    if (failure || gotBytes >= wantBytes) return {};
    return makeError(ErrorCode::Damaged, file.string() + " is cut short: it has " + std::to_string(gotBytes) +
                                             " bytes, its header says " + std::to_string(wantBytes) +
                                             "; go back to a complete copy");
}

/// Everything that can be said before SQLite touches the file; its header.
Result<std::array<char, kHeaderBytes>> checkBytes(const fs::path& file)
{
    std::error_code failure;
    const auto status = fs::status(file, failure);
    if (status.type() == fs::file_type::not_found) return makeError(ErrorCode::Io, "there is no file " + file.string());
    if (failure) return casefile::cannotRead(file.string(), failure.value());
    if (status.type() == fs::file_type::directory)
        return makeError(ErrorCode::Io, file.string() + " is a folder, not a case file");
    if (status.type() != fs::file_type::regular) return makeError(ErrorCode::Io, file.string() + " is no regular file");

    std::ifstream stream(file, std::ios::binary);
    if (!stream) return casefile::cannotRead(file.string(), errno);
    std::array<char, kHeaderBytes> header{};
    stream.read(header.data(), kHeaderBytes);
    const auto got = static_cast<std::size_t>(stream.gcount());
    if (got == 0) return makeError(ErrorCode::NotACaseFile, file.string() + " is empty: it is no case file");
    if (std::string_view(header.data(), std::min(got, kMagic.size())) != kMagic.substr(0, got)) {
        return makeError(ErrorCode::NotACaseFile, file.string() + " is no case file: it does not start as an SQLite 3 file does");
    }
    if (got < kHeaderBytes) {
        return makeError(ErrorCode::Damaged, file.string() + " is cut short: its size is " + std::to_string(got) +
                                                 " bytes, that of the header alone " + std::to_string(kHeaderBytes) +
                                                 "; go back to a complete copy");
    }
    VCI_CHECK(checkLength(file, header));
    return header;
}

/// Who sealed the file, and when, as its own row says. Absent: nobody.
struct SealedRow {
    std::optional<std::string> by;
    Timestamp at{0};
};

Result<std::optional<SealedRow>> readSealedRow(Connection& connection)
{
    VCI_TRY(auto query, connection.query("SELECT sealed_by, sealed_at FROM \"case\" WHERE sealed_by IS NOT NULL OR sealed_at IS "
                                         "NOT NULL"));
    VCI_TRY(const bool found, query.step("reading the row of the case"));
    if (!found) return std::optional<SealedRow>();
    return std::optional(
        SealedRow{query.isNull(0) ? std::nullopt : std::optional(std::string(query.text(0))), Timestamp(query.int64(1))});
}

Error sealIsMissing(const fs::path& file, const SealedRow& row)
{
    return casefile::sealBroken(file.string() + " was sealed" +
                                (row.by ? " by " + visibleControls(utf8Prefix(*row.by, 200)) : "") +
                                ", as it says itself, and the seal " + casefile::sealPath(file).string() + " is missing");
}

/// Of a file without a seal: SealBroken where its own row says that it was sealed, or where its custody log ends with the
/// sealing, after which nothing may follow: whoever takes a seal away may clear the row along with it.
Result<void> checkNeverSealed(const fs::path& file, Connection& connection)
{
    VCI_TRY(const auto row, readSealedRow(connection));
    if (row) return sealIsMissing(file, *row);
    VCI_TRY(auto query, connection.query("SELECT record FROM custody ORDER BY n DESC LIMIT 1"));
    VCI_TRY(const bool found, query.step("reading the custody log"));
    const auto last = found ? casefile::CustodyRecord::tryParse(query.text(0)) : std::nullopt;
    if (!last || last->action != casefile::kSealedAction) return {};
    return casefile::sealBroken(file.string() + " was sealed at " + last->at.toString() + " " +
                                visibleControls(utf8Prefix(last->object, 200)) +
                                ", as the last record of its custody log says, but its own row does not say so any more and the "
                                "seal is missing: it was changed since; ask whoever sealed it for the file and its seal");
}

Result<OpenedFile> openAndCheck(const fs::path& file, Connection::Mode mode)
{
    VCI_TRY(auto connection, Connection::open(file, mode));
    VCI_TRY(const std::int64_t schemaVersion, checkSchema(*connection));
    if (schemaVersion >= kFirstWithCase) VCI_CHECK(checkNeverSealed(file, *connection));
    VCI_TRY(auto logId, readLogId(*connection));
    return OpenedFile{std::move(connection), std::move(logId), schemaVersion};
}

/// A journal beside a file that lost its seal would be rolled back, or read along. Whether the file is one is asked of its bytes
/// alone; where they cannot be read so (a writer was killed in the middle), it is none: sealed files are at rest.
Result<void> checkNotStripped(const fs::path& file, const std::array<char, kHeaderBytes>& header)
{
    const bool isWal = header[kReadVersionByte] != 1;
    if (isWal || !casefile::journalBeside(file)) return {};
    const auto connection = Connection::open(file, Connection::Mode::Immutable);
    if (!connection.ok()) return {};
    auto checked = checkNeverSealed(file, *connection.value());
    if (checked.ok() || checked.error().code != ErrorCode::SealBroken) return {};
    return checked;
}

Result<OpenedFile> openSealed(const fs::path& file, std::shared_ptr<const casefile::SealedFile> sealed)
{
    VCI_TRY(auto connection, Connection::openSealed(file, sealed));
    VCI_TRY(const std::int64_t schemaVersion, checkSchema(*connection));
    std::optional<SealedRow> row;
    if (schemaVersion >= kFirstWithCase) {
        VCI_TRY(row, readSealedRow(*connection));
    }
    VCI_TRY(auto seal, sealed->state(row ? row->by : std::nullopt));
    VCI_TRY(auto logId, readLogId(*connection));
    OpenedFile opened{std::move(connection), std::move(logId), schemaVersion, true};
    opened.notices.push_back(
        "This case was sealed" + (row->at.isInEnvelopeRange() ? " at " + row->at.toString() : std::string()) + " by the key " +
        seal.key.toString() + " and is as it was then. Whether that key is to be trusted is for your trust settings.");
    opened.sealed = std::move(sealed);
    opened.seal = std::move(seal);
    return opened;
}

/// A writer that was killed in the middle may leave a journal, which only a connection that may write can roll back.
Result<OpenedFile> openAfterRollback(const fs::path& file)
{
    VCI_CHECK(openAndCheck(file, Connection::Mode::ReadWrite));
    VCI_TRY(auto opened, openAndCheck(file, Connection::Mode::ReadOnly));
    opened.notices.push_back("A program was stopped while it wrote to this file; what it had not finished was taken back.");
    return opened;
}

}  // namespace

Result<OpenedFile> openForReading(const fs::path& file, std::stop_token stop, std::shared_ptr<const casefile::SealedFile> sealed)
{
    if (!sealed) {
        VCI_TRY(sealed, casefile::SealedFile::tryOpen(file, std::move(stop)));
    }
    if (sealed) return openSealed(file, std::move(sealed));
    VCI_TRY(const auto header, checkBytes(file));
    VCI_CHECK(checkNotStripped(file, header));
    const bool readOnlyMedium = isReadOnlyMedium(file);
    auto opened = openAndCheck(file, Connection::Mode::ReadOnly);
    if (!opened.ok() && opened.error().code == ErrorCode::ReadOnly && !readOnlyMedium) opened = openAfterRollback(file);
    bool immutable = false;
    if (!opened.ok()) {
        const ErrorCode code = opened.error().code;
        if (code != ErrorCode::Io && code != ErrorCode::ReadOnly) return std::move(opened).error();
        if (const auto side = sideFile(file)) {
            return makeError(ErrorCode::Io,
                             file.string() + " cannot be read together with " + side->string() +
                                 ", in which its last changes may stand, because the medium is read only: copy both to "
                                 "a place where you may write and open it there");
        }
        opened = openAndCheck(file, Connection::Mode::Immutable);
        if (!opened.ok()) return std::move(opened).error();
        immutable = true;
    }
    OpenedFile result = std::move(opened).value();
    result.readOnlyMedium = readOnlyMedium || immutable;
    if (immutable) {
        result.notices.push_back(
            "This file lies on a read-only medium and is read as it stands, without locks: nothing may change it "
            "while it is open.");
    } else if (readOnlyMedium) {
        result.notices.push_back("This file or its folder is read only: everything can be read, nothing can be added.");
    }
    return result;
}

Result<OpenedFile> openForWriting(const fs::path& file)
{
    VCI_TRY(auto sealed, casefile::SealedFile::tryOpen(file, {}));
    if (sealed) {
        VCI_TRY(const auto opened, openSealed(file, std::move(sealed)));
        return makeError(ErrorCode::Sealed, file.string() + " is sealed by " + opened.seal->key.name() +
                                                ": nothing can be added or changed; go on in an export of it");
    }
    VCI_TRY(const auto header, checkBytes(file));
    VCI_CHECK(checkNotStripped(file, header));
    if (isReadOnlyMedium(file)) {
        return makeError(ErrorCode::ReadOnly,
                         file.string() + " or its folder is read only: copy it to a place where you may write");
    }
    VCI_TRY(auto opened, openAndCheck(file, Connection::Mode::ReadWrite));
    if (opened.schemaVersion < kSchemaVersion) {
        VCI_CHECK(upgradeSchema(*opened.connection));
        opened.schemaVersion = kSchemaVersion;
    }
    // A reader in the middle of a page keeps the switch from happening; the rollback journal then serves as well, only slower.
    [[maybe_unused]] const auto ignored = opened.connection->execute("PRAGMA journal_mode=WAL", "starting to write");
    VCI_CHECK(opened.connection->execute("PRAGMA wal_autocheckpoint=16384", "starting to write"));
    // Opens the WAL: a connection that never did leaves behind what a reader beside it has made of it.
    VCI_CHECK(opened.connection->number("SELECT count(*) FROM logs", "starting to write"));
    return opened;
}

void leaveWriting(Connection& connection)
{
    // Beside open readers the WAL stays; emptied, it holds nothing that the file lacks, so that the file's hash is the case's.
    [[maybe_unused]] const auto ignored =
        connection.execute("PRAGMA busy_timeout=200; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE", "closing it");
}

}  // namespace vci::store::sqlite
