// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "core/report/presentation.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace vci::report {

/// What the findings of a document say of single events, for the tables that show these: what does not agree with the record is
/// nowhere shown without a mark.
class Remarks {
public:
    explicit Remarks(const json::Value& document);

    /// Of a listed event: its flags and the findings that name it, in words. Empty where it is as it should be.
    [[nodiscard]] std::string of(const json::Value& event) const;
    /// The findings of severity error alone.
    [[nodiscard]] std::string ofErrors(const std::string& eventId) const;
    /// Of the event that set a field (`set_by`): why what it set was not found good. What was made of events and does not agree
    /// with them, as a snapshot, says nothing of an event that it only stands at.
    [[nodiscard]] std::string ofSetter(const json::Value& setBy) const;
    /// What the findings say to be gone of an aggregate, a sentence each.
    [[nodiscard]] Bullets goneFrom(const std::string& aggregateId) const;
    /// A sentence on events that are gone and that no finding gives to an aggregate; empty where there are none.
    [[nodiscard]] std::string goneFromAny() const;

private:
    /// Events that the record names, that are gone, and that no gap in the numbers of an aggregate explains.
    [[nodiscard]] std::int64_t countLost() const;
    [[nodiscard]] bool isOutsideTime(std::string_view timestamp) const;

    using Kinds = std::map<std::string, std::vector<std::string>>;  // in words, by event id

    const json::Value& m_document;  // for as long as the sections are made
    Kinds m_errors;                 // all
    Kinds m_unrecorded;             // those by which the event is not what was recorded
    Kinds m_odd;                    // the others on the event itself
    std::int64_t m_lost = 0;
};

/// A column behind the others, only where any of its cells says something; whether it does.
bool addColumn(Table& table, Column column, const std::vector<std::string>& cells);

}  // namespace vci::report
