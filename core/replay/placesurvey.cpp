// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/placesurvey.h"

#include "core/json/read.h"

#include <algorithm>
#include <utility>

namespace vci::replay {

namespace {

/// Sums of numbers this short stay below the 50 digits at which a rule gives up, for as many events as there can be.
constexpr std::size_t kHarmlessNumberLength = 20;

bool isHarmlessNumber(const json::Value& value)
{
    return value.isNumber() && value.asText().size() <= kHarmlessNumberLength && value.asText().find('e') == std::string::npos;
}

}  // namespace

PlaceSurvey::PlaceSurvey(std::shared_ptr<const catalog::Catalog> catalog)
    : m_catalog(std::move(catalog))
{
    watchRules();
}

void PlaceSurvey::watchRules()
{
    using Kind = catalog::Rule::Kind;
    using Source = catalog::Operand::Source;
    for (const catalog::EventType& type : m_catalog->types()) {
        for (const catalog::Rule& rule : type.rules) {
            if (rule.kind == Kind::Set || rule.kind == Kind::Unset) continue;
            m_watchedMembers.insert(rule.target);
            for (const catalog::Operand* operand : {&rule.operand, &rule.from}) {
                if (operand->source == Source::Old) m_watchedTypes.insert(type.name);
                if (operand->source == Source::Data && !operand->path.empty()) m_watchedMembers.insert(operand->path.front());
            }
            if (rule.kind != Kind::Increment) m_watchedTypes.insert(type.name);
        }
    }
    for (const catalog::EventType& type : m_catalog->types()) {
        if (!type.upcasts.empty()) {
            for (const catalog::Upcast& upcast : type.upcasts) {
                if (m_watchedMembers.contains(upcast.member)) m_watchedTypes.insert(type.name);
            }
        }
        for (const catalog::Rule& rule : type.rules) {
            if (rule.kind != Kind::Set || !m_watchedMembers.contains(rule.target)) continue;
            const bool isNumber = rule.operand.source == Source::Constant && isHarmlessNumber(rule.operand.constant);
            if (!isNumber) m_watchedTypes.insert(type.name);
        }
    }
    for (const std::string& member : m_watchedMembers) {
        if (member.empty())
            m_watchedStarts.fill(true);
        else
            m_watchedStarts[static_cast<unsigned char>(member.front())] = true;
    }
}

bool PlaceSurvey::mayHoldWatched(std::string_view eventData) const
{
    for (auto quote = eventData.find('"'); quote != std::string_view::npos; quote = eventData.find('"', quote + 1)) {
        const std::string_view rest = eventData.substr(quote + 1);
        if (rest.empty() || !m_watchedStarts[static_cast<unsigned char>(rest.front())]) continue;
        const auto stands = [rest](const std::string& member) { return rest.starts_with(member); };
        if (std::any_of(m_watchedMembers.begin(), m_watchedMembers.end(), stands)) return true;
    }
    return false;
}

bool PlaceSurvey::mayUpsetRules(std::string_view eventType, std::string_view eventData) const
{
    if (m_watchedTypes.contains(eventType)) return true;
    const bool hasEscapes = eventData.find('\\') != std::string_view::npos;
    if (!hasEscapes && !mayHoldWatched(eventData)) return false;
    const json::LenientRead read = json::readLenient(eventData);
    if (!read.value.isObject()) return false;
    return std::any_of(m_watchedMembers.begin(), m_watchedMembers.end(), [&read](const std::string& member) {
        const json::Value* const value = read.value.find(member);
        return value != nullptr && !isHarmlessNumber(*value);
    });
}

void PlaceSurvey::see(AggregateId aggregate, Sequence sequence, Timestamp at, std::string_view eventType,
                      std::string_view eventData)
{
    see(aggregate, sequence, at, mayUpsetRules(eventType, eventData));
}

void PlaceSurvey::see(AggregateId aggregate, Sequence sequence, Timestamp at, bool upsetsRules)
{
    if (m_suspects.contains(aggregate)) return;
    const auto [found, isFirst] = m_places.try_emplace(aggregate, Place{sequence, at});
    const std::int64_t expected = isFirst ? 1 : found->second.last.value() + 1;
    const bool inPlace = sequence.value() == expected && at >= found->second.greatest;
    found->second = {sequence, std::max(at, found->second.greatest)};
    if (inPlace && !upsetsRules) return;
    m_suspects.insert(aggregate);
    m_places.erase(found);
}

}  // namespace vci::replay
