// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/casefile/custody.h"
#include "core/integrity/note.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::casefile {

/// What the case's own row says (core/store/sqlite/FORMAT.md).
struct CaseInfo {
    std::filesystem::path file;
    Timestamp createdAt;
    std::string createdBy;
    std::optional<std::string> origin = {};     ///< of an export from a source with a log: whose log it was
    std::optional<std::string> selection = {};  ///< of an export: what was exported, JSON (selection.h)
    CustodyHead custody = {};
    std::optional<Timestamp> sealedAt = {};
    std::optional<std::string> sealedBy = {};  ///< a verifier key
};

/// A seal that was found intact when the file was opened. It says nothing of whether its key is one that the reader trusts:
/// that is for the trust settings.
struct SealState {
    integrity::VerifierKey key;
    std::string note;  ///< as the file beside holds it
    std::int64_t sizeBytes;
    Sha256 hash;  ///< of the case file
};

/// What an examiner wrote.
struct CaseNote {
    enum class Kind { Note, Bookmark, Finding };
    std::int64_t n;  ///< from 1
    Kind kind;
    Timestamp writtenAt;
    std::string author;
    std::optional<TenantId> tenantId;
    std::optional<AggregateId> aggregateId;
    std::optional<EventId> eventId;
    std::string text;
};
/// note, bookmark, finding.
[[nodiscard]] std::string_view kindName(CaseNote::Kind kind);

/// What a note is about and says; writer, time and number are given when it is added.
struct NewNote {
    CaseNote::Kind kind = CaseNote::Kind::Note;
    std::optional<TenantId> tenantId = {};
    std::optional<AggregateId> aggregateId = {};
    std::optional<EventId> eventId = {};
    std::string text = {};
};

/// The case side of a case file: its own row, custody and notes. One connection, one thread. Errors of every call: Locked, Io,
/// Damaged.
class CaseReader {
public:
    virtual ~CaseReader() = default;

    [[nodiscard]] virtual Result<CaseInfo> caseInfo() = 0;
    /// Nothing where the file is not sealed.
    [[nodiscard]] virtual std::optional<SealState> seal() const = 0;
    /// Rows by n, those above afterN, at most limitRows; empty at the end.
    [[nodiscard]] virtual Result<std::vector<CustodyRow>> custodyRows(std::int64_t afterN, std::size_t limitRows) = 0;
    [[nodiscard]] virtual Result<std::vector<CaseNote>> notes(std::int64_t afterN, std::size_t limitRows) = 0;
    /// The inclusion path that came with an exported event, to the exported checkpoint; nothing where none did, or where what is
    /// stored are no hashes.
    [[nodiscard]] virtual Result<std::optional<std::vector<Sha256>>> proofOf(EventId event) = 0;
    /// Hashes a sealed file again, through the same open file. SealBroken where it is no longer what it was when opened. Does
    /// nothing on a file that is not sealed.
    [[nodiscard]] virtual Result<void> confirmSeal(std::stop_token stop) = 0;
};

/// Writes the working side of a case; every call is one transaction with its custody record in it. Errors of every call: Locked,
/// ReadOnly, Io, Damaged.
class CaseWriter : public CustodyLog {
public:
    /// The note as it was stored. NotFound where the event is none of the case's.
    [[nodiscard]] virtual Result<CaseNote> addNote(const NewNote& note) = 0;
};

}  // namespace vci::casefile
