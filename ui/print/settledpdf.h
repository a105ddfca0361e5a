// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace vci::ui::print {

/// What a PDF says of itself and QPdfWriter takes from the clock and from chance.
struct PdfMark {
    std::string createdAt;  ///< as PDF writes it: D:20260210100000Z
    std::string id;         ///< 32 hex digits
};

/// A QPdfWriter's file with the mark, and its objects numbered in the order in which they are first named: Qt writes fonts in the
/// order of a hash table, another one in each process. The same pages then give the same bytes. Error Internal where it is no
/// file as Qt 6 writes them.
[[nodiscard]] Result<std::string> settledPdf(std::string_view pdf, const PdfMark& mark);

}  // namespace vci::ui::print
