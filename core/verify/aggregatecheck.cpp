// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/aggregatecheck.h"

#include "core/replay/sequencecheck.h"
#include "core/replay/timelinebuilder.h"

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace vci::verify {

namespace {

/// Walks one aggregate in replay order beside its timeline.
class Walk {
public:
    Walk(AggregateId aggregate, bool isStock, const std::vector<EventId>& adopted)
        : m_aggregate(aggregate)
        , m_isStock(isStock)
        , m_adopted(adopted.begin(), adopted.end())
    {
    }

    void see(const replay::EventHead& head, const std::string& time, bool isInScope)
    {
        const Flags odd = m_check.next(head.sequence, head.at);
        const std::int64_t expected = std::max<std::int64_t>(m_last ? m_last->sequence.value() : 0, 0) + 1;
        if (isInScope) {
            if (odd.has(FindingKind::SequenceGap)) gap(head, expected);
            if (odd.has(FindingKind::SequenceDuplicate)) {
                add(FindingKind::SequenceDuplicate, head, std::to_string(expected), std::to_string(head.sequence.value()),
                    "Sequence number " + std::to_string(head.sequence.value()) + " is used a second time",
                    isLenient(head.id) && isLenient(m_last->id) ? Severity::Warning : Severity::Error);
            }
            if (odd.has(FindingKind::TimestampRegression)) {
                add(FindingKind::TimestampRegression, head, "not before " + m_greatestText, time,
                    "This event is dated " + time + ", earlier than " + m_greatestText + " of an event before it",
                    Severity::Warning);
            }
        }
        m_last = head;
        if (m_greatest && *m_greatest > head.at) return;
        m_greatest = head.at;
        m_greatestText = time;
    }

    /// A number that a rule could not use; the payload itself is sound.
    void unusable(const replay::EventHead& head)
    {
        add(FindingKind::MalformedPayload, head, "numbers that the rules of its type can use", "another value",
            "A rule of " + std::string(head.eventType) + " met a value that it cannot calculate with", Severity::Warning);
    }

    std::vector<Finding> findings;

private:
    [[nodiscard]] bool isLenient(EventId id) const { return m_isStock || m_adopted.contains(id); }

    void add(FindingKind kind, const replay::EventHead& head, std::string expected, std::string found, std::string message,
             Severity severity)
    {
        Finding finding{
            kind, severity, m_aggregate, head.sequence, head.id, std::move(expected), std::move(found), std::move(message)};
        finding.logIndex = head.pos;
        findings.push_back(std::move(finding));
    }

    void gap(const replay::EventHead& head, std::int64_t expected)
    {
        const std::int64_t last = head.sequence.value() - 1;
        const bool lenient = isLenient(head.id) && (!m_last || isLenient(m_last->id));
        const std::string run =
            expected == last ? std::to_string(expected) : std::to_string(expected) + "–" + std::to_string(last);
        Finding finding{FindingKind::SequenceGap,
                        lenient ? Severity::Warning : Severity::Error,
                        m_aggregate,
                        Sequence(expected),
                        {},
                        "sequence " + run,
                        "none",
                        "Sequence " + run + " is missing before " + std::to_string(head.sequence.value())};
        finding.logIndex = head.pos;
        // Rows from before the log stand in it by their times, which may go back.
        const std::int64_t next = head.pos ? head.pos->value() : std::numeric_limits<std::int64_t>::max();
        const std::int64_t before = !m_last ? -1 : m_last->pos ? m_last->pos->value() : next;
        finding.hint = {std::min(before, next), std::max(before, next), head.id};
        findings.push_back(std::move(finding));
    }

    AggregateId m_aggregate;
    bool m_isStock;
    std::unordered_set<EventId> m_adopted;
    replay::SequenceCheck m_check;
    std::optional<replay::EventHead> m_last;
    std::optional<Timestamp> m_greatest;
    std::string m_greatestText;
};

}  // namespace

Result<std::vector<Finding>> checkAggregate(store::EventReader& events, store::RecordReader& record,
                                            const std::shared_ptr<const catalog::Catalog>& catalog, AggregateId aggregate,
                                            const Scope& scope, const std::stop_token& stop)
{
    auto loaded = replay::loadTimeline(events, aggregate, catalog, {}, stop);
    // Where an index of the source disagrees with its rows, an event is listed whose aggregate cannot be found.
    if (!loaded.ok() && loaded.error().code == ErrorCode::NotFound) return std::vector<Finding>();
    if (!loaded.ok()) return std::move(loaded).error();
    const replay::Timeline& timeline = *loaded.value();
    VCI_TRY(const auto adopted, record.adoptedOf(aggregate, stop));
    Walk walk(aggregate, events.info().kind == store::SourceKind::StockPostgres, adopted);
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const replay::EventHead head = timeline.eventAt(i);
        const bool isInScope = scope.holds(aggregate, head.id, head.at);
        walk.see(head, timeline.timeText(i), isInScope);
        if (isInScope && head.flags.has(FindingKind::MalformedPayload)) walk.unusable(head);
    }
    return std::move(walk.findings);
}

}  // namespace vci::verify
