// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/output.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vci::audit {

/// Writes one JSON document straight to an Output and knows what is still open, so that a document whose reading failed
/// half way can be ended well-formed. Numbers and payloads pass as text: no digit is ever touched.
class JsonText {
public:
    explicit JsonText(Output& out)
        : m_out(out)
    {
    }

    void beginObject() { open('{'); }
    void beginArray() { open('['); }
    void end();  ///< the innermost object or array
    void key(std::string_view name);

    void string(std::string_view utf8);
    void integer(std::int64_t value);
    void boolean(bool value);
    void null();
    void raw(std::string_view json);  ///< a whole value, already JSON

    void member(std::string_view name, std::string_view utf8);
    void member(std::string_view name, std::int64_t value);

    [[nodiscard]] bool isStarted() const { return m_started; }
    /// Ends everything except the outermost object, so that a last member can be added to it.
    void endToOutermost();
    /// Forgets the document: what was written has been discarded.
    void reset();

private:
    void open(char bracket);
    void separate();

    Output& m_out;
    struct Level {
        char close;
        bool hasItems;
    };
    std::vector<Level> m_levels;
    bool m_afterKey = false;
    bool m_started = false;
};

}  // namespace vci::audit
