// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sourcename.h"

#include "core/report/members.h"

#include <re2/re2.h>

#include <cstddef>

namespace vci::report {

namespace {

/// Of a case file, which is called by its name alone; empty of any other source.
std::string_view nameOf(const json::Value& document)
{
    const json::Value& source = at(document, "source");
    return textAt(source, "kind") == "case_file" ? textAt(source, "label") : std::string_view();
}

re2::StringPiece pieceOf(std::string_view text)
{
    return {text.data(), text.size()};
}

/// With blanks in it a name could be a sentence of its own.
bool isPlainName(std::string_view name)
{
    static const RE2 plain(R"([\pL\pM\pN._-]+\.\pL[\pL\pM\pN_-]*)");
    return RE2::FullMatch(pieceOf(name), plain);
}

/// With an ending somewhere, as no word of a sentence has it: what the file of today is called may be one.
bool isNoWord(std::string_view name)
{
    static const RE2 ending(R"([\pL\pM\pN_)-]\.\pL)");
    return RE2::PartialMatch(pieceOf(name), ending);
}

bool isOfName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80U;
}

/// Behind it may go on what the files beside the case are called: a.vcase.custody.jsonl.
bool isWholeName(std::string_view sentence, std::size_t begin, std::size_t end)
{
    const bool isBegun = begin > 0 && (isOfName(sentence[begin - 1]) || sentence[begin - 1] == '.');
    return !isBegun && (end == sentence.size() || !isOfName(sentence[end]));
}

}  // namespace

SourceNames::SourceNames(const json::Value& was, const json::Value& is)
{
    const std::string_view before = nameOf(was);
    const std::string_view now = nameOf(is);
    if (before == now || !isPlainName(before) || !isNoWord(now)) return;
    m_before = before;
    m_now = now;
}

std::string SourceNames::asBefore(std::string_view sentence) const
{
    std::string out(sentence);
    if (m_now.empty()) return out;
    for (std::size_t at = out.find(m_now); at != std::string::npos; at = out.find(m_now, at)) {
        const bool isWhole = isWholeName(out, at, at + m_now.size());
        if (isWhole) out.replace(at, m_now.size(), m_before);
        at += isWhole ? m_before.size() : 1;
    }
    return out;
}

bool SourceNames::areSame(const json::Value& was, const json::Value& is) const
{
    return !m_now.empty() && was.isString() && is.isString() && was.asText() == asBefore(is.asText());
}

}  // namespace vci::report
