// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/jsontext.h"

#include "core/json/value.h"

namespace vci::audit {

void JsonText::separate()
{
    m_started = true;
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_levels.empty()) return;
    if (m_levels.back().hasItems) m_out.write(",");
    m_levels.back().hasItems = true;
}

void JsonText::open(char bracket)
{
    separate();
    m_out.write(std::string_view(&bracket, 1));
    m_levels.push_back({bracket == '{' ? '}' : ']', false});
}

void JsonText::end()
{
    m_out.write(std::string_view(&m_levels.back().close, 1));
    m_levels.pop_back();
    if (m_levels.empty()) m_out.write("\n");
}

void JsonText::key(std::string_view name)
{
    separate();
    std::string text;
    json::appendQuoted(text, name);
    m_out.write(text + ":");
    m_afterKey = true;
}

void JsonText::string(std::string_view utf8)
{
    std::string text;
    json::appendQuoted(text, utf8);
    raw(text);
}

void JsonText::integer(std::int64_t value)
{
    raw(std::to_string(value));
}

void JsonText::boolean(bool value)
{
    raw(value ? "true" : "false");
}

void JsonText::null()
{
    raw("null");
}

void JsonText::raw(std::string_view json)
{
    separate();
    m_out.write(json);
}

void JsonText::member(std::string_view name, std::string_view utf8)
{
    key(name);
    string(utf8);
}

void JsonText::member(std::string_view name, std::int64_t value)
{
    key(name);
    integer(value);
}

void JsonText::endToOutermost()
{
    if (m_afterKey) null();
    while (m_levels.size() > 1) end();
}

void JsonText::reset()
{
    m_levels.clear();
    m_afterKey = false;
    m_started = false;
}

}  // namespace vci::audit
