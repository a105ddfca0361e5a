// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/mask.h"

#include "core/casefile/notecheck.h"
#include "core/json/pointer.h"
#include "core/report/members.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace vci::report {

namespace {

std::string lowered(std::string_view name)
{
    std::string out(name);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// "The SecurityIncidents row 10.20.0.105 is not what its events give": without the name of the row. A date is nobody's.
std::string withoutRowName(const std::string& message)
{
    constexpr std::string_view kRow = " row ";
    constexpr std::size_t kDateLength = 10;
    const std::size_t begin = message.find(kRow);
    if (begin == std::string::npos) return message;
    const std::size_t name = begin + kRow.size();
    // The name may hold such words, too: what counts are the last ones.
    std::size_t end = name;
    for (const std::string_view verb : {" is not what its events give", " is not there, though events make it",
                                        " is there, and no event makes it", " is behind its events"}) {
        if (const std::size_t place = message.rfind(verb); place != std::string::npos) end = std::max(end, place);
    }
    const std::string_view shown = std::string_view(message).substr(name, end - name);
    const auto isOfDate = [](unsigned char c) { return std::isdigit(c) != 0 || c == '-'; };
    const bool isDate = shown.size() == kDateLength && std::ranges::all_of(shown, isOfDate) && shown[4] == '-' && shown[7] == '-';
    return isDate ? message : message.substr(0, name) + std::string(kMasked) + message.substr(end);
}

constexpr std::size_t kLongestWord = 80;  // a hash has 66

/// One word, or a hash, and no number that somebody may be called by.
bool isPlainWord(std::string_view text)
{
    const auto isOf = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; };
    const auto isLetter = [](unsigned char c) { return std::isalpha(c) != 0; };
    return text.size() <= kLongestWord && std::ranges::all_of(text, isOf) && std::ranges::any_of(text, isLetter) &&
           withoutPersonalText(text) == text;
}

}  // namespace

Mask::Mask(std::shared_ptr<const catalog::Catalog> catalog, PersonalData mode, std::int64_t edition)
    : m_catalog(std::move(catalog))
    , m_mode(mode)
    , m_edition(edition)
{
    for (const catalog::EventType& type : m_catalog->types()) {
        for (const std::string& pointer : type.sensitiveFields) {
            if (const auto tokens = json::parsePointer(pointer); tokens.ok() && !tokens.value().empty())
                m_names.insert(lowered(tokens.value().back()));
        }
    }
}

json::Value Mask::payload(std::string_view eventType, json::Value data) const
{
    if (m_mode == PersonalData::Shown) return data;
    hide(data, m_catalog->find(eventType) == nullptr || !data.isObject());
    return data;
}

json::Value Mask::field(std::string_view eventType, std::string_view path, json::Value value) const
{
    if (m_mode == PersonalData::Shown || value.isNull()) return value;
    const auto tokens = json::parsePointer(path);
    const bool isNamed =
        !tokens.ok() || std::ranges::any_of(tokens.value(), [this](const std::string& name) { return isSensitive(name); });
    if (isNamed) return text(kMasked);
    hide(value, m_catalog->find(eventType) == nullptr);
    return value;
}

Finding Mask::finding(Finding finding) const
{
    if (m_mode == PersonalData::Shown) return finding;
    if (finding.kind == FindingKind::SnapshotMismatch || finding.kind == FindingKind::ReadModelDrift) {
        finding.message = derivedMessage(finding);
        finding.expected = kMasked;
        finding.found = kMasked;
    } else if (finding.kind == FindingKind::InvalidTxHash && !isPlainWord(finding.found)) {
        finding.found = kMasked;
        finding.message = kindExplanation(finding.kind);
    } else if (finding.kind == FindingKind::CustodyBroken && m_edition > kSecondEdition) {
        finding.expected = casefile::withoutNoteHash(finding.expected, kMasked);
        finding.found = casefile::withoutNoteHash(finding.found, kMasked);
    }
    return finding;
}

std::string Mask::derivedMessage(const Finding& finding) const
{
    std::string message = finding.message;
    if (m_edition > kSecondEdition) {
        // Numbers stand there without quotes.
        const std::string values = " is " + finding.found + ", replay gives " + finding.expected;
        if (const std::size_t place = message.find(values); place != std::string::npos)
            message.replace(place, values.size(), " is " + std::string(kMasked) + ", replay gives " + std::string(kMasked));
        // A row that is no aggregate's is named by what some field of events holds, as a network address.
        if (finding.kind == FindingKind::ReadModelDrift && !finding.aggregateId) message = withoutRowName(message);
    }
    return withoutQuotedText(message);
}

std::string Mask::transactionHash(std::string_view words) const
{
    return std::string(m_mode == PersonalData::Shown || words.empty() || isPlainWord(words) ? words : kMasked);
}

std::string Mask::sentence(std::string_view words) const
{
    return m_mode == PersonalData::Shown ? std::string(words) : withoutQuotedText(words);
}

std::string Mask::freeText(std::string_view words) const
{
    if (m_mode == PersonalData::Shown) return std::string(words);
    return m_edition > kSecondEdition ? withoutWrittenNumbers(words) : withoutPersonalText(words);
}

bool Mask::isSensitive(std::string_view name) const
{
    return m_names.contains(lowered(name));
}

void Mask::hide(json::Value& value, bool allScalars) const
{
    // A stack of its own: a foreign payload may nest deeper than the program's.
    std::vector<json::Value*> waiting = {&value};
    while (!waiting.empty()) {
        json::Value* one = waiting.back();
        waiting.pop_back();
        if (one->isArray()) {
            for (json::Value& item : one->items()) waiting.push_back(&item);
        } else if (one->isObject()) {
            for (auto& [name, member] : one->members()) {
                if (isSensitive(name) && !member.isNull())
                    member = text(kMasked);
                else
                    waiting.push_back(&member);
                name = withoutPersonalText(name);
            }
        } else if (allScalars && (one->isString() || one->isNumber())) {
            *one = text(kMasked);
        } else if (one->isString()) {
            *one = text(withoutPersonalText(one->asText()));
        }
    }
}

}  // namespace vci::report
