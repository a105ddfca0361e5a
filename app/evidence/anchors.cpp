// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/evidence/anchors.h"

#include "core/anchor/chaintrust.h"
#include "core/anchor/ethereum/checkanchors.h"
#include "core/store/anchorreader.h"
#include "core/verify/anchors.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

namespace vci::app {

namespace {

constexpr std::size_t kPageRows = 200;

Result<std::vector<RecordedAnchor>> allAnchors(store::AnchorReader& reader, const std::stop_token& stop)
{
    std::vector<RecordedAnchor> all;
    std::optional<AnchorId> after;
    while (true) {
        VCI_TRY(auto page, reader.anchors(after, kPageRows, stop));
        const bool isLast = page.size() < kPageRows;
        std::ranges::move(page, std::back_inserter(all));
        if (isLast) return all;
        after = all.back().id;
    }
}

}  // namespace

Result<void> askAboutAnchors(store::EventReader& events, const VerifyRequest& request, const integrity::Trust& trust,
                             const std::optional<integrity::Origin>& origin, verify::Inputs& inputs, verify::PaceKeeper& pace,
                             const std::stop_token& stop)
{
    using anchor::ethereum::CheckRequest;
    const CheckRequest check{anchor::chainTrustOf(trust),
                             request.isOffline ? CheckRequest::Mode::Offline : CheckRequest::Mode::Online, request.vouchedBlocks};
    const auto tellOf = [&pace](verify::Step step) {
        return [&pace, step](std::size_t done, std::size_t total) {
            pace.tell(step, static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
        };
    };
    if (check.mode == CheckRequest::Mode::Online && !check.trust.endpoints.empty()) {
        inputs.lookUp = [chain = check.trust, told = tellOf(verify::Step::Transactions),
                         &stop](std::span<const anchor::EventTransaction> transactions) {
            return anchor::ethereum::lookUpTransactions(transactions, chain, told, stop);
        };
    }
    store::AnchorReader* const reader = events.anchors();
    if (reader == nullptr || !origin) return {};
    VCI_TRY(const auto recorded, allAnchors(*reader, stop));
    if (recorded.empty() && check.trust.endpoints.empty()) return {};
    VCI_TRY(const auto checked, anchor::ethereum::checkAnchors(recorded, check, tellOf(verify::Step::Anchors), stop));
    verify::addAnchors(*origin, recorded, checked, inputs);
    return {};
}

}  // namespace vci::app
