// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalog/catalog.h"
#include "core/json/leaf.h"
#include "core/replay/placesurvey.h"
#include "core/store/eventbatch.h"
#include "core/store/recordreader.h"
#include "core/verify/scope.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::verify {

/// A stretch of rows on its way through verification: read on one thread, examined on another, judged in order on the first.
class RowChunk {
public:
    /// What a row is beside its event.
    struct Head {
        store::RecordRow::Standing standing;
        std::optional<LogIndex> index;
        std::optional<EventId> loggedEvent;
        std::optional<Sha256> loggedLeaf;
        std::optional<std::string> path;
        std::optional<AggregateId> aggregateId;
        bool isAdopted;
        std::optional<std::size_t> event;  ///< index into events()
        std::string_view misstored = {};
    };
    /// What examining the event came to; of an event out of scope its leaf at most.
    struct Facts {
        Sha256 leaf{};
        json::LeafFacts payloads;
        bool isInScope = false;
        bool hasLeaf = false;  ///< in scope, or logged and maybe moved out of it
        bool upsetsRules = false;
        bool isTypeKnown = true;
        bool isTxHashOdd = false;
    };

    void add(const store::RecordRow& row);
    /// Ready to be filled again; its memory stays.
    void clear();
    [[nodiscard]] bool isFull() const;
    [[nodiscard]] bool isEmpty() const { return m_heads.empty(); }
    [[nodiscard]] const std::vector<Head>& heads() const { return m_heads; }
    [[nodiscard]] const store::EventBatch& events() const { return m_events; }
    /// One of each event, after examine().
    [[nodiscard]] const std::vector<Facts>& facts() const { return m_facts; }

    /// Makes the leaves and looks at each event by itself. Any thread; survey is only asked, never told.
    void examine(TenantId tenant, const Scope& scope, const catalog::Catalog& catalog, const replay::PlaceSurvey& survey);

private:
    std::vector<Head> m_heads;
    store::EventBatch m_events;
    std::vector<Facts> m_facts;
};

}  // namespace vci::verify
