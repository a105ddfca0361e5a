// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/jsontext.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <string>

namespace vci::ui {

namespace {

constexpr std::size_t kMaxIndentLevels = 40;

class Layouter {
public:
    Layouter(std::string_view json, std::size_t maxBytes)
        : m_json(json)
        , m_end(std::min(json.size(), maxBytes))
    {
    }

    JsonLayout run()
    {
        while (m_at < m_end) step();
        flush();
        JsonLayout layout;
        layout.text = QString::fromUtf8(m_out.data(), static_cast<qsizetype>(m_out.size()));
        layout.cut = m_at < m_json.size();
        layout.brokenLines = m_broken;
        return layout;
    }

private:
    void step()
    {
        const char c = m_json[m_at];
        switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r':
            ++m_at;
            return;
        case '"':
            takeString();
            return;
        case '{':
        case '[':
            open(c);
            return;
        case '}':
        case ']':
            ++m_at;
            if (m_level > 0) --m_level;
            newLine();
            m_line.push_back(c);
            return;
        case ',':
            ++m_at;
            m_line.push_back(c);
            newLine();
            return;
        case ':':
            ++m_at;
            m_line += ": ";
            return;
        default:
            m_line.push_back(c);
            ++m_at;
        }
    }

    void open(char c)
    {
        const std::size_t next = m_json.find_first_not_of(" \t\r\n", m_at + 1);
        m_line.push_back(c);
        if (next != std::string_view::npos && m_json[next] == (c == '{' ? '}' : ']')) {
            m_line.push_back(m_json[next]);
            m_at = next + 1;
            return;
        }
        ++m_at;
        ++m_level;
        newLine();
    }

    /// To the closing quote or the end of what is shown.
    void takeString()
    {
        const std::size_t begin = m_at++;
        while (m_at < m_end && m_json[m_at] != '"') m_at += m_json[m_at] == '\\' ? 2 : 1;
        m_at = std::min(m_at + 1, m_end);
        m_line.append(m_json.substr(begin, m_at - begin));
    }

    void newLine()
    {
        flush();
        m_out.push_back('\n');
        m_line.assign(2 * std::min(m_level, kMaxIndentLevels), ' ');
    }

    void flush()
    {
        std::string_view rest = m_line;
        while (rest.size() > kMaxLineChars) {
            const std::string_view part = utf8Prefix(rest, kMaxLineChars);
            if (part.empty()) break;
            m_out += visibleControls(part);
            m_out.push_back('\n');
            rest.remove_prefix(part.size());
            m_broken = true;
        }
        m_out += visibleControls(rest);
        m_line.clear();
    }

    std::string_view m_json;
    std::size_t m_end;
    std::size_t m_at = 0;
    std::size_t m_level = 0;
    std::string m_line;
    std::string m_out;
    bool m_broken = false;
};

}  // namespace

JsonLayout layOutJson(std::string_view json, std::size_t maxBytes)
{
    return Layouter(json, utf8Prefix(json, maxBytes).size()).run();
}

}  // namespace vci::ui
