// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/memoryreader.h"
#include "tests/ui/timelinefixture.h"
#include "ui/models/eventdetailsloader.h"

#include <QTest>

using namespace vci;
using namespace vci::testing;
using namespace vci::ui;

namespace {

Event eventOf(std::size_t index, const std::string& type, const std::string& data, std::optional<EventId> cause = {})
{
    const auto aggregate = index < 50 ? fixtureAggregate() : *AggregateId::tryFromString("55e0a9b1-0000-4000-8000-000000000001");
    const auto tenant = *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
    return {fixtureId(index),
            tenant,
            aggregate,
            index < 50 ? "Call" : "Transaction",
            type,
            1,
            Sequence(static_cast<std::int64_t>(index) + 1),
            {Timestamp(kFixtureStartMicros)},
            cause,
            {},
            data,
            "{}",
            {},
            {}};
}

}  // namespace

class TestEventDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void summaries_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("summary");
        const auto row = [](const char* name, const char* type, const char* data, const char* summary) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(data) << QString::fromUtf8(summary);
        };
        row("template", "CallInitiated",
            R"({"caller_number":"+12000104729","called_number":"+18005550119","direction":"inbound"})",
            "+1 200 010 4729 → +1 800 555 0119 · inbound");
        row("markup is text", "CallOnHold", R"({"reason":"<b>x</b>"})", "<b>x</b>");
        row("a string payload", "CallOnHold", R"("lookup")", "“lookup”");
        row("an empty object", "CallOnHold", "{}", "");
        row("a type that nobody knows", "Other", R"({"phone":"+12000104729","n":3})", "phone +1 200 010 4729 · n 3");
    }

    void summaries()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        QTEST(eventSummary(eventOf(0, type.toStdString(), data.toStdString()), *catalog::Catalog::builtIn()), "summary");
    }

    void controlAndBidiCharactersShowAsTokens()
    {
        const auto summary = eventSummary(eventOf(0, "CallOnHold",
                                                  "{\"reason\":\"a\xE2\x80\xAE"
                                                  "b\\u0007\"}"),
                                          *catalog::Catalog::builtIn());
        QVERIFY2(!summary.contains(QChar(0x202E)) && !summary.contains(QChar(7)), qPrintable(summary));
    }

    void everyKindOfCause()
    {
        const auto timeline =
            makeTimeline({{"CallInitiated", 0}, {"CallConnected", 1}, {"CallOnHold", 2}, {"CallEnded", 3}, {"CallEnded", 4}});
        const auto source = std::make_shared<MemorySource>();
        MemoryReader reader(source);
        source->add(eventOf(0, "CallInitiated", "{}"));
        source->add(eventOf(1, "CallConnected", "{}", fixtureId(0)));
        source->add(eventOf(2, "CallOnHold", "{}", fixtureId(60)));
        source->add(eventOf(3, "CallEnded", "{}", fixtureId(99)));
        source->add(eventOf(60, "PaymentFailed", "{}"));
        const auto details = loadEventDetails(reader, *timeline, *catalog::Catalog::builtIn(), {3, 0, 1, 2, 4}, {});
        QVERIFY(details.ok());
        const auto& rows = details.value();
        QCOMPARE(rows.size(), std::size_t{5});
        QCOMPARE(rows[0].index, std::size_t{3});
        QCOMPARE(rows[0].cause->place, EventCause::Place::Missing);
        QVERIFY(!rows[1].cause);
        QCOMPARE(rows[2].cause->place, EventCause::Place::Here);
        QCOMPARE(*rows[2].cause->index, std::size_t{0});
        QCOMPARE(rows[2].cause->sequence->value(), 1);
        QCOMPARE(rows[3].cause->place, EventCause::Place::Elsewhere);
        QCOMPARE(rows[3].cause->name, QStringLiteral("PaymentFailed · Transaction 55e0a9b1"));
        QVERIFY(rows[4].gone);
        QCOMPARE(source->eventsByIdCalls.load(), 2);
    }

    void errorsAreHandedOn()
    {
        const auto source = std::make_shared<MemorySource>();
        MemoryReader reader(source);
        source->failure = makeError(ErrorCode::Unreachable, "gone");
        const auto details =
            loadEventDetails(reader, *makeTimeline({{"CallInitiated", 0}}), *catalog::Catalog::builtIn(), {0}, {});
        QVERIFY(!details.ok());
        QCOMPARE(details.error().code, ErrorCode::Unreachable);
    }
};

QTEST_GUILESS_MAIN(TestEventDetails)
#include "tst_eventdetails.moc"
