// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

#include <utility>
#include <variant>

namespace vci {

/// A value or the Error that kept it from being made. Conversion to bool is deleted on purpose: ask ok().
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_data(std::in_place_index<0>, std::move(value))
    {
    }  // NOLINT(google-explicit-constructor)
    Result(Error error)
        : m_data(std::in_place_index<1>, std::move(error))
    {
    }  // NOLINT(google-explicit-constructor)
    explicit operator bool() const = delete;

    [[nodiscard]] bool ok() const { return m_data.index() == 0; }
    /// Requires ok().
    [[nodiscard]] const T& value() const& { return std::get<0>(m_data); }
    [[nodiscard]] T& value() & { return std::get<0>(m_data); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(m_data)); }
    /// Requires !ok().
    [[nodiscard]] const Error& error() const& { return std::get<1>(m_data); }
    [[nodiscard]] Error&& error() && { return std::get<1>(std::move(m_data)); }

private:
    std::variant<T, Error> m_data;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }  // NOLINT(google-explicit-constructor)
    explicit operator bool() const = delete;

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    [[nodiscard]] const Error& error() const& { return *m_error; }
    [[nodiscard]] Error&& error() && { return *std::move(m_error); }

private:
    std::optional<Error> m_error;
};

}  // namespace vci

#define VCI_CONCAT_INNER(a, b) a##b
#define VCI_CONCAT(a, b) VCI_CONCAT_INNER(a, b)
/// Evaluates a Result, returns its error from the enclosing function, or binds its value: VCI_TRY(auto x, f());
#define VCI_TRY(declaration, expression) VCI_TRY_INNER(VCI_CONCAT(vciResult, __LINE__), declaration, expression)
// NOLINTBEGIN(bugprone-macro-parentheses): a name and a declaration take none
#define VCI_TRY_INNER(name, declaration, expression)                                                                             \
    auto name = (expression);                                                                                                    \
    if (!name.ok()) return std::move(name).error();                                                                              \
    declaration = std::move(name).value()
// NOLINTEND(bugprone-macro-parentheses)
/// The same for Result<void>: VCI_CHECK(f());
#define VCI_CHECK(expression)                                                                                                    \
    do {                                                                                                                         \
        if (auto vciChecked = (expression); !vciChecked.ok()) return std::move(vciChecked).error();                              \
    } while (false)
