// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/conformance/storecontract.h"

#include "tests/conformance/answers.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

namespace vci::test {

using store::AggregateQuery;
using store::AggregateSort;
using store::PageRequest;

namespace {

constexpr std::size_t kAll = 100'000;

QString name(AggregateSort sort)
{
    switch (sort) {
    case AggregateSort::Id:
        return QStringLiteral("by id");
    case AggregateSort::LastActivity:
        return QStringLiteral("by activity");
    case AggregateSort::EventCount:
        break;
    }
    return QStringLiteral("by count");
}

/// Collects a visit; stops after so many events.
class Collector final : public store::EventVisitor {
public:
    Collector(TenantId tenant, AggregateId aggregate, std::size_t limit)
        : m_tenant(tenant)
        , m_aggregate(aggregate)
        , m_limit(limit)
    {
    }
    bool visit(const store::EventView& view) override
    {
        std::optional<std::string> txHash;
        if (view.blockchainTxHash) txHash = std::string(*view.blockchainTxHash);
        events.push_back(Event{view.id, m_tenant, m_aggregate, std::string(view.aggregateType), std::string(view.eventType),
                               view.eventVersion, view.sequence, RecordedTime{view.at, std::string(view.foreignTime)},
                               view.causationId, view.correlationId, std::string(view.eventData), std::string(view.metadata),
                               std::move(txHash), view.pos});
        return events.size() < m_limit;
    }
    std::vector<Event> events;

private:
    TenantId m_tenant;
    AggregateId m_aggregate;
    std::size_t m_limit;
};

}  // namespace

Result<std::unique_ptr<store::EventReader>> StoreContract::openFor(TenantId tenant)
{
    VCI_TRY(auto reader, open());
    VCI_CHECK(reader->selectTenant(tenant));
    return reader;
}

void StoreContract::initTestCase()
{
    m_history = madeHistory();
    const auto loaded = load(m_history);
    if (!loaded.ok() && loaded.error().message.starts_with("SKIP ")) QSKIP(loaded.error().message.c_str() + 5);
    QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().message.c_str());
}

void StoreContract::says()
{
    VCI_TAKE(reader, open());
    const store::SourceInfo& info = reader->info();
    QVERIFY(!info.label.empty());
    QVERIFY(!info.uri.empty());
    QVERIFY(!reader->tenant().has_value());
    // A source whose events have a place in a log says so, and only such a one.
    QVERIFY(reader->selectTenant(acme()).ok());
    VCI_TAKE(page, reader->events({}, {}));
    for (const Event& event : page.events) QCOMPARE(event.pos.has_value(), info.hasLog);
}

void StoreContract::listsTenants()
{
    VCI_TAKE(reader, open());
    VCI_TAKE(tenants, reader->tenants());
    QStringList names;
    for (const Tenant& tenant : tenants) names << QString::fromStdString(tenant.name + " " + tenant.id.toString());
    QCOMPARE(names, (QStringList{QStringLiteral("Acme Telecom 11111111-1111-4111-8111-111111111111"),
                                 QStringLiteral("Borealis Health 22222222-2222-4222-8222-222222222222"),
                                 QStringLiteral("Crowd 33333333-3333-4333-8333-333333333333")}));
}

void StoreContract::refusesWithoutTenant()
{
    VCI_TAKE(reader, open());
    const EventId id = eventId(101);
    const AggregateId aggregate = aggregateId(kSound);
    Collector collector(acme(), aggregate, kAll);
    QCOMPARE(codeOf(reader->aggregates({}, {}, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->aggregateTypes({})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->aggregate(aggregate, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->aggregateEvents(aggregate, {}, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->visitAggregate(aggregate, collector, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->events({}, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->eventsById(std::span(&id, 1), {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->effectsOf(std::span(&id, 1), {}, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->correlated(correlationId(1), {}, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->existing(std::span(&id, 1), {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->find({"anything"}, {}, {})), ErrorCode::TenantRequired);
    QCOMPARE(codeOf(reader->statistics({})), ErrorCode::TenantRequired);
}

void StoreContract::refusesUnknownTenant()
{
    VCI_TAKE(reader, openFor(acme()));
    const auto nobody = reader->selectTenant(*TenantId::tryFromString("99999999-9999-4999-8999-999999999999"));
    QCOMPARE(codeOf(nobody), ErrorCode::NotFound);
    QVERIFY(nobody.error().message.find("99999999-9999-4999-8999-999999999999") != std::string::npos);
    // The one before stays in force.
    QVERIFY(reader->tenant() == acme());
    QVERIFY(reader->statistics({}).ok());
}

void StoreContract::counts_data()
{
    addTenants();
}

void StoreContract::counts()
{
    const TenantId tenant = fetchTenant();
    VCI_TAKE(reader, openFor(tenant));
    VCI_TAKE(statistics, reader->statistics({}));
    std::map<std::string, std::int64_t> byType;
    std::map<std::string, std::int64_t> byAggregateType;
    std::set<AggregateId> aggregates;
    const auto events = m_history.ofTenant(tenant);
    for (const Event& event : events) {
        ++byType[event.eventType];
        ++byAggregateType[event.aggregateType];
        aggregates.insert(event.aggregateId);
    }
    QCOMPARE(statistics.events, std::ssize(events));
    QCOMPARE(statistics.aggregates, std::ssize(aggregates));
    QCOMPARE(statistics.unsequenced, 0);
    QVERIFY(statistics.byType == byType);
    QVERIFY(statistics.byAggregateType == byAggregateType);
    QVERIFY(statistics.first == events.front().timestamp);
    QVERIFY(statistics.last == events.back().timestamp);
}

void StoreContract::aggregatesInOrder_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("sort");
    QTest::addColumn<QStringList>("types");
    QTest::addColumn<int>("limit");
    const QList<QStringList> facets = {{},
                                       {QStringLiteral("Call")},
                                       {QStringLiteral("Transaction"), QStringLiteral("Call")},
                                       {QStringLiteral("Legacy")},
                                       {QStringLiteral("It's \\ none")}};
    for (const AggregateSort sort : {AggregateSort::Id, AggregateSort::LastActivity, AggregateSort::EventCount}) {
        for (const QStringList& types : facets) {
            for (const int limit : {1, 3, 1000}) {
                QTest::addRow("%s, %s, %d a page", qPrintable(name(sort)),
                              types.isEmpty() ? "all types" : qPrintable(types.join(QLatin1Char(' '))), limit)
                    << QByteArray::fromStdString(acme().toString()) << static_cast<int>(sort) << types << limit;
            }
        }
        QTest::addRow("%s, a crowd", qPrintable(name(sort)))
            << QByteArray::fromStdString(crowd().toString()) << static_cast<int>(sort) << QStringList() << 1001;
    }
}

void StoreContract::aggregatesInOrder()
{
    QFETCH(int, sort);
    QFETCH(QStringList, types);
    QFETCH(int, limit);
    const TenantId tenant = fetchTenant();
    AggregateQuery query;
    query.sort = static_cast<AggregateSort>(sort);
    for (const QString& type : types) query.types.push_back(type.toStdString());
    VCI_TAKE(reader, openFor(tenant));
    VCI_TAKE(rows, allPages(
                       [&](const PageRequest& page) -> Result<Paged<store::AggregateRow>> {
                           VCI_TRY(auto given, reader->aggregates(query, page, {}));
                           return Paged<store::AggregateRow>{std::move(given.rows), std::move(given.next)};
                       },
                       static_cast<std::size_t>(limit)));
    compareLines(rows, m_history.aggregates(tenant, query));
}

void StoreContract::skipsAggregates_data()
{
    QTest::addColumn<int>("sort");
    for (const AggregateSort sort : {AggregateSort::Id, AggregateSort::LastActivity, AggregateSort::EventCount})
        QTest::addRow("%s", qPrintable(name(sort))) << static_cast<int>(sort);
}

void StoreContract::skipsAggregates()
{
    QFETCH(int, sort);
    AggregateQuery query;
    query.sort = static_cast<AggregateSort>(sort);
    VCI_TAKE(reader, openFor(acme()));
    const auto all = m_history.aggregates(acme(), query);
    PageRequest page;
    page.limitRows = 2;
    page.skipRows = 3;
    VCI_TAKE(first, reader->aggregates(query, page, {}));
    compareLines(first.rows, {all.begin() + 3, all.begin() + 5});
    page.after = first.next;
    VCI_TAKE(second, reader->aggregates(query, page, {}));
    compareLines(second.rows, {all.begin() + 8, all.begin() + 10});
    page.after.reset();
    page.skipRows = all.size() - 1;
    VCI_TAKE(last, reader->aggregates(query, page, {}));
    compareLines(last.rows, {all.end() - 1, all.end()});
    QVERIFY(!last.next.has_value());
    page.skipRows = all.size();
    VCI_TAKE(none, reader->aggregates(query, page, {}));
    QVERIFY(none.rows.empty() && !none.next);
}

void StoreContract::countsTypes()
{
    VCI_TAKE(reader, openFor(acme()));
    VCI_TAKE(types, reader->aggregateTypes({}));
    QStringList found;
    for (const store::TypeCount& type : types)
        found << QString::fromStdString(type.type) + QLatin1Char(' ') + QString::number(type.count);
    QCOMPARE(found, (QStringList{QStringLiteral("Call 12"), QStringLiteral("Transaction 1")}));
}

void StoreContract::givesOneAggregate()
{
    VCI_TAKE(reader, openFor(acme()));
    for (const store::AggregateRow& want : m_history.aggregates(acme(), {})) {
        VCI_TAKE(got, reader->aggregate(want.id, {}));
        QCOMPARE(QString::fromStdString(line(got)), QString::fromStdString(line(want)));
    }
    QCOMPARE(codeOf(reader->aggregate(aggregateId(1001), {})), ErrorCode::NotFound);  // is one of another tenant
}

void StoreContract::replaysInOrder_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<int>("limit");
    for (int aggregate = kSound; aggregate <= kPayment; ++aggregate) {
        for (const int limit : {1, 2, 3, 1000})
            QTest::addRow("aggregate %d, %d a page", aggregate, limit)
                << QByteArray::fromStdString(acme().toString()) << aggregate << limit;
    }
    for (const int aggregate : {kLong, kLongScarred}) {
        for (const int limit : {kLongEvents / 2, 999})
            QTest::addRow("long %d, %d a page", aggregate, limit)
                << QByteArray::fromStdString(crowd().toString()) << aggregate << limit;
    }
}

void StoreContract::replaysInOrder()
{
    QFETCH(int, aggregate);
    QFETCH(int, limit);
    const TenantId tenant = fetchTenant();
    VCI_TAKE(reader, openFor(tenant));
    VCI_TAKE(events, allEvents([&](const PageRequest& page) { return reader->aggregateEvents(aggregateId(aggregate), page, {}); },
                               static_cast<std::size_t>(limit)));
    compareLines(events, m_history.replayOrder(tenant, aggregateId(aggregate)));
}

void StoreContract::visits()
{
    for (const auto& [tenant, aggregate] :
         {std::pair(acme(), kDuplicate), std::pair(acme(), kEndless), std::pair(crowd(), kLongScarred)}) {
        VCI_TAKE(reader, openFor(tenant));
        Collector collector(tenant, aggregateId(aggregate), kAll);
        const auto visited = reader->visitAggregate(aggregateId(aggregate), collector, {});
        QVERIFY(visited.ok());
        compareLines(collector.events, m_history.replayOrder(tenant, aggregateId(aggregate)));
    }
    VCI_TAKE(reader, openFor(acme()));
    Collector nothing(acme(), aggregateId(999), kAll);
    QCOMPARE(codeOf(reader->visitAggregate(aggregateId(999), nothing, {})), ErrorCode::NotFound);
    QCOMPARE(codeOf(reader->aggregateEvents(aggregateId(999), {}, {})), ErrorCode::NotFound);
}

void StoreContract::visitEndsEarly()
{
    VCI_TAKE(reader, openFor(crowd()));
    Collector collector(crowd(), aggregateId(kLong), 5);
    QVERIFY(reader->visitAggregate(aggregateId(kLong), collector, {}).ok());
    QCOMPARE(collector.events.size(), 5U);
}

void StoreContract::listsEventsInOrder_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 7, 1000})
        QTest::addRow("scars, %d a page", limit) << QByteArray::fromStdString(acme().toString()) << limit;
    QTest::newRow("two events") << QByteArray::fromStdString(borealis().toString()) << 1;
    QTest::newRow("a crowd") << QByteArray::fromStdString(crowd().toString()) << 2500;
}

void StoreContract::listsEventsInOrder()
{
    QFETCH(int, limit);
    const TenantId tenant = fetchTenant();
    VCI_TAKE(reader, openFor(tenant));
    VCI_TAKE(events,
             allEvents([&](const PageRequest& page) { return reader->events(page, {}); }, static_cast<std::size_t>(limit)));
    compareLines(events, m_history.ofTenant(tenant));
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (reader->info().hasLog) QCOMPARE(events[i].pos->value(), static_cast<std::int64_t>(i));
    }
}

void StoreContract::findsEventsById()
{
    VCI_TAKE(reader, openFor(acme()));
    const std::vector<EventId> wanted = {eventId(304), eventId(101), eventId(999), eventId(304), eventId(652), eventId(701)};
    VCI_TAKE(events, reader->eventsById(wanted, {}));
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.id < b.id; });
    std::vector<Event> want;
    for (const Event& event : m_history.ofTenant(acme())) {
        if (std::find(wanted.begin(), wanted.end(), event.id) != wanted.end()) want.push_back(event);
    }
    std::sort(want.begin(), want.end(), [](const Event& a, const Event& b) { return a.id < b.id; });
    QCOMPARE(want.size(), 3U);
    compareLines(events, want);
    VCI_TAKE(nothing, reader->eventsById({}, {}));
    QVERIFY(nothing.empty());

    VCI_TAKE(existing, reader->existing(wanted, {}));
    const std::set<EventId> distinct(existing.begin(), existing.end());
    QVERIFY(distinct == (std::set<EventId>{eventId(101), eventId(304), eventId(652)}));
}

void StoreContract::keepsTenantsApart()
{
    VCI_TAKE(reader, openFor(borealis()));
    VCI_TAKE(events, reader->aggregateEvents(aggregateId(kSound), {}, {}));
    compareLines(events.events, m_history.replayOrder(borealis(), aggregateId(kSound)));
    VCI_TAKE(correlated, reader->correlated(correlationId(1), {}, {}));
    QCOMPARE(correlated.events.size(), 1U);
    const EventId acmes = eventId(101);
    VCI_TAKE(effects, reader->effectsOf(std::span(&acmes, 1), {}, {}));
    QCOMPARE(effects.events.size(), 1U);
    VCI_TAKE(existing, reader->existing(std::span(&acmes, 1), {}));
    QVERIFY(existing.empty());
    // A reader may change its tenant; nothing of the one before is kept.
    QVERIFY(reader->selectTenant(acme()).ok());
    VCI_TAKE(others, reader->aggregateEvents(aggregateId(kSound), {}, {}));
    compareLines(others.events, m_history.replayOrder(acme(), aggregateId(kSound)));
}

void StoreContract::givesEffects_data()
{
    QTest::addColumn<QList<int>>("causes");
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 2, 1000}) {
        QTest::addRow("one cause, %d a page", limit) << QList<int>{102} << limit;
        QTest::addRow("several causes, %d a page", limit) << QList<int>{101, 102, 104, 551, 102} << limit;
    }
    QTest::newRow("no effect") << QList<int>{103} << 10;
    QTest::newRow("no cause") << QList<int>{} << 10;
    QTest::newRow("a cause that does not exist") << QList<int>{999'999} << 10;
}

void StoreContract::givesEffects()
{
    QFETCH(QList<int>, causes);
    QFETCH(int, limit);
    std::vector<EventId> ids;
    for (const int cause : causes) ids.push_back(eventId(cause));
    VCI_TAKE(reader, openFor(acme()));
    VCI_TAKE(events, allEvents([&](const PageRequest& page) { return reader->effectsOf(ids, page, {}); },
                               static_cast<std::size_t>(limit)));
    std::vector<Event> want;
    for (const Event& event : m_history.ofTenant(acme())) {
        if (event.causationId && std::find(ids.begin(), ids.end(), *event.causationId) != ids.end()) want.push_back(event);
    }
    compareLines(events, want);
}

void StoreContract::givesCorrelated_data()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<int>("correlation");
    QTest::addColumn<int>("limit");
    for (const int limit : {1, 2, 1000})
        QTest::addRow("across aggregates, %d a page", limit) << QByteArray::fromStdString(acme().toString()) << 1 << limit;
    QTest::newRow("a cycle") << QByteArray::fromStdString(acme().toString()) << 2 << 1;
    for (const int limit : {1, 2, 1000})
        QTest::addRow("before the year 1, %d a page", limit) << QByteArray::fromStdString(acme().toString()) << 3 << limit;
    QTest::newRow("none") << QByteArray::fromStdString(acme().toString()) << 99 << 1;
    QTest::newRow("a long one") << QByteArray::fromStdString(crowd().toString()) << kCrowdCorrelation << 1000;
}

void StoreContract::givesCorrelated()
{
    QFETCH(int, correlation);
    QFETCH(int, limit);
    const TenantId tenant = fetchTenant();
    VCI_TAKE(reader, openFor(tenant));
    VCI_TAKE(events, allEvents([&](const PageRequest& page) { return reader->correlated(correlationId(correlation), page, {}); },
                               static_cast<std::size_t>(limit)));
    std::vector<Event> want;
    for (const Event& event : m_history.ofTenant(tenant)) {
        if (event.correlationId == correlationId(correlation)) want.push_back(event);
    }
    compareLines(events, want);
}

}  // namespace vci::test
