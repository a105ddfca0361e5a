// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/eventfield.h"

#include "core/json/read.h"

#include <algorithm>

namespace vci::replay {

namespace {

/// Shorter tokens without an exponent are exact in a double.
constexpr std::size_t kSurelyExactCharacters = 15;

bool isNumberCharacter(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

/// Requires that no string begins in text.
bool mayHoldForeignNumber(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!isNumberCharacter(text[at])) continue;
        const std::size_t begin = at;
        bool hasDigit = false;
        bool hasExponent = false;
        for (; at < text.size() && isNumberCharacter(text[at]); ++at) {
            hasDigit = hasDigit || (text[at] >= '0' && text[at] <= '9');
            hasExponent = hasExponent || text[at] == 'e' || text[at] == 'E';
        }
        if (hasDigit && (hasExponent || at - begin > kSurelyExactCharacters)) return true;
    }
    return false;
}

/// The offset behind the string that begins at text[at], or the end.
std::size_t skipString(std::string_view text, std::size_t at)
{
    for (std::size_t end = text.find('"', at + 1); end != std::string_view::npos; end = text.find('"', end + 1)) {
        std::size_t backslashes = 0;
        while (text[end - 1 - backslashes] == '\\') ++backslashes;
        if (backslashes % 2 == 0) return end + 1;
    }
    return text.size();
}

bool mayHaveForeignNumber(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t quote = std::min(text.find('"', at), text.size());
        if (mayHoldForeignNumber(text.substr(at, quote - at))) return true;
        at = quote == text.size() ? quote : skipString(text, quote);
    }
    return false;
}

}  // namespace

EventFields::EventFields(const Event& event)
    : m_id(event.id)
    , m_aggregate(event.aggregateId)
    , m_type(event.eventType)
    , m_sequence(event.sequence)
    , m_at(event.timestamp.at)
    , m_foreignTime(event.timestamp.foreignText)
    , m_causation(event.causationId)
    , m_correlation(event.correlationId)
{
}

EventFields::EventFields(const store::EventView& event, AggregateId aggregate)
    : m_id(event.id)
    , m_aggregate(aggregate)
    , m_type(event.eventType)
    , m_sequence(event.sequence)
    , m_at(event.at)
    , m_foreignTime(event.foreignTime)
    , m_causation(event.causationId)
    , m_correlation(event.correlationId)
{
}

std::string EventFields::timeText() const
{
    return m_foreignTime.empty() ? m_at.toString() : std::string(m_foreignTime);
}

std::optional<json::Value> EventFields::value(std::string_view name) const
{
    using json::Value;
    if (name == "id") return Value::string(m_id.toString());
    if (name == "timestamp") return Value::string(timeText());
    if (name == "sequence_number") return Value::number(std::to_string(m_sequence.value()));
    if (name == "event_type") return Value::string(std::string(m_type));
    if (name == "aggregate_id") return Value::string(m_aggregate.toString());
    if (name == "causation_id" && m_causation) return Value::string(m_causation->toString());
    if (name == "correlation_id" && m_correlation) return Value::string(m_correlation->toString());
    return std::nullopt;
}

bool hasForeignNumber(std::string_view text)
{
    return mayHaveForeignNumber(text) && json::readLenient(text).foreignNumber;
}

}  // namespace vci::replay
