// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/base/finding.h"
#include "core/base/timestamp.h"
#include "core/base/uuid.h"
#include "core/json/value.h"

#include <QString>

#include <cstdint>

/// Free functions that turn values into text for people. No state, no widgets.
namespace vci::ui::format {

/// How times are shown. The zone is always visible somewhere on the page.
enum class Zone { Utc, Local };

[[nodiscard]] QString count(std::int64_t value);                ///< 31 465, groups by a narrow no-break space
[[nodiscard]] QString timeOfDay(Timestamp at, Zone zone);       ///< 10:04:21.284013
[[nodiscard]] QString shortTimeOfDay(Timestamp at, Zone zone);  ///< 10:04:21.284
[[nodiscard]] QString dateTime(Timestamp at, Zone zone);        ///< 2026-02-10 10:04:21.284013 UTC
[[nodiscard]] QString toTheSecond(Timestamp at, Zone zone);     ///< 2026-02-10 10:04:21, for lists that name the zone elsewhere
[[nodiscard]] QString date(Timestamp at, Zone zone);            ///< 2026-02-10
[[nodiscard]] QString difference(std::int64_t micros);          ///< +2.400, −3 h 00:00.000, +2 d 01:00
[[nodiscard]] QString duration(std::int64_t micros);            ///< 1 m 38.5 s
[[nodiscard]] QString shortId(const Uuid& id);                  ///< first 8 digits
[[nodiscard]] QString phone(const QString& e164);               ///< +1 200 010 4729; anything else unchanged
/// A value of the state on one line: strings bare, phone numbers spaced, ids shortened, control and bidi characters as tokens.
[[nodiscard]] QString value(const json::Value& value);
[[nodiscard]] QString value(std::string_view canonicalJson);
/// Plain text from event data: control and bidi characters as tokens, never markup.
[[nodiscard]] QString plain(std::string_view utf8);
[[nodiscard]] QString findingName(FindingKind kind);  ///< translated, a few words
[[nodiscard]] QString findingText(FindingKind kind);  ///< translated, one sentence
/// What went wrong and what to do, for a person.
[[nodiscard]] QString error(const Error& error);

}  // namespace vci::ui::format
