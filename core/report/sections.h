// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/report/presentation.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vci::report {

// The parts of a presentation that come from lists of the document.

/// Of the section of findings: another where an examiner noted some.
[[nodiscard]] std::string findingsTitle(const json::Value& document);
[[nodiscard]] Section findingsSection(const json::Value& document);
/// What an examiner wrote into the case. Only of a document that has `notes`.
[[nodiscard]] Section notesSection(const json::Value& document);
/// Whose signatures, which chain and which senders counted. Only of a document that has `trust`.
[[nodiscard]] Section trustSection(const json::Value& document);
/// "anna" of the verifier key "voicecore/examiner/anna+08ba85b7+…"; the whole name where it is no examiner's.
[[nodiscard]] std::string examinerOf(std::string_view key);
/// "voicecore/examiner/anna+08ba85b7" of it.
[[nodiscard]] std::string shortKeyOf(std::string_view key);
/// "2 findings, 1 note" of it; empty where there is none.
[[nodiscard]] std::string notesCountText(const json::Value& document);
/// The timeline of one aggregate and its states; n counts from 1.
void addHistory(std::vector<Section>& sections, const json::Value& document, const json::Value& aggregate, std::size_t n);
/// What each type of the listed events means; nothing where none is listed.
void addTypes(std::vector<Section>& sections, const json::Value& document);
[[nodiscard]] Section chainSection(const json::Value& document, const json::Value& chain, std::size_t n);
/// The transactions that events name and what the chain says of them; nothing where there is none.
void addTransactions(std::vector<Section>& sections, const json::Value& document);
[[nodiscard]] Section custodySection(const json::Value& document);
[[nodiscard]] Section hashesSection(const json::Value& document);

}  // namespace vci::report
