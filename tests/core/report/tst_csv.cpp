// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/csv.h"

#include <QTest>

#include <string>
#include <vector>

using namespace vci::report;

class TestCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesCellsSafe_data();
    void makesCellsSafe();
    void writesRecords_data();
    void writesRecords();
};

void TestCsv::makesCellsSafe_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QByteArray>("safe");
    const auto row = [](const char* name, const QByteArray& cell, const QByteArray& safe) {
        QTest::newRow(name) << cell << safe;
    };
    row("empty", "", "");
    row("word", "Call", "Call");
    row("equals", "=1+1", "'=1+1");
    row("command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
    row("plus formula", "+1+1", "'+1+1");
    row("minus formula", "-1+1", "'-1+1");
    row("at", "@SUM(A1)", "'@SUM(A1)");
    row("tab", "\t=1", "'\t=1");
    row("carriage return", "\r=1", "'\r=1");
    row("lone plus", "+", "'+");
    row("lone minus", "-", "'-");
    row("plain number", "-12.50", "-12.50");
    row("number with exponent", "-1e+30", "-1e+30");
    row("number with a tail", "-1e", "'-1e");
    row("number without fraction", "-1.", "'-1.");
    row("E.164", "+12025550123", "+12025550123");
    row("E.164 at its longest", "+123456789012345", "+123456789012345");
    row("one digit too many for E.164", "+1234567890123456", "'+1234567890123456");
    row("no country code begins with 0", "+0123", "'+0123");
    row("phone number with spaces", "+1 202 555 0123", "'+1 202 555 0123");
    row("formula later in the cell", "a=1", "a=1");
}

void TestCsv::makesCellsSafe()
{
    QFETCH(QByteArray, cell);
    QFETCH(QByteArray, safe);
    QCOMPARE(QByteArray::fromStdString(spreadsheetSafe(cell.toStdString())), safe);
}

void TestCsv::writesRecords_data()
{
    QTest::addColumn<QByteArrayList>("cells");
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("plain") << QByteArrayList{"a", "b", ""} << QByteArray("a,b,\r\n");
    QTest::newRow("comma") << QByteArrayList{"a,b"} << QByteArray("\"a,b\"\r\n");
    QTest::newRow("quote") << QByteArrayList{"say \"hi\""} << QByteArray("\"say \"\"hi\"\"\"\r\n");
    QTest::newRow("line ends") << QByteArrayList{"a\nb", "c\rd"} << QByteArray("\"a\nb\",\"c\rd\"\r\n");
    QTest::newRow("formula with a comma") << QByteArrayList{"=A1,B1"} << QByteArray("\"'=A1,B1\"\r\n");
}

void TestCsv::writesRecords()
{
    QFETCH(QByteArrayList, cells);
    QFETCH(QByteArray, record);
    std::vector<std::string> texts;
    for (const QByteArray& cell : cells) texts.push_back(cell.toStdString());
    std::string out;
    appendCsvRecord(out, texts);
    QCOMPARE(QByteArray::fromStdString(out), record);
}

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
