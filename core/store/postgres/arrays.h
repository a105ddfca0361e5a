// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vci::store::postgres {

/// Builds the text of a one-dimensional PostgreSQL array, an element at a time: a statement with thousands of values then
/// takes one parameter a column.
class ArrayText {
public:
    void add(std::string_view element);
    void add(const std::optional<std::string>& element);
    void addNull();
    /// Digits, hex, UUIDs: what needs no quotes.
    void addBare(std::string_view element);
    /// `{…}`; nothing can be added after it.
    [[nodiscard]] std::string take();

private:
    void separate();
    std::string m_text = "{";
};

}  // namespace vci::store::postgres
