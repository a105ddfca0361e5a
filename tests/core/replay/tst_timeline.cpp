// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/timeline.h"

#include "core/json/patch.h"
#include "core/json/pointer.h"
#include "core/json/read.h"
#include "core/replay/apply.h"
#include "core/replay/sequencecheck.h"
#include "tests/core/replay/history.h"

#include <QtTest>

#include <algorithm>
#include <map>

using vci::json::Value;
using vci::replay::LastFields;
using vci::replay::Timeline;
using vci::test::makeEvent;

namespace {

/// The naive reference: one whole state after each event, compared leaf by leaf. apply() alone is shared with the product, on
/// another kind of state; what it does is checked in tst_apply and by the oracle.
struct Reference {
    Reference(const std::vector<vci::Event>& events, const vci::catalog::Catalog& catalog)
    {
        states.push_back(Value::object());
        vci::replay::SequenceCheck check;
        for (const auto& event : events) {
            Value state = states.back();
            vci::Flags own = vci::replay::apply(catalog, state, event);
            const vci::Flags place = check.next(event.sequence, event.timestamp.at);
            for (const auto kind : vci::kAllFindingKinds) {
                if (place.has(kind)) own.add(kind);
            }
            flags.push_back(own);
            states.push_back(std::move(state));
        }
    }
    std::vector<Value> states;
    std::vector<vci::Flags> flags;
};

using Leaves = std::map<std::string, std::string>;

void collectLeaves(const Value& value, const std::string& path, Leaves& leaves)
{
    for (const auto& [name, member] : value.members()) {
        std::string below = path;
        vci::json::appendPointerToken(below, name);
        if (path.empty() && name.starts_with("last_") && member.isLeaf() && name != "last_") continue;
        if (member.isLeaf())
            leaves[below] = vci::json::dumpCanonical(member);
        else
            collectLeaves(member, below, leaves);
    }
}

Leaves leavesOf(const Value& state)
{
    Leaves leaves;
    collectLeaves(state, {}, leaves);
    return leaves;
}

std::optional<std::string> at(const Leaves& leaves, const std::string& path)
{
    const auto found = leaves.find(path);
    return found == leaves.end() ? std::nullopt : std::optional(found->second);
}

QByteArray textOf(const Value& value)
{
    return QByteArray::fromStdString(vci::json::dumpCanonical(value));
}

std::shared_ptr<const vci::catalog::Catalog> everyRule()
{
    const auto parsed = vci::catalog::Catalog::parse(R"({"name":"T","allow_unknown_types":true,
        "families":[{"name":"f","label":"F"}],"aggregate_types":[],"types":[
        {"name":"Sum","family":"f","description":"d","version":1,"rules":[
            {"rule":"increment","target":"amount","data":"/amount"},{"rule":"increment","target":"balance","data":"/amount","negative":true},
            {"rule":"set","target":"x","old":"/a"}]},
        {"name":"Bounds","family":"f","description":"d","version":1,"status":"bounded","rules":[
            {"rule":"min","target":"least","data":"/n"},{"rule":"max","target":"n","data":"/n"},
            {"rule":"append","target":"list","data":"/a","if":{"data":"/a","not":true,"equals":null}}]},
        {"name":"Times","family":"f","description":"d","version":3,"upcasters":[
            {"from":2,"step":"default","member":"t","value":{"deep":[1]},"if":{"data":"/x","not":true}},
            {"from":1,"step":"wrap_string","member":"status","key":"label"}],"rules":[
            {"rule":"elapsed","target":"since","from":{"old":"/last_timestamp"},"to":{"event":"timestamp"}},
            {"rule":"set","target":"cause","event":"causation_id"},{"rule":"unset","target":"a"},
            {"rule":"set","target":"a-b","data":"/a"}]}]})",
                                                     "everyrule");
    return parsed.ok() ? parsed.value() : nullptr;
}

}  // namespace

class TestTimeline final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithWholeStates_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("usesEveryRule");
        for (int i = 0; i < 12; ++i) QTest::addRow("shipped catalogue %d", i) << 30 * i << false;
        for (int i = 0; i < 12; ++i) QTest::addRow("every rule %d", i) << 30 * i << true;
    }
    void agreesWithWholeStates()
    {
        QFETCH(int, count);
        QFETCH(bool, usesEveryRule);
        const auto catalog = usesEveryRule ? everyRule() : vci::catalog::Catalog::builtIn();
        QVERIFY(catalog != nullptr);
        vci::test::RandomHistory random(QTest::currentDataTag());
        const auto events = random.events(static_cast<std::size_t>(count), *catalog);
        const auto timeline = vci::test::timelineOf(events, catalog);
        const Reference reference(events, *catalog);
        QCOMPARE(timeline->size(), events.size());
        std::map<std::string, std::vector<std::pair<std::size_t, std::optional<std::string>>>> histories;
        for (std::size_t position = 0; position <= events.size(); ++position) {
            const Value state = timeline->stateAt(position);
            QVERIFY2(state == reference.states[position],
                     (textOf(state) + "\n" + textOf(reference.states[position])).constData());
            if (position > 0) compareEvent(*timeline, reference, position - 1, histories);
        }
        for (const auto& [path, history] : histories) {
            const auto changes = timeline->historyOf(path);
            QCOMPARE(changes.size(), history.size());
            for (std::size_t i = 0; i < changes.size(); ++i) {
                QCOMPARE(changes[i].event, history[i].first);
                QVERIFY(changes[i].after == history[i].second);
                QVERIFY(i == 0 || changes[i].before == history[i - 1].second);
            }
        }
        for (int i = 0; i < 30; ++i) {
            const std::size_t a = random.below(static_cast<std::uint32_t>(events.size()) + 1);
            const std::size_t b = random.below(static_cast<std::uint32_t>(events.size()) + 1);
            const auto expected = vci::json::diff(reference.states[a], reference.states[b]);
            QCOMPARE(textOf(vci::json::toJson(timeline->diff(a, b))), textOf(vci::json::toJson(expected)));
        }
    }

    void blameCountsAsDefined()
    {
        // The shipped rules on a key that the payload sets, removes and brings back.
        const std::vector<vci::Event> events = {
            makeEvent(1, "AgentAssignedToCall", R"({"call_id":"c1"})"),
            makeEvent(2, "AgentAssignedToCall", R"({"call_id":"c1","x":{"a":1,"b":2}})"),
            makeEvent(3, "AgentLoggedOut", R"({"x":{"a":1}})"),
            makeEvent(4, "AgentAssignedToCall", R"({"call_id":"c2","x":{"a":1,"b":{}}})"),
            makeEvent(5, "AgentStatusChanged", R"({"status":"away"})"),
        };
        const auto timeline = vci::test::timelineOf(events);
        const auto field = [&](std::size_t position, const char* path) {
            auto fields = timeline->blameAt(position, path);
            return fields.ok() && fields.value().size() == 1 ? std::optional(fields.value()[0]) : std::nullopt;
        };
        QCOMPARE(field(2, "/current_call_id")->changes, 1);
        QCOMPARE(field(2, "/current_call_id")->setBy, std::size_t(1));
        QVERIFY(!field(2, "/current_call_id")->previous);
        QVERIFY(!field(3, "/current_call_id"));
        QCOMPARE(field(4, "/current_call_id")->changes, 2);
        QVERIFY(!field(4, "/current_call_id")->previous);
        QCOMPARE(field(4, "/call_id")->previous, std::optional<std::string>("\"c1\""));
        QCOMPARE(field(4, "/x/a")->changes, 1);
        QCOMPARE(field(4, "/x/a")->setBy, std::size_t(3));
        QCOMPARE(field(4, "/x/b")->value, std::string("{}"));
        QCOMPARE(field(4, "/x/b")->changes, 2);
        QCOMPARE(field(5, "/status")->previous, std::optional<std::string>("\"busy\""));
        QCOMPARE(field(5, "/status")->changes, 4);
        QCOMPARE(timeline->blameAt(2, "/x").value().size(), std::size_t(2));
        QCOMPARE(timeline->blameAt(2, "").value().size(), timeline->blameAt(2).size());
        for (const char* pointer : {"/nothing", "/last_sequence", "/x/a/b", "x", "/x~2"}) {
            const auto none = timeline->blameAt(2, pointer);
            QVERIFY2(!none.ok(), pointer);
            QCOMPARE(none.error().code, vci::ErrorCode::NoSuchField);
        }
    }

    void findsPositions()
    {
        std::vector<vci::Event> events;
        for (const std::int64_t sequence : {1, 2, 2, 5}) events.push_back(makeEvent(sequence, "CallOnHold", "{}"));
        events[1].timestamp.at = vci::Timestamp(events[0].timestamp.at.micros() + 100);
        events[2].timestamp.at = vci::Timestamp(events[0].timestamp.at.micros() - 100);
        const auto timeline = vci::test::timelineOf(events);
        const auto atSequence = [&](std::int64_t n) { return timeline->positionAtSequence(vci::Sequence(n)); };
        QCOMPARE(atSequence(0), std::size_t(0));
        QCOMPARE(atSequence(1), std::size_t(1));
        QCOMPARE(atSequence(2), std::size_t(3));
        QCOMPARE(atSequence(4), std::size_t(3));
        QCOMPARE(atSequence(99), std::size_t(4));
        const auto atMicros = [&](std::int64_t offset) {
            return timeline->positionAtTime(vci::Timestamp(events[0].timestamp.at.micros() + offset));
        };
        QCOMPARE(atMicros(-1), std::size_t(0));
        QCOMPARE(atMicros(0), std::size_t(1));
        QCOMPARE(atMicros(99), std::size_t(1));
        QCOMPARE(atMicros(100), std::size_t(3));
        QCOMPARE(atMicros(100'000'000), std::size_t(4));
        QCOMPARE(timeline->indexOf(events[3].id), std::optional<std::size_t>(3));
        QVERIFY(!timeline->indexOf(makeEvent(77, "CallOnHold", "{}").id));
    }

    void keepsHeads()
    {
        std::vector<vci::Event> events = {makeEvent(2, "CallOnHold", "{}"), makeEvent(3, "Nothing", "7")};
        events[0].pos = vci::LogIndex(41);
        events[0].blockchainTxHash = "pending";
        events[1].eventVersion = 9;
        events[1].timestamp = {vci::Timestamp(std::numeric_limits<std::int64_t>::max()), "infinity"};
        events[1].metadata = R"({"n":90071992547409931234})";
        const auto timeline = vci::test::timelineOf(events);
        QCOMPARE(timeline->aggregateType(), std::string("Call"));
        QVERIFY(timeline->eventAt(0).id == events[0].id);
        QCOMPARE(timeline->eventAt(0).pos->value(), std::int64_t(41));
        QVERIFY(!timeline->eventAt(1).pos);
        QCOMPARE(std::string(timeline->eventAt(1).eventType), std::string("Nothing"));
        QCOMPARE(timeline->eventAt(1).eventVersion, std::int64_t(9));
        QCOMPARE(timeline->timeText(1), std::string("infinity"));
        QCOMPARE(timeline->stateAt(2).find("last_timestamp")->asText(), std::string("infinity"));
        vci::Flags first;
        first.add(vci::FindingKind::SequenceGap);
        first.add(vci::FindingKind::InvalidTxHash);
        QVERIFY(timeline->eventAt(0).flags == first);
        vci::Flags second;
        second.add(vci::FindingKind::MalformedPayload);
        second.add(vci::FindingKind::UnknownEventType);
        QVERIFY(timeline->eventAt(1).flags == second);
        QVERIFY(timeline->flagsUpTo(0).isEmpty());
        QVERIFY(timeline->flagsUpTo(1) == first);
        QVERIFY(timeline->flagsUpTo(2).has(vci::FindingKind::SequenceGap) &&
                timeline->flagsUpTo(2).has(vci::FindingKind::UnknownEventType));
    }

    void nothing()
    {
        const auto timeline = vci::test::timelineOf({});
        QCOMPARE(timeline->size(), std::size_t(0));
        QCOMPARE(textOf(timeline->stateAt(0)), QByteArray("{}"));
        QVERIFY(timeline->blameAt(0).empty());
        QVERIFY(timeline->diff(0, 0).empty());
        QVERIFY(timeline->historyOf("/x").empty());
        QCOMPARE(timeline->positionAtSequence(vci::Sequence(5)), std::size_t(0));
    }

    void membersStandInPathOrder()
    {
        const auto timeline = vci::test::timelineOf(
            {makeEvent(1, "AccessDenied", R"({"z":1,"a":{"y":1,"x":{"q":1}},"a-b":2,"a.b":3,"":4,"a/b":5,"m~n":6,"last":7})")});
        QCOMPARE(QByteArray::fromStdString(vci::json::dump(timeline->stateAt(1, LastFields::Omit))),
                 QByteArray(R"({"":4,"a-b":2,"a.b":3,"a":{"x":{"q":1},"y":1},"a/b":5,"last":7,"m~n":6,"z":1})"));
        QByteArrayList paths;
        for (const auto& field : timeline->blameAt(1)) paths += QByteArray::fromStdString(field.path);
        QByteArrayList sorted = paths;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(paths, sorted);
        const Value state = timeline->stateAt(1);
        QCOMPARE(QByteArray::fromStdString(state.members()[6].first), QByteArray("last_event_id"));
    }

    void staysSoundOnHostileShapes()
    {
        std::string wide = "{";
        for (int i = 0; i < 100'000; ++i) wide += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
        wide += "\"wide\":{";
        for (int i = 0; i < 20'000; ++i) wide += "\"w/" + std::to_string(i) + "~\":{},";
        wide += "\"z\":0}}";
        std::string deep;
        for (int i = 0; i < 5'000; ++i) deep += "{\"a\":1,\"b\":";
        deep += "{}" + std::string(5'000, '}');
        const std::string huge = "{\"text\":\"" + std::string(3'000'000, 'x') + "\"}";
        std::vector<vci::Event> events;
        std::int64_t sequence = 0;
        for (int round = 0; round < 3; ++round) {
            for (const std::string& text :
                 {wide, deep, huge, std::string(R"({"b":"scalar","wide":1})"), std::string(R"({"b":{"b":[]},"text":"y"})"),
                  std::string("{\"broken\":"), std::string("\xff\xfe"), std::string(R"({"b":1,"b":{"c":2}})")})
                events.push_back(makeEvent(++sequence, "AccessDenied", text));
        }
        // A rule that replaces what the same payload has just set takes a hundred thousand changes back.
        events.push_back(makeEvent(++sequence, "CallRecordingStarted", "{\"z\":1,\"recording\":" + wide + ",\"a\":2}"));
        const auto catalog = vci::catalog::Catalog::builtIn();
        const auto timeline = vci::test::timelineOf(events);
        const Reference reference(events, *catalog);
        for (std::size_t position = 0; position <= events.size(); ++position)
            QVERIFY(timeline->stateAt(position) == reference.states[position]);
        QVERIFY(timeline->blameAt(events.size()).size() > 100'000);
    }

    void rulesReadWhatTheEventReplaces_data()
    {
        QTest::addColumn<QString>("rule");
        const auto row = [](const char* name, const char* rule) { QTest::newRow(name) << QString::fromLatin1(rule); };
        row("a member", R"({"rule":"set","target":"kept","data":"/last_event_type"})");
        row("below a member", R"({"rule":"set","target":"kept","data":"/last_timestamp/deep"})");
        row("a number", R"({"rule":"increment","target":"kept","data":"/last_sequence"})");
        row("a condition", R"({"rule":"set","target":"kept","value":1,"if":{"data":"/last_event_id","equals":"x"}})");
        row("a condition on absence", R"({"rule":"set","target":"kept","value":1,"if":{"data":"/last_event_id","not":true}})");
        row("beside the state", R"({"rule":"append","target":"kept","old":"/last_event_type","if":{"data":"/last_sequence"}})");
    }
    void rulesReadWhatTheEventReplaces()
    {
        QFETCH(QString, rule);
        const std::string text =
            R"({"name":"T","allow_unknown_types":true,"families":[{"name":"f","label":"F"}],"aggregate_types":[],
            "types":[{"name":"Custom","family":"f","description":"d","version":1,"rules":[)" +
            rule.toStdString() + "]}]}";
        const auto catalog = vci::catalog::Catalog::parse(text, "custom");
        QVERIFY2(catalog.ok(), catalog.ok() ? "" : catalog.error().message.c_str());
        std::vector<vci::Event> events;
        for (const char* payload :
             {R"({"last_event_type":"theirs","last_timestamp":{"deep":[1]},"last_sequence":7,"last_event_id":"x","a":1})",
              R"({"a":2})", R"({"last_event_id":"y","last_sequence":1})", "[]"})
            events.push_back(makeEvent(static_cast<std::int64_t>(events.size()) + 1, "Custom", payload));
        const auto timeline = vci::test::timelineOf(events, catalog.value());
        const Reference reference(events, *catalog.value());
        for (std::size_t position = 0; position <= events.size(); ++position) {
            const Value state = timeline->stateAt(position);
            QVERIFY2(state == reference.states[position],
                     (textOf(state) + "\n" + textOf(reference.states[position])).constData());
        }
        QVERIFY(timeline->stateAt(events.size()).find("kept") != nullptr);
        QVERIFY(timeline->flagsUpTo(events.size()) == flagsOfAll(reference));
    }

    void checkpointsChangeNothing()
    {
        // Long enough for several checkpoints, with leaves that go away and come back across them.
        std::vector<vci::Event> events;
        for (int i = 1; i <= 6'000; ++i) {
            const std::string n = std::to_string(i);
            events.push_back(makeEvent(i, i % 7 == 0 ? "CallOnHold" : "AccessDenied",
                                       "{\"a\":" + n + ",\"o\":{\"k" + std::to_string(i % 5) + "\":" + n + ",\"same\":1}}"));
        }
        const auto timeline = vci::test::timelineOf(events);
        const Reference reference(events, *vci::catalog::Catalog::builtIn());
        for (std::size_t position = 0; position <= events.size(); position += 37)
            QVERIFY(timeline->stateAt(position) == reference.states[position]);
        QCOMPARE(timeline->historyOf("/a").size(), events.size());
        QCOMPARE(timeline->blameAt(6'000, "/o/same").value()[0].changes, std::int64_t(1));
    }

private:
    static vci::Flags flagsOfAll(const Reference& reference)
    {
        vci::Flags all;
        for (const auto kind : vci::kAllFindingKinds) {
            if (std::any_of(reference.flags.begin(), reference.flags.end(), [&](vci::Flags own) { return own.has(kind); }))
                all.add(kind);
        }
        return all;
    }
    static void compareEvent(const Timeline& timeline, const Reference& reference, std::size_t index,
                             std::map<std::string, std::vector<std::pair<std::size_t, std::optional<std::string>>>>& histories)
    {
        QVERIFY(timeline.eventAt(index).flags == reference.flags[index]);
        const Leaves before = leavesOf(reference.states[index]);
        const Leaves after = leavesOf(reference.states[index + 1]);
        Leaves either = before;
        either.insert(after.begin(), after.end());
        std::vector<std::string> changed;
        for (const auto& [path, text] : either) {
            if (at(before, path) == at(after, path)) continue;
            changed.push_back(path);
            histories[path].emplace_back(index, at(after, path));
        }
        const auto changes = timeline.changesOf(index);
        QCOMPARE(changes.size(), changed.size());
        for (std::size_t i = 0; i < changes.size(); ++i) {
            QCOMPARE(changes[i].path, changed[i]);
            QVERIFY(changes[i].before == at(before, changed[i]) && changes[i].after == at(after, changed[i]));
        }
    }
};

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
