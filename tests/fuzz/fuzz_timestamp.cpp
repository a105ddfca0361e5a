// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A time that is accepted is in the envelope's range and survives its own text, and so does a UUID.

#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "tests/fuzz/property.h"

#include <algorithm>

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const auto time = Timestamp::parse(text);
    if (time.ok()) {
        require(time.value().isInEnvelopeRange(), "an accepted time can be written");
        const std::string written = time.value().toString();
        require(written.size() == 27 && written.back() == 'Z', "27 characters, UTC");
        const auto again = Timestamp::parse(written);
        require(again.ok() && again.value() == time.value(), "a time survives its text");
        require(text.size() >= 17 && text.find_first_of("Zz+-", 10) != std::string_view::npos, "an accepted time has an offset");
    } else {
        require(time.error().code == ErrorCode::InvalidTime, "a refusal is invalid_time");
    }
    if (const auto id = EventId::tryFromString(text)) {
        std::string lower(text);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
        require(id->toString() == lower, "a UUID is its text in lower case");
    }
    return 0;
}
