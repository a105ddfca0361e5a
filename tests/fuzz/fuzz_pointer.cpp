// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A JSON Pointer and its tokens name the same place both ways.

#include "core/json/pointer.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const auto tokens = json::parsePointer(text);
    if (tokens.ok()) {
        std::string back;
        for (const std::string& token : tokens.value()) json::appendPointerToken(back, token);
        require(back == text, "tokens make the pointer that they came from");
    }
    std::string pointer;
    json::appendPointerToken(pointer, text);
    const auto one = json::parsePointer(pointer);
    require(one.ok() && one.value().size() == 1 && one.value().front() == text, "any name is one token");
    const json::Value object = json::Value::object({{std::string(text), json::Value::boolean(true)}});
    const json::Value* const found = json::resolve(object, one.value());
    require(found != nullptr && found->isBool(), "a pointer made of a name finds the member");
    return 0;
}
