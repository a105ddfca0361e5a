// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/finding.h"
#include "core/base/sha256.h"
#include "core/casefile/custody.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace vci::casefile {

/// What of a custody record matters to its chain.
struct ChainLink {
    std::int64_t n;
    Sha256 hash;                 ///< computed from the record
    std::optional<Sha256> prev;  ///< absent where the text is no custody record
    bool isAsStored;             ///< the stored hash is the computed one

    [[nodiscard]] static ChainLink of(const CustodyRow& row);
};

/// How the log ends, as far as anything outside of it says so.
struct ChainEnd {
    enum class Places {
        Stored,   ///< each record has its number with it
        Counted,  ///< a record's number is its line: when one goes, those behind it move up
    };
    std::int64_t count;
    std::optional<Sha256> head;  ///< absent where nothing names the last record
    Places places = Places::Stored;
};

/// Walks the chain from its end, each record vouching for the one before, and tells what does not fit (check.h). links are
/// ascending by n. where begins each message: "custody record".
[[nodiscard]] std::vector<Finding> checkChain(const std::vector<ChainLink>& links, const ChainEnd& end, const Sha256& start,
                                              std::string_view where);

}  // namespace vci::casefile
