// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/intake/timeformat.h"

#include <QTest>

using namespace vci;
using namespace vci::intake;

class TestTimeFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusesFormats_data();
    void refusesFormats();
};

namespace {

std::optional<std::string_view> zoneOf(const QByteArray& zone)
{
    return zone.isEmpty() ? std::nullopt
                          : std::optional(std::string_view(zone.constData(), static_cast<std::size_t>(zone.size())));
}

void addColumns()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("result");
}

void row(const char* name, const QByteArray& format, const QByteArray& zone, const QByteArray& text, const QByteArray& result)
{
    QTest::newRow(name) << format << zone << text << result;
}

}  // namespace

void TestTimeFormat::reads_data()
{
    addColumns();
    row("RFC 3339", "rfc3339", "", "2026-02-10T10:00:00Z", "2026-02-10T10:00:00.000000Z");
    row("its own offset", "rfc3339", "", "2026-02-10T10:00:00.5+02:00", "2026-02-10T08:00:00.500000Z");
    row("its own offset is preferred", "rfc3339", "-05:00", "2026-02-10T10:00:00+02:00", "2026-02-10T08:00:00.000000Z");
    row("offset as PostgreSQL writes it", "rfc3339", "", "2026-02-10 10:00:00.123456+00", "2026-02-10T10:00:00.123456Z");
    row("offset without colon", "rfc3339", "", "2026-02-10 10:00:00-0330", "2026-02-10T13:30:00.000000Z");
    row("zone of the map", "rfc3339", "+01:00", "2026-02-10 10:00:00", "2026-02-10T09:00:00.000000Z");
    row("UTC", "rfc3339", "UTC", "2026-02-10T10:00:00.25", "2026-02-10T10:00:00.250000Z");
    row("over midnight", "rfc3339", "+10", "2026-01-01 05:00:00", "2025-12-31T19:00:00.000000Z");
    row("seconds", "unix", "", "1770717600", "2026-02-10T10:00:00.000000Z");
    row("seconds with decimals", "unix", "", "1770717600.25", "2026-02-10T10:00:00.250000Z");
    row("seconds with zeros at the end", "unix", "", "1770717600.250000000", "2026-02-10T10:00:00.250000Z");
    row("before 1970", "unix", "", "-1.5", "1969-12-31T23:59:58.500000Z");
    row("milliseconds", "unix_ms", "", "1770717600001", "2026-02-10T10:00:00.001000Z");
    row("microseconds", "unix_us", "", "1770717600000001", "2026-02-10T10:00:00.000001Z");
    row("German", "%d.%m.%Y %H:%M", "+01:00", "3.2.2026 9:05", "2026-02-03T08:05:00.000000Z");
    row("American", "%m/%d/%Y %I:%M:%S %p", "-05:00", "02/10/2026 12:00:01 AM", "2026-02-10T05:00:01.000000Z");
    row("noon", "%m/%d/%Y %I:%M %p", "Z", "2/10/2026 12:30 pm", "2026-02-10T12:30:00.000000Z");
    row("month by name, own zone", "%d/%b/%Y:%H:%M:%S %z", "", "10/Feb/2026:10:00:00 +0200", "2026-02-10T08:00:00.000000Z");
    row("fraction", "%Y%m%d %H%M%S.%f", "Z", "20260210 101500.5", "2026-02-10T10:15:00.500000Z");
    row("date alone", "%Y-%m-%d", "Z", "2026-02-10", "2026-02-10T00:00:00.000000Z");
    row("per cent", "%Y-%m-%d%%", "Z", "2026-02-10%", "2026-02-10T00:00:00.000000Z");
}

void TestTimeFormat::reads()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, result);
    const auto made = TimeFormat::make(format.toStdString(), zoneOf(zone));
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const auto at = made.value().read(text.toStdString());
    QVERIFY2(at.ok(), at.ok() ? "" : at.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(at.value().toString()), result);
}

void TestTimeFormat::refuses_data()
{
    addColumns();
    row("no zone anywhere", "rfc3339", "", "2026-02-10T10:00:00", "no zone");
    row("no zone in a pattern", "%Y-%m-%d", "", "2026-02-10", "no zone");
    row("nothing", "rfc3339", "Z", "", "format");
    row("a word", "rfc3339", "Z", "yesterday", "format");
    row("a date alone", "rfc3339", "Z", "2026-02-10", "format");
    row("no such day", "rfc3339", "", "2026-02-30T10:00:00Z", "format");
    row("no such day, no zone", "rfc3339", "", "2026-02-30T10:00:00", "format");
    row("second 60", "rfc3339", "", "2026-02-10T10:00:60Z", "format");
    row("seven decimals", "rfc3339", "", "2026-02-10T10:00:00.1234567Z", "format");
    row("a zone's name", "rfc3339", "", "2026-02-10T10:00:00 CET", "format");
    row("offset of 30 hours", "rfc3339", "", "2026-02-10T10:00:00+30:00", "offset");
    row("before year 1", "rfc3339", "+01:00", "0001-01-01T00:00:00", "0001");
    row("unix word", "unix", "", "soon", "number");
    row("unix without digits", "unix", "", ".5", "number");
    row("unix point", "unix", "", "1.", "microseconds");
    row("unix nanoseconds", "unix", "", "1.0000001", "microseconds");
    row("unix with exponent", "unix", "", "1e9", "number");
    row("unix beyond year 9999", "unix", "", "253402300800", "9999");
    row("unix beyond 64 bits", "unix", "", "99999999999999999999", "number");
    row("text after a pattern", "%Y-%m-%d", "Z", "2026-02-10x", "look like");
    row("text before it is whole", "%Y-%m-%d", "Z", "2026-02", "look like");
    row("hour 13 pm", "%Y-%m-%d %I %p", "Z", "2026-02-10 13 pm", "1 to 12");
    row("month 13", "%Y-%m-%d", "Z", "2026-13-01", "no such date");
    row("no month's name", "%d %b %Y", "Z", "10 Fev 2026", "look like");
    row("cut off in a month's name", "%d %Y %b", "Z", "10 2026 F", "look like");
    row("cut off in am", "%d %m %Y %I %p", "Z", "10 2 2026 1 a", "look like");
}

void TestTimeFormat::refuses()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, result);
    const auto made = TimeFormat::make(format.toStdString(), zoneOf(zone));
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const auto at = made.value().read(text.toStdString());
    QVERIFY(!at.ok());
    QCOMPARE(at.error().code, ErrorCode::InvalidTime);
    QVERIFY2(QByteArray::fromStdString(at.error().message).contains(result), at.error().message.c_str());
}

void TestTimeFormat::refusesFormats_data()
{
    addColumns();
    row("a zone's name", "rfc3339", "Europe/Berlin", "", "summer time");
    row("offset of 25 hours", "rfc3339", "+25:00", "", "offset");
    row("a word", "iso", "", "", "rfc3339");
    row("lone per cent", "%Y-%m-%d%", "", "", "lone %");
    row("unknown directive", "%Y-%m-%d %A", "", "", "%A");
    row("no year", "%m-%d", "", "", "%Y");
    row("two months", "%Y %m %b %d", "", "", "one of");
    row("twice", "%Y-%m-%d %d", "", "", "twice");
    row("half of the day missing", "%Y-%m-%d %I:%M", "", "", "%p");
}

void TestTimeFormat::refusesFormats()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, result);
    const auto made = TimeFormat::make(format.toStdString(), zoneOf(zone));
    QVERIFY(!made.ok());
    QVERIFY2(QByteArray::fromStdString(made.error().message).contains(result), made.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestTimeFormat)
#include "tst_timeformat.moc"
