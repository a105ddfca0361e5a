// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/report.h"

#include <algorithm>

namespace vci::verify {

std::string_view badgeName(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return "mismatch";
    case Badge::Unknown:
        return "unknown";
    case Badge::NotCovered:
        return "not_covered";
    case Badge::Pending:
        return "pending";
    case Badge::SelfConsistent:
        return "self_consistent";
    case Badge::SignedOnly:
        return "signed_only";
    case Badge::Verified:
        return "verified";
    }
    return "";
}

const char* badgeTitle(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return "Mismatch";
    case Badge::Unknown:
        return "Unknown";
    case Badge::NotCovered:
        return "Not covered";
    case Badge::Pending:
        return "Pending";
    case Badge::SelfConsistent:
        return "Self-consistent only";
    case Badge::SignedOnly:
        return "Signed only";
    case Badge::Verified:
        return "Verified";
    }
    return "";
}

std::int64_t& Coverage::of(Badge badge)
{
    switch (badge) {
    case Badge::Mismatch:
        return mismatch;
    case Badge::Unknown:
        return unknown;
    case Badge::NotCovered:
        return notCovered;
    case Badge::Pending:
        return pending;
    case Badge::SelfConsistent:
        return selfConsistent;
    case Badge::SignedOnly:
        return signedOnly;
    case Badge::Verified:
        break;
    }
    return verified;
}

std::int64_t Coverage::events() const
{
    return verified + signedOnly + selfConsistent + pending + notCovered + mismatch + unknown;
}

Badge Standing::at(std::int64_t logIndex) const
{
    if (logIndex < mismatchBelow) return Badge::Mismatch;
    if (unproved.contains(logIndex)) return Badge::SelfConsistent;
    if (logIndex < unknownBelow) return Badge::Unknown;
    if (logIndex < verifiedBelow) return Badge::Verified;
    if (logIndex < signedBelow) return Badge::SignedOnly;
    return signedBelow > 0 ? Badge::Pending : Badge::SelfConsistent;
}

Badge Standing::of(EventId id, std::optional<LogIndex> pos) const
{
    if (altered.contains(id)) return Badge::Mismatch;
    const Badge recorded = pos ? at(pos->value()) : hasLog ? Badge::Pending : Badge::NotCovered;
    const auto named = own.find(id);
    return named == own.end() || recorded <= Badge::Unknown ? recorded : named->second;
}

bool Report::has(Severity severity) const
{
    return std::ranges::any_of(findings, [severity](const Finding& finding) { return finding.severity == severity; });
}

bool Report::reaches(Level level) const
{
    const std::int64_t all = coverage.events();
    switch (level) {
    case Level::Self:
        return coverage.mismatch == 0;
    case Level::Signed:
        return all > 0 && coverage.verified + coverage.signedOnly + unknownSigned == all;
    case Level::Anchored:
        return all > 0 && coverage.verified == all;
    }
    return false;
}

}  // namespace vci::verify
