// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/arrays.h"

#include <utility>

namespace vci::store::postgres {

void ArrayText::separate()
{
    if (m_text.size() > 1) m_text += ',';
}

void ArrayText::add(std::string_view element)
{
    separate();
    m_text += '"';
    for (const char c : element) {
        if (c == '"' || c == '\\') m_text += '\\';
        m_text += c;
    }
    m_text += '"';
}

void ArrayText::add(const std::optional<std::string>& element)
{
    if (element)
        add(std::string_view(*element));
    else
        addNull();
}

void ArrayText::addNull()
{
    addBare("NULL");
}

void ArrayText::addBare(std::string_view element)
{
    separate();
    m_text += element;
}

std::string ArrayText::take()
{
    m_text += '}';
    return std::move(m_text);
}

}  // namespace vci::store::postgres
