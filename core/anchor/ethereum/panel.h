// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/ethereum/endpoint.h"
#include "core/anchor/judge.h"
#include "core/anchor/verdict.h"
#include "core/base/result.h"

#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace vci::anchor::ethereum {

/// All endpoints of a trust, asked together. One that fails once is not asked again: it would cost its time limit for every
/// anchor.
class Panel {
public:
    /// Greets each endpoint: chain and newest final block. Errors: Cancelled alone.
    [[nodiscard]] static Result<Panel> open(const ChainTrust& trust, http::Limits limits, std::stop_token stop);

    /// What all of them say about a transaction, about the heights at which any of them has it, and about those of places.
    /// Errors: Cancelled alone.
    [[nodiscard]] Result<std::vector<EndpointAnswer>> ask(const TxHash& hash, std::span<const Expectation::Place> places,
                                                          std::stop_token stop);
    /// What the last ask() showed of the transaction in that block, from whoever showed most.
    [[nodiscard]] std::optional<Evidence> evidenceOf(const ChainBlock& block) const;
    /// The first endpoint that has not failed; nullptr where all have.
    [[nodiscard]] Endpoint* firstUsable();
    /// source_unreachable for each endpoint that failed so far.
    [[nodiscard]] std::vector<AnchorFinding> failures() const;

private:
    struct Seat {
        std::string name;
        std::optional<Endpoint> endpoint;
        std::optional<std::string> trouble;
        std::int64_t finalUpTo = -1;
        std::optional<ShownTransaction> shown;
    };
    [[nodiscard]] Result<std::vector<SeenHeight>> heights(Seat& seat, std::span<const Expectation::Place> places,
                                                          const std::stop_token& stop);

    std::vector<Seat> m_seats;
};

}  // namespace vci::anchor::ethereum
