// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/model/event.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace vci::json {

/// SHA-256(0x00 ‖ leaf), RFC 6962 2.1.
[[nodiscard]] Sha256 leafHash(std::string_view leaf);

/// A row as its leaf takes it. Views live until the call returns.
struct LeafRow {
    EventId id;
    TenantId tenantId;
    AggregateId aggregateId;
    std::string_view aggregateType;
    std::string_view eventType;
    std::int64_t eventVersion;
    Sequence sequence;
    Timestamp at;
    std::string_view foreignTime;  ///< empty unless out of the envelope's range
    std::optional<EventId> causationId;
    std::optional<CorrelationId> correlationId;
    std::string_view eventData;
    std::string_view metadata;
};

/// What a leaf's payloads turned out to be.
struct LeafFacts {
    bool dataIsObject = false;
    bool foreignNumber = false;  ///< in either payload
    bool isVerbatim = false;     ///< both payloads stand in the leaf byte for byte as the row holds them
};

/// Makes leaves (PROOF 1): the RFC 8785 bytes of the object with exactly 13 keys. Reusable, one thread.
class LeafWriter {
public:
    LeafWriter();
    ~LeafWriter();
    LeafWriter(const LeafWriter&) = delete;
    LeafWriter& operator=(const LeafWriter&) = delete;

    /// Appends to out. Any row has a leaf: what append refuses has one too.
    LeafFacts append(const LeafRow& row, std::string& out);
    void append(const Event& event, std::string& out);
    /// The canonical bytes of one payload as they stand in the leaf; a case file stores exactly these.
    [[nodiscard]] std::string canonicalPayload(std::string_view text);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace vci::json
