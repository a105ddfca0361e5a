// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/result.h"
#include "core/base/timestamp.h"
#include "core/catalog/catalog.h"
#include "core/json/value.h"
#include "core/report/custody.h"
#include "core/report/notes.h"
#include "core/report/request.h"
#include "core/report/trusted.h"
#include "core/store/reader.h"
#include "core/verify/report.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace vci::report {

/// Up to here a report lists events; a longer history is one for an export.
inline constexpr std::int64_t kMaxEvents = 100'000;

/// What a report is made from besides the events themselves.
struct Material {
    const verify::Report& verification;
    Timestamp madeAt;
    std::string madeBy;                            ///< "voicecore-audit 0.1.0"
    std::optional<std::string> sourceSha256 = {};  ///< of a case file's bytes; absent where it is no file at rest
    std::optional<Custody> custody = {};           ///< absent: the source is a database, which keeps none
    std::optional<CaseNotes> notes = {};           ///< absent: as above
    std::optional<Seal> seal = {};                 ///< absent: the source is no sealed case, or it is not told
    Trusted trusted = {};
};

/// What becomes of something that was asked for and is not there.
enum class Absent {
    Refuse,  ///< error NotFound
    Tell,    ///< it stands in the document as missing
};

/// The whole report as one JSON object (FORMAT.md): everything that is shown anywhere comes from it. events has the tenant of the
/// request in force. Errors: those of the reader; NotFound; Usage beyond kMaxEvents; Cancelled. progress is told events read.
[[nodiscard]] Result<json::Value> makeDocument(store::EventReader& events, const std::shared_ptr<const catalog::Catalog>& catalog,
                                               const Request& request, const Material& material, Absent absent,
                                               const store::ProgressFunction& progress, const std::stop_token& stop);

/// SHA-256 (hex) of the RFC 8785 bytes of the document without its member `digest`.
[[nodiscard]] std::string digestOf(const json::Value& document);

}  // namespace vci::report
