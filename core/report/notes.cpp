// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/notes.h"

#include "core/report/members.h"

#include <iterator>
#include <string_view>
#include <utility>

namespace vci::report {

namespace {

constexpr std::size_t kPageRows = 500;

template <typename Id>
json::Value idOrNull(const std::optional<Id>& id)
{
    return id ? text(id->toString()) : json::Value();
}

}  // namespace

Result<CaseNotes> readNotes(casefile::CaseReader& file, const std::stop_token& stop)
{
    CaseNotes notes;
    while (true) {
        if (stop.stop_requested()) return cancelled();
        VCI_TRY(auto page, file.notes(notes.empty() ? 0 : notes.back().n, kPageRows));
        if (page.empty()) return notes;
        std::ranges::move(page, std::back_inserter(notes));
    }
}

void cutToLast(CaseNotes& notes, std::int64_t last)
{
    std::erase_if(notes, [last](const casefile::CaseNote& one) { return one.n > last; });
}

json::Value notesJson(const std::optional<CaseNotes>& notes, const Request& request, const Mask& mask)
{
    if (!notes) return {};
    const auto scope = request.scope();
    std::int64_t last = 0;
    std::int64_t elsewhere = 0;
    std::vector<json::Value> items;
    for (const casefile::CaseNote& one : *notes) {
        if (one.tenantId && *one.tenantId != request.tenant) continue;
        last = one.n;
        if (scope.aggregate && one.aggregateId && *one.aggregateId != *scope.aggregate) {
            ++elsewhere;
            continue;
        }
        items.push_back(json::Value::object({{"n", number(one.n)},
                                             {"kind", text(casefile::kindName(one.kind))},
                                             {"at", text(one.writtenAt.toString())},
                                             {"author", text(one.author)},
                                             {"aggregate_id", idOrNull(one.aggregateId)},
                                             {"event_id", idOrNull(one.eventId)},
                                             {"text", text(mask.freeText(one.text))}}));
    }
    return json::Value::object(
        {{"last", number(last)}, {"elsewhere", number(elsewhere)}, {"items", json::Value::array(std::move(items))}});
}

std::optional<std::int64_t> lastNoteOf(const json::Value& document)
{
    return wholeNumber(textAt(at(document, "notes"), "last"));
}

}  // namespace vci::report
