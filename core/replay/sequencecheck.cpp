// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/sequencecheck.h"

#include "core/base/hex.h"

#include <algorithm>

namespace vci::replay {

Flags SequenceCheck::next(Sequence sequence, Timestamp at)
{
    Flags flags;
    // Numbers start at 1: whatever is missing before the first row is a gap too.
    const std::int64_t last = m_last ? std::max<std::int64_t>(m_last->value(), 0) : 0;
    if (sequence.value() > last && sequence.value() - 1 > last) flags.add(FindingKind::SequenceGap);
    if (m_last == sequence) flags.add(FindingKind::SequenceDuplicate);
    if (m_greatest && at < *m_greatest) flags.add(FindingKind::TimestampRegression);
    m_last = sequence;
    m_greatest = m_greatest ? std::max(*m_greatest, at) : at;
    return flags;
}

bool isTxHash(std::string_view text)
{
    if (text.size() != 66 || !text.starts_with("0x")) return false;
    return std::all_of(text.begin() + 2, text.end(), [](char c) { return hexDigitValue(c) >= 0; });
}

}  // namespace vci::replay
