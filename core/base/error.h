// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci {

/// Closed set of reasons for which a call can fail. The names of codeName() are part of the JSON contract (INTERFACES 1).
enum class ErrorCode {
    Usage,             ///< the request itself is wrong: unknown option, missing argument
    InvalidTime,       ///< a time without offset, or out of the accepted form (DESIGN 3.1)
    InvalidId,         ///< text that is no UUID
    NotFound,          ///< unknown aggregate, event or correlation
    NoSuchField,       ///< a JSON Pointer that leads to nothing
    InvalidPayload,    ///< DESIGN 3.2, with a JSON Pointer
    PayloadTooLarge,   ///< DESIGN 3.2
    UnknownEventType,  ///< DESIGN 3.2
    SequenceConflict,  ///< DESIGN 3.2, tells the current sequence
    IdConflict,        ///< DESIGN 3.2
    InvalidCatalog,    ///< a catalogue file that breaks its schema, with a JSON Pointer
    InvalidMap,        ///< an import map that breaks its schema or does not fit its table, with a JSON Pointer
    TenantRequired,    ///< several tenants are visible and none was named
    NotPermitted,      ///< the login or the source does not allow it
    NotSupported,      ///< the source cannot do it at all (capability)
    Unreachable,       ///< no connection, or it was lost
    NotACaseFile,      ///< not SQLite, or another application's file
    NewerVersion,      ///< made by a newer version of the program
    Locked,            ///< another process holds the lock
    ReadOnly,          ///< a write to a medium or source that is read only
    Sealed,            ///< a write to a sealed case file
    SealBroken,        ///< a sealed case file that is not what was sealed: a finding, told by every command (PROOF 6)
    Damaged,           ///< the structure of the store is broken
    Io,                ///< reading or writing a file failed
    AlreadyExists,     ///< would overwrite
    BehindJournal,     ///< the log is smaller than one that was signed: nothing is signed until `db adopt` (POSTGRES 2)
    Inconsistent,      ///< two checkpoints of one log that no proof joins, or a note by another key
    NotProvable,       ///< honest, but not provable to the level asked
    Cancelled,         ///< the user or a stop_token ended it: neither success nor failure (HOUSE_STYLE 18)
    Internal,          ///< a broken invariant of ours
};

/// The wire name of a code: `invalid_payload`, `not_found`, ….
[[nodiscard]] std::string_view codeName(ErrorCode code);

/// Where in the input the fault lies. All members optional; line and column count from 1, columns in bytes.
struct ErrorPlace {
    std::optional<std::string> pointer;  ///< RFC 6901 JSON Pointer
    std::optional<std::int64_t> line;
    std::optional<std::int64_t> column;
};

/// What went wrong, in one English sentence that names the place and the cure, with both numbers (got and want).
struct Error {
    ErrorCode code;
    std::string message;
    ErrorPlace place = {};

    [[nodiscard]] bool isCancelled() const { return code == ErrorCode::Cancelled; }
    /// True when the same call may succeed later without any change by the caller.
    [[nodiscard]] bool isRetryable() const { return code == ErrorCode::Unreachable || code == ErrorCode::Locked; }
};

[[nodiscard]] Error makeError(ErrorCode code, std::string message);
[[nodiscard]] Error cancelled();

}  // namespace vci
