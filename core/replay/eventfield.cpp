// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/eventfield.h"

#include "core/json/read.h"

namespace vci::replay {

namespace {

/// Shorter tokens without an exponent are exact in a double.
constexpr std::size_t kSurelyExactCharacters = 15;

bool isNumberCharacter(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

/// Skips a string that starts at text[at]; the offset behind its closing quote.
std::size_t skipString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return at + 1;
}

bool mayHaveForeignNumber(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            at = skipString(text, at);
        } else if ((c >= '0' && c <= '9') || c == '-') {
            const std::size_t begin = at;
            bool hasExponent = false;
            for (; at < text.size() && isNumberCharacter(text[at]); ++at)
                hasExponent = hasExponent || text[at] == 'e' || text[at] == 'E';
            if (hasExponent || at - begin > kSurelyExactCharacters) return true;
        } else {
            ++at;
        }
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
