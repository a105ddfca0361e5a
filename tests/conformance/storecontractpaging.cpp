// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of the contract about finding, places in lists, what a page costs, and ending a call.

#include "core/catalog/catalog.h"
#include "core/chain/causality.h"
#include "core/replay/timelinebuilder.h"
#include "tests/conformance/answers.h"
#include "tests/conformance/storecontract.h"

#include <QTest>

#include <algorithm>
#include <map>

namespace vci::test {

using store::AggregateQuery;
using store::AggregateSort;
using store::Cursor;
using store::FindHit;
using store::PageRequest;

namespace {

constexpr std::size_t kPageRows = 50;

QString line(const FindHit& hit)
{
    static const std::map<FindHit::Kind, const char*> kinds = {{FindHit::Kind::Aggregate, "aggregate"},
                                                               {FindHit::Kind::Event, "event"},
                                                               {FindHit::Kind::Correlation, "correlation"},
                                                               {FindHit::Kind::Payload, "payload"}};
    const auto tail = [](const auto& id) { return QString::fromStdString(id.toString()).right(4); };
    QString text = QString::fromLatin1(kinds.at(hit.kind)) + QStringLiteral(" a") + tail(hit.aggregateId);
    if (hit.eventId) text += QStringLiteral(" e") + tail(*hit.eventId);
    if (hit.sequence) text += QStringLiteral(" #%1").arg(hit.sequence->value());
    if (hit.kind == FindHit::Kind::Correlation && hit.correlationId) text += QStringLiteral(" c") + tail(*hit.correlationId);
    return text;
}

/// Every list of the contract that has pages, by name: the cursor after its first row, or an error.
using List = std::function<Result<std::optional<Cursor>>(store::EventReader&, const PageRequest&)>;

List aggregateList(AggregateSort sort, std::vector<std::string> types = {})
{
    return
        [sort, types = std::move(types)](store::EventReader& reader, const PageRequest& page) -> Result<std::optional<Cursor>> {
            VCI_TRY(auto given, reader.aggregates(AggregateQuery{types, sort}, page, {}));
            return std::move(given.next);
        };
}

template <typename Ask>
List eventList(Ask ask)
{
    return [ask](store::EventReader& reader, const PageRequest& page) -> Result<std::optional<Cursor>> {
        VCI_TRY(auto given, ask(reader, page));
        return std::move(given.next);
    };
}

List ofAggregate(int aggregate)
{
    return eventList([aggregate](store::EventReader& reader, const PageRequest& page) {
        return reader.aggregateEvents(aggregateId(aggregate), page, {});
    });
}

List ofCorrelation(int correlation)
{
    return eventList([correlation](store::EventReader& reader, const PageRequest& page) {
        return reader.correlated(correlationId(correlation), page, {});
    });
}

List allEventsList()
{
    return eventList([](store::EventReader& reader, const PageRequest& page) { return reader.events(page, {}); });
}

struct NamedList {
    const char* name;
    List list;
};

/// All of Acme, each with more than one row.
std::vector<NamedList> listsOfAcme()
{
    return {{"aggregates by id", aggregateList(AggregateSort::Id)},
            {"aggregates by activity", aggregateList(AggregateSort::LastActivity)},
            {"aggregates by count", aggregateList(AggregateSort::EventCount)},
            {"events of an aggregate", ofAggregate(kSound)},
            {"events", allEventsList()},
            {"events of a correlation", ofCorrelation(1)}};
}

/// Interrupts the reader that it is visited by, and goes on.
class Interrupter final : public store::EventVisitor {
public:
    explicit Interrupter(store::EventReader& reader)
        : m_reader(reader)
    {
    }
    bool visit(const store::EventView&) override
    {
        if (++visited == 10) m_reader.interrupt();
        return true;
    }
    int visited = 0;

private:
    store::EventReader& m_reader;
};

}  // namespace

void StoreContract::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("want");
    const auto row = [](const char* name, const char* text, const QStringList& want) {
        QTest::newRow(name) << QString::fromUtf8(text) << want;
    };
    const auto one = [](const char* hit) { return QStringList{QString::fromLatin1(hit)}; };
    row("an aggregate", "a0000000-0000-4000-8000-000000000002", one("aggregate a0002"));
    row("in capitals, spaces around", "  A0000000-0000-4000-8000-000000000002 ", one("aggregate a0002"));
    row("without hyphens, not whole", "a000000000004000800000000000000",
        {QStringLiteral("aggregate a0001"), QStringLiteral("aggregate a0002"), QStringLiteral("aggregate a0003"),
         QStringLiteral("aggregate a0004"), QStringLiteral("aggregate a0005"), QStringLiteral("aggregate a0006"),
         QStringLiteral("aggregate a0007"), QStringLiteral("aggregate a0008"), QStringLiteral("aggregate a0009")});
    row("an event", "e0000000-0000-4000-8000-000000000303", one("event a0003 e0303 #2"));
    row("a correlation", "c0000000-0000-4000-8000-000000000001", one("correlation a0001 c0001"));
    row("the beginning of three correlations", "c000",
        {QStringLiteral("correlation a0001 c0001"), QStringLiteral("correlation a0007 c0002"),
         QStringLiteral("correlation a0013 c0003")});
    row("an event of another tenant", "e0000000-0000-4000-8000-000000000701", {});
    row("a phone number as it stands", "+1 (202) 555-0123", one("payload a0001 e0101 #1"));
    row("a phone number with dots", "202.555.0123", one("payload a0001 e0101 #1"));
    row("a phone number, digits alone", "12025550123", one("payload a0001 e0101 #1"));
    row("digits that end too early", "120255501234", {});
    row("a word, one case", "café", one("payload a0010 e0452 #2"));
    row("a word, the other case", "CAFÉ", one("payload a0010 e0451 #1"));
    row("ASCII in any case", "AT THE CORNER",
        {QStringLiteral("payload a0010 e0452 #2"), QStringLiteral("payload a0010 e0451 #1")});
    row("a backslash", "C:\\temp", one("payload a0010 e0453 #3"));
    row("a percent sign is no pattern", "50% off", one("payload a0010 e0453 #3"));
    row("an underscore is no pattern", "d_uble", {});
    row("quotes", "said \"50%", one("payload a0010 e0453 #3"));
    row("an apostrophe", "it's", {});
    row("metadata", "softphone 3", one("payload a0010 e0454 #4"));
    row("a number in a text", "5000", one("payload a0010 e0454 #4"));
    row("digits no double holds", "90071992547409931234", one("payload a0004 e0401 #1"));
    row("a payload that is no object", "call dropped", one("payload a0004 e0403 #3"));
    row("behind an override of direction", "gpj.exe", one("payload a0010 e0455 #5"));
    row("nothing like it", "no such words", {});
    row("blanks", "   ", {});
    row("nothing typed", "", {});
}

void StoreContract::finds()
{
    QFETCH(QString, text);
    QFETCH(QStringList, want);
    VCI_TAKE(reader, openFor(acme()));
    VCI_TAKE(hits, reader->find({text.toStdString()}, {}, {}));
    QStringList got;
    for (const FindHit& hit : hits) {
        got << line(hit);
        QCOMPARE(hit.excerpt.empty(), hit.kind != FindHit::Kind::Payload);
        QVERIFY(hit.at.has_value());
    }
    QCOMPARE(got, want);
}

void StoreContract::findsWithinLimit()
{
    VCI_TAKE(reader, openFor(crowd()));
    VCI_TAKE(hits, reader->find({"double write", 1}, {}, {}));
    QCOMPARE(hits.size(), 1U);
    VCI_TAKE(newest, reader->find({"serial", 3}, {}, {}));
    QStringList got;
    for (const FindHit& hit : newest) got << line(hit);
    QCOMPARE(got, (QStringList{QStringLiteral("payload a5000 e5999 #1"), QStringLiteral("payload a4999 e5997 #1"),
                               QStringLiteral("payload a4998 e5995 #1")}));
    VCI_TAKE(ids, reader->find({"a000", 25}, {}, {}));
    QCOMPARE(ids.size(), 25U);
    // What only seems to match may not use up the limit.
    QVERIFY(reader->selectTenant(acme()).ok());
    VCI_TAKE(exact, reader->find({"CAFÉ", 1}, {}, {}));
    QCOMPARE(exact.size(), 1U);
    QCOMPARE(line(exact.front()), QStringLiteral("payload a0010 e0451 #1"));
}

void StoreContract::findTellsProgress()
{
    VCI_TAKE(reader, openFor(crowd()));
    std::vector<std::int64_t> told;
    VCI_TAKE(hits, reader->find({"no such words"}, [&](std::int64_t rows) { told.push_back(rows); }, {}));
    QVERIFY(hits.empty());
    QVERIFY(!told.empty());
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QCOMPARE(told.back(), std::ssize(m_history.ofTenant(crowd())));
}

void StoreContract::refusesCursors_data()
{
    QTest::addColumn<int>("list");
    const auto lists = listsOfAcme();
    for (std::size_t i = 0; i < lists.size(); ++i) QTest::addRow("%s", lists[i].name) << static_cast<int>(i);
}

void StoreContract::refusesCursors()
{
    QFETCH(int, list);
    VCI_TAKE(reader, openFor(acme()));
    const auto lists = listsOfAcme();
    PageRequest one;
    one.limitRows = 1;
    std::vector<std::string> tokens = {"",
                                       "nonsense",
                                       "time",
                                       "log",
                                       "log.",
                                       "log.x",
                                       "log.tabc",
                                       "log.t1",
                                       "log.n1.tabc.n1",
                                       "unsequenced.tabc",
                                       "unsequenced.x",
                                       "aggregate.n1",
                                       "id.'; DROP TABLE event_store; --",
                                       "time.infinity.x.1.y",
                                       "count.n1.t%",
                                       "activity.%zz.%00",
                                       std::string(100'000, '.')};
    for (std::size_t other = 0; other < lists.size(); ++other) {
        VCI_TAKE(next, lists[other].list(*reader, one));
        QVERIFY2(next.has_value(), lists[other].name);
        if (other == static_cast<std::size_t>(list)) {
            // Its own cursor leads on; the same with a piece cut off or added does not.
            PageRequest page = one;
            page.after = next;
            QVERIFY(lists[other].list(*reader, page).ok());
            tokens.push_back(next->token + ".1");
            tokens.push_back(next->token.substr(0, next->token.rfind('.')));
            continue;
        }
        tokens.push_back(next->token);
    }
    for (const std::string& token : tokens) {
        PageRequest page = one;
        page.after = Cursor{token};
        const auto refused = lists[static_cast<std::size_t>(list)].list(*reader, page);
        QVERIFY2(!refused.ok(), token.c_str());
        QCOMPARE(refused.error().code, ErrorCode::Usage);
        QVERIFY(refused.error().message.size() < 300);
    }
}

void StoreContract::refusesEmptyPages()
{
    VCI_TAKE(reader, openFor(acme()));
    PageRequest none;
    none.limitRows = 0;
    for (const NamedList& named : listsOfAcme()) {
        const auto refused = named.list(*reader, none);
        QVERIFY2(!refused.ok(), named.name);
        QCOMPARE(refused.error().code, ErrorCode::Usage);
    }
}

void StoreContract::pageAfterTheEnd()
{
    VCI_TAKE(reader, openFor(acme()));
    const std::vector<Event> all = m_history.ofTenant(acme());
    PageRequest page;
    page.limitRows = all.size() - 1;
    VCI_TAKE(most, reader->events(page, {}));
    QVERIFY(most.next.has_value());
    page.after = most.next;
    page.limitRows = 1;
    VCI_TAKE(last, reader->events(page, {}));
    compareLines(last.events, {all.back()});
    QVERIFY(!last.next.has_value());
    // A page that ends with the list has nothing behind it.
    page.after.reset();
    page.limitRows = all.size();
    VCI_TAKE(whole, reader->events(page, {}));
    QCOMPARE(whole.events.size(), all.size());
    QVERIFY(!whole.next.has_value());
}

void StoreContract::pagesCostTheSame_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("list");
    VCI_TAKE(reader, open());
    const auto row = [](const char* name, int rows, int list) { QTest::newRow(name) << rows << list; };
    row("aggregates by id", kCrowdAggregates + 2, 0);
    row("events of an aggregate", kLongEvents, 1);
    row("events of an aggregate with a duplicate", kLongEvents + 1, 2);
    row("events", 2 * kCrowdAggregates + 2 * kLongEvents + 1, 3);
    if (!reader->info().sortsAggregates) return;
    row("aggregates by activity", kCrowdAggregates + 2, 4);
    row("aggregates by count", kCrowdAggregates + 2, 5);
    row("aggregates of a type by activity", kCrowdAggregates + 2, 6);
    row("aggregates of a type by count", kCrowdAggregates + 2, 7);
    row("aggregates of a type by id", kCrowdAggregates + 2, 8);
    row("events of a correlation", kLongEvents, 9);
}

void StoreContract::pagesCostTheSame()
{
    QFETCH(int, rows);
    QFETCH(int, list);
    const std::vector<List> lists = {aggregateList(AggregateSort::Id),
                                     ofAggregate(kLong),
                                     ofAggregate(kLongScarred),
                                     allEventsList(),
                                     aggregateList(AggregateSort::LastActivity),
                                     aggregateList(AggregateSort::EventCount),
                                     aggregateList(AggregateSort::LastActivity, {"Call", "Customer"}),
                                     aggregateList(AggregateSort::EventCount, {"Call", "Customer"}),
                                     aggregateList(AggregateSort::Id, {"Call", "Customer"}),
                                     ofCorrelation(kCrowdCorrelation)};
    const List& ask = lists[static_cast<std::size_t>(list)];
    PageRequest page;
    VCI_TAKE(reader, openFor(crowd()));
    // Behind the log the last page of all events looks for what the log lacks; that is a question of its own.
    const std::size_t pagesLeft = list == 3 && reader->info().hasLog ? 2 : 1;
    page.limitRows = static_cast<std::size_t>(rows) - pagesLeft * kPageRows;
    VCI_TAKE(lastStart, ask(*reader, page));
    QVERIFY(lastStart.has_value());
    reader.reset();

    bool asked = true;
    const auto costOfPage = [&](const std::optional<Cursor>& after, std::size_t limitRows) {
        return costOf(crowd(), [&](store::EventReader& fresh) {
            PageRequest request;
            request.after = after;
            request.limitRows = limitRows;
            asked = asked && ask(fresh, request).ok();
        });
    };
    const std::int64_t first = costOfPage({}, kPageRows);
    const std::int64_t last = costOfPage(lastStart, kPageRows);
    const std::int64_t everything = costOfPage({}, static_cast<std::size_t>(rows));
    QVERIFY(asked);
    const QByteArray told =
        QStringLiteral("first page %1, last page %2, everything %3").arg(first).arg(last).arg(everything).toLatin1();
    QVERIFY2(first > 0, told.constData());
    QVERIFY2(last <= first + first / 2, told.constData());
    QVERIFY2(first * 10 <= everything, told.constData());
}

void StoreContract::stopsBeforeItStarts()
{
    VCI_TAKE(reader, openFor(acme()));
    std::stop_source source;
    source.request_stop();
    const std::stop_token stop = source.get_token();
    const EventId id = eventId(101);
    const AggregateId aggregate = aggregateId(kSound);
    Interrupter visitor(*reader);
    QCOMPARE(codeOf(reader->aggregates({}, {}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->aggregates({{}, AggregateSort::EventCount}, {}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->aggregateTypes(stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->aggregate(aggregate, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->aggregateEvents(aggregate, {}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->visitAggregate(aggregate, visitor, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->events({}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->eventsById(std::span(&id, 1), stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->effectsOf(std::span(&id, 1), {}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->correlated(correlationId(1), {}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->existing(std::span(&id, 1), stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->find({"anything"}, {}, stop)), ErrorCode::Cancelled);
    QCOMPARE(codeOf(reader->statistics(stop)), ErrorCode::Cancelled);
    QCOMPARE(visitor.visited, 0);
    VCI_TAKE(page, reader->events({}, {}));
    compareLines(page.events, m_history.ofTenant(acme()));
}

void StoreContract::stopsInTheMiddle()
{
    VCI_TAKE(reader, openFor(crowd()));
    std::stop_source source;
    int told = 0;
    const auto stopped = reader->find(
        {"no such words"},
        [&](std::int64_t) {
            ++told;
            source.request_stop();
        },
        source.get_token());
    QCOMPARE(codeOf(stopped), ErrorCode::Cancelled);
    QCOMPARE(told, 1);
    VCI_TAKE(hits, reader->find({"double write"}, {}, {}));
    QCOMPARE(hits.size(), 1U);
}

void StoreContract::interruptEndsAVisit()
{
    VCI_TAKE(reader, openFor(crowd()));
    Interrupter visitor(*reader);
    QCOMPARE(codeOf(reader->visitAggregate(aggregateId(kLong), visitor, {})), ErrorCode::Cancelled);
    QVERIFY(visitor.visited >= 10);
    VCI_TAKE(row, reader->aggregate(aggregateId(kLong), {}));
    QCOMPARE(row.events, kLongEvents);
}

void StoreContract::flags()
{
    VCI_TAKE(reader, openFor(acme()));
    std::map<EventId, QStringList> found;
    const auto note = [&](EventId id, Flags flags) {
        for (const FindingKind kind : kAllFindingKinds) {
            if (flags.has(kind)) found[id] << QString::fromLatin1(kindName(kind).data(), static_cast<int>(kindName(kind).size()));
        }
    };
    for (const store::AggregateRow& aggregate : m_history.aggregates(acme(), {})) {
        VCI_TAKE(timeline, replay::loadTimeline(*reader, aggregate.id, catalog::Catalog::builtIn(), {}, {}));
        QCOMPARE(static_cast<std::int64_t>(timeline->size()), aggregate.events);
        for (std::size_t i = 0; i < timeline->size(); ++i) note(timeline->eventAt(i).id, timeline->eventAt(i).flags);
    }
    VCI_TAKE(page, reader->events({}, {}));
    VCI_TAKE(causation, chain::causationFlags(*reader, page.events, {}));
    for (std::size_t i = 0; i < page.events.size(); ++i) note(page.events[i].id, causation[i]);
    QStringList got;
    for (const auto& [id, kinds] : found)
        got << QString::fromStdString(id.toString()) + QLatin1Char(' ') + kinds.join(QLatin1Char(' '));
    QStringList want;
    for (const auto& [id, kinds] : expectedFlags()) want << QString::fromStdString(id.toString() + " " + kinds);
    QCOMPARE(got, want);
}

}  // namespace vci::test
