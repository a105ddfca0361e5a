// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/verify/causes.h"
#include "core/verify/lostplaces.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace vci;
using namespace vci::verify;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

/// Nothing at [from, to).
Finding lost(FindingKind kind, std::int64_t from, std::int64_t to)
{
    Finding finding{kind, Severity::Error, {}, {}, {}, {}, {}, {}};
    finding.logIndex = LogIndex(from);
    finding.hint = {from - 1, to};
    return finding;
}

Finding missingAt(std::int64_t place)
{
    Finding finding{FindingKind::EventMissing, Severity::Error, {}, {}, {}, {}, {}, {}};
    finding.logIndex = LogIndex(place);
    return finding;
}

/// Of a sequence whose events around it stand at these places.
Finding gapBetween(std::int64_t after, std::int64_t before)
{
    Finding finding{FindingKind::SequenceGap, Severity::Error, {}, {}, {}, {}, {}, {}};
    finding.logIndex = LogIndex(before);
    finding.hint = {after, before};
    return finding;
}

/// An event without an entry; without an id, one that a log before a restore lacked.
Finding unlogged(std::optional<EventId> id)
{
    return {FindingKind::EventUnlogged, Severity::Error, {}, {}, id, {}, {}, {}};
}

EventId idOf(int number)
{
    return *EventId::tryFromString("00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + number));
}

std::int64_t rootsOf(const std::vector<Finding>& findings, FindingKind kind)
{
    return std::ranges::count_if(findings, [kind](const Finding& one) { return one.kind == kind && !one.causedBy; });
}

}  // namespace

/// Which finding explains which: as many as it can, and no more.
class TestCauses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gapsInSequences_data();
    void gapsInSequences();
    void eachGapHasItsOwn();
    void oneOfEachEvent();
    void unloggedEvents_data();
    void unloggedEvents();
    void oneForOne();
};

using Places = QList<QPair<qint64, qint64>>;

void TestCauses::gapsInSequences_data()
{
    QTest::addColumn<Places>("lostRuns");  ///< of entries, [from, to)
    QTest::addColumn<QList<qint64>>("missing");
    QTest::addColumn<Places>("gaps");
    QTest::addColumn<int>("roots");
    const auto row = [](const char* name, const Places& runs, const QList<qint64>& missing, const Places& gaps, int roots) {
        QTest::newRow(name) << runs << missing << gaps << roots;
    };
    row("one event", {}, {7}, {{3, 9}}, 0);
    row("elsewhere", {}, {7}, {{8, 12}}, 1);
    row("one event, two gaps", {}, {7}, {{3, 9}, {5, 8}}, 1);
    row("the wider gap has another place too", {}, {189, 197}, {{100, 210}, {150, 190}}, 0);
    row("the gap of the same width has another place too", {}, {5, 8}, {{2, 9}, {0, 7}}, 0);
    row("a chain of choices", {}, {1, 2, 3}, {{0, 4}, {0, 3}, {0, 2}}, 0);
    row("ten entries in a row", {{10, 20}}, {}, {{5, 30}, {9, 20}, {12, 14}}, 0);
    row("two entries, three gaps", {{10, 12}}, {}, {{5, 30}, {9, 20}, {3, 14}}, 1);
    row("at the beginning", {{0, 1}}, {}, {{-1, 4}}, 0);
    row("up to the greatest place", {{10, kMost}}, {}, {{5, 30}, {40, 50}}, 0);
    row("at the greatest place", {}, {kMost}, {{5, 30}}, 1);
}

void TestCauses::gapsInSequences()
{
    QFETCH(Places, lostRuns);
    QFETCH(QList<qint64>, missing);
    QFETCH(Places, gaps);
    QFETCH(int, roots);
    std::vector<Finding> findings;
    for (const auto& [from, to] : lostRuns) findings.push_back(lost(FindingKind::LogGap, from, to));
    for (const qint64 place : missing) findings.push_back(missingAt(place));
    for (const auto& [after, before] : gaps) findings.push_back(gapBetween(after, before));
    linkCauses(findings);
    QCOMPARE(rootsOf(findings, FindingKind::SequenceGap), roots);
}

void TestCauses::eachGapHasItsOwn()
{
    std::vector<Finding> findings = {missingAt(189), missingAt(197), gapBetween(100, 210), gapBetween(150, 190)};
    linkCauses(findings);
    for (const Finding& one : findings) {
        if (one.kind != FindingKind::SequenceGap) continue;
        QVERIFY(one.causedBy);
        QCOMPARE(findings.at(*one.causedBy).logIndex->value(), one.hint.before == 190 ? 189 : 197);
    }
}

/// All numbers of a source were changed: a quarter of a million events, a gap before each. Looking at every event for every gap
/// would outlast the patience of a test.
void TestCauses::oneOfEachEvent()
{
    constexpr std::int64_t kEvents = 250'000;
    const auto aggregate = AggregateId::tryFromString("00000000-0000-4000-8000-000000000001");
    std::vector<Finding> findings;
    for (std::int64_t i = 0; i < kEvents; ++i) {
        Finding altered{FindingKind::EventAltered, Severity::Error, aggregate, {}, {}, {}, {}, {}};
        altered.logIndex = LogIndex(2 * i);
        findings.push_back(altered);
        // Every other one lies between two altered events, and holds none.
        findings.push_back(i % 2 == 0 ? gapBetween(2 * i, 2 * i + 2) : gapBetween(2 * i - 1, 2 * i + 1));
        findings.back().aggregateId = aggregate;
        Finding orphan{FindingKind::CausationOrphan, Severity::Warning, aggregate, {}, {}, std::to_string(i), {}, {}};
        orphan.logIndex = LogIndex(2 * kEvents);
        findings.push_back(orphan);
    }
    findings.push_back(lost(FindingKind::LogGap, 2 * kEvents - 1, 2 * kEvents));
    linkCauses(findings);
    QCOMPARE(rootsOf(findings, FindingKind::SequenceGap), kEvents / 2);
    QCOMPARE(rootsOf(findings, FindingKind::CausationOrphan), kEvents - 1);
}

void TestCauses::unloggedEvents_data()
{
    QTest::addColumn<Places>("lostRuns");
    QTest::addColumn<Places>("cutOff");
    QTest::addColumn<int>("events");
    QTest::addColumn<int>("takenOver");  ///< findings that tell of no event
    QTest::addColumn<int>("roots");
    QTest::newRow("as many as entries are gone") << Places{} << Places{{500, 502}} << 2 << 0 << 0;
    QTest::newRow("more than entries are gone") << Places{} << Places{{500, 502}} << 3 << 0 << 3;
    QTest::newRow("the cut told twice") << Places{{500, 502}} << Places{{500, 502}} << 4 << 0 << 4;
    QTest::newRow("a gap and a cut") << Places{{100, 102}} << Places{{500, 502}} << 4 << 0 << 0;
    QTest::newRow("as many as are gone, and others taken over") << Places{} << Places{{500, 502}} << 2 << 1 << 1;
    QTest::newRow("taken over alone") << Places{} << Places{{500, 502}} << 0 << 1 << 1;
    QTest::newRow("a head far above") << Places{{500, kMost}} << Places{{500, 700}} << 200 << 0 << 0;
    QTest::newRow("two of them") << Places{{0, kMost - 1}, {500, kMost}} << Places{} << 200 << 0 << 0;
}

void TestCauses::unloggedEvents()
{
    QFETCH(Places, lostRuns);
    QFETCH(Places, cutOff);
    QFETCH(int, events);
    QFETCH(int, takenOver);
    QFETCH(int, roots);
    std::vector<Finding> findings;
    for (const auto& [from, to] : lostRuns) findings.push_back(lost(FindingKind::LogGap, from, to));
    for (const auto& [from, to] : cutOff) findings.push_back(lost(FindingKind::LogTruncated, from, to));
    for (int i = 0; i < events; ++i) findings.push_back(unlogged(idOf(i)));
    for (int i = 0; i < takenOver; ++i) findings.push_back(unlogged({}));
    linkCauses(findings);
    QCOMPARE(rootsOf(findings, FindingKind::EventUnlogged), roots);
}

/// An event whose id was changed stays that, whatever an older log took over.
void TestCauses::oneForOne()
{
    std::vector<Finding> findings = {missingAt(7), unlogged(idOf(1)), unlogged({})};
    linkCauses(findings);
    QCOMPARE(rootsOf(findings, FindingKind::EventUnlogged), 1);
    for (const Finding& one : findings) QCOMPARE(one.causedBy.has_value(), one.eventId.has_value());
}

QTEST_GUILESS_MAIN(TestCauses)
#include "tst_causes.moc"
