// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/value.h"
#include "core/replay/timelinebuilder.h"
#include "tests/core/replay/history.h"

#include <QtTest>

using vci::Result;
using vci::replay::LastFields;

namespace {

vci::Error notAsked()
{
    return vci::makeError(vci::ErrorCode::Internal, "not asked in this test");
}

/// A source of made events. Its views are overwritten as soon as the visitor returns, as a driver's buffers are.
class FakeReader final : public vci::store::EventReader {
public:
    explicit FakeReader(std::int64_t count)
        : m_count(count)
    {
    }

    std::int64_t failAt = -1;         ///< an error instead of this event
    std::int64_t requestStopAt = -1;  ///< the stop source is asked before this event
    std::stop_source stopSource;
    bool obeysStop = true;

    Result<void> visitAggregate(vci::AggregateId, vci::store::EventVisitor& visitor, std::stop_token stop) override
    {
        for (std::int64_t i = 1; i <= m_count; ++i) {
            if (i == failAt) return vci::makeError(vci::ErrorCode::Unreachable, "the line went dead");
            if (i == requestStopAt) stopSource.request_stop();
            if (obeysStop && stop.stop_requested()) return vci::cancelled();
            vci::Event event =
                vci::test::makeEvent(i, i % 2 == 0 ? "CallOnHold" : "LongerTypeNameThanAnyBuffer",
                                     "{\"n\":" + std::to_string(i) + ",\"text\":\"" + std::string(100, 'x') + "\"}");
            if (i % 3 == 0) event.blockchainTxHash = "pending";
            if (!visitor.visit(vci::test::viewOf(event))) return {};
            event.eventData.assign(event.eventData.size(), '!');
            event.eventType.assign(event.eventType.size(), '!');
            visited = i;
        }
        return {};
    }
    std::int64_t visited = 0;

    const vci::store::SourceInfo& info() const override { return m_info; }
    Result<std::vector<vci::Tenant>> tenants() override { return notAsked(); }
    Result<void> selectTenant(vci::TenantId) override { return notAsked(); }
    std::optional<vci::TenantId> tenant() const override { return std::nullopt; }
    Result<vci::store::AggregatePage> aggregates(const vci::store::AggregateQuery&, const vci::store::PageRequest&,
                                                 std::stop_token) override
    {
        return notAsked();
    }
    Result<std::vector<vci::store::TypeCount>> aggregateTypes(std::stop_token) override { return notAsked(); }
    Result<vci::store::AggregateRow> aggregate(vci::AggregateId, std::stop_token) override { return notAsked(); }
    Result<vci::store::EventPage> aggregateEvents(vci::AggregateId, const vci::store::PageRequest&, std::stop_token) override
    {
        return notAsked();
    }
    Result<vci::store::EventPage> events(const vci::store::PageRequest&, std::stop_token) override { return notAsked(); }
    Result<std::vector<vci::Event>> eventsById(std::span<const vci::EventId>, std::stop_token) override { return notAsked(); }
    Result<vci::store::EventPage> effectsOf(std::span<const vci::EventId>, const vci::store::PageRequest&,
                                            std::stop_token) override
    {
        return notAsked();
    }
    Result<vci::store::EventPage> correlated(vci::CorrelationId, const vci::store::PageRequest&, std::stop_token) override
    {
        return notAsked();
    }
    Result<std::vector<vci::EventId>> existing(std::span<const vci::EventId>, std::stop_token) override { return notAsked(); }
    Result<std::vector<vci::store::FindHit>> find(const vci::store::FindQuery&, const vci::store::ProgressFunction&,
                                                  std::stop_token) override
    {
        return notAsked();
    }
    Result<vci::store::Statistics> statistics(std::stop_token) override { return notAsked(); }
    void interrupt() override {}

private:
    std::int64_t m_count;
    vci::store::SourceInfo m_info{
        .kind = vci::store::SourceKind::CaseFile, .label = "fake", .uri = "fake", .login = {}, .notices = {}};
};

Result<std::shared_ptr<const vci::replay::Timeline>> load(FakeReader& reader, const vci::store::ProgressFunction& progress = {})
{
    return vci::replay::loadTimeline(reader, vci::test::makeEvent(1, "x", "{}").aggregateId, vci::catalog::Catalog::builtIn(),
                                     progress, reader.stopSource.get_token());
}

}  // namespace

class TestLoadTimeline final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loadsAll_data()
    {
        QTest::addColumn<qint64>("count");
        for (const qint64 count : {1, 1023, 1024, 1025, 30'000}) QTest::addRow("%lld", static_cast<long long>(count)) << count;
    }
    void loadsAll()
    {
        QFETCH(qint64, count);
        FakeReader reader(count);
        std::int64_t told = 0;
        const auto loaded = load(reader, [&](std::int64_t rows) {
            QVERIFY(rows >= told);
            told = rows;
        });
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
        const auto& timeline = *loaded.value();
        QCOMPARE(timeline.size(), static_cast<std::size_t>(count));
        QCOMPARE(told, count);
        QCOMPARE(timeline.aggregateType(), std::string("Call"));
        for (std::size_t i = 0; i < timeline.size(); i += 101) {
            QCOMPARE(timeline.stateAt(i + 1).find("n")->asText(), std::to_string(i + 1));
            QCOMPARE(timeline.eventAt(i).flags.has(vci::FindingKind::InvalidTxHash), (i + 1) % 3 == 0);
        }
        if (count > 1) QCOMPARE(timeline.stateAt(timeline.size()).find("hold_count")->asText(), std::to_string(count / 2));
    }

    void errorsWinOverPartialResults()
    {
        for (const std::int64_t failAt : {1, 2, 20'000}) {
            FakeReader reader(30'000);
            reader.failAt = failAt;
            const auto loaded = load(reader);
            QVERIFY(!loaded.ok());
            QCOMPARE(loaded.error().code, vci::ErrorCode::Unreachable);
        }
    }

    void cancels()
    {
        for (const bool obeys : {true, false}) {
            FakeReader reader(1'000'000);
            reader.obeysStop = obeys;
            reader.requestStopAt = 5'000;
            const auto loaded = load(reader);
            QVERIFY(!loaded.ok());
            QVERIFY(loaded.error().isCancelled());
            QVERIFY(reader.visited < 10'000);
        }
    }

    void nothingIsNotFound()
    {
        FakeReader reader(0);
        const auto loaded = load(reader);
        QVERIFY(!loaded.ok());
        QCOMPARE(loaded.error().code, vci::ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestLoadTimeline)
#include "tst_loadtimeline.moc"
