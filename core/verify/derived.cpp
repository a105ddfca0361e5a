// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/derived.h"

#include "core/replay/snapshotaudit.h"
#include "core/verify/places.h"

#include <algorithm>
#include <utility>

namespace vci::verify {

Result<std::vector<Finding>> checkSnapshots(store::EventReader& reader, std::optional<AggregateId> aggregate,
                                            const std::shared_ptr<const catalog::Catalog>& catalog,
                                            const store::ProgressFunction& progress, const std::stop_token& stop)
{
    VCI_TRY(auto audit, replay::auditSnapshots(reader, aggregate, catalog, replay::ForeignSnapshots::PassOver, progress, stop));
    std::vector<Finding> findings;
    for (replay::SnapshotFinding& found : audit.findings) findings.push_back(std::move(found.finding));
    // No replay uses one, but it may be what is left of an event that was altered or deleted.
    for (const store::Snapshot& one : audit.setAside) {
        findings.push_back({FindingKind::SnapshotMismatch,
                            Severity::Warning,
                            one.aggregateId,
                            {},
                            {},
                            "a right snapshot",
                            "set aside",
                            "The snapshot of " + one.aggregateId.toString() + " after event " +
                                std::to_string(one.lastSequence.value()) +
                                " was set aside: it was wrong when a new one was made"});
    }
    VCI_CHECK(addPlaces(reader, findings, stop));
    return findings;
}

std::vector<Finding> driftFindings(const projection::Definition& definition, const projection::Comparison& comparison)
{
    std::vector<Finding> findings;
    const auto add = [&](const std::string& modelId, std::string expected, std::string found, const std::string& what) {
        Finding finding{FindingKind::ReadModelDrift,
                        Severity::Error,
                        {},
                        {},
                        {},
                        std::move(expected),
                        std::move(found),
                        "The " + comparison.modelType + " row " + modelId + " " + what};
        if (definition.key.kind == projection::Key::Kind::Aggregate) finding.aggregateId = AggregateId::tryFromString(modelId);
        findings.push_back(std::move(finding));
    };
    for (const std::string& id : comparison.missing) add(id, "a row", "none", "is not there, though events make it");
    for (const std::string& id : comparison.extra) add(id, "none", "a row", "is there, and no event makes it");
    for (const projection::RowDifference& row : comparison.different) {
        const projection::FieldDifference& first = row.fields.front();
        const std::size_t more = row.fields.size() - 1;
        add(row.modelId, first.expected.value_or("absent"), first.found.value_or("absent"),
            "is not what its events give: " + first.path + (more == 0 ? "" : " and " + std::to_string(more) + " more"));
    }
    if (comparison.whose == projection::Whose::Foreign) {
        for (const std::string& id : comparison.lagging) add(id, "the newest events", "older ones", "is behind its events");
    }
    std::ranges::stable_sort(findings, {}, &Finding::message);
    return findings;
}

}  // namespace vci::verify
