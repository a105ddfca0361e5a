// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/anchor/ethereum/checkanchors.h"

namespace vci::app {

/// The functions of checkanchors.h, from a library of their own: Crypto++ and the HTTP client cost a program that mostly shows
/// events a tenth of its start.
struct EthereumModule {
    const char* version;  ///< of the program it was built with; no other may call it
    decltype(&anchor::ethereum::checkAnchors) checkAnchors;
    decltype(&anchor::ethereum::lookUpTransactions) lookUpTransactions;
};

/// The one name that the module exports.
inline constexpr const char* kEthereumModuleEntry = "vciEthereumModule";
using EthereumModuleEntry = const EthereumModule* (*)();

}  // namespace vci::app
