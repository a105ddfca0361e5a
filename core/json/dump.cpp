// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/value.h"

#include "core/base/utf8.h"
#include "core/json/order.h"

#include <algorithm>
#include <cstdint>

namespace vci::json {

namespace {

enum class Layout { AsItStands, Pretty, Canonical };

/// Deeper lines are not indented further: the blanks alone would grow with the square of the depth.
constexpr std::size_t kMaxIndentLevels = 40;

bool isPlain(char c)
{
    const auto byte = static_cast<std::uint8_t>(c);
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

void appendHexEscape(std::string& out, std::uint32_t unit)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kDigits[(unit >> shift) & 0xF]);
}

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '"':
        out.append("\\\"");
        break;
    case '\\':
        out.append("\\\\");
        break;
    case '\b':
        out.append("\\b");
        break;
    case '\f':
        out.append("\\f");
        break;
    case '\n':
        out.append("\\n");
        break;
    case '\r':
        out.append("\\r");
        break;
    case '\t':
        out.append("\\t");
        break;
    default:
        appendHexEscape(out, static_cast<std::uint8_t>(c));
    }
}

/// Appends the character at `at` that is not plain and returns its length in bytes.
std::size_t appendSpecial(std::string& out, std::string_view utf8, std::size_t at)
{
    const auto byteAt = [utf8](std::size_t i) { return i < utf8.size() ? static_cast<std::uint8_t>(utf8[i]) : std::uint8_t{0}; };
    if (byteAt(at) < 0x80) {
        appendEscaped(out, utf8[at]);
        return 1;
    }
    const Utf8Step step = decodeUtf8(utf8, at);
    if (step.valid) {
        out.append(utf8.substr(at, step.length));
        return step.length;
    }
    if (byteAt(at) == 0xED && byteAt(at + 1) >= 0xA0 && byteAt(at + 1) < 0xC0 && (byteAt(at + 2) & 0xC0) == 0x80) {
        appendHexEscape(out, 0xD000U | ((byteAt(at + 1) & 0x3FU) << 6) | (byteAt(at + 2) & 0x3FU));
        return 3;
    }
    out.append("\xEF\xBF\xBD");
    return 1;
}

/// Writes a value with a stack of its own, so that depth is bounded by memory only.
class Writer {
public:
    Writer(std::string& out, Layout layout)
        : m_out(out)
        , m_layout(layout)
    {
    }

    void write(const Value& root)
    {
        open(root);
        while (!m_stack.empty()) step();
    }

private:
    struct Frame {
        const Value* container;
        std::vector<const Value::Member*> members;
        std::size_t next = 0;
    };

    void open(const Value& value)
    {
        switch (value.kind()) {
        case Value::Kind::Null:
            m_out.append("null");
            return;
        case Value::Kind::Bool:
            m_out.append(value.asBool() ? "true" : "false");
            return;
        case Value::Kind::Number:
            m_out.append(value.asText());
            return;
        case Value::Kind::String:
            appendQuoted(m_out, value.asText());
            return;
        case Value::Kind::Array:
            openArray(value);
            return;
        case Value::Kind::Object:
            openObject(value);
            return;
        }
    }

    void openArray(const Value& value)
    {
        m_out.push_back('[');
        if (value.items().empty()) {
            m_out.push_back(']');
            return;
        }
        m_stack.push_back({&value, {}});
    }

    void openObject(const Value& value)
    {
        m_out.push_back('{');
        if (value.members().empty()) {
            m_out.push_back('}');
            return;
        }
        m_stack.push_back({&value, m_layout == Layout::Canonical ? sortedMembers(value) : std::vector<const Value::Member*>()});
    }

    void step()
    {
        Frame& frame = m_stack.back();
        const Value& container = *frame.container;
        const std::size_t at = frame.next++;
        if (container.isArray()) {
            if (at == container.items().size()) return close(']');
            separate(at);
            return open(container.items()[at]);
        }
        const bool sorted = m_layout == Layout::Canonical;
        if (at == (sorted ? frame.members.size() : container.members().size())) return close('}');
        separate(at);
        const Value::Member& member = sorted ? *frame.members[at] : container.members()[at];
        appendQuoted(m_out, member.first);
        m_out.append(m_layout == Layout::Pretty ? ": " : ":");
        open(member.second);
    }

    void close(char bracket)
    {
        m_stack.pop_back();
        breakLine();
        m_out.push_back(bracket);
    }

    void separate(std::size_t index)
    {
        if (index > 0) m_out.push_back(',');
        breakLine();
    }

    void breakLine()
    {
        if (m_layout != Layout::Pretty) return;
        m_out.push_back('\n');
        m_out.append(2 * std::min(m_stack.size(), kMaxIndentLevels), ' ');
    }

    std::string& m_out;
    Layout m_layout;
    std::vector<Frame> m_stack;
};

std::string dumpAs(const Value& value, Layout layout)
{
    std::string out;
    Writer(out, layout).write(value);
    return out;
}

}  // namespace

std::string dump(const Value& value)
{
    return dumpAs(value, Layout::AsItStands);
}

std::string dumpPretty(const Value& value)
{
    return dumpAs(value, Layout::Pretty);
}

std::string dumpCanonical(const Value& value)
{
    return dumpAs(value, Layout::Canonical);
}

void appendQuoted(std::string& out, std::string_view utf8)
{
    out.push_back('"');
    for (std::size_t i = 0; i < utf8.size();) {
        std::size_t end = i;
        while (end < utf8.size() && isPlain(utf8[end])) ++end;
        out.append(utf8.substr(i, end - i));
        i = end;
        if (i < utf8.size()) i += appendSpecial(out, utf8, i);
    }
    out.push_back('"');
}

}  // namespace vci::json
