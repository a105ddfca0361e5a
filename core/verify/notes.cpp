// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/notes.h"

#include "core/anchor/anchorroot.h"
#include "core/base/hex.h"

#include <algorithm>
#include <utility>

namespace vci::verify {

std::string capitalised(std::string words)
{
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

bool isSignedBy(const integrity::Note& note, const std::vector<integrity::VerifierKey>& keys)
{
    return std::ranges::any_of(keys, [&note](const integrity::VerifierKey& key) {
        return integrity::signatureState(note, key) == integrity::SignatureState::Valid;
    });
}

KnownNotes::KnownNotes(const integrity::Origin& origin, std::vector<integrity::VerifierKey> trusted)
    : m_origin(origin.toString())
    , m_keyName(integrity::keyNameOf(origin.logId))
{
    std::ranges::copy_if(trusted, std::back_inserter(m_trusted),
                         [this](const integrity::VerifierKey& key) { return key.name() == m_keyName; });
}

void KnownNotes::refuse(FindingKind kind, std::int64_t size, std::string expected, std::string found, std::string message)
{
    Finding finding{kind, severityOf(kind), {}, {}, {}, std::move(expected), std::move(found), capitalised(std::move(message))};
    if (size > 0) {
        finding.logIndex = LogIndex(size - 1);
        m_brokenSizes.push_back(size);
    }
    m_findings.push_back(std::move(finding));
}

void KnownNotes::add(const RecordedNote& recorded)
{
    const auto parsed = integrity::SignedCheckpoint::parse(recorded.note);
    const std::int64_t rowSize = recorded.rowSize.value_or(0);
    if (!parsed.ok()) {
        refuse(FindingKind::CheckpointSignatureInvalid, rowSize, "a signed checkpoint", "text that is none",
               recorded.where + " holds no signed checkpoint: " + parsed.error().message);
        return;
    }
    const integrity::Note& note = parsed.value().note;
    const integrity::Checkpoint& checkpoint = parsed.value().checkpoint;
    if (checkpoint.origin != m_origin) {
        if (recorded.from != RecordedNote::From::Store) return;
        refuse(FindingKind::CheckpointInconsistent, rowSize, m_origin, checkpoint.origin,
               recorded.where + " is the checkpoint of another log, " + checkpoint.origin);
        return;
    }
    bool isSigned = false;
    for (const integrity::VerifierKey& key : m_trusted) {
        const auto state = integrity::signatureState(note, key);
        if (state == integrity::SignatureState::Invalid) {
            refuse(FindingKind::CheckpointSignatureInvalid, checkpoint.treeSize, "a signature by " + key.toString(),
                   "another one", recorded.where + ": its signature is not that of the trusted key " + key.name());
            return;
        }
        isSigned = isSigned || state == integrity::SignatureState::Valid;
    }
    if (!isSigned && !recorded.isVouched) {
        // Nobody is trusted for it, but it is there: an anchor may vouch for it yet, for this very note and no other.
        auto leaf = anchor::anchorLeaf(recorded.note);
        if (recorded.from == RecordedNote::From::Store)
            m_untrusted.emplace(checkpoint.treeSize, leaf.ok() ? std::move(leaf).value() : std::string());
        if (recorded.from == RecordedNote::From::Anchor)
            m_claims.push_back(ClaimedNote{checkpoint.treeSize, checkpoint.root, recorded.where});
        return;
    }
    if (recorded.rowSize && (*recorded.rowSize != checkpoint.treeSize || recorded.rowRoot != checkpoint.root)) {
        refuse(FindingKind::CheckpointInconsistent, checkpoint.treeSize,
               std::to_string(checkpoint.treeSize) + " " + toHex(checkpoint.root),
               std::to_string(*recorded.rowSize) + " " + (recorded.rowRoot ? toHex(*recorded.rowRoot) : "no hash"),
               recorded.where + ": the columns beside the note say another size or root than the signed note");
    }
    const auto same = std::ranges::find_if(
        m_notes, [&checkpoint](const ValidNote& one) { return one.size == checkpoint.treeSize && one.root == checkpoint.root; });
    ValidNote& valid = same != m_notes.end()
                           ? *same
                           : m_notes.emplace_back(ValidNote{checkpoint.treeSize, checkpoint.root, recorded.note, recorded.where});
    valid.isSigned = valid.isSigned || isSigned;
    (recorded.from == RecordedNote::From::Store ? valid.isInStore : valid.isRemembered) = true;
}

void KnownNotes::addBeside(const RecordedNote& recorded, std::int64_t ofCase)
{
    const auto parsed = integrity::SignedCheckpoint::parse(recorded.note);
    if (!parsed.ok()) return;
    const bool isSigned = isSignedBy(parsed.value().note, m_trusted);
    const std::int64_t size = parsed.value().checkpoint.treeSize;
    const FindingKind kind = isSigned ? FindingKind::CheckpointInconsistent : FindingKind::CheckpointSignatureInvalid;
    // It covers nothing: the one that came with the case does.
    Finding finding{kind,
                    severityOf(kind),
                    {},
                    {},
                    {},
                    "one checkpoint, of size " + std::to_string(ofCase) + ", signed by " + m_keyName,
                    "another one of size " + std::to_string(size),
                    capitalised(recorded.where) + " did not come with the case, and " +
                        (isSigned ? "no path in it leads there" : "nobody who is trusted signed it") + ": it was put in"};
    if (size > 0) finding.logIndex = LogIndex(size - 1);
    m_findings.push_back(std::move(finding));
}

void KnownNotes::finish(Absent absent)
{
    std::ranges::stable_sort(m_notes, {}, &ValidNote::size);
    std::ranges::stable_sort(m_claims, {}, &ClaimedNote::size);
    for (std::size_t i = 1; i < m_notes.size(); ++i) {
        if (m_notes[i].size != m_notes[i - 1].size) continue;
        refuse(FindingKind::CheckpointInconsistent, m_notes[i].size, toHex(m_notes[i - 1].root), toHex(m_notes[i].root),
               m_notes[i - 1].where + " and " + m_notes[i].where + " are both signed for size " +
                   std::to_string(m_notes[i].size) + " and give different roots: the log was forked");
    }
    for (const ValidNote& one : m_notes) {
        const Lack lack = lackOf(one);
        if (lack == Lack::Replaced || (lack == Lack::Gone && absent == Absent::IsFinding)) tellMissing(one, lack);
    }
}

void KnownNotes::findMissingUpTo(std::int64_t size)
{
    for (const ValidNote& one : m_notes) {
        // One that was made unreadable is told of as such.
        const bool isBroken = std::ranges::find(m_brokenSizes, one.size) != m_brokenSizes.end();
        if (one.size <= size && !isBroken && lackOf(one) == Lack::Gone) tellMissing(one, Lack::Gone);
    }
}

std::string KnownNotes::wordsOfContradicted() const
{
    const auto isContradicted = [](const ClaimedNote& one) { return one.agrees == false; };
    const auto first = std::ranges::find_if(m_claims, isContradicted);
    if (first == m_claims.end()) return {};
    const auto count = std::ranges::count_if(m_claims, isContradicted);
    return "; the log is not the one that " + first->where + " was made of" +
           (count > 1 ? " (nor of " + std::to_string(count - 1) + " more)" : "") +
           ": if that anchor is on the chain, the log was made anew; have the anchor checked";
}

KnownNotes::Lack KnownNotes::lackOf(const ValidNote& note) const
{
    if (note.isInStore || !note.isRemembered) return Lack::None;
    const auto leaf = anchor::anchorLeaf(note.note);
    if (leaf.ok() && m_untrusted.contains({note.size, leaf.value()})) return Lack::None;
    const auto other = m_untrusted.lower_bound({note.size, std::string()});
    return other != m_untrusted.end() && other->first == note.size ? Lack::Replaced : Lack::Gone;
}

void KnownNotes::tellMissing(const ValidNote& note, Lack lack)
{
    const bool isReplaced = lack == Lack::Replaced;
    Finding finding{
        FindingKind::CheckpointMissing,
        severityOf(FindingKind::CheckpointMissing),
        {},
        {},
        {},
        "a checkpoint of size " + std::to_string(note.size),
        isReplaced ? "another note, signed by nobody who is trusted" : "none",
        capitalised(note.where) + " holds a checkpoint of size " + std::to_string(note.size) +
            (isReplaced ? " in whose place the source records another note" : " that the source does not record any more")};
    if (note.size > 0) finding.logIndex = LogIndex(note.size - 1);
    m_findings.push_back(std::move(finding));
}

}  // namespace vci::verify
