// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/cursor.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"

#include <charconv>

namespace vci::store {

namespace {

bool isPlain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':' || c == '_';
}

std::optional<std::string> decodeField(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isPlain(text[i])) {
            out += text[i];
            continue;
        }
        if (text[i] != '%' || i + 2 >= text.size()) return std::nullopt;
        const int high = hexDigitValue(text[i + 1]);
        const int low = hexDigitValue(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

}  // namespace

Cursor makeCursor(std::string_view kind, const std::vector<std::string>& fields)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string token(kind);
    for (const std::string& field : fields) {
        token += '.';
        for (const char c : field) {
            if (isPlain(c)) {
                token += c;
                continue;
            }
            const auto byte = static_cast<unsigned char>(c);
            token += '%';
            token += kDigits[byte >> 4];
            token += kDigits[byte & 15];
        }
    }
    return Cursor{std::move(token)};
}

std::string_view cursorKind(const Cursor& cursor)
{
    return std::string_view(cursor.token).substr(0, cursor.token.find('.'));
}

Error foreignCursor(const Cursor& cursor)
{
    return makeError(ErrorCode::Usage, "\"" + visibleControls(utf8Prefix(cursor.token, 80)) +
                                           "\" is no place in this list: use the `next` that the same list gave before");
}

Result<std::vector<std::string>> readCursor(const Cursor& cursor, std::string_view kind, std::size_t fieldCount)
{
    if (cursorKind(cursor) != kind) return foreignCursor(cursor);
    std::vector<std::string> fields;
    std::string_view rest = std::string_view(cursor.token).substr(kind.size());
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto end = rest.find('.');
        auto field = decodeField(rest.substr(0, end));
        if (!field) return foreignCursor(cursor);
        fields.push_back(std::move(*field));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    }
    if (fields.size() != fieldCount) return foreignCursor(cursor);
    return fields;
}

std::optional<std::int64_t> tryParseInt64(std::string_view text)
{
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [at, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc() || at != end || text.empty()) return std::nullopt;
    return value;
}

}  // namespace vci::store
