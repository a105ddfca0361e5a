// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A cursor that a list takes is one that the list could have given.

#include "core/store/cursor.h"
#include "tests/fuzz/property.h"

using namespace vci;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const store::Cursor cursor{std::string(fuzz::textOf(data, size))};
    const std::string kind(store::cursorKind(cursor));
    for (std::size_t count = 0; count <= 4; ++count) {
        const auto fields = store::readCursor(cursor, kind, count);
        if (!fields.ok()) {
            require(fields.error().code == ErrorCode::Usage, "a foreign cursor is a usage error");
            continue;
        }
        require(fields.value().size() == count, "as many fields as the list has");
        const store::Cursor made = store::makeCursor(kind, fields.value());
        const auto again = store::readCursor(made, kind, count);
        require(again.ok() && again.value() == fields.value(), "fields survive the cursor");
    }
    require(kind == "log" || !store::readCursor(cursor, "log", 1).ok(), "another list's cursor is refused");
    const auto raw = store::makeCursor("log", {cursor.token, kind});
    const auto back = store::readCursor(raw, "log", 2);
    require(back.ok() && back.value().front() == cursor.token, "any bytes fit in a field");
    return 0;
}
