// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace vci::generate {

/// A decimal made of integers: 12345 at 2 digits is 123.45.
struct Decimal {
    std::int64_t scaled;
    int digits;
};

/// Writes one JSON object in RFC 8785 form, member by member. Names must come in the order of their UTF-16 units (the tests
/// compare each payload with its canonical form); all names here are plain ASCII.
class Payload {
public:
    Payload& text(std::string_view name, std::string_view utf8);
    Payload& id(std::string_view name, const Uuid& value);
    Payload& integer(std::string_view name, std::int64_t value);
    Payload& decimal(std::string_view name, Decimal value);
    Payload& boolean(std::string_view name, bool value);
    Payload& null(std::string_view name);
    Payload& object(std::string_view name, Payload&& value);
    /// An array of strings.
    template <typename Range>
    Payload& texts(std::string_view name, const Range& values)
    {
        beginMember(name);
        m_text += '[';
        for (bool first = true; const std::string_view value : values) {
            if (!first) m_text += ',';
            first = false;
            appendString(value);
        }
        m_text += ']';
        return *this;
    }
    /// Ends the object and gives its text away.
    [[nodiscard]] std::string take();

private:
    void beginMember(std::string_view name);
    void appendString(std::string_view utf8);
    std::string m_text = "{";
};

}  // namespace vci::generate
