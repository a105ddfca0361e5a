// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever an authority answers or a source holds for a token, it is refused with words; nobody is believed who is not trusted.

#include "core/timestamp/exchange.h"
#include "core/timestamp/token.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(fuzz::textOf(data, size));
    const auto token = timestamp::tokenOf(text, 1);
    require(token.ok() || !token.error().message.empty(), "a refusal says why");
    const auto verdict = timestamp::judge(token.ok() ? token.value() : text, sha256({"note\n"}), {});
    require(verdict.standing != timestamp::Standing::Proven, "who trusts nobody has no proof");
    require(!verdict.message.empty(), "a verdict says why");
    return 0;
}
