// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <string>
#include <string_view>

namespace vci::report {

/// How two documents of case files call their file, where each calls it otherwise. What the older one calls it is the word of
/// whoever handed it over: it counts only as a plain name of a file (letters, digits, . _ - and an ending), and stands only for
/// the whole name of today, in sentences that name files.
class SourceNames {
public:
    SourceNames(const json::Value& was, const json::Value& is);

    /// Whether two sentences are the same but for those names.
    [[nodiscard]] bool areSame(const json::Value& was, const json::Value& is) const;
    /// A sentence of the newer document with the older one's names.
    [[nodiscard]] std::string asBefore(std::string_view sentence) const;

private:
    std::string m_before;  ///< empty, as is the other: nothing stands for anything
    std::string m_now;
};

}  // namespace vci::report
