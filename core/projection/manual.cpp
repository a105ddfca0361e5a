// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/projection/manual.h"

#include "core/json/read.h"

#include <algorithm>

namespace vci::projection {

namespace {

/// The lengths of read_models.model_type and model_id.
constexpr std::size_t kMaxTypeCharacters = 100;
constexpr std::size_t kMaxIdCharacters = 255;

Result<void> checkName(const std::string& what, const std::string& text, std::size_t maxCharacters)
{
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
    if (characters > 0 && static_cast<std::size_t>(characters) <= maxCharacters && text.find('\0') == std::string::npos)
        return {};
    return makeError(ErrorCode::Usage, "the " + what + " must have 1 to " + std::to_string(maxCharacters) + " characters, not " +
                                           std::to_string(characters));
}

}  // namespace

Result<store::ReadModelRow> putManualRow(store::ReadModelWriter& writer, const Library& library, TenantId tenant,
                                         const std::string& modelType, const std::string& modelId, std::string_view text)
{
    VCI_CHECK(checkName("type of a read model", modelType, kMaxTypeCharacters));
    VCI_CHECK(checkName("id of a row", modelId, kMaxIdCharacters));
    if (library.find(modelType)) {
        return makeError(ErrorCode::AlreadyExists,
                         modelType + " is kept by a projection and its rows follow from events: put the row under another type");
    }
    if (text.size() > json::kMaxPayloadBytes) {
        return makeError(ErrorCode::PayloadTooLarge, "the row has " + std::to_string(text.size()) + " bytes, at most " +
                                                         std::to_string(json::kMaxPayloadBytes) + " are allowed");
    }
    VCI_TRY(const auto object, json::readStrictObject(text));
    return writer.put(tenant, modelType, modelId, json::dumpCanonical(object.value));
}

}  // namespace vci::projection
