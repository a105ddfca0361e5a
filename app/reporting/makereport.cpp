// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reporting/makereport.h"

#include "app/evidence/verifysource.h"
#include "app/source/opencase.h"
#include "app/source/opensource.h"
#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/integrity/note.h"
#include "core/integrity/trust.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

namespace vci::app {

namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 20U;

/// The hash of a case file that nobody is writing: with a journal beside it the bytes of the one file are not the case.
std::optional<std::string> sha256OfCase(const std::string& source, const std::stop_token& stop)
{
    if (isDatabaseUri(source)) return std::nullopt;
    std::error_code fault;
    for (const char* beside : {"-wal", "-journal"}) {
        const auto size = std::filesystem::file_size(source + beside, fault);
        if (!fault && size > 0) return std::nullopt;
    }
    std::ifstream file(source, std::ios::binary);
    if (!file) return std::nullopt;
    Sha256Stream hash;
    std::string piece(kReadBytes, '\0');
    while (file && !stop.stop_requested()) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        hash.add(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    return file.eof() ? std::optional(toHex(hash.finish())) : std::nullopt;
}

/// Nothing of a database.
Result<std::optional<report::Custody>> custodyOf(store::EventReader& events, const std::optional<report::CustodyExtent>& extent,
                                                 const std::stop_token& stop)
{
    casefile::CaseReader* const file = caseOf(events);
    if (file == nullptr) return std::optional<report::Custody>();
    VCI_TRY(auto custody, report::readCustody(*file, stop));
    if (extent) report::cutToExtent(custody, *extent);
    return std::optional(std::move(custody));
}

Result<std::optional<report::CaseNotes>> notesOf(store::EventReader& events, const std::optional<std::int64_t>& last,
                                                 const std::stop_token& stop)
{
    casefile::CaseReader* const file = caseOf(events);
    if (file == nullptr) return std::optional<report::CaseNotes>();
    VCI_TRY(auto notes, report::readNotes(*file, stop));
    if (last) report::cutToLast(notes, *last);
    return std::optional(std::move(notes));
}

Result<std::optional<report::Seal>> sealOf(store::EventReader& events, Sealing sealing)
{
    casefile::CaseReader* const file = sealing == Sealing::Told ? caseOf(events) : nullptr;
    auto seal = file != nullptr ? file->seal() : std::nullopt;
    if (!seal) return std::optional<report::Seal>();
    VCI_TRY(const auto info, file->caseInfo());
    return std::optional(report::Seal{*std::move(seal), info.sealedAt});
}

/// Of the trust file what a report names.
report::Trusted trustedOf(const integrity::Trust& trust, const verify::Report& verified, const std::optional<report::Seal>& seal)
{
    report::Trusted trusted;
    trusted.chainId = trust.chainId;
    trusted.senders = trust.senders;
    trusted.isSealer = seal && std::ranges::find(trust.keys, seal->state.key) != trust.keys.end();
    const auto note = integrity::Note::parse(verified.checkpoint.value_or(std::string()));
    if (!note.ok()) return trusted;
    for (const integrity::VerifierKey& key : trust.keys) {
        if (signatureState(note.value(), key) == integrity::SignatureState::Valid) trusted.signers.push_back(key.toString());
    }
    // Two people write the same trust file in another order.
    std::ranges::sort(trusted.signers);
    trusted.signers.erase(std::ranges::unique(trusted.signers).begin(), trusted.signers.end());
    return trusted;
}

}  // namespace

Result<MadeReport> makeReport(store::EventReader& events, const ReportOrder& order,
                              const std::shared_ptr<const catalog::Catalog>& catalog, Clock& clock,
                              const std::function<void(std::int64_t)>& progress, const std::stop_token& stop)
{
    const Timestamp madeAt = clock.now();
    auto verified = order.verified;
    if (!verified) {
        auto blocks = order.request.blocks;
        blocks.insert(blocks.end(), order.blocks.begin(), order.blocks.end());
        VerifyRequest request{order.source, order.request.scope(), order.settings, order.isOffline || order.request.isOffline,
                              std::move(blocks)};
        request.earlier = order.earlier;
        VCI_TRY(auto outcome, verifySource(
                                  events, request, catalog,
                                  [&progress](const verify::Pace& pace) {
                                      if (pace.step == verify::Step::Events) progress(pace.done);
                                  },
                                  stop));
        verified = std::make_shared<const verify::Report>(std::move(outcome.report));
    }
    VCI_TRY(auto custody, custodyOf(events, order.custody, stop));
    VCI_TRY(auto notes, notesOf(events, order.lastNote, stop));
    VCI_TRY(auto seal, sealOf(events, order.sealing));
    VCI_TRY(const auto trust, loadTrust(order.settings));
    auto trusted = trustedOf(trust, *verified, seal);
    const report::Material material{*verified,          madeAt,           order.madeBy,    sha256OfCase(order.source, stop),
                                    std::move(custody), std::move(notes), std::move(seal), std::move(trusted)};
    VCI_TRY(auto document, report::makeDocument(events, catalog, order.request, material, order.absent, progress, stop));
    return MadeReport{std::move(document), std::move(verified)};
}

}  // namespace vci::app
