// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/panel.h"

#include <algorithm>
#include <set>
#include <utility>

namespace vci::anchor::ethereum {

namespace {

/// What went wrong, without the endpoint's name in front: the answer names it already.
std::string withoutName(const std::string& message, const std::string& name)
{
    return message.starts_with(name + ": ") ? message.substr(name.size() + 2) : message;
}

/// Keeps the value; a failure becomes the trouble of the seat. Cancelled alone is an error.
template <typename T>
Result<std::optional<T>> keep(Result<T> result, const std::string& name, std::optional<std::string>& trouble)
{
    if (result.ok()) return std::optional<T>(std::move(result).value());
    if (result.error().isCancelled()) return std::move(result).error();
    trouble = withoutName(result.error().message, name);
    return std::optional<T>();
}

}  // namespace

Result<Panel> Panel::open(const ChainTrust& trust, http::Limits limits, std::stop_token stop)
{
    Panel panel;
    int number = 0;
    for (const std::string& url : trust.endpoints) {
        ++number;
        auto endpoint = Endpoint::open(url, limits);
        if (!endpoint.ok()) {
            panel.m_seats.push_back({"endpoint " + std::to_string(number), {}, endpoint.error().message, -1, {}});
            continue;
        }
        std::string name = endpoint.value().name();
        panel.m_seats.push_back({std::move(name), std::move(endpoint).value(), {}, -1, {}});
        Seat& seat = panel.m_seats.back();
        if (const auto chain = seat.endpoint->checkChain(trust.chainId.value_or(0), stop); !chain.ok()) {
            if (chain.error().isCancelled()) return chain.error();
            seat.trouble = withoutName(chain.error().message, seat.name);
            continue;
        }
        VCI_TRY(const auto newest, keep(seat.endpoint->finalUpTo(trust.confirmations, stop), seat.name, seat.trouble));
        seat.finalUpTo = newest.value_or(-1);
    }
    return panel;
}

Result<std::vector<EndpointAnswer>> Panel::ask(const TxHash& hash, std::span<const Expectation::Place> places,
                                               std::stop_token stop)
{
    for (Seat& seat : m_seats) {
        seat.shown.reset();
        if (seat.trouble) continue;
        VCI_TRY(auto shown, keep(seat.endpoint->transaction(hash, stop), seat.name, seat.trouble));
        if (shown) seat.shown = *std::move(shown);
    }
    std::vector<EndpointAnswer> answers;
    for (Seat& seat : m_seats) {
        VCI_TRY(auto heights, this->heights(seat, places, stop));
        EndpointAnswer answer{seat.name, seat.trouble, {}, seat.finalUpTo, std::move(heights)};
        if (!seat.trouble && seat.shown) answer.transaction = seat.shown->seen;
        answers.push_back(std::move(answer));
    }
    return answers;
}

Result<std::vector<SeenHeight>> Panel::heights(Seat& seat, std::span<const Expectation::Place> places,
                                               const std::stop_token& stop)
{
    std::set<std::int64_t> numbers;
    bool isKnown = false;
    for (const Seat& witness : m_seats) {
        if (witness.trouble || !witness.shown) continue;
        isKnown = true;
        if (witness.shown->seen.block) numbers.insert(witness.shown->seen.block->number);
    }
    // Where it was matters only where nobody knows it any more.
    if (!isKnown)
        for (const Expectation::Place& place : places) numbers.insert(place.number);
    std::vector<SeenHeight> heights;
    for (const std::int64_t number : numbers) {
        if (seat.trouble) break;
        VCI_TRY(const auto hash, keep(seat.endpoint->hashAt(number, stop), seat.name, seat.trouble));
        if (!hash) break;
        const auto& own = seat.shown ? seat.shown->seen.block : std::nullopt;
        if (own && own->number == number && *hash != own->hash)
            seat.trouble = "it contradicts itself about block " + std::to_string(number);
        heights.push_back({number, *hash});
    }
    return heights;
}

std::optional<Evidence> Panel::evidenceOf(const ChainBlock& block) const
{
    std::optional<Evidence> best;
    for (const Seat& seat : m_seats) {
        if (seat.trouble || !seat.shown || seat.shown->seen.block != block) continue;
        if (!best || (!best->header && seat.shown->evidence.header)) best = seat.shown->evidence;
    }
    return best;
}

Endpoint* Panel::firstUsable()
{
    const auto seat = std::find_if(m_seats.begin(), m_seats.end(), [](const Seat& s) { return !s.trouble; });
    return seat == m_seats.end() ? nullptr : &*seat->endpoint;
}

std::vector<AnchorFinding> Panel::failures() const
{
    std::vector<AnchorFinding> findings;
    for (const Seat& seat : m_seats) {
        if (!seat.trouble) continue;
        findings.push_back({FindingKind::SourceUnreachable, "an answer", *seat.trouble,
                            "The endpoint " + seat.name + " gave no usable answer: " + *seat.trouble});
    }
    return findings;
}

}  // namespace vci::anchor::ethereum
