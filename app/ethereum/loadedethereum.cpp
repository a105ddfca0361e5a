// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Stands where the Ethereum witness itself would be linked: each function of checkanchors.h, out of the module that is loaded by
// the first call.

#include "app/ethereum/ethereummodule.h"
#include "app/module/loadmodule.h"

#include <utility>

namespace vci::app {

namespace {

Result<const EthereumModule*> module()
{
    const ModuleName name{VCI_ETHEREUM_MODULE, kEthereumModuleEntry, "that reads anchors on Ethereum"};
    VCI_TRY(void* const entry, loadModule(name));
    const EthereumModule* module = reinterpret_cast<EthereumModuleEntry>(entry)();
    VCI_CHECK(checkModuleVersion(name, module->version));
    return module;
}

}  // namespace

}  // namespace vci::app

namespace vci::anchor::ethereum {

Result<AnchorReport> checkAnchors(std::span<const RecordedAnchor> anchors, const CheckRequest& request,
                                  const AnchorProgress& progress, std::stop_token stop)
{
    VCI_TRY(const auto* module, app::module());
    return module->checkAnchors(anchors, request, progress, std::move(stop));
}

Result<EventTransactionReport> lookUpTransactions(std::span<const EventTransaction> transactions, const ChainTrust& trust,
                                                  const AnchorProgress& progress, std::stop_token stop)
{
    VCI_TRY(const auto* module, app::module());
    return module->lookUpTransactions(transactions, trust, progress, std::move(stop));
}

}  // namespace vci::anchor::ethereum
