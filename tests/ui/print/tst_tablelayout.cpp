// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/print/tablelayout.h"

#include "ui/print/typeset.h"

#include <QFontMetricsF>
#include <QImage>
#include <QTest>

#include <cmath>

using namespace vci;
using namespace vci::ui::print;
using Kind = report::Column::Kind;

namespace {

constexpr double kGap = 20;

QImage device()
{
    QImage picture(1, 1, QImage::Format_RGB32);
    constexpr int kDotsAMetre = 23'622;  // 600 an inch
    picture.setDotsPerMeterX(kDotsAMetre);
    picture.setDotsPerMeterY(kDotsAMetre);
    return picture;
}

/// As wide as a report's table is as a rule, with narrow columns and long words.
report::Table narrowTable()
{
    return {
        {{"No.", 1, Kind::Number}, {"Time", 1, Kind::Time}, {"Badge", 1}, {"Flags", 1}, {"What it says", 20}},
        {{"123456", "2026-02-01T07:24:15.685473Z", "Self-consistent only", "timestamp_regression",
          "5ccf3d5b-1ce6-4ff9-a185-7ad99b23c472 and many more words that need all the room that there is and some more of it"}}};
}

}  // namespace

/// Where texts of a report's tables are broken.
class TestTableLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void breaksNamesWhereTheyMayBe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("lines");
        QTest::newRow("it fits") << "a_b"
                                 << "a_b";
        QTest::newRow("underscores") << "timestamp_regression_of_something"
                                     << "timestamp_|regression_of_|something";
        QTest::newRow("an id") << "5ccf3d5b-1ce6-4ff9-a185-7ad99b23c472"
                               << "5ccf3d5b-1ce6-|4ff9-a185-|7ad99b23c472";
        QTest::newRow("among words") << "an event_of_some_kind_that_is_long here"
                                     << "an event_of_|some_kind_|that_is_long here";
        QTest::newRow("an id behind a word") << "event 67594f96-cac8-4520-a6dd-6ba0018e0163"
                                             << "event |67594f96-cac8-|4520-a6dd-|6ba0018e0163";
        QTest::newRow("an id behind a sign") << "a 67594f96-cac8-4520-a6dd-6ba0018e0163"
                                             << "a 67594f96-|cac8-4520-|a6dd-|6ba0018e0163";
    }
    void breaksNamesWhereTheyMayBe()
    {
        QFETCH(QString, text);
        QFETCH(QString, lines);
        const QImage picture = device();
        const QFontMetricsF metrics(codeFont(7), &picture);  // all signs are as wide
        const QString broken = brokenToFit(text, metrics, metrics.horizontalAdvance(QString(14, QLatin1Char('0'))) + 1);
        QCOMPARE(QString(broken).replace(QChar(QChar::LineSeparator), QLatin1Char('|')), lines);
    }

    void givesEachColumnItsLongestWord()
    {
        const QImage picture = device();
        const report::Table table = narrowTable();
        const TableLayout layout(table, 4200, kGap, picture);
        double all = 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) all += layout.width(i);
        QVERIFY(std::abs(all - 4200) < 2);
        const auto fits = [&](std::size_t column, const char* word) {
            QFont font = layout.font(column, false);
            font.setStyleStrategy(QFont::PreferNoShaping);
            return QFontMetricsF(font, &picture).horizontalAdvance(QString::fromLatin1(word)) <= layout.width(column) - 2 * kGap;
        };
        QVERIFY(fits(0, "123456"));
        QVERIFY(fits(1, "07:24:15.685473Z"));
        QVERIFY(fits(2, "consistent"));
        QVERIFY(fits(3, "regression"));
        const TableLayout::Row row = layout.row(0);
        for (const QString& line : row.texts[3].split(QChar(QChar::LineSeparator)))
            QVERIFY2(line.endsWith(QLatin1Char('_')) || line.endsWith(QLatin1String("regression")), qPrintable(line));
        QVERIFY(!row.isHead && layout.head().isHead);
        QVERIFY(layout.heightOf(row) > layout.heightOf(layout.head()));
    }

    /// Words that have no room on any sheet are broken anywhere, and nothing is lost.
    void keepsWithinTheSheet()
    {
        const QImage picture = device();
        const report::Table table = narrowTable();
        const TableLayout layout(table, 400, kGap, picture);
        double all = 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) all += layout.width(i);
        QVERIFY(std::abs(all - 400) < 2);
        QString text = layout.row(0).texts[4];
        text.remove(QChar(QChar::LineSeparator));
        QCOMPARE(text, QString::fromStdString(table.rows[0][4]));
    }
};

QTEST_MAIN(TestTableLayout)
#include "tst_tablelayout.moc"
