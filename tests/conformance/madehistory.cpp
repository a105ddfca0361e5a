// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/conformance/madehistory.h"

#include "core/base/postgrestime.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <tuple>

namespace vci::test {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kStart = 1'770'717'600 * kSecond;  // 2026-02-10T10:00:00Z
constexpr int kNobody = 999'999;                          ///< an event id that no event has

Uuid uuid(char kind, int n)
{
    char text[40];
    std::snprintf(text, sizeof text, "%c0000000-0000-4000-8000-%012d", kind, n);
    return *Uuid::tryFromString(text);
}

/// Makes events with few words: each is one microsecond off a whole second, so that no two share an instant.
class Maker {
public:
    Maker(History& history, TenantId tenant)
        : m_history(history)
        , m_tenant(tenant)
    {
    }

    Event& add(int aggregate, std::int64_t sequence, int second, const char* type, std::string data = "{}")
    {
        ++m_count;
        m_history.events.push_back(Event{EventId(uuid('e', m_base + m_count)), m_tenant, aggregateId(aggregate), "Call", type, 1,
                                         Sequence(sequence),
                                         RecordedTime{Timestamp(kStart + second * kSecond + m_base + m_count)}, std::nullopt,
                                         std::nullopt, std::move(data), R"({"source": "api"})", std::nullopt, std::nullopt});
        return m_history.events.back();
    }
    Maker& from(int base)
    {
        m_base = base;
        m_count = 0;
        return *this;
    }

private:
    History& m_history;
    TenantId m_tenant;
    int m_base = 0;
    int m_count = 0;
};

void makeSound(Maker make)
{
    make.from(100);
    make.add(kSound, 1, 0, "CallInitiated", R"({"direction": "inbound", "caller_number": "+1 (202) 555-0123"})").correlationId =
        correlationId(1);
    Event& connected = make.add(kSound, 2, 5, "CallConnected", R"({"agent_id": "agent-7", "wait_time_seconds": 5})");
    connected.causationId = eventId(101);
    connected.correlationId = correlationId(1);
    Event& ended = make.add(kSound, 3, 60, "CallEnded", R"({"end_reason": "completed"})");
    ended.causationId = eventId(102);
    ended.correlationId = correlationId(1);
    Event& paid = make.add(kPayment, 1, 30, "PaymentInitiated", R"({"amount": 69948.15, "currency": "USD"})");
    paid.aggregateType = "Transaction";
    paid.causationId = eventId(102);
    paid.correlationId = correlationId(1);
    Event& failed = make.add(kPayment, 2, 33, "PaymentFailed", R"({"error": "card_declined"})");
    failed.aggregateType = "Transaction";
    failed.causationId = eventId(104);
    failed.correlationId = correlationId(1);
    failed.blockchainTxHash = "0x" + std::string(64, 'a');
}

void makeSequenceScars(Maker make)
{
    make.from(200);
    make.add(kGap, 1, 100, "CallInitiated");
    make.add(kGap, 2, 101, "CallConnected");
    make.add(kGap, 4, 102, "CallEnded");
    make.from(300);
    make.add(kDuplicate, 1, 110, "CallInitiated");
    make.add(kDuplicate, 2, 111, "CallConnected");
    make.add(kDuplicate, 2, 112, "CallOnHold", R"({"reason": "double write"})");
    make.add(kDuplicate, 3, 113, "CallEnded");
    make.from(350);
    make.add(kClockBack, 1, 140, "CallInitiated");
    make.add(kClockBack, 2, 135, "CallConnected");
    make.add(kClockBack, 3, 141, "CallEnded");
}

void makePayloadScars(Maker make)
{
    make.from(400);
    make.add(kPayloads, 1, 120, "CallInitiated",
             R"({"rate": 1000000000000000000000000000000, "share": 0.10, "account_ref": 90071992547409931234})");
    make.add(kPayloads, 2, 121, "AIResponseGenerated", R"({"text": "hello"})").metadata = "null";
    make.add(kPayloads, 3, 122, "CallFailed", R"("call dropped")");
    make.from(450);
    make.add(kTexts, 1, 130, "CustomerUpdated", R"({"notes": "CAFÉ at the corner"})");
    make.add(kTexts, 2, 131, "CustomerUpdated", R"({"notes": "café at the corner"})");
    make.add(kTexts, 3, 132, "CustomerUpdated", R"({"path": "C:\\temp", "quote": "he said \"50% off\""})");
    make.add(kTexts, 4, 133, "CustomerUpdated", R"({"notes": "5000 offers"})").metadata = R"({"user_agent": "Softphone 3.1"})";
    make.add(kTexts, 5, 134, "CustomerUpdated", "{\"notes\": \"=1+1 <b>\xE2\x80\xAEgpj.exe\"}");
}

void makeCauseAndTypeScars(Maker make)
{
    make.from(500);
    make.add(kOrphan, 1, 150, "CallInitiated").causationId = EventId(uuid('e', kNobody));
    make.add(kOrphan, 2, 151, "CallEscalatedLegacy", R"({"via": "v1 import"})").causationId = eventId(501);
    make.add(kOrphan, 3, 152, "CallEnded").blockchainTxHash = "pending";
    make.from(550);
    Event& first = make.add(kCycle, 1, 160, "CallInitiated");
    first.causationId = eventId(552);
    first.correlationId = correlationId(2);
    Event& second = make.add(kCycle, 2, 161, "CallConnected");
    second.causationId = eventId(551);
    second.correlationId = correlationId(2);
    make.from(600);
    make.add(kMixedTypes, 1, 170, "CallInitiated");
    make.add(kMixedTypes, 2, 171, "CallConnected").aggregateType = "Legacy";
    make.from(650);
    make.add(kEndless, 1, 180, "CallInitiated");
    Event& endless = make.add(kEndless, 2, 0, "CallEnded");
    endless.timestamp = RecordedTime{Timestamp(std::numeric_limits<std::int64_t>::max()), "infinity"};
}

/// Times before the year 1: of whole aggregates, of one of two rows with the same number, and of one correlation.
void makeAncient(Maker make)
{
    make.from(680);
    make.add(kAncient, 1, 0, "CallInitiated").timestamp = *tryParsePostgresTime("-infinity");
    make.add(kAncient, 2, 0, "CallConnected").timestamp = *tryParsePostgresTime("0701-03-15 12:00:00 BC");
    Event& ended = make.add(kAncient, 3, 0, "CallEnded");
    ended.timestamp = *tryParsePostgresTime("0044-03-15 12:00:00.5 BC");
    ended.correlationId = correlationId(3);
    make.add(kAncientTwice, 1, 190, "CallInitiated").correlationId = correlationId(3);
    Event& twice = make.add(kAncientTwice, 1, 0, "CallInitiated");
    twice.timestamp = *tryParsePostgresTime("-infinity");
    twice.correlationId = correlationId(3);
    make.add(kAncientTwice, 1, 0, "CallInitiated").timestamp = *tryParsePostgresTime("12026-02-10 10:00:00");
}

void makeCrowd(Maker make)
{
    make.from(100'000);
    for (int i = 1; i <= kCrowdAggregates; ++i) {
        const int aggregate = i <= kCrowdAggregates / 2 ? 1000 + i : 2000 + i;
        make.add(aggregate, 1, i, "CallInitiated", R"({"serial": )" + std::to_string(i) + "}");
        make.add(aggregate, 2, i + 7, "CallEnded");
    }
    make.from(200'000);
    for (int i = 1; i <= kLongEvents; ++i)
        make.add(kLong, i, 4000 + i, "CallOnHold").correlationId = correlationId(kCrowdCorrelation);
    make.from(300'000);
    for (int i = 1; i <= kLongEvents; ++i) make.add(kLongScarred, i, 8000 + i, "CallOnHold");
    make.add(kLongScarred, kLongEvents / 2, 12'000, "CallOnHold", R"({"reason": "double write"})");
}

/// Snapshots of the long aggregate by two reducers and by the platform, and a foreign one of Acme.
void makeSnapshots(History& history)
{
    const auto add = [&history](int id, TenantId tenant, int aggregate, std::int64_t sequence, const char* reducer, int second) {
        const auto events = history.replayOrder(tenant, aggregateId(aggregate));
        const Event& last = events.at(static_cast<std::size_t>(sequence) - 1);
        history.snapshots.push_back(
            {tenant,
             {snapshotId(id), last.aggregateId, last.aggregateType, last.sequence, last.id,
              reducer == nullptr ? std::nullopt : std::optional<std::string>(reducer),
              RecordedTime{Timestamp(kStart + second * kSecond)}, R"({"last_sequence": )" + std::to_string(sequence) + "}"}});
    };
    add(1, acme(), kSound, 2, nullptr, 0);
    add(2, crowd(), kLong, 100, "reducer-a", 1);
    add(3, crowd(), kLong, 200, "reducer-a", 5);
    add(4, crowd(), kLong, 200, "reducer-a", 2);
    add(5, crowd(), kLong, 300, "reducer-b", 3);
    add(6, crowd(), kLong, 400, nullptr, 4);
}

auto timeKey(const Event& event)
{
    return std::tuple(event.timestamp.at, event.aggregateId, event.sequence, event.id);
}

std::string text(const std::optional<std::string>& value)
{
    return value ? *value : "-";
}

template <typename Id>
std::string text(const std::optional<Id>& id)
{
    return id ? id->toString() : "-";
}

}  // namespace

TenantId acme()
{
    return *TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
}

TenantId borealis()
{
    return *TenantId::tryFromString("22222222-2222-4222-8222-222222222222");
}

TenantId crowd()
{
    return *TenantId::tryFromString("33333333-3333-4333-8333-333333333333");
}

SnapshotId snapshotId(int n)
{
    return SnapshotId(uuid('f', n));
}

AggregateId aggregateId(int n)
{
    return AggregateId(uuid('a', n));
}

EventId eventId(int n)
{
    return EventId(uuid('e', n));
}

CorrelationId correlationId(int n)
{
    return CorrelationId(uuid('c', n));
}

History madeHistory()
{
    History history;
    history.tenants = {Tenant{acme(), "Acme Telecom"}, Tenant{borealis(), "Borealis Health"}, Tenant{crowd(), "Crowd"}};
    const Maker ofAcme(history, acme());
    makeSound(ofAcme);
    makeSequenceScars(ofAcme);
    makePayloadScars(ofAcme);
    makeCauseAndTypeScars(ofAcme);
    makeAncient(ofAcme);
    Maker ofBorealis(history, borealis());
    ofBorealis.from(700);
    ofBorealis.add(kSound, 1, 10, "CallInitiated", R"({"caller_number": "+1 (202) 555-0123"})").correlationId = correlationId(1);
    ofBorealis.add(kSound, 2, 11, "CallFailed").causationId = eventId(101);  // a cause of another tenant is none
    makeCrowd(Maker(history, crowd()));
    std::sort(history.events.begin(), history.events.end(),
              [](const Event& a, const Event& b) { return timeKey(a) < timeKey(b); });
    makeSnapshots(history);
    return history;
}

std::vector<Event> History::ofTenant(TenantId tenant) const
{
    std::vector<Event> found;
    std::copy_if(events.begin(), events.end(), std::back_inserter(found),
                 [&](const Event& event) { return event.tenantId == tenant; });
    return found;
}

std::vector<Event> History::replayOrder(TenantId tenant, AggregateId aggregate) const
{
    std::vector<Event> found;
    std::copy_if(events.begin(), events.end(), std::back_inserter(found),
                 [&](const Event& event) { return event.tenantId == tenant && event.aggregateId == aggregate; });
    std::sort(found.begin(), found.end(), replayOrderLess);
    return found;
}

std::vector<store::AggregateRow> History::aggregates(TenantId tenant, const store::AggregateQuery& query) const
{
    std::map<AggregateId, std::vector<Event>> groups;
    for (const Event& event : events) {
        if (event.tenantId == tenant) groups[event.aggregateId].push_back(event);
    }
    std::vector<store::AggregateRow> rows;
    for (auto& [id, group] : groups) {
        const auto [least, greatest] = std::minmax_element(
            group.begin(), group.end(), [](const Event& a, const Event& b) { return a.timestamp.at < b.timestamp.at; });
        const RecordedTime first = least->timestamp;
        const RecordedTime last = greatest->timestamp;
        std::sort(group.begin(), group.end(), replayOrderLess);
        const std::string& type = group.front().aggregateType;
        const bool wanted = query.types.empty() || std::find(query.types.begin(), query.types.end(), type) != query.types.end();
        if (!wanted) continue;
        rows.push_back(store::AggregateRow{id, type, static_cast<std::int64_t>(group.size()), group.front().sequence,
                                           group.back().sequence, first, last, group.back().eventType});
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const store::AggregateRow& a, const store::AggregateRow& b) {
        if (query.sort == store::AggregateSort::EventCount) return a.events > b.events;
        return query.sort == store::AggregateSort::LastActivity && a.last.at > b.last.at;
    });
    return rows;
}

std::vector<std::pair<EventId, std::string>> expectedFlags()
{
    return {
        {eventId(203), "sequence_gap"},       {eventId(303), "sequence_duplicate"}, {eventId(352), "timestamp_regression"},
        {eventId(401), "malformed_payload"},  {eventId(403), "malformed_payload"},  {eventId(501), "causation_orphan"},
        {eventId(502), "unknown_event_type"}, {eventId(503), "invalid_tx_hash"},    {eventId(551), "causation_cycle"},
        {eventId(552), "causation_cycle"},    {eventId(684), "sequence_duplicate"}, {eventId(686), "sequence_duplicate"},
    };
}

std::string line(const Event& event)
{
    return event.id.toString() + " " + event.tenantId.toString().substr(0, 4) + " " + event.aggregateId.toString() + " " +
           event.aggregateType + " " + event.eventType + " v" + std::to_string(event.eventVersion) + " #" +
           std::to_string(event.sequence.value()) + " " + event.timestamp.toString() + " cause " + text(event.causationId) +
           " corr " + text(event.correlationId) + " tx " + text(event.blockchainTxHash) + " " + event.eventData + " " +
           event.metadata;
}

std::string line(const store::AggregateRow& row)
{
    return row.id.toString() + " " + row.type + " " + std::to_string(row.events) + " #" +
           std::to_string(row.firstSequence.value()) + "…" + std::to_string(row.lastSequence.value()) + " " +
           row.first.toString() + "…" + row.last.toString() + " " + row.lastEventType;
}

std::string line(const store::Snapshot& snapshot)
{
    return snapshot.id.toString() + " " + snapshot.aggregateId.toString() + " " + snapshot.aggregateType + " #" +
           std::to_string(snapshot.lastSequence.value()) + " " + snapshot.lastEventId.toString() + " by " +
           snapshot.reducer.value_or("-") + " " + snapshot.createdAt.toString() + " " + snapshot.state;
}

}  // namespace vci::test
