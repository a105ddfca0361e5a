// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/custody.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/json/read.h"

#include <algorithm>
#include <array>

namespace vci::casefile {

namespace {

constexpr std::string_view kSaltMark = ", salt ";
constexpr std::size_t kSaltDigits = 32;
constexpr std::array kPersonalActions = {kSearchAction, kNotedAction, kBookmarkedAction, kFoundAction};

/// The text of a string member; nothing where it is absent or no string.
std::optional<std::string> textOf(const json::Value& object, std::string_view name)
{
    const json::Value* const member = object.find(name);
    if (member == nullptr || !member->isString()) return std::nullopt;
    return member->asText();
}

/// By chance.
std::string salt()
{
    return std::string(kSaltMark) + toHex(RandomIdSource().next().bytes());
}

}  // namespace

std::string validUtf8(std::string_view text)
{
    std::string valid;
    for (std::size_t i = 0; i < text.size();) {
        const Utf8Step step = decodeUtf8(text, i);
        if (step.valid)
            valid += text.substr(i, step.length);
        else
            valid += "\xEF\xBF\xBD";
        i += step.length;
    }
    return valid;
}

CustodyRecord CustodyRecord::make(const Examiner& examiner, std::string_view action, std::string_view object, Clock& clock,
                                  const Sha256& prev)
{
    const bool isPersonal = !object.empty() && std::ranges::find(kPersonalActions, action) != kPersonalActions.end();
    return CustodyRecord{validUtf8(examiner.name),
                         validUtf8(action),
                         validUtf8(object) + (isPersonal ? salt() : ""),
                         clock.now(),
                         validUtf8(examiner.version),
                         prev};
}

std::string_view CustodyRecord::plainObject() const
{
    const std::string_view whole = object;
    const std::size_t mark = whole.rfind(kSaltMark);
    if (mark == std::string_view::npos) return whole;
    const std::string_view digits = whole.substr(mark + kSaltMark.size());
    const bool isSalt = digits.size() == kSaltDigits && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return isSalt ? whole.substr(0, mark) : whole;
}

std::optional<CustodyRecord> CustodyRecord::tryParse(std::string_view text)
{
    const json::LenientRead read = json::readLenient(text);
    if (!read.isJson || !read.value.isObject()) return std::nullopt;
    auto actor = textOf(read.value, "actor");
    auto action = textOf(read.value, "action");
    auto object = textOf(read.value, "object");
    const auto at = textOf(read.value, "at");
    auto version = textOf(read.value, "version");
    const auto prev = textOf(read.value, "prev");
    if (!actor || !action || !object || !at || !version || !prev) return std::nullopt;
    const auto time = Timestamp::parse(*at);
    const auto prevBytes = tryFromHex(*prev);
    if (!time.ok() || !prevBytes || prevBytes->size() != Sha256().size()) return std::nullopt;
    Sha256 prevHash{};
    std::copy(prevBytes->begin(), prevBytes->end(), prevHash.begin());
    CustodyRecord record{std::move(*actor), std::move(*action), std::move(*object), time.value(), std::move(*version), prevHash};
    // Bytes of one record have one text: whatever else was there (other members, blanks, upper case) is no record of ours.
    if (record.text() != text) return std::nullopt;
    return record;
}

std::string CustodyRecord::text() const
{
    std::string text;
    const auto member = [&text](std::string_view name, std::string_view value) {
        text += text.empty() ? "{\"" : ",\"";
        text += name;
        text += "\":";
        json::appendQuoted(text, value);
    };
    member("action", action);
    member("actor", actor);
    member("at", at.toString());
    member("object", object);
    member("prev", toHex(prev));
    member("version", version);
    return text + "}";
}

}  // namespace vci::casefile
