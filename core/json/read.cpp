// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/read.h"

#include "core/base/utf8.h"
#include "core/json/number.h"
#include "core/json/parser.h"

#include <algorithm>
#include <utility>

namespace vci::json {

namespace {

// Each level takes some hundred bytes while a text is read: this many keep a hostile row from taking the machine's memory.
constexpr std::size_t kMaxLenientNesting = 1'000'000;

Error refusal(std::string_view text, const ParseFault& fault, std::string_view pointerPrefix)
{
    // The place stays out of the message: a caller that reads line by line knows another line.
    Error error = makeError(ErrorCode::InvalidPayload, fault.reason + ".");
    error.place = placeInText(text, fault.offset, std::string(pointerPrefix) + fault.pointer);
    return error;
}

/// The text itself as a string value; bytes that are no UTF-8 become U+FFFD.
LenientRead asText(std::string_view text)
{
    LenientRead read;
    read.isJson = false;
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Step step = decodeUtf8(text, i);
        if (step.valid) {
            kept.append(text.substr(i, step.length));
        } else {
            appendUtf8(kept, 0xFFFD);
        }
        read.defective = read.defective || !step.valid || text[i] == '\0';
        i += step.length;
    }
    read.value = Value::string(std::move(kept));
    return read;
}

}  // namespace

ErrorPlace placeInText(std::string_view text, std::size_t offset, std::string pointer)
{
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.find_last_of('\n') + 1;  // npos + 1 is 0
    return {std::move(pointer), lines + 1, static_cast<std::int64_t>(offset - lineStart) + 1};
}

Result<Value> readStrict(std::string_view text, std::string_view pointerPrefix, std::size_t maxNesting)
{
    Parsed parsed = Parser(text, Strictness::Strict, maxNesting).run();
    if (parsed.fault) return refusal(text, *parsed.fault, pointerPrefix);
    return std::move(parsed.value);
}

Result<StrictObject> readStrictObject(std::string_view text, std::size_t maxNesting)
{
    Parsed parsed = Parser(text, Strictness::Strict, maxNesting).run();
    if (parsed.fault) {
        // Whoever gives the members counts from them: the object around them is not theirs.
        if (parsed.fault->kind == ParseFault::Kind::Nesting)
            parsed.fault->reason = "The nesting is deeper than " + std::to_string(maxNesting - 1) + " levels";
        return refusal(text, *parsed.fault, {});
    }
    if (!parsed.value.isObject()) {
        Error error = makeError(ErrorCode::InvalidPayload, "A JSON object is expected, not another kind of value.");
        error.place = placeInText(text, 0, {});
        return error;
    }
    StrictObject object{std::move(parsed.value), {}};
    for (const TextSpan& span : parsed.memberSpans) object.memberTexts.push_back(text.substr(span.begin, span.end - span.begin));
    return object;
}

LenientRead readLenient(std::string_view text)
{
    Parsed parsed = Parser(text, Strictness::Lenient, kMaxLenientNesting).run();
    if (parsed.fault) {
        LenientRead read = asText(text);
        read.defective = read.defective || parsed.fault->kind == ParseFault::Kind::Nesting;
        return read;
    }
    return {std::move(parsed.value), true, parsed.foreignNumber, parsed.defective};
}

CanonicalNumber canonicalNumber(std::string_view token)
{
    CanonicalNumber number;
    number.exact = appendCanonicalNumber(number.text, token) == NumberForm::Exact;
    return number;
}

}  // namespace vci::json
