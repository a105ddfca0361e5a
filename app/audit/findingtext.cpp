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
