// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/tablemap.h"

#include <QTest>

using namespace vci;
using namespace vci::intake;

class TestTableMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAll();
    void refuses_data();
    void refuses();
};

namespace {

const QByteArray kWhole =
    "{\"$schema\":\"map.schema.json\",\"source\":\"crm.calls\",\"namespace\":\"0b6e1c52-6a8e-4c53-9a57-3e0d9d1c7a10\","
    "\"csv\":{\"delimiter\":\";\",\"quote\":\"'\",\"null\":\"\\\\N\",\"header\":[\"id\",\"at\"]},"
    "\"tenant_id\":\"11111111-1111-4111-8111-111111111111\","
    "\"aggregate_type\":\"Call\",\"aggregate_id\":{\"key\":[\"no\"]},\"event_id\":{\"column\":\"id\"},"
    "\"event_type\":{\"rules\":[{\"when\":[{\"column\":\"a\",\"equals\":\"x\"},{\"column\":\"b\",\"empty\":false}],"
    "\"type\":\"CallEnded\"},{\"type\":\"CallInitiated\"}],\"unmatched\":\"skip\"},\"event_version\":1,"
    "\"time\":{\"column\":\"at\",\"format\":\"unix\"},"
    "\"event_data\":{\"n\":{\"column\":\"n\",\"type\":\"number\",\"empty\":\"omit\"},\"c\":{\"value\":[1,{\"a\":null}]}},"
    "\"metadata\":{\"by\":{\"column\":\"u\",\"empty\":\"keep\"}},"
    "\"correlation_id\":{\"column\":\"corr\"},\"causation_id\":{\"key\":[\"parent\"],\"source\":\"crm.tickets\"}}";

}  // namespace

void TestTableMap::readsAll()
{
    const auto read = parseTableMap(kWhole.toStdString(), "calls.json");
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    const TableMap& map = read.value();
    QCOMPARE(map.dialect.delimiter, ';');
    QCOMPARE(map.dialect.quote, '\'');
    QVERIFY(map.nullMark == "\\N");
    QCOMPARE(map.header.size(), std::size_t{2});
    QVERIFY(map.tenant.has_value());
    QVERIFY(map.aggregateId.isDerived);
    QVERIFY(map.eventId && !map.eventId->isDerived);
    QCOMPARE(map.types.size(), std::size_t{2});
    QCOMPARE(map.types[0].when.size(), std::size_t{2});
    QVERIFY(map.types[0].when[1].test == Condition::Test::NotEmpty);
    QVERIFY(map.types[1].when.empty());
    QVERIFY(map.skipsUnmatched);
    QVERIFY(map.eventVersion == 1);
    QCOMPARE(map.eventData[1].constant, std::string(R"([1,{"a":null}])"));
    QVERIFY(map.eventData[0].ifEmpty == Field::IfEmpty::Omit);
    QVERIFY(map.metadata[0].ifEmpty == Field::IfEmpty::Keep);
    QCOMPARE(map.causationSource, std::string("crm.tickets"));
    QCOMPARE(map.causation->columns[0].pointer, std::string("/causation_id/key/0"));
}

void TestTableMap::refuses_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("with");
    QTest::addColumn<QByteArray>("pointer");
    const auto row = [](const char* name, const QByteArray& what, const QByteArray& with, const QByteArray& pointer) {
        QTest::newRow(name) << what << with << pointer;
    };
    row("no JSON", "{\"$schema\"", "{$schema", "");
    row("a member twice", "\"event_version\":1", "\"event_version\":1,\"event_version\":1", "/event_version");
    row("an unknown member", "\"event_version\"", "\"evnt_version\"", "/evnt_version");
    row("a missing member", "\"source\":\"crm.calls\",", "", "");
    row("empty source", "\"crm.calls\"", "\"\"", "/source");
    row("namespace is no UUID", "0b6e1c52-", "0b6e1c5-", "/namespace");
    row("delimiter of two", "\";\"", "\";;\"", "/csv/delimiter");
    row("delimiter is no ASCII", "\";\"", "\"\xC2\xA6\"", "/csv/delimiter");
    row("delimiter is a line end", "\";\"", "\"\\n\"", "/csv/delimiter");
    row("delimiter is the quote", "\";\"", "\"'\"", "/csv");
    row("no header", "[\"id\",\"at\"]", "[]", "/csv/header");
    row("tenant is no UUID", "11111111-1111", "acme", "/tenant_id");
    row("tenant is a number", "\"11111111-1111-4111-8111-111111111111\"", "7", "/tenant_id");
    row("aggregate type is no text", "\"Call\"", "1", "/aggregate_type");
    row("aggregate type is too long", "\"Call\"", "\"" + QByteArray(101, 'x') + "\"", "/aggregate_type");
    row("empty key", "[\"no\"]", "[]", "/aggregate_id/key");
    row("neither column nor key", "{\"column\":\"id\"}", "{}", "/event_id");
    row("id is a text", "{\"column\":\"id\"}", "\"id\"", "/event_id");
    row("both column and key", "{\"column\":\"id\"}", "{\"column\":\"id\",\"key\":[\"id\"]}", "/event_id/column");
    row("source beside a column", "{\"column\":\"corr\"}", "{\"column\":\"corr\",\"source\":\"x\"}", "/correlation_id/source");
    row("event type is a number",
        kWhole.mid(kWhole.indexOf("{\"rules\""), kWhole.indexOf(",\"event_version\"") - kWhole.indexOf("{\"rules\"")), "7",
        "/event_type");
    row("a rule's type is a number", "\"type\":\"CallEnded\"", "\"type\":7", "/event_type/rules/0/type");
    row("a condition without test", ",\"equals\":\"x\"", "", "/event_type/rules/0/when/0");
    row("a condition with two", ",\"equals\":\"x\"", ",\"equals\":\"x\",\"not\":\"y\"", "/event_type/rules/0/when/0");
    row("empty is a text", "\"empty\":false", "\"empty\":\"no\"", "/event_type/rules/0/when/1/empty");
    row("unmatched", "\"skip\"", "\"drop\"", "/event_type/unmatched");
    row("version 0", "\"event_version\":1", "\"event_version\":0", "/event_version");
    row("time without column", "\"column\":\"at\",", "", "/time");
    row("time format", "\"unix\"", "\"epoch\"", "/time/format");
    row("time zone", "\"unix\"", "\"unix\",\"zone\":\"Europe/Berlin\"", "/time/zone");
    row("field type", "\"number\"", "\"float\"", "/event_data/n/type");
    row("field is a text", "{\"column\":\"u\",\"empty\":\"keep\"}", "\"u\"", "/metadata/by");
    row("keep for a number", "\"omit\"", "\"keep\"", "/event_data/n/empty");
    row("value and column", "\"value\":", "\"column\":\"c\",\"value\":", "/event_data/c/column");
    row("recorded_at", "\"by\"", "\"recorded_at\"", "/metadata/recorded_at");
    row("event_data is an array",
        kWhole.mid(kWhole.indexOf("{\"n\""), kWhole.indexOf(",\"metadata\"") - kWhole.indexOf("{\"n\"")), "[]", "/event_data");
}

void TestTableMap::refuses()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, with);
    QFETCH(QByteArray, pointer);
    QByteArray text = kWhole;
    QVERIFY(text.contains(what));
    text.replace(text.indexOf(what), what.size(), with);
    const auto read = parseTableMap(text.toStdString(), "calls.json");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::InvalidMap);
    QVERIFY2(QByteArray::fromStdString(read.error().message).startsWith("calls.json: "), read.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(read.error().place.pointer.value_or("")), pointer);
}

QTEST_APPLESS_MAIN(TestTableMap)
#include "tst_tablemap.moc"
