// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/uuid.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace vci {

/// The random 128-bit name of one log (PROOF 1), written as 32 lower-case hex digits.
class LogId {
public:
    /// Exactly 32 digits, 0–9 and a–f: the text is part of what is signed, so it has one form.
    [[nodiscard]] static std::optional<LogId> tryFromString(std::string_view text)
    {
        if (text.size() != 32 || text.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
        return LogId(std::string(text));
    }
    /// The bytes of a random UUID, without its hyphens.
    [[nodiscard]] static LogId fromUuid(const Uuid& uuid)
    {
        std::string digits = uuid.toString();
        std::erase(digits, '-');
        return LogId(std::move(digits));
    }

    [[nodiscard]] const std::string& toString() const { return m_digits; }
    friend auto operator<=>(const LogId&, const LogId&) = default;  // NOLINT(modernize-use-nullptr)

private:
    explicit LogId(std::string digits)
        : m_digits(std::move(digits))
    {
    }
    std::string m_digits;
};

}  // namespace vci
