// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/verifyanchors.h"

#include "core/anchor/chaintrust.h"
#include "core/anchor/ethereum/checkanchors.h"
#include "core/verify/anchors.h"

#include <algorithm>
#include <iterator>

namespace vci::audit {

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

Result<anchor::ethereum::CheckRequest> requestOf(const Options& options, const integrity::Trust& trust)
{
    using anchor::ethereum::CheckRequest;
    CheckRequest request{anchor::chainTrustOf(trust), options.offline ? CheckRequest::Mode::Offline : CheckRequest::Mode::Online};
    for (const std::string& text : options.blocks) {
        const auto hash = anchor::BlockHash::tryFromString(text);
        if (!hash) return makeError(ErrorCode::Usage, "--block must be a block's hash, 0x and 64 hex digits, not " + text);
        request.vouchedBlocks.push_back(*hash);
    }
    return request;
}

}  // namespace

Result<void> askAboutAnchors(Session& session, const integrity::Trust& trust, const std::optional<integrity::Origin>& origin,
                             verify::Inputs& inputs)
{
    VCI_TRY(const auto request, requestOf(session.options(), trust));
    if (request.mode == anchor::ethereum::CheckRequest::Mode::Online && !request.trust.endpoints.empty()) {
        inputs.lookUp = [trust = request.trust, &session](std::span<const anchor::EventTransaction> transactions) {
            Progress progress("transactions looked up");
            return anchor::ethereum::lookUpTransactions(
                transactions, trust,
                [&progress](std::size_t done, std::size_t) { progress.show(static_cast<std::int64_t>(done)); }, session.stop());
        };
    }
    store::AnchorReader* const reader = session.source()->anchors();
    if (reader == nullptr || !origin) return {};
    VCI_TRY(const auto recorded, allAnchors(*reader, session.stop()));
    Progress progress("anchors checked");
    VCI_TRY(const auto checked,
            anchor::ethereum::checkAnchors(
                recorded, request, [&progress](std::size_t done, std::size_t) { progress.show(static_cast<std::int64_t>(done)); },
                session.stop()));
    verify::addAnchors(*origin, recorded, checked, inputs);
    return {};
}

}  // namespace vci::audit
