// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vci::json {

/// A JSON value that loses nothing: numbers are kept as text in canonical form (PROOF 1), object members keep their order,
/// and duplicate names, where a foreign row has them, stand side by side (find() gives the last).
///
/// Strings are UTF-8. What no UTF-8 can hold in a foreign row is kept so that it can be shown: a lone surrogate as its
/// three-byte generalised UTF-8 form, a byte that is no UTF-8 as U+FFFD.
class Value {
public:
    enum class Kind { Null, Bool, Number, String, Array, Object };
    using Member = std::pair<std::string, Value>;

    /// Null. Not defaulted: Clang 14 would ask whether it can throw before the members below have their initialisers.
    Value() noexcept {}  // NOLINT(modernize-use-equals-default)
    // Copying and destroying keep their own stack: a foreign text may nest deeper than the program's stack goes.
    ~Value();
    Value(const Value& other);
    Value& operator=(const Value& other);
    Value(Value&& other) noexcept = default;
    Value& operator=(Value&& other) noexcept;
    [[nodiscard]] static Value boolean(bool value);
    /// text must be a number in canonical form: see canonicalNumber().
    [[nodiscard]] static Value number(std::string canonicalText);
    [[nodiscard]] static Value string(std::string utf8);
    [[nodiscard]] static Value array(std::vector<Value> items = {});
    [[nodiscard]] static Value object(std::vector<Member> members = {});

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] bool isBool() const { return m_kind == Kind::Bool; }
    [[nodiscard]] bool isNumber() const { return m_kind == Kind::Number; }
    [[nodiscard]] bool isString() const { return m_kind == Kind::String; }
    [[nodiscard]] bool isArray() const { return m_kind == Kind::Array; }
    [[nodiscard]] bool isObject() const { return m_kind == Kind::Object; }
    /// A leaf of the state (DESIGN 3.4): a scalar, an array as a whole, or an empty object.
    [[nodiscard]] bool isLeaf() const { return m_kind != Kind::Object || m_members.empty(); }

    [[nodiscard]] bool asBool() const { return m_bool; }                       ///< requires isBool()
    [[nodiscard]] const std::string& asText() const { return m_text; }         ///< string's UTF-8 or number's canonical text
    [[nodiscard]] const std::vector<Value>& items() const { return m_items; }  ///< requires isArray()
    [[nodiscard]] std::vector<Value>& items() { return m_items; }
    [[nodiscard]] const std::vector<Member>& members() const { return m_members; }  ///< requires isObject()
    [[nodiscard]] std::vector<Member>& members() { return m_members; }

    /// The last member of that name, or nullptr; nullptr too where this is no object. Linear in the number of members.
    [[nodiscard]] const Value* find(std::string_view name) const;
    /// Replaces the member of that name (all of them, if duplicates) or appends it. Requires isObject().
    void set(std::string_view name, Value value);
    /// Removes every member of that name. Requires isObject().
    void remove(std::string_view name);

    /// Equal as DESIGN 3.4 compares: numbers by exact value, objects as sets of members (last duplicate), arrays in order.
    friend bool operator==(const Value& a, const Value& b);

private:
    [[nodiscard]] bool hasChildren() const { return !m_items.empty() || !m_members.empty(); }

    Kind m_kind = Kind::Null;
    bool m_bool = false;
    std::string m_text;
    std::vector<Value> m_items;
    std::vector<Member> m_members;
};

/// One line, members in the order they stand in, numbers as their text. A lone surrogate is written as \udXXX.
[[nodiscard]] std::string dump(const Value& value);
/// The same, indented by two spaces, for people.
[[nodiscard]] std::string dumpPretty(const Value& value);
/// RFC 8785 form (PROOF 1): members sorted by UTF-16 code units, minimal escapes.
[[nodiscard]] std::string dumpCanonical(const Value& value);
/// Appends text as a JSON string with minimal escapes (RFC 8785 3.2.2.2), quotes included.
void appendQuoted(std::string& out, std::string_view utf8);

}  // namespace vci::json
