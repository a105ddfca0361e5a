// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/audit/findingtext.h"

#include "app/audit/texttable.h"
#include "core/base/utf8.h"

#include <map>
#include <string>

namespace vci::audit {

namespace {

constexpr std::size_t kShown = 100;

void textOrNull(JsonText& json, std::string_view name, const std::optional<std::string>& text)
{
    json.key(name);
    text ? json.string(*text) : json.null();
}

void numberOrNull(JsonText& json, std::string_view name, const std::optional<std::int64_t>& number)
{
    json.key(name);
    number ? json.integer(*number) : json.null();
}

std::string placeOf(const Finding& finding)
{
    std::string place;
    const auto add = [&place](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
    if (finding.aggregateId) add("aggregate " + finding.aggregateId->toString());
    if (finding.sequence) add("sequence " + std::to_string(finding.sequence->value()));
    if (finding.eventId) add("event " + finding.eventId->toString());
    if (finding.logIndex) add("log " + std::to_string(finding.logIndex->value()));
    return place;
}

}  // namespace

void writeFinding(JsonText& json, const Finding& finding)
{
    json.beginObject();
    json.member("kind", kindName(finding.kind));
    json.member("severity", severityName(finding.severity));
    textOrNull(json, "aggregate_id", finding.aggregateId ? std::optional(finding.aggregateId->toString()) : std::nullopt);
    numberOrNull(json, "sequence_number", finding.sequence ? std::optional(finding.sequence->value()) : std::nullopt);
    textOrNull(json, "event_id", finding.eventId ? std::optional(finding.eventId->toString()) : std::nullopt);
    numberOrNull(json, "log_index", finding.logIndex ? std::optional(finding.logIndex->value()) : std::nullopt);
    json.member("expected", finding.expected);
    json.member("found", finding.found);
    json.member("message", finding.message);
    numberOrNull(json, "caused_by",
                 finding.causedBy ? std::optional(static_cast<std::int64_t>(*finding.causedBy)) : std::nullopt);
    json.end();
}

void writeFindings(Output& out, std::span<const Finding> findings)
{
    std::map<std::size_t, std::int64_t> explained;
    for (const Finding& one : findings) {
        if (one.causedBy) ++explained[*one.causedBy];
    }
    std::size_t shown = 0;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Finding& one = findings[i];
        if (one.causedBy) continue;
        if (++shown > kShown) {
            out.write("…  more: --json lists all " + grouped(static_cast<std::int64_t>(findings.size())) + "\n");
            return;
        }
        out.write(std::string(severityName(one.severity)) + "  " + std::string(kindName(one.kind)) + ": " +
                  visibleControls(one.message) + "\n");
        if (const std::string place = placeOf(one); !place.empty()) out.write("       " + place + "\n");
        if (one.severity == Severity::Error)
            out.write("       expected " + visibleControls(one.expected) + ", found " + visibleControls(one.found) + "\n");
        if (const auto found = explained.find(i); found != explained.end())
            out.write("       explains " + grouped(found->second) + " other finding" + (found->second == 1 ? "" : "s") + "\n");
    }
}

}  // namespace vci::audit
