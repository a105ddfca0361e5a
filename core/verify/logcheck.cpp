// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/logcheck.h"

#include "core/base/hex.h"

#include <algorithm>
#include <limits>

namespace vci::verify {

LogCheck::LogCheck(KnownNotes& notes)
    : m_notes(notes)
{
    compareRoots();
}

void LogCheck::askRoot(std::int64_t entries)
{
    m_asked = entries;
    keepAskedRoot();
}

void LogCheck::keepAskedRoot()
{
    if (m_asked == m_entries) m_askedRoot = m_logged.root();
}

void LogCheck::gap(std::int64_t from, std::int64_t to)
{
    const std::int64_t missing = to - from;
    Finding finding{FindingKind::LogGap,
                    Severity::Error,
                    {},
                    {},
                    {},
                    "an entry at log_index " + std::to_string(from),
                    "none",
                    "The log lacks " + std::to_string(missing) + (missing == 1 ? " entry, at " : " entries from ") +
                        std::to_string(from) + (missing == 1 ? "" : " to " + std::to_string(to - 1))};
    finding.logIndex = LogIndex(from);
    finding.hint = {from - 1, to};
    m_findings.push_back(std::move(finding));
}

void LogCheck::see(std::int64_t index, const std::optional<Sha256>& loggedLeaf, const std::optional<Sha256>& computedLeaf)
{
    ++m_entries;
    if (index > m_next) gap(m_next, index);
    const Sha256 logged = loggedLeaf.value_or(Sha256{});
    m_allComputed = m_allComputed && computedLeaf.has_value() && index == m_next;
    if (m_allComputed && !m_computed && *computedLeaf != logged) m_computed = m_logged;
    if (m_allComputed && m_computed) m_computed->append(*computedLeaf);
    // A root over a log with gaps is no root of anything; the notes behind the gap then say so.
    m_logged.append(logged);
    // Nothing comes after the greatest index, however it came to be there.
    m_next = index == std::numeric_limits<std::int64_t>::max() ? index : index + 1;
    keepAskedRoot();
    compareRoots();
}

void LogCheck::compareClaims()
{
    auto& claims = m_notes.claims();
    for (; m_nextClaim < claims.size() && claims[m_nextClaim].size <= m_next; ++m_nextClaim) {
        ClaimedNote& claim = claims[m_nextClaim];
        claim.agrees = claim.size == m_next && m_logged.size() == m_next && m_logged.root() == claim.root;
    }
}

void LogCheck::compareRoots()
{
    compareClaims();
    auto& notes = m_notes.notes();
    for (; m_nextNote < notes.size() && notes[m_nextNote].size <= m_next; ++m_nextNote) {
        ValidNote& note = notes[m_nextNote];
        const Sha256 root = m_logged.root();
        note.agrees = note.size == m_next && m_logged.size() == m_next && root == note.root;
        if (*note.agrees) continue;
        const bool isEntries = m_allComputed && m_computed && m_computed->size() == note.size && m_computed->root() == note.root;
        std::int64_t lastGood = 0;
        for (const ValidNote& one : notes) {
            // Another note of this very size was made to fit.
            if (one.agrees.value_or(false) && one.size < note.size) lastGood = std::max(lastGood, one.size);
        }
        Finding finding{
            FindingKind::LogRootMismatch,
            Severity::Error,
            {},
            {},
            {},
            toHex(note.root),
            toHex(root),
            "The first " + std::to_string(note.size) + " entries of the log do not give the root that was signed (" + note.where +
                "): it was changed between entry " + std::to_string(lastGood) + " and entry " + std::to_string(note.size - 1) +
                (isEntries ? "; the events as they stand give the signed root, so the entries were changed and not the events"
                           : "")};
        finding.logIndex = LogIndex(lastGood);
        finding.hint = {lastGood - 1, note.size, {}, isEntries};
        m_findings.push_back(std::move(finding));
    }
}

void LogCheck::finish(std::int64_t headSize)
{
    if (headSize > m_next) gap(m_next, headSize);
    if (headSize < m_entries) {
        Finding behind{FindingKind::LogGap,
                       Severity::Error,
                       {},
                       {},
                       {},
                       "a head of " + std::to_string(m_entries) + " entries",
                       headSize == 0 ? "none" : std::to_string(headSize),
                       "The log has " + std::to_string(m_entries) + " entries, but its head counts " + std::to_string(headSize) +
                           ": the row of log_heads was set back or taken away"};
        behind.logIndex = LogIndex(std::max<std::int64_t>(headSize, 0));
        m_findings.push_back(std::move(behind));
    }
    auto& claims = m_notes.claims();
    for (; m_nextClaim < claims.size(); ++m_nextClaim) claims[m_nextClaim].agrees = false;
    const auto& notes = m_notes.notes();
    if (m_nextNote >= notes.size()) return;
    const ValidNote& longest = notes.back();
    Finding finding{FindingKind::LogTruncated,
                    Severity::Error,
                    {},
                    {},
                    {},
                    std::to_string(longest.size) + " entries",
                    std::to_string(m_next) + " entries",
                    "The log has " + std::to_string(m_next) + " entries, but " + longest.where + " was signed over " +
                        std::to_string(longest.size) + ": its end was cut off or an older copy was restored"};
    finding.logIndex = LogIndex(m_next);
    finding.hint = {m_next - 1, longest.size};
    m_findings.push_back(std::move(finding));
}

}  // namespace vci::verify
