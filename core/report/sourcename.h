// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <string>
#include <string_view>

namespace vci::report {

/// How two documents of case files call their file, where each calls it otherwise.
class SourceNames {
public:
    SourceNames(const json::Value& was, const json::Value& is);

    /// Whether two texts are the same but for those names.
    [[nodiscard]] bool areSame(const json::Value& was, const json::Value& is) const;
    /// A text of the newer document with the older one's names.
    [[nodiscard]] std::string asBefore(std::string_view text) const;

private:
    [[nodiscard]] bool areOther() const { return !m_before.empty() && !m_now.empty() && m_before != m_now; }

    std::string m_before;
    std::string m_now;
};

}  // namespace vci::report
