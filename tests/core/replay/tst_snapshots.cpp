// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/generate/traffic.h"
#include "core/replay/pointstate.h"
#include "core/replay/snapshotaudit.h"
#include "core/replay/snapshotmaker.h"
#include "core/replay/timelinebuilder.h"
#include "core/store/recorder.h"
#include "core/store/sqlite/casefilestore.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace vci;
using replay::PointState;
using replay::SnapshotOutcome;

namespace {

/// All that an answer says, but for the snapshot that it came from.
std::string textOf(const PointState& state)
{
    std::string text = state.aggregateId.toString() + " " + state.aggregateType + " " + std::to_string(state.eventsApplied) +
                       "/" + std::to_string(state.events) + " flags " + std::to_string(state.flags.bits()) + " " +
                       json::dump(state.state);
    if (state.last) text += " " + state.last->id.toString() + " " + state.last->eventType + " " + state.last->timeText;
    return text;
}

}  // namespace

/// Making, using and auditing snapshots of a case file.
class TestSnapshots final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_file = (m_folder.path() + QStringLiteral("/a.vcase")).toStdString();
        QVERIFY(store::sqlite::createCaseFile(m_file, m_ids, m_clock).ok());
        auto writer = store::sqlite::openCaseFileWriter(m_file, m_ids, m_clock);
        QVERIFY(writer.ok());
        m_tenant = generate::trafficTenant(5);
        const auto receive = [&](std::span<const store::NewEvent> batch) -> Result<void> {
            VCI_TRY([[maybe_unused]] const auto outcome, writer.value()->append(*m_tenant, batch, store::Stamping::AsRecorded));
            return {};
        };
        QVERIFY(generate::generateTraffic({60, 5}, receive, {}).ok());
    }

    /// Snapshots written at places in the middle, as appends leave them: every point of every aggregate is what full replay
    /// gives.
    void snapshotAndTailAreFullReplay()
    {
        const auto reader = open();
        const auto writer = store::sqlite::openCaseFileSnapshotWriter(m_file, m_ids, m_clock);
        QVERIFY(writer.ok());
        const auto aggregates = reader->aggregates({}, {.limitRows = 100'000}, {});
        QVERIFY(aggregates.ok());
        std::int64_t used = 0;
        for (const store::AggregateRow& row : aggregates.value().rows) {
            const auto timeline = replay::loadTimeline(*reader, row.id, m_catalog, {}, {});
            QVERIFY(timeline.ok());
            if (!timeline.value()->flagsUpTo(timeline.value()->size()).isEmpty()) continue;
            for (replay::Position made = 3; made <= timeline.value()->size(); made += 4) {
                const auto head = timeline.value()->eventAt(made - 1);
                const store::NewSnapshot snapshot{
                    row.id, row.type, head.sequence, head.id, m_catalog->version(), json::dump(timeline.value()->stateAt(made))};
                QVERIFY(writer.value()->write(*m_tenant, std::span(&snapshot, 1)).ok());
            }
            for (replay::Position position = 0; position <= timeline.value()->size() + 1; ++position) {
                const auto at =
                    replay::stateAt(*reader, row.id, m_catalog, {Sequence(static_cast<std::int64_t>(position))}, {}, {});
                QVERIFY2(at.ok(), at.ok() ? "" : at.error().message.c_str());
                const auto bounded = std::min(position, timeline.value()->size());
                QCOMPARE(textOf(at.value()), textOf(replay::pointState(*timeline.value(), bounded)));
                QCOMPARE(at.value().fromSnapshot.has_value(), bounded >= 3);
                QVERIFY(at.value().notices.empty());
                if (at.value().fromSnapshot) {
                    ++used;
                    QVERIFY(at.value().fromSnapshot->value() > static_cast<std::int64_t>(bounded) - 4);
                }
                if (position == 0 || position > timeline.value()->size()) continue;
                const Timestamp time = timeline.value()->eventAt(position - 1).at;
                const auto atTime = replay::stateAt(*reader, row.id, m_catalog, {{}, time}, {}, {});
                QVERIFY(atTime.ok());
                QCOMPARE(textOf(atTime.value()),
                         textOf(replay::pointState(*timeline.value(), timeline.value()->positionAtTime(time))));
            }
        }
        QVERIFY(used > 500);
        const auto audit = replay::auditSnapshots(*reader, {}, m_catalog, replay::ForeignSnapshots::Check, {}, {});
        QVERIFY(audit.ok() && audit.value().checked > 100);
        QCOMPARE(audit.value().findings.size(), std::size_t(0));
    }

    void theRecorderMakesThem()
    {
        const auto appender = store::sqlite::openCaseFileWriter(m_file, m_ids, m_clock);
        const auto writer = store::sqlite::openCaseFileSnapshotWriter(m_file, m_ids, m_clock);
        QVERIFY(appender.ok() && writer.ok());
        const auto reader = open();
        replay::SnapshotMaker maker(*reader, *writer.value(), m_catalog);
        store::Recorder recorder(*appender.value(), *m_tenant, m_catalog);
        store::SnapshotPolicy policy;
        QVERIFY(policy.add("50,Call=3").ok());
        bool fails = false;
        recorder.setSnapshots(policy, [&](AggregateId aggregate) -> Result<bool> {
            if (fails) return makeError(ErrorCode::Io, "the disk is full");
            SnapshotOutcome outcome;
            VCI_CHECK(maker.make(aggregate, replay::EarlierSnapshots::Trust, outcome, {}));
            return outcome.kind == SnapshotOutcome::Kind::Made;
        });
        const AggregateId call(m_ids.next());
        QString made;
        for (int i = 1; i <= 9; ++i) {
            fails = i == 6;
            const auto stored = recorder.storeCallEvent({call, "CallOnHold", R"({"reason":"r"})"});
            QVERIFY(stored.ok());
            made += stored.value().snapshotMade ? QLatin1Char('S') : QLatin1Char('-');
            QCOMPARE(stored.value().snapshotFailure, std::string(i == 6 ? "the disk is full" : ""));
        }
        QCOMPARE(made, QStringLiteral("--S-----S"));
        const auto state = replay::stateAt(*reader, call, m_catalog, {}, {}, {});
        QVERIFY(state.ok() && state.value().fromSnapshot == Sequence(9));
        QCOMPARE(json::dump(*state.value().state.find("hold_count")), std::string("9"));
        SnapshotOutcome again;
        QVERIFY(maker.make(call, replay::EarlierSnapshots::Check, again, {}).ok());
        QVERIFY(again.kind == SnapshotOutcome::Kind::Present);
    }

    void refusesOddAggregates_data()
    {
        QTest::addColumn<QByteArray>("sequences");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("a gap") << QByteArray("124") << QByteArray("{}") << QByteArray("event 4 is flagged sequence_gap");
        QTest::newRow("not from 1") << QByteArray("23") << QByteArray("{}") << QByteArray("event 2 is flagged sequence_gap");
        QTest::newRow("below 1") << QByteArray("012") << QByteArray("{}") << QByteArray("event 0 is below 1");
        QTest::newRow("a number no rule can use")
            << QByteArray("123") << QByteArray(R"({"amount":"ten"})") << QByteArray("event 1 is flagged malformed_payload");
    }
    void refusesOddAggregates()
    {
        QFETCH(QByteArray, sequences);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, why);
        const AggregateId aggregate(m_ids.next());
        {
            const auto appender = store::sqlite::openCaseFileWriter(m_file, m_ids, m_clock);
            QVERIFY(appender.ok());
            std::vector<store::NewEvent> events;
            for (const char sequence : sequences) {
                events.push_back({.id = {},
                                  .aggregateId = aggregate,
                                  .aggregateType = "Credit",
                                  .eventType = "CreditsPurchased",
                                  .eventVersion = 1,
                                  .eventData = data.toStdString(),
                                  .metadata = "{}",
                                  .causationId = {},
                                  .correlationId = {},
                                  .expectedSequence = {},
                                  .sequence = Sequence(sequence - '0'),
                                  .timestamp = {},
                                  .blockchainTxHash = {}});
            }
            QVERIFY(appender.value()->append(*m_tenant, events, store::Stamping::AsRecorded).ok());
        }
        const auto writer = store::sqlite::openCaseFileSnapshotWriter(m_file, m_ids, m_clock);
        const auto reader = open();
        replay::SnapshotMaker maker(*reader, *writer.value(), m_catalog);
        SnapshotOutcome outcome;
        QVERIFY(maker.make(aggregate, replay::EarlierSnapshots::Trust, outcome, {}).ok());
        QVERIFY(outcome.kind == SnapshotOutcome::Kind::Unsound);
        QVERIFY2(outcome.why.find(why.toStdString()) != std::string::npos, outcome.why.c_str());
    }

    void readsFrequencies_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("ofCall");
        QTest::addColumn<int>("ofOther");
        QTest::newRow("for all") << QByteArray("7") << 7 << 7;
        QTest::newRow("for one") << QByteArray("Call=7") << 7 << 100;
        QTest::newRow("both") << QByteArray("3,Call=0") << 0 << 3;
        QTest::newRow("the later wins") << QByteArray("Call=5,Call=6") << 6 << 100;
        QTest::newRow("empty") << QByteArray("") << -1 << -1;
        QTest::newRow("negative") << QByteArray("Call=-1") << -1 << -1;
        QTest::newRow("a word") << QByteArray("often") << -1 << -1;
        QTest::newRow("no type") << QByteArray("=5") << -1 << -1;
        QTest::newRow("a comma at the end") << QByteArray("5,") << -1 << -1;
        QTest::newRow("too many") << QByteArray("2147483648") << -1 << -1;
    }
    void readsFrequencies()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, ofCall);
        QFETCH(int, ofOther);
        store::SnapshotPolicy policy;
        const auto added = policy.add(text.toStdString());
        QCOMPARE(added.ok(), ofCall >= 0);
        if (!added.ok()) {
            QCOMPARE(added.error().code, ErrorCode::Usage);
            return;
        }
        QCOMPARE(policy.every("Call"), std::int64_t(ofCall));
        QCOMPARE(policy.every("Agent"), std::int64_t(ofOther));
        QCOMPARE(policy.isDue("Call", Sequence(42)), ofCall > 0 && 42 % ofCall == 0);
    }

private:
    [[nodiscard]] std::unique_ptr<store::EventReader> open() const
    {
        auto reader = store::sqlite::openCaseFileReader(m_file);
        if (!reader.ok() || !reader.value()->selectTenant(*m_tenant).ok()) qFatal("the case file cannot be read");
        return std::move(reader).value();
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_file;
    RandomIdSource m_ids;
    SystemClock m_clock;
    std::optional<TenantId> m_tenant;
    std::shared_ptr<const catalog::Catalog> m_catalog = catalog::Catalog::builtIn();
};

QTEST_GUILESS_MAIN(TestSnapshots)
#include "tst_snapshots.moc"
