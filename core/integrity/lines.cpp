// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/lines.h"

#include "core/base/base64.h"

#include <charconv>

namespace vci::integrity {

std::optional<std::string_view> takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::optional<std::int64_t> tryDecimal(std::string_view text)
{
    if (text.empty() || text.front() == '-' || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Sha256> tryHashFromBase64(std::string_view text)
{
    const auto bytes = tryFromBase64(text);
    return bytes ? tryHashFromBytes(*bytes) : std::nullopt;
}

}  // namespace vci::integrity
