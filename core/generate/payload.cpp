// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/payload.h"

#include "core/json/value.h"

#include <utility>

namespace vci::generate {

void Payload::beginMember(std::string_view name)
{
    if (m_text.size() > 1) m_text += ',';
    m_text += '"';
    m_text += name;
    m_text += "\":";
}

void Payload::appendString(std::string_view utf8)
{
    json::appendQuoted(m_text, utf8);
}

Payload& Payload::text(std::string_view name, std::string_view utf8)
{
    beginMember(name);
    appendString(utf8);
    return *this;
}

Payload& Payload::id(std::string_view name, const Uuid& value)
{
    beginMember(name);
    m_text += '"';
    const std::size_t at = m_text.size();
    m_text.resize(at + 36);
    value.write(m_text.data() + at);
    m_text += '"';
    return *this;
}

Payload& Payload::integer(std::string_view name, std::int64_t value)
{
    beginMember(name);
    m_text += std::to_string(value);
    return *this;
}

Payload& Payload::decimal(std::string_view name, Decimal value)
{
    std::int64_t scaled = value.scaled;
    int digits = value.digits;
    while (digits > 0 && scaled % 10 == 0) {
        scaled /= 10;
        --digits;
    }
    if (digits == 0) return integer(name, scaled);
    beginMember(name);
    if (scaled < 0) m_text += '-';
    std::string figures = std::to_string(scaled < 0 ? -scaled : scaled);
    const auto width = static_cast<std::size_t>(digits);
    if (figures.size() <= width) figures.insert(0, width + 1 - figures.size(), '0');
    m_text.append(figures, 0, figures.size() - width);
    m_text += '.';
    m_text.append(figures, figures.size() - width);
    return *this;
}

Payload& Payload::boolean(std::string_view name, bool value)
{
    beginMember(name);
    m_text += value ? "true" : "false";
    return *this;
}

Payload& Payload::null(std::string_view name)
{
    beginMember(name);
    m_text += "null";
    return *this;
}

Payload& Payload::object(std::string_view name, Payload&& value)
{
    beginMember(name);
    m_text += std::move(value).take();
    return *this;
}

std::string Payload::take()
{
    m_text += '}';
    return std::move(m_text);
}

}  // namespace vci::generate
