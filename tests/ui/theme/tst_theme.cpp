// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/palette.h"
#include "ui/theme/stylesheet.h"
#include "ui/theme/tabularfont.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QTest>

#include <cmath>

using namespace vci::ui;

namespace {

double channel(int value)
{
    const double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue());
}

/// WCAG 2 contrast ratio.
double contrast(const QColor& a, const QColor& b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least");
        for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            const Palette t = tokensOf(scheme);
            const char* name = scheme == ColorScheme::Light ? "light" : "dark";
            QTest::addRow("%s text on panel", name) << t.text << t.panel << 4.5;
            QTest::addRow("%s text on window", name) << t.text << t.window << 4.5;
            QTest::addRow("%s text on selection", name) << t.text << t.selection << 4.5;
            QTest::addRow("%s text on changed", name) << t.text << t.changed << 4.5;
            QTest::addRow("%s secondary on panel", name) << t.secondary << t.panel << 4.5;
            QTest::addRow("%s secondary on window", name) << t.secondary << t.window << 4.5;
            QTest::addRow("%s link on panel", name) << t.accent << t.panel << 4.5;
            QTest::addRow("%s mismatch on panel", name) << t.mismatch << t.panel << 4.5;
            QTest::addRow("%s pending on panel", name) << t.pending << t.panel << 4.5;
            QTest::addRow("%s unknown on panel", name) << t.unknown << t.panel << 4.5;
            QTest::addRow("%s call mark", name) << t.call << t.panel << 3.0;
            QTest::addRow("%s ai mark", name) << t.ai << t.panel << 3.0;
            QTest::addRow("%s agent mark", name) << t.agent << t.panel << 3.0;
            QTest::addRow("%s credit mark", name) << t.credit << t.panel << 3.0;
            QTest::addRow("%s security mark", name) << t.security << t.panel << 3.0;
        }
    }
    void textIsReadable()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        const double ratio = contrast(text, ground);
        QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 instead of at least %2").arg(ratio).arg(least)));
    }

    void styleSheetHasNoTokenLeft()
    {
        for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            const QString sheet = styleSheet(tokensOf(scheme));
            QVERIFY(!sheet.isEmpty());
            const auto rules = sheet.mid(sheet.indexOf(QLatin1String("*/")));
            QVERIFY2(!rules.contains(QLatin1Char('@')), qPrintable(rules.mid(rules.indexOf(QLatin1Char('@')), 20)));
        }
    }

    void figuresAreTabular()
    {
        Theme::instance().install();
        const QFontMetricsF metrics(Theme::instance().textFont());
        const double width = metrics.horizontalAdvance(QStringLiteral("0000000000"));
        for (char digit = '1'; digit <= '9'; ++digit)
            QVERIFY(std::abs(metrics.horizontalAdvance(QString(10, QLatin1Char(digit))) - width) < 0.01);
    }

    void fontPatchRefusesOtherBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("OTTO");
        QTest::newRow("zeros") << QByteArray(4096, '\0');
        QTest::newRow("all ones") << QByteArray(4096, '\xff');
        QByteArray table(64, '\0');
        table.replace(0, 6, QByteArray("OTTO\0\x01", 6));
        table.replace(12, 4, "GSUB");
        table.replace(20, 8, QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff", 8));
        QTest::newRow("table beyond the end") << table;
    }
    void fontPatchRefusesOtherBytes()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(withTabularFigures(bytes, QByteArrayLiteral("Intab")).isEmpty());
    }

    void schemeCanBeFixedAndIsTold()
    {
        Theme& theme = Theme::instance();
        theme.setScheme(ColorScheme::Light);
        int told = 0;
        connect(&theme, &Theme::changed, this, [&] { ++told; });
        theme.setScheme(ColorScheme::Dark);
        QCOMPARE(told, 1);
        QCOMPARE(QApplication::palette().color(QPalette::Base), tokensOf(ColorScheme::Dark).panel);
        theme.setScheme(ColorScheme::Dark);
        QCOMPARE(told, 1);
    }

    void everyFamilyHasItsColour()
    {
        const Theme& theme = Theme::instance();
        QSet<QRgb> seen;
        for (const char* family : {"call", "ai", "agent", "customer", "transaction", "credit", "security"})
            seen.insert(theme.familyColor(QString::fromLatin1(family)).rgb());
        QCOMPARE(seen.size(), 7);
        QCOMPARE(theme.familyColor(QStringLiteral("unheard of")), theme.palette().other);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
