// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/carried.h"

#include "core/base/base64.h"

#include <algorithm>
#include <charconv>

namespace vci::report {

namespace {

constexpr std::string_view kMark = "voicecore-report ";
constexpr std::size_t kPartBytes = 21'000;  // of the document; in threes, so that no part but the last is padded
constexpr std::size_t kMostDigits = 6;      // of a number: no file that is read has a million parts
constexpr std::string_view kBase64Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";

/// The number that a text begins with, up to the sign behind it; both are taken off.
std::optional<std::size_t> takeNumber(std::string_view& text, char behind)
{
    std::size_t value = 0;
    const char* const end = text.data() + std::min(text.size(), kMostDigits);
    const auto [stopped, failure] = std::from_chars(text.data(), end, value);
    const auto digits = static_cast<std::size_t>(stopped - text.data());
    if (failure != std::errc() || digits == text.size() || text[digits] != behind) return std::nullopt;
    text.remove_prefix(digits + 1);
    return value;
}

struct Part {
    std::size_t number;  ///< from 1
    std::size_t count;   ///< of all
    std::string_view base64;
};

/// What a text behind a mark says; nothing where it only looks like one.
std::optional<Part> partOf(std::string_view text)
{
    const auto number = takeNumber(text, '/');
    const auto count = number ? takeNumber(text, ' ') : std::nullopt;
    if (!count || *number == 0 || *number > *count) return std::nullopt;
    return Part{*number, *count, text.substr(0, text.find_first_not_of(kBase64Signs))};
}

/// How many parts the last one says there are; 0 where there is none.
std::size_t countOfParts(std::string_view text)
{
    for (std::size_t place = text.rfind(kMark); place != std::string_view::npos; place = text.rfind(kMark, place - 1)) {
        if (const auto part = partOf(text.substr(place + kMark.size()))) return part->count;
        if (place == 0) break;
    }
    return 0;
}

}  // namespace

std::vector<std::string> carriedParts(const json::Value& document)
{
    const std::string bytes = json::dumpCanonical(document);
    const std::size_t count = (bytes.size() + kPartBytes - 1) / kPartBytes;
    std::vector<std::string> parts;
    parts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        parts.push_back(std::string(kMark) + std::to_string(i + 1) + "/" + std::to_string(count) + " " +
                        toBase64(std::string_view(bytes).substr(i * kPartBytes, kPartBytes)));
    }
    return parts;
}

Section carriedSection(const json::Value& document)
{
    Table table{{{"Parts", 1, Column::Kind::Data}}, {}};
    for (std::string& part : carriedParts(document)) table.rows.push_back({std::move(part)});
    return {
        "document",
        "Document, for programs",
        {Paragraph{
             "Below stands all of this report as one JSON document, in numbered parts of base64. voicecore-audit recheck reads "
             "it here, makes this file anew from it and compares, then repeats it against the source. Leave it as it is."},
         std::move(table)}};
}

Result<std::optional<std::string>> carriedDocument(std::string_view text)
{
    std::vector<std::optional<std::string_view>> parts(countOfParts(text));
    if (parts.empty()) return std::optional<std::string>();
    for (std::size_t place = text.find(kMark); place != std::string_view::npos; place = text.find(kMark, place)) {
        place += kMark.size();
        const auto part = partOf(text.substr(place));
        if (part && part->count == parts.size()) parts[part->number - 1] = part->base64;
    }
    std::string document;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto bytes = parts[i] ? tryFromBase64(*parts[i]) : std::nullopt;
        if (!bytes)
            return makeError(ErrorCode::Usage, "the document that this report carries cannot be read: part " +
                                                   std::to_string(i + 1) + " of its " + std::to_string(parts.size()) +
                                                   " parts is missing or was changed; ask for the file as it was made");
        document += *bytes;
    }
    return std::optional(std::move(document));
}

}  // namespace vci::report
