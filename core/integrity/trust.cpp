// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/trust.h"

#include "core/base/hex.h"
#include "core/base/readfile.h"
#include "core/integrity/lines.h"
#include "core/json/pointer.h"
#include "core/json/read.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>

namespace vci::integrity {

namespace {

constexpr std::size_t kMaxBytes = 1'000'000;
constexpr std::int64_t kMostConfirmations = 1'000'000;

Error refused(const std::string& pointer, const std::string& why)
{
    Error error = makeError(ErrorCode::Usage, (pointer.empty() ? std::string("it") : pointer) + " " + why);
    error.place.pointer = pointer;
    return error;
}

Result<std::optional<std::int64_t>> readNumber(const json::Value& value, const std::string& pointer, std::int64_t most)
{
    if (value.isNull()) return std::optional<std::int64_t>();
    const auto number = value.isNumber() ? tryDecimal(value.asText()) : std::nullopt;
    if (!number || *number < 1 || *number > most)
        return refused(pointer, "must be a whole number from 1 to " + std::to_string(most) + ", or null");
    return number;
}

Result<VerifierKey> readKey(const std::string& text)
{
    return VerifierKey::parse(text);
}

Result<std::string> readSender(const std::string& text)
{
    std::string address = text;
    std::transform(address.begin(), address.end(), address.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!address.starts_with("0x") || address.size() != 42 || !tryFromHex(std::string_view(address).substr(2)))
        return makeError(ErrorCode::Usage, "an address is 0x and 40 hex digits");
    return address;
}

Result<std::string> readEndpoint(const std::string& text)
{
    const bool known = text.starts_with("http://") || text.starts_with("https://");
    const std::size_t host = known ? text.find("//") + 2 : 0;
    const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
    if (!known || !plain || host >= text.size() || text[host] == '/')
        return makeError(ErrorCode::Usage, "an endpoint is the URL of a node, http://… or https://…");
    return text;
}

Result<std::string> readAuthority(const std::string& text)
{
    if (!Trust::isPem(text) && (text.empty() || text.find_first_of(std::string("\n\0", 2)) != std::string::npos))
        return makeError(ErrorCode::Usage, "an authority is a certificate in PEM (-----BEGIN CERTIFICATE-----…), or the path of "
                                           "a file that holds it");
    return text;
}

template <typename Item>
Result<std::vector<Item>> readList(const json::Value& value, const std::string& pointer, Result<Item> (*read)(const std::string&))
{
    if (!value.isArray()) return refused(pointer, "must be a list of strings");
    std::vector<Item> items;
    for (std::size_t i = 0; i < value.items().size(); ++i) {
        const std::string place = pointer + "/" + std::to_string(i);
        if (!value.items()[i].isString()) return refused(place, "must be a string");
        auto item = read(value.items()[i].asText());
        if (!item.ok()) return refused(place, "is refused: " + item.error().message);
        items.push_back(std::move(item).value());
    }
    return items;
}

}  // namespace

const VerifierKey* Trust::keyNamed(std::string_view name) const
{
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const VerifierKey& one) { return one.name() == name; });
    return key == keys.end() ? nullptr : &*key;
}

bool Trust::isPem(std::string_view authority)
{
    return authority.starts_with("-----BEGIN ");
}

Result<Trust> Trust::parse(std::string_view text)
{
    auto document = json::readStrict(text);
    if (!document.ok()) {
        Error error = std::move(document).error();
        error.code = ErrorCode::Usage;
        return error;
    }
    if (!document.value().isObject()) return refused("", "must be an object: {\"keys\":[…],\"chain_id\":n,\"senders\":[…],…}");
    Trust trust;
    for (const auto& [name, value] : document.value().members()) {
        std::string pointer;
        json::appendPointerToken(pointer, name);
        if (name == "keys") {
            VCI_TRY(trust.keys, readList<VerifierKey>(value, pointer, readKey));
        } else if (name == "senders") {
            VCI_TRY(trust.senders, readList<std::string>(value, pointer, readSender));
        } else if (name == "endpoints") {
            VCI_TRY(trust.endpoints, readList<std::string>(value, pointer, readEndpoint));
        } else if (name == "chain_id") {
            VCI_TRY(trust.chainId, readNumber(value, pointer, std::numeric_limits<std::int64_t>::max()));
        } else if (name == "confirmations") {
            VCI_TRY(trust.confirmations, readNumber(value, pointer, kMostConfirmations));
        } else if (name == "timestamp_authorities") {
            VCI_TRY(trust.timestampAuthorities, readList<std::string>(value, pointer, readAuthority));
        } else {
            return refused(pointer, "is no member of a trust file: keys, chain_id, senders, endpoints, confirmations, "
                                    "timestamp_authorities");
        }
    }
    return trust;
}

Result<Trust> Trust::load(const std::filesystem::path& file)
{
    VCI_TRY(const std::string text, readFile(file, "the trust file", kMaxBytes));
    auto trust = parse(text);
    if (trust.ok()) return trust;
    Error error = std::move(trust).error();
    error.message = "the trust file " + file.string() + ": " + error.message;
    return error;
}

}  // namespace vci::integrity
