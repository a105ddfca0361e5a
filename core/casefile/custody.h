// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/sha256.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vci::casefile {

/// The text with U+FFFD for each byte that is no UTF-8, so that it has an RFC 8785 form.
[[nodiscard]] std::string validUtf8(std::string_view text);

/// Who works on a case, and with which version of the program.
struct Examiner {
    std::string name;
    std::string version;
};

/// One record of the custody log (PROOF 6).
struct CustodyRecord {
    std::string actor;
    std::string action;  ///< one word: opened, filtered, revealed, exported, rebuilt, noted, sealed, …
    std::string object;  ///< to what it was done, in words: a file, a filter, an id; may be empty. Salted where make() says so
    Timestamp at;
    std::string version;
    Sha256 prev;  ///< hash() of the record before; kCustodyStart for the first

    /// A record of now. What is no UTF-8 in the texts becomes U+FFFD, so that it has an RFC 8785 form. Behind the object of what
    /// was searched for or noted stands ", salt " and 32 hex digits by chance: where a report masks it, the hash of the record
    /// must not tell whether a guess is right.
    [[nodiscard]] static CustodyRecord make(const Examiner& examiner, std::string_view action, std::string_view object,
                                            Clock& clock, const Sha256& prev);
    /// Only what text() writes. Nothing otherwise.
    [[nodiscard]] static std::optional<CustodyRecord> tryParse(std::string_view text);
    /// The object without its salt, as people read it.
    [[nodiscard]] std::string_view plainObject() const;
    /// The RFC 8785 object {action, actor, at, object, prev, version}, all strings.
    [[nodiscard]] std::string text() const;
};

/// The action of the last record of a sealed case.
inline constexpr std::string_view kSealedAction = "sealed";
/// Of a search; its object is what was searched for.
inline constexpr std::string_view kSearchAction = "filtered";
/// Of a note, a bookmark and a finding that were written.
inline constexpr std::string_view kNotedAction = "noted";
inline constexpr std::string_view kBookmarkedAction = "bookmarked";
inline constexpr std::string_view kFoundAction = "found";

/// What the first record of a case file has as prev.
inline constexpr Sha256 kCustodyStart{};

/// A row of the table `custody`, as it stands there.
struct CustodyRow {
    std::int64_t n;      ///< from 1
    std::string record;  ///< its text
    std::string hash;    ///< bytes; 32 unless somebody changed it
};

/// What the case's own row says of its custody log.
struct CustodyHead {
    std::int64_t count = 0;
    std::string hash = {};  ///< of the last record, bytes; empty where there is none
};

/// Where what is done to a case is written down. One connection or file of its own, one thread; every append is written and
/// synced when it returns. The desktop keeps one open on a worker.
class CustodyLog {
public:
    virtual ~CustodyLog() = default;
    /// The record as it was written. Errors: Locked, Io, ReadOnly; Damaged where the log's end contradicts the case's row.
    [[nodiscard]] virtual Result<CustodyRow> append(std::string_view action, std::string_view object) = 0;
};

}  // namespace vci::casefile
