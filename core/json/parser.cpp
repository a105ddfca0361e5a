// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/parser.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/json/number.h"
#include "core/json/pointer.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace vci::json {

namespace {

constexpr std::size_t kFewNames = 16;  // up to here looking through the members is faster than a set

bool isPlain(char c)
{
    const auto byte = static_cast<std::uint8_t>(c);
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

bool isHighSurrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

bool isLowSurrogate(std::uint32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

std::string excerpt(std::string_view text)
{
    constexpr std::size_t kShownBytes = 60;
    const std::string_view shown = utf8Prefix(text, kShownBytes);
    return visibleControls(shown) + (shown.size() < text.size() ? "…" : "");
}

}  // namespace

Parser::Parser(std::string_view text, Strictness strictness, std::size_t maxNesting)
    : m_text(text)
    , m_strictness(strictness)
    , m_maxNesting(maxNesting)
{
}

Parsed Parser::run()
{
    while (!m_done) {
        if (!parseValue()) break;
    }
    if (m_parsed.fault) m_parsed.value = Value();
    return std::move(m_parsed);
}

bool Parser::parseValue()
{
    skipSpace();
    if (m_stack.size() == 1) m_memberBegin = m_at;
    if (peek() == '{') return openContainer(Value::object(), '}');
    if (peek() == '[') return openContainer(Value::array(), ']');
    Value value;
    return parseScalar(value) && complete(std::move(value));
}

bool Parser::openContainer(Value container, char close)
{
    if (m_stack.size() >= m_maxNesting) {
        return failAt(m_at, "The nesting is deeper than " + std::to_string(m_maxNesting) + " levels", ParseFault::Kind::Nesting);
    }
    if (m_strictness == Strictness::Lenient && m_stack.size() >= kUsualNesting) m_parsed.defective = true;
    ++m_at;
    const bool isObject = container.isObject();
    m_stack.push_back({std::move(container)});
    skipSpace();
    if (peek() != close || atEnd()) return !isObject || parseName();
    ++m_at;
    Value empty = std::move(m_stack.back().container);
    m_stack.pop_back();
    return complete(std::move(empty));
}

bool Parser::parseScalar(Value& value)
{
    switch (peek()) {
    case '"': {
        std::string text;
        if (!parseString(text)) return false;
        value = Value::string(std::move(text));
        return true;
    }
    case 't':
        value = Value::boolean(true);
        return parseWord("true");
    case 'f':
        value = Value::boolean(false);
        return parseWord("false");
    case 'n':
        return parseWord("null");
    default:
        break;
    }
    if (peek() == '-' || (peek() >= '0' && peek() <= '9')) return parseNumber(value);
    return fail(unexpected("a value"));
}

bool Parser::parseWord(std::string_view word)
{
    if (m_text.substr(m_at, word.size()) != word) return fail(unexpected("a value"));
    m_at += word.size();
    return true;
}

bool Parser::parseNumber(Value& value)
{
    const std::string_view rest = m_text.substr(m_at);
    const std::size_t length = numberTokenLength(rest);
    if (length == 0) return fail("A number breaks off or is not written as JSON writes numbers");
    std::string text;
    const std::string_view token = rest.substr(0, length);
    if (appendCanonicalNumber(text, token) != NumberForm::Exact) {
        m_parsed.foreignNumber = true;
        if (m_strictness == Strictness::Strict) {
            return fail("The number " + excerpt(token) + " cannot be kept exactly; give it as a string");
        }
    }
    m_at += length;
    value = Value::number(std::move(text));
    return true;
}

bool Parser::parseString(std::string& out)
{
    ++m_at;
    for (;;) {
        const std::size_t begin = m_at;
        while (!atEnd() && isPlain(m_text[m_at])) ++m_at;
        out.append(m_text.substr(begin, m_at - begin));
        if (atEnd()) return fail("The text ends inside a string");
        if (m_text[m_at] == '"') {
            ++m_at;
            return true;
        }
        if (!parseCharacter(out)) return false;
    }
}

bool Parser::parseCharacter(std::string& out)
{
    if (m_text[m_at] == '\\') return parseEscape(out);
    if (static_cast<std::uint8_t>(m_text[m_at]) < 0x20) return fail("A control character stands unescaped in a string");
    const Utf8Step step = decodeUtf8(m_text, m_at);
    if (!step.valid) {
        if (!defect(m_at, "A byte is not valid UTF-8")) return false;
        appendUtf8(out, 0xFFFD);
    } else {
        if (m_strictness == Strictness::Strict && isNoncharacter(step.codePoint)) {
            return fail("A string holds a Unicode noncharacter");
        }
        out.append(m_text.substr(m_at, step.length));
    }
    m_at += step.length;
    return true;
}

bool Parser::parseEscape(std::string& out)
{
    const std::size_t escapeAt = m_at++;
    const char c = peek();
    static constexpr std::string_view kLetters = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (c == 'u') {
        ++m_at;
        return parseUnicodeEscape(out, escapeAt);
    }
    const std::size_t letter = atEnd() ? std::string_view::npos : kLetters.find(c);
    if (letter == std::string_view::npos) return failAt(escapeAt, "A string holds an escape that JSON does not know");
    out.push_back(kMeanings[letter]);
    ++m_at;
    return true;
}

bool Parser::parseUnicodeEscape(std::string& out, std::size_t escapeAt)
{
    const auto unit = hexUnit();
    if (!unit) return failAt(escapeAt, "\\u must be followed by four hex digits");
    m_at += 4;
    char32_t c = *unit;
    if (isHighSurrogate(*unit) && m_text.substr(m_at, 2) == "\\u") {
        m_at += 2;
        const auto low = hexUnit();
        if (low && isLowSurrogate(*low)) {
            m_at += 4;
            c = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
        } else {
            m_at -= 2;
        }
    }
    if (c >= 0xD800 && c <= 0xDFFF && !defect(escapeAt, "A surrogate escape stands alone, without its other half")) return false;
    if (c == 0 && !defect(escapeAt, "A string holds the character U+0000")) return false;
    if (m_strictness == Strictness::Strict && isNoncharacter(c)) return failAt(escapeAt, "A string holds a Unicode noncharacter");
    appendUtf8(out, c);
    return true;
}

std::optional<std::uint32_t> Parser::hexUnit() const
{
    if (m_text.size() - m_at < 4) return std::nullopt;
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const int digit = hexDigitValue(m_text[m_at + i]);
        if (digit < 0) return std::nullopt;
        unit = unit * 16 + static_cast<std::uint32_t>(digit);
    }
    return unit;
}

bool Parser::parseName()
{
    skipSpace();
    if (peek() != '"') return fail(unexpected("a member's name in double quotes"));
    const std::size_t nameAt = m_at;
    std::string name;
    if (!parseString(name)) return false;
    Frame& frame = m_stack.back();
    frame.name = std::move(name);
    frame.hasName = true;
    if (isKnownName(frame) && !defect(nameAt, "The name stands twice in one object")) return false;
    skipSpace();
    if (peek() != ':') return fail(unexpected("a colon after the member's name"));
    ++m_at;
    return true;
}

bool Parser::isKnownName(Frame& frame) const
{
    const auto& members = frame.container.members();
    if (members.size() < kFewNames) {
        return std::any_of(members.begin(), members.end(), [&frame](const auto& member) { return member.first == frame.name; });
    }
    if (!frame.names) {
        frame.names = std::make_unique<std::set<std::string, std::less<>>>();
        for (const auto& member : members) frame.names->insert(member.first);
    }
    return !frame.names->insert(frame.name).second;
}

bool Parser::complete(Value value)
{
    for (;;) {
        if (m_stack.empty()) {
            m_parsed.value = std::move(value);
            m_done = true;
            skipSpace();
            return atEnd() || fail("Something stands after the end of the JSON value");
        }
        attach(std::move(value));
        skipSpace();
        const bool isObject = m_stack.back().container.isObject();
        if (peek() == ',') {
            ++m_at;
            return !isObject || parseName();
        }
        if (peek() != (isObject ? '}' : ']')) {
            return fail(
                unexpected(isObject ? "a comma or the object's closing brace" : "a comma or the array's closing bracket"));
        }
        ++m_at;
        value = std::move(m_stack.back().container);
        m_stack.pop_back();
    }
}

void Parser::attach(Value value)
{
    Frame& frame = m_stack.back();
    if (m_stack.size() == 1 && frame.container.isObject()) m_parsed.memberSpans.push_back({m_memberBegin, m_at});
    if (frame.container.isObject()) {
        frame.container.members().emplace_back(std::move(frame.name), std::move(value));
        frame.hasName = false;
    } else {
        frame.container.items().push_back(std::move(value));
    }
}

void Parser::skipSpace()
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
        ++m_at;
    }
}

bool Parser::failAt(std::size_t offset, std::string reason, ParseFault::Kind kind)
{
    m_parsed.fault = ParseFault{kind, std::move(reason), here(), offset};
    return false;
}

bool Parser::defect(std::size_t offset, const char* reason)
{
    if (m_strictness == Strictness::Strict) return failAt(offset, reason);
    m_parsed.defective = true;
    return true;
}

std::string Parser::here() const
{
    std::string pointer;
    for (const Frame& frame : m_stack) {
        if (frame.container.isArray()) {
            appendPointerToken(pointer, std::to_string(frame.container.items().size()));
        } else if (frame.hasName) {
            appendPointerToken(pointer, frame.name);
        }
    }
    return pointer;
}

std::string Parser::unexpected(std::string_view wanted) const
{
    if (atEnd()) return "The text ends where " + std::string(wanted) + " should stand";
    if (m_text.substr(m_at, 3) == "\xEF\xBB\xBF")
        return "A byte order mark stands where " + std::string(wanted) + " should stand";
    return std::string(wanted) + " is expected here, not " + excerpt(m_text.substr(m_at, 12));
}

}  // namespace vci::json
