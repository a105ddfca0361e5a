// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/custody.h"

#include "core/base/hex.h"
#include "core/base/utf8.h"
#include "core/json/read.h"

namespace vci::casefile {

namespace {

/// The text of a string member; nothing where it is absent or no string.
std::optional<std::string> textOf(const json::Value& object, std::string_view name)
{
    const json::Value* const member = object.find(name);
    if (member == nullptr || !member->isString()) return std::nullopt;
    return member->asText();
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
    return CustodyRecord{
        validUtf8(examiner.name), validUtf8(action), validUtf8(object), clock.now(), validUtf8(examiner.version), prev};
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
