// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/integrity/merkle.h"
#include "core/store/recordreader.h"
#include "core/verify/notes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace vci::verify {

/// Watches the entries of one log go by in order: places without an entry, and the root at the size of each known note. One
/// thread.
class LogCheck {
public:
    explicit LogCheck(KnownNotes& notes);

    /// To keep the root over the first so many entries. Before the first one.
    void askRoot(std::int64_t entries);

    /// computedLeaf: of the event as it stands; absent where it is not there or was not read.
    void see(std::int64_t index, const std::optional<Sha256>& loggedLeaf, const std::optional<Sha256>& computedLeaf);
    /// After the last entry. headSize: what log_heads says, asked after that entry was read.
    void finish(std::int64_t headSize);

    /// How many entries went by.
    [[nodiscard]] std::int64_t entries() const { return m_entries; }
    /// One past the last entry's index.
    [[nodiscard]] std::int64_t size() const { return m_next; }
    /// Over those, whatever places are empty between them.
    [[nodiscard]] Sha256 root() const { return m_logged.root(); }
    /// What askRoot() asked for; absent where so many entries did not go by.
    [[nodiscard]] const std::optional<Sha256>& askedRoot() const { return m_askedRoot; }
    [[nodiscard]] std::vector<Finding> takeFindings() { return std::move(m_findings); }

private:
    void compareRoots();
    void compareClaims();
    void keepAskedRoot();
    void gap(std::int64_t from, std::int64_t to);

    KnownNotes& m_notes;
    std::size_t m_nextNote = 0;
    std::size_t m_nextClaim = 0;
    std::int64_t m_next = 0;
    std::int64_t m_entries = 0;
    integrity::Frontier m_logged;
    /// As the events give it; of use only where every event was read. Absent while no leaf differed: the two are one then.
    std::optional<integrity::Frontier> m_computed;
    bool m_allComputed = true;
    std::optional<std::int64_t> m_asked;
    std::optional<Sha256> m_askedRoot;
    std::vector<Finding> m_findings;
};

}  // namespace vci::verify
