// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A proof that is read has one text: the one that it was read from.

#include "core/integrity/tlogproof.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    if (const auto proof = integrity::TlogProof::parse(text); proof.ok())
        require(proof.value().toString() == text, "a proof gives its bytes back");
    return 0;
}
