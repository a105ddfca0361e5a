// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace vci::report {

struct Paragraph {
    std::string text;
};

struct Bullets {
    std::vector<std::string> items;
};

struct Column {
    enum class Kind {
        Text,
        Number,  ///< JSON numbers, or empty
        Time,    ///< as an envelope shows it, or empty, or a foreign time's text
        Code,    ///< ids and hashes
        Data,    ///< for programs, of any length: on one line where others are wrapped
    };
    std::string title;
    int weight;  ///< its share of the width, relative to the other columns
    Kind kind = Kind::Text;
};

/// Rows have one cell for each column.
struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;
    /// Row and column of cells that are a number (also as 1,234), true or false, and no text that looks like one: where cells
    /// have types, these get theirs. Those of Kind::Number need not be named.
    std::vector<std::pair<std::size_t, std::size_t>> typed = {};
};

using Block = std::variant<Paragraph, Bullets, Table>;

struct Section {
    std::string id;  ///< lower-case letters, digits and hyphens; unique
    std::string title;
    std::vector<Block> blocks;
};

/// What a person reads, whatever it is written on: every rendering of a report shows this and nothing else. Texts are UTF-8 with
/// control and bidi characters as tokens.
struct Presentation {
    std::string title;
    std::string subtitle;    ///< what is told, in words
    std::string badge;       ///< wire name
    std::string badgeTitle;  ///< "Signed only"
    std::string badgeMeaning;
    std::string reason;
    std::string source;  ///< "case file x.vcase"
    std::string madeAt;  ///< RFC 3339
    std::string madeBy;  ///< program and version
    std::string digest;  ///< hex
    std::vector<Section> sections;
};

/// The same document gives the same presentation. Any document does: what is missing in it is missing there.
[[nodiscard]] Presentation present(const json::Value& document);

}  // namespace vci::report
