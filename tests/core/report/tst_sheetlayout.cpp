// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/sheetlayout.h"

#include <QTest>

#include <string>

using namespace vci::report;

/// What becomes a number in a workbook, how high rows are, and what sheets are called.
class TestSheetLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("is");
        QTest::addColumn<int>("decimals");
        const auto row = [](const char* text, bool is, int decimals) {
            QTest::newRow(text) << QString::fromLatin1(text) << is << decimals;
        };
        row("0", true, 0);
        row("-62.72", true, 2);
        row("0.0000000000000000123", true, 19);
        row("123456789012345", true, 0);
        row("1234567890123456", false, 0);
        row("0.1234567890123456", false, 0);
        row("007", false, 0);
        row("+1", false, 0);
        row("1e+30", false, 0);
        row("1.", false, 0);
        row(".5", false, 0);
        row("1,234", false, 0);
        row("nan", false, 0);
        row("", false, 0);
    }
    void numbers()
    {
        QFETCH(QString, text);
        QFETCH(bool, is);
        QFETCH(int, decimals);
        const auto number = trySheetNumber(text.toStdString(), Grouping::None);
        QCOMPARE(number.has_value(), is);
        if (is) QCOMPARE(number->decimals, decimals);
    }
    void groupedNumbers()
    {
        QCOMPARE(trySheetNumber("1,234,567", Grouping::Commas)->value, 1234567.0);
        QVERIFY(!trySheetNumber("1,234,x", Grouping::Commas));
    }
    void lines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("lines");
        QTest::newRow("nothing") << QString() << 10 << 1;
        QTest::newRow("fits") << QStringLiteral("0123456789") << 10 << 1;
        QTest::newRow("a word longer than a line") << QString(25, QLatin1Char('0')) << 10 << 3;
        QTest::newRow("two words") << QStringLiteral("01234567 01234567") << 10 << 2;
        QTest::newRow("hyphens") << QStringLiteral("0123456-0123456") << 10 << 2;
    }
    void lines()
    {
        QFETCH(QString, text);
        QFETCH(int, width);
        QFETCH(int, lines);
        QCOMPARE(wrappedLines(text.toStdString(), width), static_cast<double>(lines));
    }
    void namesOfSheets()
    {
        SheetNames names;
        QCOMPARE(names.nameOf("timeline-12", "Timeline of Call 5f0c3b0e… and more"), std::string("Timeline 12"));
        QCOMPARE(names.nameOf("state-1-2", "State of Call 5f0c3b0e… at its last event"), std::string("State 1.2"));
        QCOMPARE(names.nameOf("coverage", "Coverage: what is proved"), std::string("Coverage"));
        QCOMPARE(names.nameOf("x", "A title of many words, that go on"), std::string("A title of many words"));
        QCOMPARE(names.nameOf("y", "A title of some more words than fit"), std::string("A title of some more words than"));
        QCOMPARE(names.nameOf("z", "A title of some other words altogether"), std::string("A title of some other words"));
        QCOMPARE(names.nameOf("z2", "a TITLE of some other words altogether"), std::string("a TITLE of some other words 2"));
        QCOMPARE(names.nameOf("q", "a/b"), std::string("a b"));
    }
};

QTEST_APPLESS_MAIN(TestSheetLayout)
#include "tst_sheetlayout.moc"
