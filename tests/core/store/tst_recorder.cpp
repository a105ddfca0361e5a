// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/recorder.h"
#include "core/store/sqlite/casefilestore.h"

#include <QTemporaryDir>
#include <QtTest>

#include <stdexcept>

using namespace vci;
using store::Recorder;
using store::Recording;

/// On a case file, which appends as every store does.
class TestRecorder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path file = (m_folder.path() + QStringLiteral("/a.vcase")).toStdString();
        QVERIFY(store::sqlite::createCaseFile(file, m_ids, m_clock).ok());
        auto writer = store::sqlite::openCaseFileWriter(file, m_ids, m_clock);
        QVERIFY(writer.ok());
        m_writer = std::move(writer).value();
    }

    void storesAndTellsHandlersInOrder()
    {
        Recorder recorder = make();
        QStringList told;
        recorder.registerHandler("CallInitiated",
                                 [&](const Event& event) { told << QStringLiteral("first %1").arg(event.sequence.value()); });
        recorder.registerHandler("CallInitiated", [](const Event&) { throw std::runtime_error("no printer"); });
        recorder.registerHandler("CallInitiated", [&](const Event&) { told << QStringLiteral("third"); });
        recorder.registerHandler("CallEnded", [&](const Event&) { told << QStringLiteral("another type"); });

        const auto stored = recorder.storeCallEvent({AggregateId(m_ids.next()), "CallInitiated", R"({"caller_number":"+1200"})"});
        QVERIFY2(stored.ok(), stored.ok() ? "" : stored.error().message.c_str());
        QCOMPARE(told, QStringList({QStringLiteral("first 1"), QStringLiteral("third")}));
        QCOMPARE(stored.value().handlerFailures, std::vector<std::string>{"no printer"});
        QVERIFY(stored.value().isNew && stored.value().sequenced);
        QCOMPARE(stored.value().event.aggregateType, std::string("Call"));
        QCOMPARE(stored.value().event.eventData, std::string(R"({"caller_number":"+1200"})"));
    }

    void aRepetitionIsTold()
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

    void refuses_data()
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

    void refuses()
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

    void expectsTheSequence()
    {
        Recorder recorder = make();
        Recording payment{AggregateId(m_ids.next()), "PaymentInitiated", R"({"amount":1})"};
        payment.expectedSequence = 0;
        QVERIFY(recorder.storeTransactionEvent(payment).ok());
        QCOMPARE(recorder.storeTransactionEvent(payment).error().code, ErrorCode::SequenceConflict);
        payment.expectedSequence = 1;
        QCOMPARE(recorder.storeTransactionEvent(payment).value().event.sequence, Sequence(2));
    }

private:
    Recorder make() { return Recorder(*m_writer, m_tenant, catalog::Catalog::builtIn()); }

    QTemporaryDir m_folder;
    RandomIdSource m_ids;
    SystemClock m_clock;
    TenantId m_tenant{m_ids.next()};
    std::unique_ptr<store::EventWriter> m_writer;
};

QTEST_APPLESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
