// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/fastreader.h"

#include "core/json/number.h"
#include "core/json/order.h"
#include "core/json/parser.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace vci::json {

using simdjson::ondemand::array;
using simdjson::ondemand::document;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

namespace {

/// Decodes a string token, quotes included. False where it holds what only the lenient reader can keep.
bool decodeString(std::string_view token, std::string& out)
{
    Parsed parsed = Parser(token, Strictness::Lenient, 0).run();
    if (parsed.fault || parsed.defective || !parsed.value.isString()) return false;
    out = parsed.value.asText();
    return true;
}

bool holdsEscape(std::string_view text)
{
    return std::memchr(text.data(), '\\', text.size()) != nullptr;
}

}  // namespace

bool FastReader::open(std::string_view text, document& document)
{
    m_decoded.clear();
    m_slots.clear();
    m_foreignNumber = false;
    if (m_buffer.size() < text.size() + simdjson::SIMDJSON_PADDING) m_buffer.resize(2 * text.size() + simdjson::SIMDJSON_PADDING);
    if (text.empty()) return false;
    std::memcpy(m_buffer.data(), text.data(), text.size());
    return m_parser.iterate(m_buffer.data(), text.size(), m_buffer.size()).get(document) == simdjson::SUCCESS;
}

bool FastReader::isAtEnd(document& document)
{
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

bool FastReader::takeName(const char* begin, const char* valueBegin, Field& field)
{
    // simdjson tells where a name begins; it ends at the quote before the colon before the value.
    const char* end = valueBegin - 1;
    while (end > begin && isSpace(*end)) --end;
    if (end <= begin || *end != ':') return false;
    do --end;
    while (end > begin && isSpace(*end));
    if (end < begin || *end != '"') return false;
    field.name = std::string_view(begin, static_cast<std::size_t>(end - begin));
    field.isPlainName = !holdsEscape(field.name);
    if (field.isPlainName) return true;
    std::string& decoded = m_decoded.emplace_back();
    if (!decodeString(std::string_view(begin - 1, field.name.size() + 2), decoded)) return false;
    field.name = decoded;
    return true;
}

FastReader::Scalar FastReader::takeScalar(value& value, std::string_view token, std::string& scratch)
{
    if (token.empty()) return {};
    if (token.front() == '"') {
        // Taken, so that simdjson does not mistake a string before a stray colon for a name.
        simdjson::ondemand::raw_json_string taken;
        if (value.get_raw_json_string().get(taken) != simdjson::SUCCESS) return {};
        if (token.size() < 2 || token.back() != '"') return {};
        if (!holdsEscape(token)) return {true, true, token};
        std::string decoded;
        if (!decodeString(token, decoded)) return {};
        appendQuoted(scratch, decoded);
        return {true, false};
    }
    if (token == "true" || token == "false" || token == "null" || isCanonicalNumber(token)) return {true, true, token};
    const NumberForm form = appendCanonicalNumber(scratch, token);
    m_foreignNumber = m_foreignNumber || form == NumberForm::Foreign;
    return {form != NumberForm::NotANumber, false};
}

bool FastReader::appendValue(value& value, std::string& out, std::size_t nesting)
{
    const std::string_view token = trimmed(value.raw_json_token());
    if (token == "{") {
        object object;
        return value.get_object().get(object) == simdjson::SUCCESS && appendObject(object, out, nesting + 1);
    }
    if (token == "[") {
        array array;
        return value.get_array().get(array) == simdjson::SUCCESS && appendArray(array, out, nesting + 1);
    }
    const Scalar scalar = takeScalar(value, token, out);
    if (scalar.isInBuffer) out.append(scalar.token);
    return scalar.ok;
}

bool FastReader::appendArray(array array, std::string& out, std::size_t nesting)
{
    if (nesting > kMaxNesting) return false;
    out.push_back('[');
    bool isFirst = true;
    for (auto source : array) {
        if (source.error() != simdjson::SUCCESS) return false;
        if (!isFirst) out.push_back(',');
        isFirst = false;
        if (!appendValue(source.value_unsafe(), out, nesting)) return false;
    }
    out.push_back(']');
    return true;
}

bool FastReader::appendObject(object object, std::string& out, std::size_t nesting)
{
    if (nesting > kMaxNesting) return false;
    const std::size_t firstSlot = m_slots.size();
    bool isSorted = true;
    out.push_back('{');
    for (auto source : object) {
        Field field{};
        if (!takeField(source, field)) return false;
        if (m_slots.size() > firstSlot) {
            isSorted = isSorted && utf16Less(m_slots.back().name, field.name);
            out.push_back(',');
        }
        const std::size_t slot = m_slots.size();
        m_slots.push_back({field.name, out.size(), 0});
        if (field.isPlainName) {
            out.append("\"").append(field.name).append("\"");
        } else {
            appendQuoted(out, field.name);
        }
        out.push_back(':');
        if (!appendValue(*field.value, out, nesting)) return false;
        m_slots[slot].end = out.size();
    }
    const bool ok = isSorted || sortMembers(firstSlot, out);
    m_slots.resize(firstSlot);
    out.push_back('}');
    return ok;
}

bool FastReader::sortMembers(std::size_t firstSlot, std::string& out)
{
    const auto begin = m_slots.begin() + static_cast<std::ptrdiff_t>(firstSlot);
    const std::size_t textBegin = begin->begin;
    m_unsorted.assign(out, textBegin, std::string::npos);
    std::sort(begin, m_slots.end(), [](const Slot& a, const Slot& b) { return utf16Less(a.name, b.name); });
    const auto same = [](const Slot& a, const Slot& b) { return a.name == b.name; };
    if (std::adjacent_find(begin, m_slots.end(), same) != m_slots.end()) return false;
    out.resize(textBegin);
    for (auto slot = begin; slot != m_slots.end(); ++slot) {
        if (slot != begin) out.push_back(',');
        out.append(m_unsorted, slot->begin - textBegin, slot->end - slot->begin);
    }
    return true;
}

}  // namespace vci::json
