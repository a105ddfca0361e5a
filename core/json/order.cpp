// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/order.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace vci::json {

namespace {

std::uint8_t byteOf(char c)
{
    return static_cast<std::uint8_t>(c);
}

/// UTF-8 with surrogates in their three-byte form, as UTF-16. Bytes that are neither stand for themselves.
std::u16string toUtf16(std::string_view text)
{
    std::u16string out;
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Step step = decodeUtf8(text, i);
        char32_t c = step.valid ? step.codePoint : byteOf(text[i]);
        std::size_t length = step.length;
        if (!step.valid && byteOf(text[i]) == 0xED && i + 2 < text.size() && byteOf(text[i + 1]) >= 0xA0) {
            c = 0xD000U | ((byteOf(text[i + 1]) & 0x3FU) << 6) | (byteOf(text[i + 2]) & 0x3FU);
            length = 3;
        }
        if (c >= 0x10000) {
            out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
            out.push_back(static_cast<char16_t>(0xDC00 + (c & 0x3FF)));
        } else {
            out.push_back(static_cast<char16_t>(c));
        }
        i += length;
    }
    return out;
}

}  // namespace

bool utf16Less(std::string_view a, std::string_view b)
{
    const auto [endA, endB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (endA == a.end() || endB == b.end()) return endA == a.end() && endB != b.end();
    // Byte order is code unit order up to U+CFFF, and within one lead byte; only above may a surrogate pair sort lower.
    if (byteOf(*endA) < 0xED && byteOf(*endB) < 0xED) return byteOf(*endA) < byteOf(*endB);
    return toUtf16(a) < toUtf16(b);
}

std::vector<const Value::Member*> lastMembers(const Value& object)
{
    std::vector<const Value::Member*> members;
    members.reserve(object.members().size());
    for (const Value::Member& member : object.members()) members.push_back(&member);
    std::vector<const Value::Member*> byName = members;
    const auto less = [](const Value::Member* a, const Value::Member* b) { return a->first < b->first; };
    if (std::is_sorted(byName.begin(), byName.end(), less) == false) std::stable_sort(byName.begin(), byName.end(), less);
    std::vector<const Value::Member*> superseded;
    for (std::size_t i = 1; i < byName.size(); ++i) {
        if (byName[i - 1]->first == byName[i]->first) superseded.push_back(byName[i - 1]);
    }
    if (superseded.empty()) return members;
    std::sort(superseded.begin(), superseded.end());
    std::erase_if(members, [&](const Value::Member* m) { return std::binary_search(superseded.begin(), superseded.end(), m); });
    return members;
}

std::vector<const Value::Member*> sortedMembers(const Value& object)
{
    std::vector<const Value::Member*> members = lastMembers(object);
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return utf16Less(a->first, b->first); });
    return members;
}

}  // namespace vci::json
