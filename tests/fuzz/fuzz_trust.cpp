// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever a trust file holds, it is understood or refused with a place; what is understood is usable.

#include "core/integrity/trust.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto trust = integrity::Trust::parse(fuzz::textOf(data, size));
    if (!trust.ok()) {
        require(trust.error().code == ErrorCode::Usage && !trust.error().message.empty(), "a refusal says why");
        return 0;
    }
    for (const auto& sender : trust.value().senders) require(sender.size() == 42, "an address has 20 bytes");
    for (const auto& key : trust.value().keys)
        require(trust.value().keyNamed(key.name()) != nullptr, "a key is found by its name");
    return 0;
}
