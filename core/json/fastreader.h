// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <simdjson.h>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace vci::json {

/// What LeafScanner and LeafWriter share: simdjson On-Demand over one reused, padded buffer, giving canonical text (PROOF 1).
/// Every function returns false where the text needs the lenient reader: bad grammar, bad UTF-8, duplicate names, lone
/// surrogates, U+0000, deep nesting. What it accepts, the lenient reader accepts with the same result and no defect.
class FastReader {
public:
    /// Starts a document; the text is copied. The document lives until the next call.
    bool open(std::string_view text, simdjson::ondemand::document& document);
    /// True where nothing stands after the root. Call it when the root is consumed.
    static bool isAtEnd(simdjson::ondemand::document& document);

    /// Appends a value of any kind.
    bool appendValue(simdjson::ondemand::value& value, std::string& out, std::size_t nesting);
    bool appendArray(simdjson::ondemand::array array, std::string& out, std::size_t nesting);
    bool appendObject(simdjson::ondemand::object object, std::string& out, std::size_t nesting);

    /// The canonical text of a scalar: a view of the buffer where the token already is canonical, else text appended to scratch.
    struct Scalar {
        bool ok = false;
        bool isInBuffer = false;
        std::string_view token = {};  ///< set where isInBuffer
    };
    Scalar takeScalar(simdjson::ondemand::value& value, std::string_view token, std::string& scratch);

    /// A member's value, its token trimmed of white space, and its decoded name, which lives until the next open().
    struct Field {
        simdjson::ondemand::value* value;  ///< of the source; a copy would stall on stores just made
        std::string_view token;
        std::string_view name;
        bool isPlainName;  ///< the name stands in the text as it is, without escapes
    };
    bool takeField(simdjson::simdjson_result<simdjson::ondemand::field>& source, Field& field)
    {
        if (source.error() != simdjson::SUCCESS) return false;
        simdjson::ondemand::field& member = source.value_unsafe();
        field.value = &member.value();
        const std::string_view token = field.value->raw_json_token();
        field.token = trimmed(token);
        return takeName(member.key().raw(), token.data(), field);
    }

    [[nodiscard]] bool sawForeignNumber() const { return m_foreignNumber; }

    /// Deeper texts go to the lenient reader, which keeps its own stack.
    static constexpr std::size_t kMaxNesting = 128;

private:
    static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
    static std::string_view trimmed(std::string_view token)
    {
        while (!token.empty() && isSpace(token.back())) token.remove_suffix(1);
        return token;
    }
    bool takeName(const char* begin, const char* valueBegin, Field& field);

    struct Slot {
        std::string_view name;
        std::size_t begin;  // of `"name":value` in the output
        std::size_t end;
    };
    bool sortMembers(std::size_t firstSlot, std::string& out);

    simdjson::ondemand::parser m_parser;
    std::vector<char> m_buffer;
    std::deque<std::string> m_decoded;  // names with escapes; a deque keeps them in place
    std::vector<Slot> m_slots;          // of all open objects, one on top of the other
    std::string m_unsorted;
    bool m_foreignNumber = false;
};

}  // namespace vci::json
