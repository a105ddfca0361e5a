// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/cursor.h"
#include "core/store/snapshots.h"
#include "core/store/toevent.h"
#include "tests/conformance/answers.h"
#include "tests/conformance/storecontract.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <tuple>

namespace vci::test {

using store::PageRequest;
using store::Snapshot;
using store::SnapshotQuery;

namespace {

class Collector final : public store::EventVisitor {
public:
    Collector(TenantId tenant, AggregateId aggregate)
        : m_tenant(tenant)
        , m_aggregate(aggregate)
    {
    }
    bool visit(const store::EventView& view) override
    {
        events.push_back(store::toEvent(view, m_aggregate, m_tenant));
        return true;
    }
    std::vector<Event> events;

private:
    TenantId m_tenant;
    AggregateId m_aggregate;
};

/// The tenant's rows as a reader of such a source gives them.
std::vector<Snapshot> expected(const History& history, const store::SourceInfo& source, TenantId tenant,
                               const SnapshotQuery& query)
{
    std::vector<Snapshot> rows;
    for (const auto& [of, snapshot] : history.snapshots) {
        if (of != tenant || (query.aggregate && snapshot.aggregateId != *query.aggregate)) continue;
        rows.push_back(snapshot);
        if (source.kind == store::SourceKind::StockPostgres) rows.back().reducer.reset();
        if (query.state == SnapshotQuery::State::Omit) rows.back().state.clear();
    }
    std::sort(rows.begin(), rows.end(), [](const Snapshot& a, const Snapshot& b) {
        return std::tie(a.aggregateId, a.lastSequence, a.id) < std::tie(b.aggregateId, b.lastSequence, b.id);
    });
    return rows;
}

}  // namespace

void StoreContract::listsSnapshots_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<bool>("withState");
    QTest::addColumn<int>("limit");
    const QByteArray inAcme = QByteArray::fromStdString(acme().toString());
    const QByteArray inCrowd = QByteArray::fromStdString(crowd().toString());
    QTest::newRow("all, one by one") << inCrowd << 0 << true << 1;
    QTest::newRow("all, in pairs, without states") << inCrowd << 0 << false << 2;
    QTest::newRow("all at once") << inCrowd << 0 << true << 100;
    QTest::newRow("of one aggregate") << inCrowd << kLong << true << 2;
    QTest::newRow("of an aggregate without") << inCrowd << kLongScarred << true << 10;
    QTest::newRow("of another tenant's aggregate") << inAcme << kLong << true << 10;
    QTest::newRow("foreign alone") << inAcme << 0 << true << 10;
    QTest::newRow("a tenant without") << QByteArray::fromStdString(borealis().toString()) << 0 << true << 10;
}

void StoreContract::listsSnapshots()
{
    QFETCH(int, aggregate);
    QFETCH(bool, withState);
    QFETCH(int, limit);
    const TenantId tenant = fetchTenant();
    VCI_TAKE(reader, openFor(tenant));
    SnapshotQuery query;
    if (aggregate != 0) query.aggregate = aggregateId(aggregate);
    if (withState) query.state = SnapshotQuery::State::Include;
    QVERIFY(reader->snapshots() != nullptr);
    VCI_TAKE(rows, allPages([&](const PageRequest& page) { return reader->snapshots()->list(query, page, {}); },
                            static_cast<std::size_t>(limit)));
    compareLines(rows, expected(m_history, reader->info(), tenant, query));
    PageRequest foreign;
    foreign.after = store::makeCursor("events", {"1"});
    QCOMPARE(codeOf(reader->snapshots()->list(query, foreign, {})), ErrorCode::Usage);
}

void StoreContract::givesNewestSnapshot_data()
{
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<QString>("reducer");
    QTest::addColumn<qlonglong>("atMost");
    QTest::addColumn<int>("notAfterEvent");
    QTest::addColumn<int>("snapshot");
    const QString a = QStringLiteral("reducer-a");
    QTest::newRow("the newest, and of two the later made") << kLong << a << 100'000LL << 0 << 3;
    QTest::newRow("of the other reducer") << kLong << QStringLiteral("reducer-b") << 100'000LL << 0 << 5;
    QTest::newRow("of a reducer that made none") << kLong << QStringLiteral("' OR '1'='1") << 100'000LL << 0 << 0;
    QTest::newRow("at a snapshot") << kLong << a << 200LL << 0 << 3;
    QTest::newRow("just below one") << kLong << a << 199LL << 0 << 2;
    QTest::newRow("below the first") << kLong << a << 99LL << 0 << 0;
    QTest::newRow("below every number") << kLong << a << std::numeric_limits<qlonglong>::min() << 0 << 0;
    QTest::newRow("at the time of its last event") << kLong << a << 100'000LL << 200 << 3;
    QTest::newRow("just before that") << kLong << a << 100'000LL << 199 << 2;
    QTest::newRow("before the first") << kLong << a << 100'000LL << 99 << 0;
    QTest::newRow("an aggregate without") << kLongScarred << a << 100'000LL << 0 << 0;
}

void StoreContract::givesNewestSnapshot()
{
    QFETCH(int, aggregate);
    QFETCH(QString, reducer);
    QFETCH(qlonglong, atMost);
    QFETCH(int, notAfterEvent);
    QFETCH(int, snapshot);
    VCI_TAKE(reader, openFor(crowd()));
    store::SnapshotWanted wanted{aggregateId(aggregate), reducer.toStdString(), Sequence(atMost)};
    if (notAfterEvent != 0) {
        const auto events = m_history.replayOrder(crowd(), aggregateId(kLong));
        wanted.notAfter = events[static_cast<std::size_t>(notAfterEvent) - 1].timestamp.at;
    }
    VCI_TAKE(newest, reader->snapshots()->newest(wanted, {}));
    // Where there is no column for the reducer every snapshot is foreign.
    const bool exists = snapshot != 0 && reader->info().kind != store::SourceKind::StockPostgres;
    QCOMPARE(newest.has_value(), exists);
    if (!exists) return;
    const auto found = std::find_if(m_history.snapshots.begin(), m_history.snapshots.end(),
                                    [&](const auto& one) { return one.snapshot.id == snapshotId(snapshot); });
    QCOMPARE(QString::fromStdString(line(*newest)), QString::fromStdString(line(found->snapshot)));
}

void StoreContract::knowsWholeAggregates_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<int>("last");
    const QByteArray inAcme = QByteArray::fromStdString(acme().toString());
    const QByteArray inCrowd = QByteArray::fromStdString(crowd().toString());
    QTest::newRow("sound") << inAcme << kSound << 3;
    QTest::newRow("a gap") << inAcme << kGap << 0;
    QTest::newRow("a number twice") << inAcme << kDuplicate << 0;
    QTest::newRow("a clock that went back") << inAcme << kClockBack << 3;
    QTest::newRow("long") << inCrowd << kLong << kLongEvents;
    QTest::newRow("long, a number twice") << inCrowd << kLongScarred << 0;
    QTest::newRow("unknown") << inAcme << 999 << 0;
}

void StoreContract::knowsWholeAggregates()
{
    QFETCH(int, aggregate);
    QFETCH(int, last);
    VCI_TAKE(reader, openFor(fetchTenant()));
    VCI_TAKE(extent, reader->snapshots()->wholeExtent(aggregateId(aggregate), {}));
    QCOMPARE(extent.value_or(Sequence(0)).value(), last);
}

void StoreContract::visitsRanges_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<qlonglong>("above");
    QTest::addColumn<qlonglong>("upTo");
    const QByteArray inAcme = QByteArray::fromStdString(acme().toString());
    const QByteArray inCrowd = QByteArray::fromStdString(crowd().toString());
    QTest::newRow("the middle") << inCrowd << kLong << 100LL << 200LL;
    QTest::newRow("the tail") << inCrowd << kLong << 2990LL << 1'000'000LL;
    QTest::newRow("nothing") << inCrowd << kLong << 200LL << 200LL;
    QTest::newRow("beyond the end") << inCrowd << kLong << 3000LL << 1'000'000LL;
    QTest::newRow("a number twice in it") << inCrowd << kLongScarred << 1498LL << 1502LL;
    QTest::newRow("a number twice at its end") << inAcme << kDuplicate << 0LL << 2LL;
    QTest::newRow("a number twice before it") << inAcme << kDuplicate << 2LL << 10LL;
    QTest::newRow("unknown") << inAcme << 999 << 0LL << 10LL;
}

void StoreContract::visitsRanges()
{
    QFETCH(int, aggregate);
    QFETCH(qlonglong, above);
    QFETCH(qlonglong, upTo);
    const TenantId tenant = fetchTenant();
    VCI_TAKE(reader, openFor(tenant));
    Collector collector(tenant, aggregateId(aggregate));
    const auto visited =
        reader->snapshots()->visitRange(aggregateId(aggregate), {Sequence(above), Sequence(upTo)}, collector, {});
    QVERIFY2(visited.ok(), visited.ok() ? "" : visited.error().message.c_str());
    auto want = m_history.replayOrder(tenant, aggregateId(aggregate));
    std::erase_if(want, [&](const Event& event) { return event.sequence.value() <= above || event.sequence.value() > upTo; });
    // Places in the log may be left out.
    for (Event& event : want) event.pos.reset();
    for (Event& event : collector.events) event.pos.reset();
    compareLines(collector.events, want);
}

void StoreContract::tailsCostTheirLength()
{
    const auto costOfTail = [&](std::int64_t above) {
        return costOf(crowd(), [&](store::EventReader& reader) {
            Collector collector(crowd(), aggregateId(kLong));
            const auto visited =
                reader.snapshots()->visitRange(aggregateId(kLong), {Sequence(above), Sequence(1'000'000)}, collector, {});
            QVERIFY(visited.ok());
        });
    };
    const std::int64_t tail = costOfTail(kLongEvents - 10);
    const std::int64_t everything = costOfTail(0);
    QVERIFY2(tail > 0 && everything > 20 * tail, qPrintable(QStringLiteral("%1 against %2").arg(tail).arg(everything)));
}

}  // namespace vci::test
