// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/rowmapper.h"

#include <QTest>

using namespace vci;
using namespace vci::intake;

/// One row at a time: the event that it becomes, or why it becomes none.
class TestRowMapper : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesEvents();
    void derivesIdsThatAnybodyCanCompute();
    void namesAnEventByItsWholeRow();
    void choosesTypes_data();
    void choosesTypes();
    void readsCells_data();
    void readsCells();
    void refuses_data();
    void refuses();
    void refusesColumnsThatAreNotThere_data();
    void refusesColumnsThatAreNotThere();
};

namespace {

const std::vector<std::string> kHeader = {"no", "id", "at", "kind", "cell", "parent"};
const std::string kNamespace = "0b6e1c52-6a8e-4c53-9a57-3e0d9d1c7a10";

/// A map over kHeader with more members.
TableMap mapWith(const QByteArray& eventType, const QByteArray& more)
{
    const QByteArray text = "{\"source\":\"crm.calls\",\"namespace\":\"" + QByteArray::fromStdString(kNamespace) +
                            "\",\"aggregate_type\":\"Call\",\"aggregate_id\":{\"key\":[\"no\"]},\"time\":{\"column\":\"at\"},"
                            "\"event_type\":" +
                            eventType + (more.isEmpty() ? "" : "," + more) + "}";
    auto map = parseTableMap(text.toStdString(), "map.json");
    if (!map.ok()) qFatal("%s", map.error().message.c_str());
    return std::move(map).value();
}

Result<std::optional<store::NewEvent>> eventOf(const TableMap& map, const std::vector<std::string>& cells)
{
    const auto tenant = TenantId::tryFromString("11111111-1111-4111-8111-111111111111");
    auto mapper =
        RowMapper::bind(map, kHeader, catalog::Catalog::builtIn(), Timestamp::parse("2026-03-01T00:00:00Z").value(), tenant);
    if (!mapper.ok()) return mapper.error();
    return mapper.value().eventOf(cells);
}

std::vector<std::string> rowOf(const QByteArray& kind, const QByteArray& cell)
{
    return {"C-7", "17", "2026-02-10T10:00:00Z", kind.toStdString(), cell.toStdString(), "16"};
}

}  // namespace

void TestRowMapper::makesEvents()
{
    const TableMap map =
        mapWith("\"CallEnded\"", "\"event_id\":{\"key\":[\"id\"]},\"event_data\":{\"wait\":{\"column\":\"cell\"},"
                                 "\"a\":{\"value\":1.0}},\"metadata\":{\"kind\":{\"column\":\"kind\"}}");
    const auto event = eventOf(map, rowOf("x", "12"));
    QVERIFY2(event.ok() && event.value(), event.ok() ? "skipped" : event.error().message.c_str());
    QCOMPARE(event.value()->eventType, std::string("CallEnded"));
    QCOMPARE(event.value()->eventData, std::string(R"({"a":1,"wait":"12"})"));
    QCOMPARE(event.value()->metadata, std::string(R"({"kind":"x","recorded_at":"2026-03-01T00:00:00.000000Z"})"));
    QCOMPARE(event.value()->timestamp->at.toString(), std::string("2026-02-10T10:00:00.000000Z"));
    QVERIFY(!event.value()->sequence);
}

void TestRowMapper::derivesIdsThatAnybodyCanCompute()
{
    const Uuid nameSpace = *Uuid::tryFromString(kNamespace);
    const TableMap map =
        mapWith("\"CallEnded\"", "\"event_id\":{\"key\":[\"id\",\"kind\"]},\"correlation_id\":{\"key\":[\"no\"]},"
                                 "\"causation_id\":{\"key\":[\"parent\"],\"source\":\"crm.tickets\"}");
    const auto event = eventOf(map, rowOf("say \"hi\"", "")).value();
    QVERIFY(event->aggregateId.uuid() == Uuid::fromName(nameSpace, R"(["aggregate","Call","C-7"])"));
    QVERIFY(event->id->uuid() == Uuid::fromName(nameSpace, "[\"event\",\"crm.calls\",\"17\",\"say \\\"hi\\\"\"]"));
    QVERIFY(event->correlationId->uuid() == Uuid::fromName(nameSpace, R"(["correlation","C-7"])"));
    QVERIFY(event->causationId->uuid() == Uuid::fromName(nameSpace, R"(["event","crm.tickets","16"])"));
    auto cells = rowOf("x", "");
    cells.back().clear();
    QVERIFY(!eventOf(map, cells).value()->causationId);
}

void TestRowMapper::namesAnEventByItsWholeRow()
{
    const TableMap map = mapWith("\"CallEnded\"", "");
    const auto id = [&map](const QByteArray& cell) { return *eventOf(map, rowOf("x", cell)).value()->id; };
    QVERIFY(id("a") == id("a"));
    QVERIFY(id("a") != id("b"));
    QVERIFY(id("a").uuid() == Uuid::fromName(*Uuid::tryFromString(kNamespace),
                                             R"(["row","crm.calls","C-7","17","2026-02-10T10:00:00Z","x","a","16"])"));
}

void TestRowMapper::choosesTypes_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("type");
    const QByteArray table = "{\"column\":\"kind\",\"values\":{\"new\":\"CallInitiated\",\"done\":\"CallEnded\"}";
    const QByteArray rules =
        "{\"rules\":[{\"when\":[{\"column\":\"kind\",\"one_of\":[\"a\",\"b\"]},{\"column\":\"cell\",\"empty\":true}],"
        "\"type\":\"CallFailed\"},{\"when\":[{\"column\":\"kind\",\"not\":\"a\"}],\"type\":\"CallEnded\"}]";
    const auto row = [](const char* name, const QByteArray& rule, const QByteArray& kind, const QByteArray& type) {
        QTest::newRow(name) << rule << kind << type;
    };
    row("in the table", table + "}", "done", "CallEnded");
    row("not in the table", table + "}", "gone", "refused");
    row("not in the table, skipped", table + ",\"unmatched\":\"skip\"}", "gone", "skipped");
    row("otherwise", table + ",\"otherwise\":\"CallOnHold\"}", "gone", "CallOnHold");
    row("both conditions", rules + "}", "a", "CallFailed");
    row("the next rule", rules + "}", "c", "CallEnded");
}

void TestRowMapper::choosesTypes()
{
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, type);
    const auto event = eventOf(mapWith(rule, ""), rowOf(kind, ""));
    if (type == "refused") {
        QVERIFY(!event.ok());
        QCOMPARE(event.error().code, ErrorCode::UnknownEventType);
        return;
    }
    QVERIFY2(event.ok(), event.ok() ? "" : event.error().message.c_str());
    QCOMPARE(event.value() ? QByteArray::fromStdString(event.value()->eventType) : "skipped", type);
}

void TestRowMapper::readsCells_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("data");
    const auto row = [](const char* name, const QByteArray& field, const QByteArray& cell, const QByteArray& data) {
        QTest::newRow(name) << field << cell << data;
    };
    row("text", "", "a \"b\"\n\t\xC3\xA9", "{\"f\":\"a \\\"b\\\"\\n\\t\xC3\xA9\"}");
    row("digits stay text", "", "0049301234", "{\"f\":\"0049301234\"}");
    row("empty is null", "", "", "{\"f\":null}");
    row("null mark is null", "", "NULL", "{\"f\":null}");
    row("omitted", ",\"empty\":\"omit\"", "", "{}");
    row("kept", ",\"empty\":\"keep\"", "", "{\"f\":\"\"}");
    row("number", ",\"type\":\"number\"", "12.50", "{\"f\":12.5}");
    row("number keeps its digits", ",\"type\":\"number\"", "69948.15", "{\"f\":69948.15}");
    row("negative number with exponent", ",\"type\":\"number\"", "-1e3", "{\"f\":-1000}");
    row("empty number", ",\"type\":\"number\"", "", "{\"f\":null}");
    row("t", ",\"type\":\"boolean\"", "t", "{\"f\":true}");
    row("No", ",\"type\":\"boolean\"", "No", "{\"f\":false}");
    row("JSON", ",\"type\":\"json\"", " {\"b\": 1.0, \"a\": [null]} ", "{\"f\":{\"a\":[null],\"b\":1}}");
}

void TestRowMapper::readsCells()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, data);
    const TableMap map =
        mapWith("\"CallEnded\"", "\"csv\":{\"null\":\"NULL\"},\"event_data\":{\"f\":{\"column\":\"cell\"" + field + "}}");
    const auto event = eventOf(map, rowOf("x", cell));
    QVERIFY2(event.ok(), event.ok() ? "" : event.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(event.value()->eventData), data);
}

void TestRowMapper::refuses_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("mentions");
    const auto row = [](const char* name, int column, const QByteArray& cell, const QByteArray& more, const char* code,
                        const char* mentions) {
        QTest::newRow(name) << column << cell << more << QByteArray(code) << QByteArray(mentions);
    };
    const auto field = [](const QByteArray& type) { return "\"event_data\":{\"f\":{\"column\":\"cell\"," + type + "}}"; };
    const QByteArray number = field("\"type\":\"number\"");
    const QByteArray json = field("\"type\":\"json\"");
    row("empty aggregate", 0, "", "", "invalid_id", "column no: is empty");
    row("empty event id", 1, "", "\"event_id\":{\"column\":\"id\"}", "invalid_id", "column id: is empty");
    row("event id is no UUID", 1, "17", "\"event_id\":{\"column\":\"id\"}", "invalid_id", "\"17\" is no UUID");
    row("half a key", 1, "", "\"event_id\":{\"key\":[\"no\",\"id\"]}", "invalid_id", "part of the key");
    row("causation is no UUID", 5, "x", "\"causation_id\":{\"column\":\"parent\"}", "invalid_id", "column parent");
    row("no time", 2, "", "", "invalid_time", "column at: is empty");
    row("time without zone", 2, "2026-02-10T10:00:00", "", "invalid_time", "column at: \"2026-02-10T10:00:00\" has no zone");
    row("number", 4, "12,5", number, "invalid_payload", "column cell: \"12,5\" is no number");
    row("number with a plus", 4, "+1", number, "invalid_payload", "is no number");
    row("number with zeros in front", 4, "007", number, "invalid_payload", "is no number");
    row("number beyond 2^53", 4, "9007199254740993", number, "invalid_payload", "as string");
    row("boolean", 4, "maybe", field("\"type\":\"boolean\""), "invalid_payload", "neither");
    row("JSON cut off", 4, "{\"a\":", json, "invalid_payload", "column cell: its JSON");
    row("JSON that would escape its place", 4, "1,\"x\":2", json, "invalid_payload", "column cell");
    row("JSON with a name twice", 4, "{\"a\":1,\"a\":2}", json, "invalid_payload", "column cell");
    row("empty, but must not be", 4, "", field("\"empty\":\"refuse\""), "invalid_payload", "column cell: is empty");
    row("NUL", 4, QByteArray("a\0b", 3), field("\"empty\":\"null\""), "invalid_payload", "/event_data/f");
    row("noncharacter", 4, "\xEF\xBF\xBE", field("\"empty\":\"null\""), "invalid_payload", "/event_data/f");
    row("too large", 4, QByteArray(1100000, 'x'), field("\"empty\":\"null\""), "payload_too_large", "");
    row("another tenant", 1, "22222222-2222-4222-8222-222222222222", "\"tenant_id\":{\"column\":\"id\"}", "invalid_payload",
        "in force");
    row("tenant is no UUID", 1, "acme", "\"tenant_id\":{\"column\":\"id\"}", "invalid_id", "column id");
    row("version newer than the catalogue's", 4, "", "\"event_version\":2", "unknown_event_type", "newest version");
}

void TestRowMapper::refuses()
{
    QFETCH(int, column);
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, mentions);
    auto cells = rowOf("x", "");
    cells[static_cast<std::size_t>(column)] = cell.toStdString();
    const auto event = eventOf(mapWith("\"CallEnded\"", more), cells);
    QVERIFY(!event.ok());
    const std::string_view got = codeName(event.error().code);
    QCOMPARE(QByteArray(got.data(), static_cast<qsizetype>(got.size())), code);
    QVERIFY2(QByteArray::fromStdString(event.error().message).contains(mentions), event.error().message.c_str());
}

void TestRowMapper::refusesColumnsThatAreNotThere_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("mentions");
    QTest::newRow("missing") << QByteArray("nowhere") << QByteArray("no column nowhere; its columns are no, id, at");
    QTest::newRow("twice") << QByteArray("cell") << QByteArray("more than one column cell");
}

void TestRowMapper::refusesColumnsThatAreNotThere()
{
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, mentions);
    const TableMap map = mapWith("\"CallEnded\"", "\"metadata\":{\"f\":{\"column\":\"" + column + "\"}}");
    auto header = kHeader;
    header.push_back("cell");
    const auto bound = RowMapper::bind(map, header, catalog::Catalog::builtIn(), Timestamp(0), std::nullopt);
    QVERIFY(!bound.ok());
    QCOMPARE(bound.error().code, ErrorCode::InvalidMap);
    QCOMPARE(QByteArray::fromStdString(bound.error().place.pointer.value_or("")), QByteArray("/metadata/f/column"));
    QVERIFY2(QByteArray::fromStdString(bound.error().message).contains(mentions), bound.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestRowMapper)
#include "tst_rowmapper.moc"
