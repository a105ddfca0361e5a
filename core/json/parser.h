// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vci::json {

enum class Strictness {
    Strict,   ///< RFC 8259 and RFC 7493, numbers that RFC 8785 can write
    Lenient,  ///< the grammar of RFC 8259; what I-JSON forbids is noted and kept
};

/// Why a text was refused, and where.
struct ParseFault {
    enum class Kind { Grammar, Nesting };
    Kind kind;
    std::string reason;   ///< one sentence without its full stop
    std::string pointer;  ///< of the innermost value concerned
    std::size_t offset;   ///< in bytes
};

/// The bytes [begin, end) of a value in the text.
struct TextSpan {
    std::size_t begin;
    std::size_t end;
};

struct Parsed {
    Value value;
    bool foreignNumber = false;
    bool defective = false;             ///< Lenient only
    std::vector<TextSpan> memberSpans;  ///< of a root object's members, in their order
    std::optional<ParseFault> fault;    ///< set: nothing else is of use
};

/// Deeper than anybody means it; the lenient reader notes it.
inline constexpr std::size_t kUsualNesting = 10'000;

/// One document. Keeps its own stack, so a hostile text cannot exhaust the program's.
class Parser {
public:
    Parser(std::string_view text, Strictness strictness, std::size_t maxNesting);
    [[nodiscard]] Parsed run();

private:
    struct Frame {
        Value container;
        std::string name = {};
        bool hasName = false;
        std::unique_ptr<std::set<std::string, std::less<>>> names = {};  ///< only in objects with many members
    };

    bool parseValue();
    bool openContainer(Value container, char close);
    bool parseScalar(Value& value);
    bool parseWord(std::string_view word);
    bool parseNumber(Value& value);
    bool parseString(std::string& out);
    bool parseCharacter(std::string& out);
    bool parseEscape(std::string& out);
    bool parseUnicodeEscape(std::string& out, std::size_t escapeAt);
    bool parseName();
    bool isKnownName(Frame& frame) const;
    /// Takes a finished value into its container, closes what ends there. Sets m_done after the root.
    bool complete(Value value);
    void attach(Value value);
    std::optional<std::uint32_t> hexUnit() const;
    void skipSpace();
    bool fail(std::string reason) { return failAt(m_at, std::move(reason)); }
    bool failAt(std::size_t offset, std::string reason, ParseFault::Kind kind = ParseFault::Kind::Grammar);
    /// Strict: fails. Lenient: notes it and goes on.
    bool defect(std::size_t offset, const char* reason);
    [[nodiscard]] std::string here() const;
    [[nodiscard]] std::string unexpected(std::string_view wanted) const;
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }

    std::string_view m_text;
    Strictness m_strictness;
    std::size_t m_maxNesting;
    std::size_t m_at = 0;
    std::size_t m_memberBegin = 0;
    bool m_done = false;
    std::vector<Frame> m_stack;
    Parsed m_parsed;
};

}  // namespace vci::json
