// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/sha256.h"
#include "core/integrity/checkpoint.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace vci::verify {

/// A checkpoint note as somebody keeps it.
struct RecordedNote {
    enum class From { Store, Pin, Journal, Anchor };
    From from;
    std::string note;
    std::string where;                         ///< for people: "the pin of 2026-02-10", …
    std::optional<std::int64_t> rowSize = {};  ///< From::Store: the columns beside the note
    std::optional<Sha256> rowRoot = {};
    bool isVouched = false;  ///< From::Anchor: it is under a final anchor
};

/// A note that a trusted key signed or a final anchor holds, or several alike.
struct ValidNote {
    std::int64_t size;
    Sha256 root;
    std::string note;  ///< of the first that was met
    std::string where;
    bool isSigned = false;      ///< by a trusted key
    bool isInStore = false;     ///< `checkpoints` holds it
    bool isRemembered = false;  ///< a pin, the journal or an anchor member holds it
    /// What the log gave at that size; absent until it was asked, or where the log is shorter.
    std::optional<bool> agrees = {};
};

/// A note under an anchor that nobody vouches for: no trusted key signed it, and the anchor was not found to be final. It proves
/// nothing; that the log is another one than it says is told all the same.
struct ClaimedNote {
    std::int64_t size;
    Sha256 root;
    std::string where;
    std::optional<bool> agrees = {};  ///< as in ValidNote; false, too, where the log is shorter
};

/// As a sentence begins.
[[nodiscard]] std::string capitalised(std::string words);

/// Whether one of the keys signed it.
[[nodiscard]] bool isSignedBy(const integrity::Note& note, const std::vector<integrity::VerifierKey>& keys);

/// The notes of one log, sorted out (PROOF 4): what a trusted key signed or the chain holds, and findings on the others.
class KnownNotes {
public:
    /// trusted: verifier keys of the user's own settings. Notes of other logs are left out.
    KnownNotes(const integrity::Origin& origin, std::vector<integrity::VerifierKey> trusted);

    void add(const RecordedNote& recorded);
    /// Of an exported case, whose one checkpoint, of that size, a trusted key signed: another one. A finding, also where it is
    /// signed: nothing in the case joins the two.
    void addBeside(const RecordedNote& recorded, std::int64_t ofCase);
    /// What it means that the store lacks a note that is remembered.
    enum class Absent { IsFinding, MayBeLost };
    /// Ends the adding: sorts, and finds what contradicts or is missing.
    void finish(Absent absent = Absent::IsFinding);
    /// After finish(MayBeLost): up to that size none was lost.
    void findMissingUpTo(std::int64_t size);

    /// Ascending by size; several of one size only where they contradict.
    [[nodiscard]] std::vector<ValidNote>& notes() { return m_notes; }
    [[nodiscard]] const std::vector<ValidNote>& notes() const { return m_notes; }
    /// Ascending by size.
    [[nodiscard]] std::vector<ClaimedNote>& claims() { return m_claims; }
    /// What claims say that the log does not give, to be put behind the reason of a badge. Empty where nothing does.
    [[nodiscard]] std::string wordsOfContradicted() const;
    [[nodiscard]] std::vector<Finding> takeFindings() { return std::move(m_findings); }
    /// Sizes of checkpoints that raised an error of their own: what they cover is no longer proved by them.
    [[nodiscard]] const std::vector<std::int64_t>& brokenSizes() const { return m_brokenSizes; }

private:
    void refuse(FindingKind kind, std::int64_t size, std::string expected, std::string found, std::string message);
    /// How the store lacks a note that is remembered. Where it stands there signed by nobody we trust, it does not.
    enum class Lack { None, Replaced, Gone };
    [[nodiscard]] Lack lackOf(const ValidNote& note) const;
    void tellMissing(const ValidNote& note, Lack lack);

    std::string m_origin;
    std::string m_keyName;
    std::vector<integrity::VerifierKey> m_trusted;
    std::vector<ValidNote> m_notes;
    std::vector<ClaimedNote> m_claims;
    /// What `checkpoints` holds, signed by nobody we trust: size, and the note as an anchor takes it (empty where none would).
    std::set<std::pair<std::int64_t, std::string>> m_untrusted;
    std::vector<Finding> m_findings;
    std::vector<std::int64_t> m_brokenSizes;
};

}  // namespace vci::verify
