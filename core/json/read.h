// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/json/value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vci::json {

inline constexpr std::size_t kMaxNesting = 64;                             ///< event_data itself is 1 (DESIGN 3.2)
inline constexpr std::size_t kMaxPayloadBytes = std::size_t{1024} * 1024;  ///< event_data and metadata as given, together

/// The gate of append: I-JSON (RFC 7493) as DESIGN 3.2 narrows it. Refuses, never repairs.
/// Errors: InvalidPayload with pointer, and line and column within text, for bad grammar, bad UTF-8, duplicate names (compared
/// decoded), lone surrogates, noncharacters, U+0000, nesting over maxNesting, and numbers whose exact value is not that of their
/// RFC 8785 form. pointer starts with pointerPrefix (such as "/event_data").
[[nodiscard]] Result<Value> readStrict(std::string_view text, std::string_view pointerPrefix = {},
                                       std::size_t maxNesting = kMaxNesting);

/// A document that must be an object, with the bytes of each member's value as they were given.
struct StrictObject {
    Value value;
    std::vector<std::string_view> memberTexts;  ///< views of text, in the order of value.members()
};
/// readStrict() for an object; anything else is InvalidPayload too.
[[nodiscard]] Result<StrictObject> readStrictObject(std::string_view text, std::size_t maxNesting = kMaxNesting);
/// Line and column of a byte of text, beside a pointer.
[[nodiscard]] ErrorPlace placeInText(std::string_view text, std::size_t offset, std::string pointer);

/// What a foreign text turned out to be. Never an error: whatever stands in a foreign database is shown.
struct LenientRead {
    Value value;                 ///< a text that is no JSON at all is a string value holding that text
    bool isJson = true;          ///< false: see value
    bool foreignNumber = false;  ///< holds a number whose value RFC 8785 cannot write: malformed_payload (PROOF 1)
    bool defective = false;      ///< duplicate names, bad UTF-8, lone surrogates, U+0000 or nesting over 10,000
};

/// Reads any text without loss and without recursion. JSON nested deeper than 1,000,000 levels is read as a text: PostgreSQL's
/// jsonb holds 14,500 levels with its usual max_stack_depth of 2 MB (tried: 51,000 with 7 MB), a case file whatever a hand puts
/// there.
[[nodiscard]] LenientRead readLenient(std::string_view text);

/// A number token of the JSON grammar in canonical form (PROOF 1), and whether RFC 8785 can write its exact value.
struct CanonicalNumber {
    std::string text;
    bool exact;  ///< false: foreign, text is plain decimal (or the token, beyond 10,000 digits)
};
[[nodiscard]] CanonicalNumber canonicalNumber(std::string_view token);

}  // namespace vci::json
