// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the gate of append lets through is canonical and sound; what it refuses has a code of the contract and a pointer.

#include "core/json/leaf.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/store/gate.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

namespace {

void checkPayload(const std::string& text)
{
    const auto read = json::readStrict(text);
    require(read.ok(), "an accepted payload is I-JSON");
    require(read.value().isObject(), "an accepted payload is an object");
    static json::LeafWriter writer;
    require(writer.canonicalPayload(text) == text, "an accepted payload is kept as it has it in the leaf");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto catalogue = catalog::Catalog::builtIn();
    const std::string_view text = fuzz::textOf(data, size);
    for (const auto stamping : {store::Stamping::ByStore, store::Stamping::AsRecorded}) {
        const auto gated = store::checkNewEvent(text, *catalogue, stamping);
        if (gated.ok()) {
            checkPayload(gated.value().event.eventData);
            checkPayload(gated.value().event.metadata);
            continue;
        }
        const Error& error = gated.error();
        require(error.code == ErrorCode::InvalidPayload || error.code == ErrorCode::PayloadTooLarge ||
                    error.code == ErrorCode::UnknownEventType,
                "a refusal has a code of the gate");
        require(error.place.pointer && json::parsePointer(*error.place.pointer).ok(), "a refusal has a pointer");
    }
    return 0;
}
