// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/hexjson.h"

#include "core/base/hex.h"

#include <cstddef>

namespace vci::anchor::ethereum {

namespace {

constexpr std::size_t kMaxQuantityDigits = 64;

Error bad(std::string_view name, const std::string& what)
{
    return makeError(ErrorCode::InvalidPayload, "its " + std::string(name) + " is " + what);
}

Result<std::string> quantityBytesOf(const json::Value& value, std::string_view name)
{
    const std::string& text = value.asText();
    if (!value.isString() || text.size() < 3 || !text.starts_with("0x")) return bad(name, "no quantity such as 0x1f");
    std::string digits = text.substr(2);
    if (digits == "0") return std::string();
    if (digits[0] == '0' || digits.size() > kMaxQuantityDigits)
        return bad(name, "a quantity with leading zeros or over 256 bits");
    if (digits.size() % 2 != 0) digits.insert(digits.begin(), '0');
    const auto bytes = tryFromHex(digits);
    if (!bytes) return bad(name, "no quantity such as 0x1f");
    return std::string(bytes->begin(), bytes->end());
}

}  // namespace

Result<const json::Value*> memberOf(const json::Value& object, std::string_view name)
{
    const json::Value* const value = object.find(name);
    if (value == nullptr) return bad(name, "missing");
    return value;
}

Result<std::string> quantityBytes(const json::Value& object, std::string_view name)
{
    VCI_TRY(const json::Value* const value, memberOf(object, name));
    return quantityBytesOf(*value, name);
}

Result<std::int64_t> quantity(const json::Value& object, std::string_view name)
{
    VCI_TRY(const json::Value* const value, memberOf(object, name));
    return quantityOf(*value, name);
}

Result<std::int64_t> quantityOf(const json::Value& value, std::string_view name)
{
    VCI_TRY(const std::string bytes, quantityBytesOf(value, name));
    std::uint64_t number = 0;
    if (bytes.size() > sizeof number) return bad(name, "a quantity over 63 bits");
    for (const char byte : bytes) number = (number << 8U) | static_cast<std::uint8_t>(byte);
    if (number > INT64_MAX) return bad(name, "a quantity over 63 bits");
    return static_cast<std::int64_t>(number);
}

Result<std::string> data(const json::Value& object, std::string_view name)
{
    VCI_TRY(const json::Value* const value, memberOf(object, name));
    const std::string& text = value->asText();
    if (!value->isString() || !text.starts_with("0x")) return bad(name, "no data such as 0x00ff");
    const auto bytes = tryFromHex(std::string_view(text).substr(2));
    if (!bytes) return bad(name, "no data such as 0x00ff");
    return std::string(bytes->begin(), bytes->end());
}

Result<std::string> dataOfSize(const json::Value& object, std::string_view name, std::size_t size)
{
    VCI_TRY(std::string bytes, data(object, name));
    if (bytes.size() != size) return bad(name, std::to_string(bytes.size()) + " bytes long, not " + std::to_string(size));
    return bytes;
}

std::string toHexQuantity(std::int64_t value)
{
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[value & 0xf]);
        value >>= 4;
    } while (value != 0);
    return "0x" + digits;
}

std::string toHexData(std::string_view bytes)
{
    std::string text = "0x";
    text.reserve(2 + 2 * bytes.size());
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const char byte : bytes) {
        text.push_back(kDigits[static_cast<std::uint8_t>(byte) >> 4U]);
        text.push_back(kDigits[static_cast<std::uint8_t>(byte) & 0xfU]);
    }
    return text;
}

}  // namespace vci::anchor::ethereum
