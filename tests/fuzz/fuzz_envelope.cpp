// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An envelope that is read survives being written: the same event, and above all the same leaf.

#include "core/json/envelope.h"
#include "core/json/leaf.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto event = json::readEnvelope(fuzz::textOf(data, size));
    if (!event.ok()) {
        require(!event.error().message.empty(), "a refusal says why");
        return 0;
    }
    static json::LeafWriter writer;
    std::string leaf;
    writer.append(event.value(), leaf);
    std::string line;
    json::appendEnvelope(line, event.value(), {});
    require(line.find('\n') == std::string::npos, "an envelope is one line");
    const auto again = json::readEnvelope(line);
    require(again.ok(), "a written envelope is read");
    std::string sameLeaf;
    writer.append(again.value(), sameLeaf);
    require(leaf == sameLeaf, "the leaf survives the envelope");
    return 0;
}
