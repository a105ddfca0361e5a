// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/audit/jsontext.h"
#include "app/audit/output.h"
#include "app/audit/texttable.h"
#include "core/catalog/catalog.h"
#include "core/model/event.h"

#include <memory>
#include <string>

namespace vci::audit {

/// Writes a listing of events, one at a time as they come.
class EventPrinter {
public:
    enum class Scope { AllEvents, OneAggregate };

    virtual ~EventPrinter() = default;
    virtual void print(const Event& event, const Flags& flags) = 0;
    /// Writes what was kept back for alignment. Call after each page and at the end.
    virtual void flush() {}

    /// format: jsonl, csv or table; "json" writes the items of an open array of `json`.
    [[nodiscard]] static std::unique_ptr<EventPrinter> make(const std::string& format, Scope scope, Output& out, JsonText& json,
                                                            std::shared_ptr<const catalog::Catalog> catalog);
};

/// The wire names of flags, between them the separator.
[[nodiscard]] std::string flagNames(const Flags& flags, std::string_view separator);
/// One line about an event for people: the type's summary, or the payload's scalars.
[[nodiscard]] std::string eventSummary(const Event& event, const catalog::Catalog& catalog);

}  // namespace vci::audit
