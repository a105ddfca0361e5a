// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the strict reader takes, the lenient one takes without a remark, and both make the same value of it; what it refuses has
// a place. Canonical text reads as itself.

#include "core/json/pointer.h"
#include "core/json/read.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const auto strict = json::readStrict(text, "/event_data");
    if (!strict.ok()) {
        const Error& error = strict.error();
        require(error.code == ErrorCode::InvalidPayload, "a refusal is invalid_payload");
        require(error.place.pointer && error.place.pointer->starts_with("/event_data"), "a refusal has a pointer");
        require(json::parsePointer(*error.place.pointer).ok(), "the pointer of a refusal is one");
        require(error.place.line && *error.place.line >= 1 && error.place.column && *error.place.column >= 1,
                "a refusal has a place");
        return 0;
    }
    const json::LenientRead lenient = json::readLenient(text);
    require(lenient.isJson && !lenient.foreignNumber && !lenient.defective, "the lenient reader has no remark on sound text");
    const std::string canonical = json::dumpCanonical(strict.value());
    require(canonical == json::dumpCanonical(lenient.value), "both readers make the same value");
    const auto again = json::readStrict(canonical);
    require(again.ok() && json::dumpCanonical(again.value()) == canonical, "canonical text reads as itself");
    require(again.value() == strict.value(), "a value survives its canonical text");
    const auto plain = json::readStrict(json::dump(strict.value()));
    require(plain.ok() && plain.value() == strict.value(), "a value survives dump()");
    const auto pretty = json::readStrict(json::dumpPretty(strict.value()));
    require(pretty.ok() && pretty.value() == strict.value(), "a value survives dumpPretty()");
    return 0;
}
