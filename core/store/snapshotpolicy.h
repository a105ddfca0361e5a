// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/uuid.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace vci::store {

/// How often snapshots are made (DESIGN 3.5): every so many events, per aggregate type.
class SnapshotPolicy {
public:
    /// Every 100 events of every type.
    SnapshotPolicy() = default;
    [[nodiscard]] static SnapshotPolicy never();

    /// Reads `N` (every type) or `TYPE=N`, several separated by commas; later ones win; 0 is off. Error Usage.
    [[nodiscard]] Result<void> add(std::string_view text);

    /// In events; 0: none.
    [[nodiscard]] std::int64_t every(std::string_view aggregateType) const;
    /// True where an event with this sequence number makes a snapshot due.
    [[nodiscard]] bool isDue(std::string_view aggregateType, Sequence sequence) const;

private:
    std::int64_t m_every = 100;
    std::map<std::string, std::int64_t, std::less<>> m_byType;
};

}  // namespace vci::store
