// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <vector>

namespace vci::ui::print {

/// What a report's PDF says of itself; PDF/A-1 wants it to agree with the file's Info dictionary. Texts are UTF-8.
struct PdfFacts {
    std::string title;
    std::string creator;
    std::string producer;
    std::string createdAt;           ///< RFC 3339, whole seconds, UTC
    std::vector<std::string> parts;  ///< report::carriedParts()
};

/// The file's XMP packet: PDF/A-1b, the facts, and the parts as the property `voicecore:document`, described as PDF/A-1 (ISO
/// 19005-1, 6.7.8) demands of a property of one's own. PDF/A-1 allows no attached files, and leaves metadata uncompressed.
[[nodiscard]] std::string pdfMetadata(const PdfFacts& facts);

}  // namespace vci::ui::print
