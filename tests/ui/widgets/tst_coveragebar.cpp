// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/coveragebar.h"

#include "ui/delegates/badgecolor.h"
#include "ui/theme/palette.h"

#include <QSet>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using verify::Badge;

/// One event among very many is seen in the bar, wherever its badge stands in it.
class TestCoverageBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyBadgeIsSeen_data();
    void everyBadgeIsSeen();
    void sharesAreProportional();
    void everyBadgeHasItsOwnColour()
    {
        for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            QSet<QRgb> colours;
            for (int badge = 0; badge <= static_cast<int>(Badge::Verified); ++badge)
                colours.insert(badgeColor(static_cast<Badge>(badge), tokensOf(scheme)).rgb());
            QCOMPARE(colours.size(), static_cast<int>(Badge::Verified) + 1);
        }
    }
    void greenIsTheWholeAlone()
    {
        verify::Scope scope;
        QCOMPARE(badgeLook(QStringLiteral("badge"), Badge::Verified, scope), QStringLiteral("badgegood"));
        scope.aggregate = AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
        QCOMPARE(badgeLook(QStringLiteral("badge"), Badge::Verified, scope), QStringLiteral("badge"));
        QCOMPARE(badgeLook(QStringLiteral("badge"), Badge::Mismatch, scope), QStringLiteral("badgebad"));
    }
    void nothingIsDrawnOfNothing() { QVERIFY(coverageStretches({}, 500).empty()); }
};

void TestCoverageBar::everyBadgeIsSeen_data()
{
    QTest::addColumn<qint64>("verified");
    QTest::addColumn<int>("width");
    QTest::newRow("of a thousand") << qint64{1'000} << 500;
    QTest::newRow("of ten million") << qint64{10'000'000} << 500;
    QTest::newRow("of ten million, wide") << qint64{10'000'000} << 2000;
    QTest::newRow("in a narrow bar") << qint64{10'000'000} << 80;
    QTest::newRow("in none to speak of") << qint64{10} << 4;
}

void TestCoverageBar::everyBadgeIsSeen()
{
    QFETCH(qint64, verified);
    QFETCH(int, width);
    verify::Coverage coverage;
    coverage.verified = verified;
    coverage.signedOnly = 2;
    coverage.pending = 1;
    coverage.mismatch = 1;
    const auto stretches = coverageStretches(coverage, width);
    QCOMPARE(stretches.size(), 4U);
    QCOMPARE(stretches.back().first, Badge::Mismatch);
    int all = 0;
    for (const auto& [badge, stretch] : stretches) {
        QVERIFY(stretch >= 1);
        all += stretch;
    }
    QCOMPARE(all, width);
    if (width >= 80) QVERIFY(stretches.back().second >= 3);
}

void TestCoverageBar::sharesAreProportional()
{
    verify::Coverage coverage;
    coverage.verified = 300;
    coverage.mismatch = 100;
    const auto stretches = coverageStretches(coverage, 406);
    QCOMPARE(stretches.front().second, 303);
    QCOMPARE(stretches.back().second, 103);
}

QTEST_MAIN(TestCoverageBar)
#include "tst_coveragebar.moc"
