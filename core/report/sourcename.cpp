// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sourcename.h"

#include "core/report/members.h"

#include <cstddef>

namespace vci::report {

namespace {

/// Of a case file, which is called by its name alone; empty of any other source.
std::string nameOf(const json::Value& document)
{
    const json::Value& source = at(document, "source");
    return std::string(textAt(source, "kind") == "case_file" ? textAt(source, "label") : std::string_view());
}

}  // namespace

SourceNames::SourceNames(const json::Value& was, const json::Value& is)
    : m_before(nameOf(was))
    , m_now(nameOf(is))
{
}

std::string SourceNames::asBefore(std::string_view text) const
{
    std::string out(text);
    if (!areOther()) return out;
    for (std::size_t at = out.find(m_now); at != std::string::npos; at = out.find(m_now, at + m_before.size()))
        out.replace(at, m_now.size(), m_before);
    return out;
}

bool SourceNames::areSame(const json::Value& was, const json::Value& is) const
{
    return areOther() && was.isString() && is.isString() && was.asText() == asBefore(is.asText());
}

}  // namespace vci::report
