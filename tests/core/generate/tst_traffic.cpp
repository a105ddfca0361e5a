// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalog/catalog.h"
#include "core/generate/traffic.h"
#include "core/json/read.h"
#include "core/json/value.h"

#include <QCryptographicHash>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

using namespace vci;
using store::NewEvent;

namespace {

std::vector<NewEvent> traffic(std::int64_t calls, std::uint64_t seed)
{
    std::vector<NewEvent> all;
    const auto made = generate::generateTraffic({calls, seed},
                                                [&](std::span<const NewEvent> batch) -> Result<void> {
                                                    all.insert(all.end(), batch.begin(), batch.end());
                                                    return {};
                                                },
                                                {});
    Q_ASSERT(made.ok() && made.value() == static_cast<std::int64_t>(all.size()));
    return all;
}

std::string lineOf(const NewEvent& event)
{
    std::string line =
        event.id->toString() + '|' + event.aggregateId.toString() + '|' + event.aggregateType + '|' + event.eventType + '|';
    line += std::to_string(event.eventVersion) + '|' + std::to_string(event.sequence->value()) + '|' +
            event.timestamp->toString() + '|';
    line += (event.causationId ? event.causationId->toString() : "null") + '|';
    line += (event.correlationId ? event.correlationId->toString() : "null") + '|';
    return line + event.eventData + '|' + event.metadata + '\n';
}

QByteArray sha256(const std::vector<NewEvent>& events, std::size_t count)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (std::size_t i = 0; i < count && i < events.size(); ++i) hash.addData(QByteArray::fromStdString(lineOf(events[i])));
    return hash.result().toHex();
}

json::Value dataOf(const NewEvent& event)
{
    auto read = json::readStrict(event.eventData);
    Q_ASSERT(read.ok());
    return std::move(read).value();
}

std::string textOf(const json::Value& data, std::string_view name)
{
    const json::Value* value = data.find(name);
    return value != nullptr ? value->asText() : std::string();
}

/// Names and newest versions of DESIGN 3.3; LogRecovered is never generated.
const std::map<std::string, std::int64_t>& catalogue()
{
    static const auto kTypes = [] {
        std::map<std::string, std::int64_t> types;
        for (const auto& type : catalog::Catalog::builtIn()->types()) {
            if (type.name != "LogRecovered") types.emplace(type.name, type.newestVersion);
        }
        return types;
    }();
    return kTypes;
}

void addSeeds()
{
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {0ULL, 1ULL, 7ULL, 4711ULL, 0xffffffffffffffffULL}) {
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
}

}  // namespace

class TestTraffic : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameOnEveryMachine_data();
    void sameOnEveryMachine();
    void sameSeedSameBytes();
    void otherSeedOtherBytes();
    void tenants();
    void numberOfCalls_data();
    void numberOfCalls();
    void negativeIsRefused();
    void ordered_data() { addSeeds(); }
    void ordered();
    void payloads_data() { addSeeds(); }
    void payloads();
    void everyType_data() { addSeeds(); }
    void everyType();
    void agentsAreConsistent_data() { addSeeds(); }
    void agentsAreConsistent();
    void accountNeverEmpty_data() { addSeeds(); }
    void accountNeverEmpty();
    void stories_data() { addSeeds(); }
    void stories();
    void customersKeepTheirNumber();
    void dailyRhythm();
    void receiverEndsIt();
    void stops();
};

void TestTraffic::sameOnEveryMachine_data()
{
    QTest::addColumn<qint64>("calls");
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("200 calls, seed 1") << qint64(200) << quint64(1)
                                       << QByteArray("bb8893060fca3ccbef2fc8246a022919f31988733ad2d5352628aa69e48f1133");
    QTest::newRow("20,000 calls, seed 7") << qint64(20000) << quint64(7)
                                          << QByteArray("cc7d7955203b47b5a56da13ae544c75bf733457483eb3368e63e95e8d5c9a7c6");
}

void TestTraffic::sameOnEveryMachine()
{
    QFETCH(qint64, calls);
    QFETCH(quint64, seed);
    QFETCH(QByteArray, expected);
    QCOMPARE(sha256(traffic(calls, seed), 100'000), expected);
}

void TestTraffic::sameSeedSameBytes()
{
    const auto first = traffic(1000, 7);
    const auto second = traffic(1000, 7);
    QCOMPARE(first.size(), second.size());
    for (std::size_t i = 0; i < first.size(); ++i) QCOMPARE(lineOf(first[i]), lineOf(second[i]));
}

void TestTraffic::otherSeedOtherBytes()
{
    std::set<EventId> ids;
    std::set<QByteArray> hashes;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto events = traffic(20, seed);
        QVERIFY(hashes.insert(sha256(events, 50)).second);
        for (const auto& event : events) QVERIFY(ids.insert(*event.id).second);
    }
}

void TestTraffic::tenants()
{
    // python3: uuid5(uuid5(NAMESPACE_DNS, "voicecore.ai"), "7")
    QCOMPARE(generate::trafficTenant(7).toString(), std::string("4267a356-32cf-5b79-a25d-6b2928b03c80"));
    QCOMPARE(generate::trafficTenant(18446744073709551615ULL).toString(), std::string("b7b9e973-8927-5186-80e7-087acd10f5a6"));
    QVERIFY(generate::trafficTenant(1) != generate::trafficTenant(2));
}

void TestTraffic::numberOfCalls_data()
{
    QTest::addColumn<qint64>("calls");
    for (const qint64 calls : {0, 1, 2, 17, 1000, 5000}) QTest::addRow("%lld", static_cast<long long>(calls)) << calls;
}

void TestTraffic::numberOfCalls()
{
    QFETCH(qint64, calls);
    const auto events = traffic(calls, 3);
    QCOMPARE(std::count_if(events.begin(), events.end(), [](const auto& e) { return e.eventType == "CallInitiated"; }), calls);
    QCOMPARE(events.empty(), calls == 0);
    if (calls >= 1000)
        QVERIFY(events.size() > 11u * static_cast<std::size_t>(calls) && events.size() < 15u * static_cast<std::size_t>(calls));
}

void TestTraffic::negativeIsRefused()
{
    const auto made = generate::generateTraffic({-1, 1}, [](std::span<const NewEvent>) -> Result<void> { return {}; }, {});
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, ErrorCode::Usage);
}

void TestTraffic::ordered()
{
    QFETCH(quint64, seed);
    std::unordered_map<AggregateId, std::int64_t> sequences;
    std::unordered_map<EventId, std::int64_t> times;
    std::unordered_map<AggregateId, std::string> types;
    std::int64_t previous = 0;
    std::size_t odd = 0;
    for (const auto& event : traffic(1000, seed)) {
        const std::int64_t at = event.timestamp->at.micros();
        QVERIFY(at >= previous);
        previous = at;
        odd += at % 1000 != 0 ? 1 : 0;
        QCOMPARE(event.sequence->value(), ++sequences[event.aggregateId]);
        QCOMPARE(types.try_emplace(event.aggregateId, event.aggregateType).first->second, event.aggregateType);
        if (event.causationId) {
            QVERIFY(times.contains(*event.causationId));
            QVERIFY(times[*event.causationId] <= at);
        }
        QVERIFY(event.correlationId);
        QVERIFY(times.try_emplace(*event.id, at).second);
    }
    QVERIFY2(odd > times.size() * 9 / 10, "times carry microseconds");
    const auto longest = std::max_element(sequences.begin(), sequences.end(), [&](const auto& a, const auto& b) {
        return std::pair(types[a.first] == "Agent", a.second) < std::pair(types[b.first] == "Agent", b.second);
    });
    QVERIFY(longest->second > 400);
}

void TestTraffic::payloads()
{
    QFETCH(quint64, seed);
    for (const auto& event : traffic(1000, seed)) {
        for (const std::string& text : {event.eventData, event.metadata}) {
            const auto read = json::readStrict(text);
            QVERIFY2(read.ok(), text.c_str());
            QVERIFY(read.value().isObject());
            QCOMPARE(json::dumpCanonical(read.value()), text);
        }
    }
}

void TestTraffic::everyType()
{
    QFETCH(quint64, seed);
    QCOMPARE(catalogue().size(), 41u);
    std::map<std::string, std::int64_t> seen;
    for (const auto& event : traffic(1000, seed)) {
        QVERIFY2(catalogue().contains(event.eventType), event.eventType.c_str());
        QCOMPARE(event.eventVersion, catalogue().at(event.eventType));
        ++seen[event.eventType];
    }
    for (const auto& [type, version] : catalogue()) QVERIFY2(seen.contains(type), type.c_str());
    QVERIFY(seen["CallEnded"] > 8 * seen["CallFailed"]);
    QVERIFY(seen["PaymentCompleted"] > 3 * seen["PaymentFailed"]);
    QVERIFY(seen["CallInitiated"] > 2 * seen["CustomerCreated"]);
    QCOMPARE(seen["CallOnHold"], seen["CallResumed"]);
    QCOMPARE(seen["RefundInitiated"], seen["RefundCompleted"]);
    QCOMPARE(seen["AgentLoggedIn"], seen["AgentLoggedOut"]);
}

void TestTraffic::agentsAreConsistent()
{
    QFETCH(quint64, seed);
    std::map<AggregateId, std::string> status;
    for (const auto& event : traffic(3000, seed)) {
        if (event.aggregateType != "Agent" || event.eventType == "AgentPerformanceUpdated") continue;
        std::string& now = status.try_emplace(event.aggregateId, "offline").first->second;
        const json::Value data = dataOf(event);
        if (event.eventType == "AgentLoggedIn") {
            QCOMPARE(now, std::string("offline"));
            now = "available";
        } else if (event.eventType == "AgentStatusChanged") {
            QCOMPARE(now, textOf(data, "previous"));
            now = textOf(data, "status");
        } else {
            QCOMPARE(now, std::string("available"));
            now = event.eventType == "AgentLoggedOut" ? "offline" : "busy";
        }
    }
    for (const auto& [agent, last] : status) QCOMPARE(last, std::string("offline"));
}

void TestTraffic::accountNeverEmpty()
{
    QFETCH(quint64, seed);
    double balance = 0;
    std::set<AggregateId> accounts;
    for (const auto& event : traffic(3000, seed)) {
        if (event.aggregateType != "Credit") continue;
        accounts.insert(event.aggregateId);
        const json::Value data = dataOf(event);
        if (event.eventType == "CreditBalanceLow") {
            QVERIFY(std::abs(balance - std::stod(textOf(data, "current_balance"))) < 20);
            continue;
        }
        balance += (event.eventType == "CreditsConsumed" ? -1 : 1) * std::stod(textOf(data, "amount"));
        QVERIFY(balance > 0);
    }
    QCOMPARE(accounts.size(), 1u);
}

void TestTraffic::stories()
{
    QFETCH(quint64, seed);
    std::map<CorrelationId, std::vector<std::string>> sessions;
    for (const auto& event : traffic(200, seed)) {
        std::string what = event.eventType;
        if (what == "CallFailed") what += ' ' + textOf(dataOf(event), "reason");
        sessions[*event.correlationId].push_back(what);
    }
    const auto anySessionHas = [&](const std::vector<std::string>& wanted) {
        for (const auto& [id, session] : sessions) {
            auto at = session.begin();
            for (const auto& want : wanted) {
                at = std::find(at, session.end(), want);
                if (at == session.end()) break;
                ++at;
                if (&want == &wanted.back()) return true;
            }
        }
        return false;
    };
    QVERIFY(anySessionHas({"CallInitiated", "CallTransferred", "PaymentInitiated", "PaymentFailed", "PaymentInitiated",
                           "PaymentCompleted", "CallEnded"}));
    QVERIFY(anySessionHas({"CallInitiated", "CustomerBlocked"}));
    QVERIFY(anySessionHas({"CallInitiated", "CallFailed caller_blocked"}));
    QVERIFY(anySessionHas({"LoginFailed", "LoginFailed", "LoginFailed", "SuspiciousActivityDetected", "AccessDenied",
                           "PasswordChanged", "LoginSuccessful"}));
    QVERIFY(anySessionHas({"CreditsConsumed", "CreditsRefunded"}));
}

void TestTraffic::customersKeepTheirNumber()
{
    std::map<std::string, std::string> numbers;
    std::map<std::string, int> calls;
    bool hasNonAscii = false;
    for (const auto& event : traffic(2000, 5)) {
        const json::Value data = dataOf(event);
        if (event.eventType == "CustomerCreated") {
            const std::string& created = numbers[event.aggregateId.toString()];
            QCOMPARE(textOf(data, "phone"), created);
            for (const char c : textOf(data, "name")) hasNonAscii = hasNonAscii || (static_cast<unsigned char>(c) & 0x80U) != 0;
        }
        if (event.eventType != "CallInitiated") continue;
        const bool inbound = textOf(data, "direction") == "inbound";
        const std::string number = textOf(data, inbound ? "caller_number" : "called_number");
        QVERIFY(number.size() >= 9 && number.size() <= 16 && number.front() == '+');
        const std::string customer = textOf(data, "customer_id");
        QCOMPARE(numbers.try_emplace(customer, number).first->second, number);
        ++calls[customer];
    }
    QVERIFY(hasNonAscii);
    QVERIFY(std::any_of(calls.begin(), calls.end(), [](const auto& entry) { return entry.second >= 8; }));
}

void TestTraffic::dailyRhythm()
{
    std::map<std::int64_t, std::int64_t> byHour;
    std::map<std::int64_t, std::int64_t> byDay;
    const std::int64_t first = 1'769'990'400;  // 2026-02-02T00:00:00Z
    for (const auto& event : traffic(2000, 11)) {
        if (event.eventType != "CallInitiated") continue;
        const std::int64_t seconds = event.timestamp->at.micros() / 1'000'000 - first;
        QVERIFY(seconds >= 0);
        ++byHour[seconds / 3600 % 24];
        ++byDay[seconds / 86400];
    }
    QVERIFY(byHour[10] > 10 * byHour[3]);
    QVERIFY(byHour[14] > 3 * byHour[20]);
    QVERIFY(byDay[1] > 2 * byDay[5]);  // Tuesday, Saturday
}

void TestTraffic::receiverEndsIt()
{
    int batches = 0;
    const auto made = generate::generateTraffic({1000, 1},
                                                [&](std::span<const NewEvent> batch) -> Result<void> {
                                                    if (batch.size() > 2000)
                                                        return makeError(ErrorCode::Internal, "a batch is too large");
                                                    if (++batches == 3) return makeError(ErrorCode::Io, "disk full");
                                                    return {};
                                                },
                                                {});
    QVERIFY(!made.ok());
    QCOMPARE(made.error().code, ErrorCode::Io);
    QCOMPARE(batches, 3);
}

void TestTraffic::stops()
{
    std::stop_source source;
    int batches = 0;
    const auto made = generate::generateTraffic(
        {1000, 1},
        [&](std::span<const NewEvent>) -> Result<void> {
            if (++batches == 2) source.request_stop();
            return {};
        },
        source.get_token());
    QVERIFY(!made.ok());
    QVERIFY(made.error().isCancelled());
    QCOMPARE(batches, 2);
}

QTEST_APPLESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
