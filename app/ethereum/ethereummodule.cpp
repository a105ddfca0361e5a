// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ethereum/ethereummodule.h"

extern "C" __attribute__((visibility("default"))) const vci::app::EthereumModule* vciEthereumModule()
{
    using namespace vci::anchor::ethereum;
    static constexpr vci::app::EthereumModule kModule{VCI_VERSION, checkAnchors, lookUpTransactions};
    return &kModule;
}
