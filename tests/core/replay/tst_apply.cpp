// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/apply.h"

#include "core/json/read.h"
#include "core/replay/timeline.h"
#include "tests/core/replay/history.h"

#include <QtTest>

using vci::json::Value;
using vci::replay::LastFields;
using vci::test::makeEvent;

namespace {

Value value(const QByteArray& text)
{
    return vci::json::readLenient(text.toStdString()).value;
}

QByteArray textOf(const Value& state)
{
    return QByteArray::fromStdString(vci::json::dumpCanonical(state));
}

Value withoutLast(Value state)
{
    for (const char* name : {"last_event_id", "last_event_type", "last_sequence", "last_timestamp"}) state.remove(name);
    return state;
}

/// A catalogue whose type T has these rules, upcasters and so on; its version is 2.
std::shared_ptr<const vci::catalog::Catalog> catalogOf(const QByteArray& members)
{
    const std::string head =
        "{\"name\":\"T\",\"allow_unknown_types\":true,\"families\":[{\"name\":\"f\",\"label\":\"F\"}],"
        "\"aggregate_types\":[],\"types\":[{\"name\":\"T\",\"family\":\"f\",\"description\":\"d\",\"version\":2";
    const auto parsed = vci::catalog::Catalog::parse(head + members.toStdString() + "}]}", "test");
    if (!parsed.ok()) qWarning("%s", parsed.error().message.c_str());
    return parsed.ok() ? parsed.value() : nullptr;
}

}  // namespace

/// Each rule, upcaster and odd payload as a row, on both states that the rules run on: a plain value and a timeline.
class TestApply final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shipped_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("isMalformed");
        const auto row = [](const char* name, const char* type, const char* before, const char* data, const char* after,
                            bool isMalformed = false) {
            QTest::newRow(name) << QByteArray(type) << QByteArray(before) << QByteArray(data) << QByteArray(after) << isMalformed;
        };
        row("status of the type", "CallConnected", "{}", R"({"agent_id":"x"})", R"({"agent_id":"x","status":"connected"})");
        row("status of the payload wins", "CallConnected", "{}", R"({"status":"odd"})", R"({"status":"odd"})");
        row("a null status is one", "CallConnected", "{}", R"({"status":null})", R"({"status":null})");
        row("no status of its own", "CallBogus", R"({"status":"x"})", R"({"a":1})", R"({"a":1,"status":"x"})");
        row("objects are replaced", "CustomerUpdated", R"({"o":{"a":1,"b":2}})", R"({"o":{"b":3}})", R"({"o":{"b":3}})");
        row("payload is a string", "CallFailed", R"({"a":1})", R"("call dropped")", R"({"a":1,"status":"failed"})", true);
        row("payload is null", "CallOnHold", "{}", "null", R"({"hold_count":1,"status":"on_hold"})", true);
        row("payload is an array", "CreditsPurchased", R"({"balance":1})", R"([{"amount":5}])", R"({"balance":1})", true);
        row("payload is no JSON", "CallFailed", "{}", R"({"a":)", R"({"status":"failed"})", true);
        row("payload is empty", "CallFailed", "{}", "", R"({"status":"failed"})", true);
        row("duplicate names", "CustomerUpdated", "{}", R"({"a":1,"a":{"b":2}})", R"({"a":{"b":2}})");
        row("foreign number", "CustomerUpdated", "{}", R"({"a":90071992547409931234})", R"({"a":90071992547409931234})", true);
        row("number in other clothes", "CustomerUpdated", "{}", R"({"a":0.10,"b":1E2})", R"({"a":0.1,"b":100})");
        row("reserved names are overwritten", "CustomerUpdated", "{}", R"({"last_sequence":{"x":1},"a":1})", R"({"a":1})");
        row("hold_count", "CallOnHold", R"({"hold_count":1})", "{}", R"({"hold_count":2,"status":"on_hold"})");
        row("hold_count is text", "CallOnHold", R"({"hold_count":"1"})", "{}", R"({"hold_count":"1","status":"on_hold"})", true);
        row("hold_count of the payload counts on", "CallOnHold", R"({"hold_count":1})", R"({"hold_count":7})",
            R"({"hold_count":8,"status":"on_hold"})");
        row("transfer_count", "CallTransferred", "{}", "{}", R"({"transfer_count":1,"status":"transferred"})");
        row("recording", "CallRecordingStarted", "{}", R"({"recording":"yes"})", R"({"recording":true})");
        row("recording over an object", "CallRecordingStopped", R"({"recording":{"id":1}})", "{}", R"({"recording":false})");
        row("purchase", "CreditsPurchased", R"({"balance":0.1})", R"({"amount":0.2})", R"({"balance":0.3,"amount":0.2})");
        row("refund", "CreditsRefunded", "{}", R"({"amount":5})", R"({"balance":5,"amount":5})");
        row("consumed", "CreditsConsumed", R"({"balance":69949.15})", R"({"amount":1})", R"({"balance":69948.15,"amount":1})");
        row("consumed exactly", "CreditsConsumed", R"({"balance":0.3})", R"({"amount":0.1})", R"({"balance":0.2,"amount":0.1})");
        row("no amount", "CreditsPurchased", R"({"balance":1})", "{}", R"({"balance":1})");
        row("amount is text", "CreditsPurchased", R"({"balance":1})", R"({"amount":"5"})", R"({"balance":1,"amount":"5"})", true);
        row("amount is null", "CreditsPurchased", R"({"balance":1})", R"({"amount":null})", R"({"balance":1,"amount":null})",
            true);
        row("balance is an object", "CreditsPurchased", R"({"balance":{"x":1}})", R"({"amount":5})",
            R"({"balance":{"x":1},"amount":5})", true);
        row("result over 50 digits", "CreditsPurchased", R"({"balance":1e30})", R"({"amount":1e-30})",
            R"({"balance":1e30,"amount":1e-30})", true);
        row("assigned", "AgentAssignedToCall", "{}", R"({"call_id":"c"})",
            R"({"call_id":"c","current_call_id":"c","status":"busy"})");
        row("assigned to an object", "AgentAssignedToCall", "{}", R"({"call_id":{"a":[1],"b":{}}})",
            R"({"call_id":{"a":[1],"b":{}},"current_call_id":{"a":[1],"b":{}},"status":"busy"})");
        row("assigned to none", "AgentAssignedToCall", R"({"current_call_id":"c","call_id":"c"})", "{}",
            R"({"call_id":"c","current_call_id":"c","status":"busy"})");
        row("assigned to null", "AgentAssignedToCall", "{}", R"({"call_id":null})",
            R"({"call_id":null,"current_call_id":null,"status":"busy"})");
        row("logged out", "AgentLoggedOut", R"({"current_call_id":"c"})", "{}", R"({"status":"offline"})");
        row("logged out, odd payload", "AgentLoggedOut", R"({"current_call_id":"c"})", "7", R"({"status":"offline"})", true);
        row("logged out sets and unsets", "AgentLoggedOut", "{}", R"({"current_call_id":{"a":1}})", R"({"status":"offline"})");
        row("available", "AgentStatusChanged", R"({"current_call_id":"c"})", R"({"status":"available"})",
            R"({"status":"available"})");
        row("away", "AgentStatusChanged", R"({"current_call_id":"c"})", R"({"status":"away"})",
            R"({"current_call_id":"c","status":"away"})");
        row("available before, no payload", "AgentStatusChanged", R"({"current_call_id":"c","status":"available"})", "{}",
            R"({"current_call_id":"c","status":"available"})");
        row("blocked", "CustomerBlocked", "{}", "{}", R"({"blocked":true,"status":"blocked"})");
        row("unblocked", "CustomerUnblocked", R"({"blocked":true})", "{}", R"({"blocked":false,"status":"active"})");
        row("refunds", "RefundCompleted", R"({"refund_count":1})", "{}", R"({"refund_count":2,"status":"refunded"})");
        row("login failed", "LoginFailed", R"({"failed_logins_in_row":4})", "{}", R"({"failed_logins_in_row":5})");
        row("login succeeded", "LoginSuccessful", R"({"failed_logins_in_row":4})", "{}", R"({"failed_logins_in_row":0})");
        row("mfa on", "MFAEnabled", "{}", "{}", R"({"mfa_enabled":true})");
        row("mfa off", "MFADisabled", R"({"mfa_enabled":true})", "{}", R"({"mfa_enabled":false})");
        row("sentiment upcast", "AISentimentDetected", "{}", R"({"sentiment":"sad"})", R"({"sentiment":{"label":"sad"}})");
        row("sentiment is an object", "AISentimentDetected", "{}", R"({"sentiment":{"score":1}})",
            R"({"sentiment":{"score":1}})");
        row("sentiment is a number", "AISentimentDetected", "{}", R"({"sentiment":1})", R"({"sentiment":1})");
        row("currency upcast", "PaymentInitiated", "{}", R"({"amount":1})",
            R"({"amount":1,"currency":"USD","status":"initiated"})");
        row("currency given", "PaymentInitiated", "{}", R"({"currency":null})", R"({"currency":null,"status":"initiated"})");
        row("currency, odd payload", "PaymentInitiated", "{}", R"("x")", R"({"status":"initiated"})", true);
        row("vip level of a VIP", "CustomerVIPStatusChanged", "{}", R"({"vip":true})", R"({"vip":true,"vip_level":"gold"})");
        row("vip level of another", "CustomerVIPStatusChanged", "{}", R"({"vip":"true"})",
            R"({"vip":"true","vip_level":"none"})");
        row("vip level given", "CustomerVIPStatusChanged", "{}", R"({"vip":true,"vip_level":"x"})",
            R"({"vip":true,"vip_level":"x"})");
    }
    void shipped()
    {
        QFETCH(QByteArray, type);
        compare(vci::catalog::Catalog::builtIn(), type, 1);
    }

    void newerVersionsAreNotUpcast()
    {
        Value state = Value::object();
        vci::Event event = makeEvent(1, "PaymentInitiated", "{}");
        event.eventVersion = 2;
        QVERIFY(vci::replay::apply(*vci::catalog::Catalog::builtIn(), state, event).isEmpty());
        QCOMPARE(textOf(withoutLast(state)), QByteArray(R"({"status":"initiated"})"));
        QCOMPARE(textOf(vci::test::timelineOf({event})->stateAt(1, LastFields::Omit)), QByteArray(R"({"status":"initiated"})"));
    }

    void rules_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<bool>("isMalformed");
        const auto row = [](const char* name, const char* members, const char* before, const char* data, const char* after,
                            bool isMalformed = false) {
            QTest::newRow(name) << QByteArray(members) << QByteArray(before) << QByteArray(data) << QByteArray(after)
                                << isMalformed;
        };
        const char* const append = R"(,"rules":[{"rule":"append","target":"l","data":"/x"}])";
        row("append to none", append, "{}", R"({"x":1})", R"({"x":1,"l":[1]})");
        row("append to an array", append, R"({"l":[1]})", R"({"x":{"a":2}})", R"({"x":{"a":2},"l":[1,{"a":2}]})");
        row("append to a scalar", append, R"({"l":7})", R"({"x":1})", R"({"x":1,"l":[7,1]})");
        row("append to an object", append, R"({"l":{"b":1,"a":{"c":2}}})", R"({"x":1})",
            R"({"x":1,"l":[{"b":1,"a":{"c":2}},1]})");
        row("append nothing", append, R"({"l":7})", "{}", R"({"l":7})");
        const char* const least = R"(,"rules":[{"rule":"min","target":"m","data":"/x"}])";
        row("min of none", least, "{}", R"({"x":5})", R"({"x":5,"m":5})");
        row("min is less", least, R"({"m":5})", R"({"x":4.5})", R"({"x":4.5,"m":4.5})");
        row("min is not less", least, R"({"m":5})", R"({"x":1e30})", R"({"x":1e30,"m":5})");
        row("min of text", least, R"({"m":5})", R"({"x":"1"})", R"({"x":"1","m":5})", true);
        row("min over text", least, R"({"m":"5"})", R"({"x":1})", R"({"x":1,"m":"5"})", true);
        const char* const greatest = R"(,"rules":[{"rule":"max","target":"m","data":"/x"}])";
        row("max is greater", greatest, R"({"m":-5})", R"({"x":-4})", R"({"x":-4,"m":-4})");
        row("max is not greater", greatest, R"({"m":90071992547409931235})", R"({"x":7})", R"({"x":7,"m":90071992547409931235})");
        const char* const elapsed = R"(,"rules":[{"rule":"elapsed","target":"e","from":{"old":"/t"},"to":{"data":"/t"}}])";
        row("elapsed", elapsed, R"({"t":"2026-02-01T10:00:00Z"})", R"({"t":"2026-02-01T11:00:00.25+01:00"})",
            R"({"t":"2026-02-01T11:00:00.25+01:00","e":0.25})");
        row("elapsed backwards", elapsed, R"({"t":"2026-02-01T10:00:00Z"})", R"({"t":"2026-02-01T09:00:00Z"})",
            R"({"t":"2026-02-01T09:00:00Z","e":-3600})");
        row("elapsed from nothing", elapsed, "{}", R"({"t":"2026-02-01T09:00:00Z"})", R"({"t":"2026-02-01T09:00:00Z"})");
        row("elapsed from no time", elapsed, R"({"t":"soon"})", R"({"t":"2026-02-01T09:00:00Z"})",
            R"({"t":"2026-02-01T09:00:00Z"})", true);
        row("elapsed since the event before",
            R"(,"rules":[{"rule":"elapsed","target":"e","from":{"old":"/last_timestamp"},"to":{"event":"timestamp"}}])",
            R"({"a":1})", "7", R"({"a":1,"e":1})", true);
        row("the state before", R"(,"rules":[{"rule":"set","target":"was","old":"/a/b"}])", R"({"a":{"b":[1]}})", R"({"a":2})",
            R"({"a":2,"was":[1]})");
        row("the object before", R"(,"rules":[{"rule":"set","target":"was","old":"/a"}])", R"({"a":{"b":{"c":1},"d":2}})",
            R"({"a":{"d":3}})", R"({"a":{"d":3},"was":{"b":{"c":1},"d":2}})");
        row("in an array before", R"(,"rules":[{"rule":"set","target":"was","old":"/a/1/x"}])", R"({"a":[0,{"x":"y"}]})", "{}",
            R"({"a":[0,{"x":"y"}],"was":"y"})");
        row("in an array of the data", R"(,"rules":[{"rule":"set","target":"it","data":"/a/1"}])", "{}", R"({"a":[0,5]})",
            R"({"a":[0,5],"it":5})");
        row("data behind a scalar", R"(,"rules":[{"rule":"set","target":"it","data":"/a/b"}])", "{}", R"({"a":1})", R"({"a":1})");
        row("event fields",
            R"(,"rules":[{"rule":"set","target":"n","event":"sequence_number"},{"rule":"set","target":"t","event":"event_type"},{"rule":"set","target":"g","event":"aggregate_id"},{"rule":"set","target":"c","event":"causation_id"}])",
            R"({"c":1})", "{}", R"({"n":2,"t":"T","g":"00000000-0000-0000-0000-00000000000a","c":1})");
        row("rules see what earlier rules did",
            R"(,"rules":[{"rule":"set","target":"x","value":5},{"rule":"increment","target":"x","value":2},{"rule":"increment","target":"x","data":"/x"}])",
            "{}", R"({"x":100})", R"({"x":107})");
        row("a rule that undoes the payload", R"(,"rules":[{"rule":"set","target":"x","old":"/x"}])", R"({"x":{"a":1}})",
            R"({"x":{"b":2}})", R"({"x":{"a":1}})");
        row("unset what the payload read", R"(,"rules":[{"rule":"unset","target":"x"},{"rule":"set","target":"y","data":"/x"}])",
            "{}", R"({"x":{"k":1}})", R"({"y":{"k":1}})");
        row("a rule sets the status", R"(,"status":"s","rules":[{"rule":"set","target":"status","value":"r"}])", "{}", "{}",
            R"({"status":"r"})");
        row("a rule that sets no status", R"(,"status":"s","rules":[{"rule":"set","target":"status","data":"/q"}])", "{}", "{}",
            R"({"status":"s"})");
        row("condition: exists", R"(,"rules":[{"rule":"set","target":"y","value":1,"if":{"data":"/x"}}])", "{}", R"({"x":null})",
            R"({"x":null,"y":1})");
        row("condition: is absent", R"(,"rules":[{"rule":"set","target":"y","value":1,"if":{"data":"/x","not":true}}])", "{}",
            "{}", R"({"y":1})");
        row("condition: equals by value",
            R"(,"rules":[{"rule":"set","target":"y","value":1,"if":{"data":"/x/a","equals":{"n":1}}}])", "{}",
            R"({"x":{"a":{"n":1.0}}})", R"({"x":{"a":{"n":1}},"y":1})");
        row("condition: differs", R"(,"rules":[{"rule":"set","target":"y","value":1,"if":{"data":"/x","equals":1,"not":true}}])",
            "{}", R"({"x":2})", R"({"x":2,"y":1})");
        row("condition on no object", R"(,"rules":[{"rule":"set","target":"y","value":1,"if":{"data":"/x","not":true}}])", "{}",
            "5", "{}", true);
        row("constant object", R"(,"rules":[{"rule":"set","target":"y","value":{"b":[],"a":{}}}])", R"({"y":{"c":1}})", "{}",
            R"({"y":{"b":[],"a":{}}})");
        row("upcast before rules",
            R"(,"upcasters":[{"from":1,"step":"default","member":"x","value":3}],"rules":[{"rule":"increment","target":"s","data":"/x"}])",
            "{}", "{}", R"({"x":3,"s":3})");
        row("upcast wraps",
            R"(,"upcasters":[{"from":1,"step":"wrap_string","member":"x","key":"k"},{"from":1,"step":"default","member":"y","value":1,"if":{"data":"/x/k","equals":"v"}}])",
            "{}", R"({"x":"v"})", R"({"x":{"k":"v"},"y":1})");
    }
    void rules()
    {
        QFETCH(QByteArray, members);
        const auto catalog = catalogOf(members);
        QVERIFY(catalog != nullptr);
        compare(catalog, "T", 1);
    }

    void setsLast()
    {
        Value state = Value::object();
        const vci::Event event = makeEvent(3, "LegacyType", R"({"last_event_id":"forged","a":1})");
        const vci::Flags flags = vci::replay::apply(*vci::catalog::Catalog::builtIn(), state, event);
        QVERIFY(flags.has(vci::FindingKind::UnknownEventType));
        QCOMPARE(textOf(state),
                 QByteArray(R"({"a":1,"last_event_id":"00000000-0000-0000-0000-000000001003","last_event_type":"LegacyType",)"
                            R"("last_sequence":3,"last_timestamp":"2026-02-01T00:00:03.000000Z"})"));
    }

private:
    /// The event of the row on top of one that makes the state before.
    static void compare(const std::shared_ptr<const vci::catalog::Catalog>& catalog, const QByteArray& type, std::int64_t version)
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, after);
        QFETCH(bool, isMalformed);
        vci::Event event = makeEvent(2, type.toStdString(), data.toStdString());
        event.eventVersion = version;
        const std::vector<vci::Event> events = {makeEvent(1, "Setup", before.toStdString()), event};

        Value state;
        (void)vci::replay::apply(*catalog, state, events[0]);
        const vci::Flags flags = vci::replay::apply(*catalog, state, events[1]);
        QVERIFY2(withoutLast(state) == value(after), textOf(withoutLast(state)).constData());
        QCOMPARE(flags.has(vci::FindingKind::MalformedPayload), isMalformed);

        const auto timeline = vci::test::timelineOf(events, catalog);
        const Value kept = timeline->stateAt(2, LastFields::Omit);
        QVERIFY2(kept == value(after), textOf(kept).constData());
        QVERIFY(timeline->stateAt(2) == state);
        QCOMPARE(timeline->eventAt(1).flags.has(vci::FindingKind::MalformedPayload), isMalformed);
    }
};

QTEST_APPLESS_MAIN(TestApply)
#include "tst_apply.moc"
