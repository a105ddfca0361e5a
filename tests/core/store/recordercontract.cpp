// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/store/recordercontract.h"

#include "core/replay/snapshotmaker.h"

#include <QtTest>

#include <stdexcept>

using namespace vci;
using store::Recorder;
using store::Recording;

namespace {

const char* messageOf(const auto& result)
{
    return result.ok() ? "" : result.error().message.c_str();
}

}  // namespace

void RecorderContract::initTestCase()
{
    const auto made = makeSource();
    if (!made.ok() && made.error().code == ErrorCode::NotFound) QSKIP(made.error().message.c_str());
    QVERIFY2(made.ok(), messageOf(made));
    auto writer = openWriter();
    QVERIFY2(writer.ok(), messageOf(writer));
    m_writer = std::move(writer).value();
}

Recorder RecorderContract::make()
{
    return Recorder(*m_writer, tenant(), catalog::Catalog::builtIn());
}

void RecorderContract::storesAndTellsHandlersInOrder()
{
    Recorder recorder = make();
    QStringList told;
    recorder.registerHandler("CallInitiated",
                             [&](const Event& event) { told << QStringLiteral("first %1").arg(event.sequence.value()); });
    recorder.registerHandler("CallInitiated", [](const Event&) { throw std::runtime_error("no printer"); });
    recorder.registerHandler("CallInitiated", [](const Event&) { throw 7; });
    recorder.registerHandler("CallInitiated", [&](const Event&) { told << QStringLiteral("last"); });
    recorder.registerHandler("CallEnded", [&](const Event&) { told << QStringLiteral("another type"); });

    const auto stored = recorder.storeCallEvent({AggregateId(m_ids.next()), "CallInitiated", R"({"caller_number":"+1200"})"});
    QVERIFY2(stored.ok(), stored.ok() ? "" : stored.error().message.c_str());
    QCOMPARE(told, QStringList({QStringLiteral("first 1"), QStringLiteral("last")}));
    QCOMPARE(stored.value().handlerFailures, (std::vector<std::string>{"no printer", "something that is no exception"}));
    QVERIFY(stored.value().isNew && stored.value().sequenced);
    QCOMPARE(stored.value().event.aggregateType, std::string("Call"));
    QCOMPARE(stored.value().event.eventData, std::string(R"({"caller_number":"+1200"})"));
}

void RecorderContract::handlersMayRegister()
{
    Recorder recorder = make();
    const AggregateId call(m_ids.next());
    QStringList told;
    // Each holds more than fits into a function object, so that one that had moved would be seen by the sanitizers.
    const std::string ballast(100, 'x');
    recorder.registerHandler("CallInitiated", [&, ballast](const Event& event) {
        told << QStringLiteral("first %1").arg(event.sequence.value());
        if (event.sequence == Sequence(1)) {
            for (int i = 0; i < 50; ++i)
                recorder.registerHandler("CallInitiated", [&told, i](const Event&) { told << QString::number(i); });
        }
        told << QString::number(ballast.size());
    });
    recorder.registerHandler("CallInitiated", [&](const Event&) { told << QStringLiteral("second"); });
    QVERIFY(recorder.storeCallEvent({call, "CallInitiated"}).ok());
    QStringList expected{QStringLiteral("first 1"), QStringLiteral("100"), QStringLiteral("second")};
    QCOMPARE(told, expected);
    told.clear();
    QVERIFY(recorder.storeCallEvent({call, "CallInitiated"}).ok());
    expected[0] = QStringLiteral("first 2");
    for (int i = 0; i < 50; ++i) expected << QString::number(i);
    QCOMPARE(told, expected);
}

void RecorderContract::handlersMayStore()
{
    Recorder recorder = make();
    const AggregateId call(m_ids.next());
    QStringList told;
    const auto tells = [&told](const char* who) {
        return [&told, who](const Event& event) {
            told << QStringLiteral("%1 %2").arg(QString::fromLatin1(who)).arg(event.sequence.value());
        };
    };
    recorder.registerHandler("CallInitiated", [&](const Event&) {
        for (const char* const type : {"CallOnHold", "CallEnded"}) {
            const auto nested = recorder.storeCallEvent({call, type});
            QVERIFY2(nested.ok(), messageOf(nested));
            QVERIFY(nested.value().isNew && !nested.value().told);
        }
        told << QStringLiteral("stored");
    });
    recorder.registerHandler("CallInitiated", tells("initiated"));
    recorder.registerHandler("CallOnHold", tells("held"));
    recorder.registerHandler("CallOnHold", [](const Event&) { throw std::runtime_error("no printer"); });
    recorder.registerHandler("CallEnded", tells("ended"));
    const auto stored = recorder.storeCallEvent({call, "CallInitiated"});
    QVERIFY2(stored.ok(), messageOf(stored));
    QVERIFY(stored.value().told);
    QCOMPARE(told, QStringList({QStringLiteral("stored"), QStringLiteral("initiated 1"), QStringLiteral("held 2"),
                                QStringLiteral("ended 3")}));
    QCOMPARE(stored.value().handlerFailures, (std::vector<std::string>{"no printer"}));
    told.clear();
    QVERIFY(recorder.storeCallEvent({call, "CallEnded"}).value().told);
    QCOMPARE(told, QStringList({QStringLiteral("ended 4")}));
}

void RecorderContract::aRepetitionIsTold()
{
    Recorder recorder = make();
    int calls = 0;
    recorder.registerHandler("CustomerCreated", [&](const Event&) { ++calls; });
    Recording customer{AggregateId(m_ids.next()), "CustomerCreated", R"({"name":"Zofia"})"};
    customer.id = EventId(m_ids.next());
    QVERIFY(recorder.storeCustomerEvent(customer).value().isNew);
    const auto again = recorder.storeCustomerEvent(customer);
    QVERIFY(again.ok() && !again.value().isNew);
    QCOMPARE(calls, 1);
    customer.eventData = R"({"name":"Ewa"})";
    QCOMPARE(recorder.storeCustomerEvent(customer).error().code, ErrorCode::IdConflict);
}

void RecorderContract::refuses_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("metadata");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* type, const char* data, const char* metadata, ErrorCode code) {
        QTest::newRow(name) << QByteArray(type) << QByteArray(data) << QByteArray(metadata) << static_cast<int>(code);
    };
    row("another family", "CustomerCreated", "{}", "{}", ErrorCode::InvalidPayload);
    row("unknown type", "CallTeleported", "{}", "{}", ErrorCode::UnknownEventType);
    row("no object", "CallEnded", "[]", "{}", ErrorCode::InvalidPayload);
    row("members smuggled in", "CallEnded", "{},\"causation_id\":\"5f0c3b0e-6a54-4b6e-9d0c-2f1f0c6a7e11\"", "{}",
        ErrorCode::InvalidPayload);
    row("broken metadata", "CallEnded", "{}", "{", ErrorCode::InvalidPayload);
    row("a number no double holds", "CallEnded", "{\"n\":9007199254740993}", "{}", ErrorCode::InvalidPayload);
}

void RecorderContract::refuses()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, metadata);
    QFETCH(int, code);
    Recorder recorder = make();
    bool called = false;
    recorder.registerHandler(type.toStdString(), [&](const Event&) { called = true; });
    const auto refused =
        recorder.storeCallEvent({AggregateId(m_ids.next()), type.toStdString(), data.toStdString(), metadata.toStdString()});
    QVERIFY(!refused.ok());
    QCOMPARE(static_cast<int>(refused.error().code), code);
    QVERIFY(!called);
}

void RecorderContract::expectsTheSequence()
{
    Recorder recorder = make();
    Recording payment{AggregateId(m_ids.next()), "PaymentInitiated", R"({"amount":1})"};
    payment.expectedSequence = 0;
    QVERIFY(recorder.storeTransactionEvent(payment).ok());
    QCOMPARE(recorder.storeTransactionEvent(payment).error().code, ErrorCode::SequenceConflict);
    payment.expectedSequence = 1;
    QCOMPARE(recorder.storeTransactionEvent(payment).value().event.sequence, Sequence(2));
}

void RecorderContract::aHelperForEachFamily_data()
{
    QTest::addColumn<int>("family");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("aggregateType");
    auto row = [n = 0](const char* type, const char* aggregateType) mutable {
        QTest::newRow(type) << n++ << QByteArray(type) << QByteArray(aggregateType);
    };
    row("CallEnded", "Call");
    row("CustomerVerified", "Customer");
    row("AgentLoggedIn", "Agent");
    row("AIIntentRecognized", "Call");
    row("RefundCompleted", "Transaction");
    row("CreditsPurchased", "Credit");
    row("LoginFailed", "User");
}

void RecorderContract::aHelperForEachFamily()
{
    QFETCH(int, family);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, aggregateType);
    using Helper = Result<store::Recorded> (Recorder::*)(const Recording&);
    constexpr Helper kHelpers[] = {&Recorder::storeCallEvent,    &Recorder::storeCustomerEvent,    &Recorder::storeAgentEvent,
                                   &Recorder::storeAiEvent,      &Recorder::storeTransactionEvent, &Recorder::storeCreditEvent,
                                   &Recorder::storeSecurityEvent};
    Recorder recorder = make();
    for (int i = 0; i < 7; ++i) {
        const auto stored = (recorder.*kHelpers[i])({AggregateId(m_ids.next()), type.toStdString(), R"({"n":1})"});
        if (i == family) {
            QVERIFY2(stored.ok(), messageOf(stored));
            QCOMPARE(stored.value().event.aggregateType, aggregateType.toStdString());
            QCOMPARE(stored.value().event.eventType, type.toStdString());
            QCOMPARE(stored.value().event.sequence, Sequence(1));
            continue;
        }
        // Another family's helper refuses it.
        QVERIFY(!stored.ok());
        QCOMPARE(stored.error().code, ErrorCode::InvalidPayload);
        QCOMPARE(stored.error().place.pointer.value_or(""), std::string("/event_type"));
    }
}

void RecorderContract::snapshotsAreMadeAfterTheCommit()
{
    const auto reader = openReader();
    QVERIFY2(reader.ok(), messageOf(reader));
    const auto snapshots = openSnapshots();
    QVERIFY2(snapshots.ok(), messageOf(snapshots));
    store::SnapshotPolicy policy = store::SnapshotPolicy::never();
    QVERIFY(policy.add("Agent=2").ok());
    const AggregateId agent(m_ids.next());
    Recorder recorder = make();
    recorder.setSnapshots(policy, [&](AggregateId aggregate) -> Result<bool> {
        VCI_CHECK(reader.value()->selectTenant(tenant()));
        replay::SnapshotMaker maker(*reader.value(), *snapshots.value(), catalog::Catalog::builtIn());
        replay::SnapshotOutcome outcome;
        VCI_CHECK(maker.make(aggregate, replay::EarlierSnapshots::Trust, outcome, {}));
        return outcome.kind == replay::SnapshotOutcome::Kind::Made;
    });
    for (int n = 1; n <= 4; ++n) {
        const auto stored = recorder.storeAgentEvent({agent, "AgentLoggedIn"});
        QVERIFY2(stored.ok(), messageOf(stored));
        QCOMPARE(stored.value().snapshotFailure, std::string());
        QCOMPARE(stored.value().snapshotMade, n % 2 == 0);
    }
    for (const bool isException : {true, false}) {
        recorder.setSnapshots(policy, [isException](AggregateId) -> Result<bool> {
            if (isException) throw std::runtime_error("no room");
            throw 7;
        });
        QVERIFY(recorder.storeAgentEvent({agent, "AgentLoggedOut"}).ok());
        const auto stored = recorder.storeAgentEvent({agent, "AgentLoggedIn"});
        QVERIFY2(stored.ok(), messageOf(stored));
        QVERIFY(!stored.value().snapshotMade);
        QCOMPARE(stored.value().snapshotFailure, std::string(isException ? "no room" : "something that is no exception"));
    }
    m_writer->setSnapshotPolicy(store::SnapshotPolicy::never());
}
