// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/json/value.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vci::catalog {

/// A place in the document being read and what stands there; value is never null.
struct Node {
    const json::Value* value;
    std::string pointer;  ///< JSON Pointer of the place
};

/// The error of a text that is no JSON document, as that of a file: its name, line and column in the message.
[[nodiscard]] Error inFile(std::string_view fileName, Error error);

/// Reads a document against expectations and remembers the first that was not met. After a fault every call still returns
/// something harmless, so that a parser reads straight on and asks error() once at its end.
class NodeReader {
public:
    explicit NodeReader(std::string_view fileName)
        : m_fileName(fileName)
    {
    }

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Keeps the first fault only: file, pointer and what was expected.
    void fail(const std::string& pointer, const std::string& message);

    /// Checks that node is an object with all the required members and none beyond required and optional ones.
    bool checkObject(const Node& node, std::initializer_list<std::string_view> required,
                     std::initializer_list<std::string_view> optional);
    [[nodiscard]] std::optional<Node> member(const Node& node, std::string_view name) const;
    /// The elements of an array member, empty where it is absent; atLeast counts only where it is present.
    [[nodiscard]] std::vector<Node> items(const Node& node, std::string_view name, std::size_t atLeast = 0);
    /// A string of at least one byte and at most maxCharacters; empty after a fault or where it is absent.
    [[nodiscard]] std::string text(const Node& node, std::string_view name, std::size_t maxCharacters = 0);
    [[nodiscard]] std::string text(const Node& node, std::size_t maxCharacters = 0);
    [[nodiscard]] bool boolean(const Node& node, std::string_view name, bool absent);
    /// A whole number in [least, greatest].
    [[nodiscard]] std::int64_t integer(const Node& node, std::string_view name, std::int64_t least, std::int64_t greatest);
    /// The decoded tokens of a JSON Pointer to a member; the pointer to the whole is refused.
    [[nodiscard]] std::vector<std::string> path(const Node& node, std::string_view name);
    [[nodiscard]] std::vector<std::string> path(const Node& node);

private:
    std::string m_fileName;
    std::optional<Error> m_error;
};

}  // namespace vci::catalog
