// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/report/difference.h"
#include "core/report/render.h"

#include <optional>
#include <string>
#include <string_view>

namespace vci::report {

/// By how a file begins, whatever its name ends with. CSV is what is none of the others.
[[nodiscard]] Format formatOf(std::string_view file);

/// The bytes of the document that a file of this format carries; nothing where there is none. Error Usage where it cannot be
/// taken out: a damaged workbook, a part that is missing.
[[nodiscard]] Result<std::optional<std::string>> documentIn(Format format, std::string_view file);

/// The first place where a file is not the expected one. Requires that they differ, and that documentIn() read both. was and is
/// tell what stands there in each; of a PDF, whose pages are no text, the SHA-256 of all of it. Error Usage as documentIn().
[[nodiscard]] Result<Difference> fileDifference(Format format, std::string_view file, std::string_view expected);

}  // namespace vci::report
