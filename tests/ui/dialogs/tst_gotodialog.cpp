// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/gotodialog.h"

#include "tests/ui/tabround.h"
#include "tests/ui/timelinefixture.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

namespace {

/// Ten events, ten seconds apart, from 10:02:11 on.
std::shared_ptr<const replay::Timeline> tenEvents()
{
    return makeTimeline(10, [](std::size_t i) { return FixtureEvent{"CallOnHold", static_cast<std::int64_t>(i) * 10}; });
}

}  // namespace

class TestGoToDialog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::newRow("sequence") << QStringLiteral("4") << 4;
        QTest::newRow("sequence with sign") << QStringLiteral(" #4 ") << 4;
        QTest::newRow("beyond the last") << QStringLiteral("400") << 10;
        QTest::newRow("zero") << QStringLiteral("0") << 0;
        QTest::newRow("clock") << QStringLiteral("10:02:31") << 3;
        QTest::newRow("clock between events") << QStringLiteral("10:02:39.999999") << 3;
        QTest::newRow("clock without seconds") << QStringLiteral("10:03") << 5;
        QTest::newRow("before the first") << QStringLiteral("09:00") << 0;
        QTest::newRow("whole time") << QStringLiteral("2026-02-10T10:02:31Z") << 3;
        QTest::newRow("blank for T, offset") << QStringLiteral("2026-02-10 11:02:31+01:00") << 3;
    }
    void targets()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        const auto target = goToTarget(text, *tenEvents(), 10, format::Zone::Utc);
        QVERIFY2(target.ok(), target.ok() ? "" : target.error().message.c_str());
        QCOMPARE(target.value(), replay::Position(position));
    }

    void tabReachesEveryButton()
    {
        GoToDialog dialog(tenEvents(), 10, format::Zone::Utc, nullptr);
        dialog.findChild<QLineEdit*>()->setText(QStringLiteral("4"));
        dialog.open();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QCOMPARE(buttonsByTab(), (QStringList{QStringLiteral("Go"), QStringLiteral("Cancel")}));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << QStringLiteral("yesterday");
        QTest::newRow("time without offset") << QStringLiteral("2026-02-10T10:02:31");
        QTest::newRow("hour 24") << QStringLiteral("24:00:00");
        QTest::newRow("negative") << QStringLiteral("-3");
        QTest::newRow("date alone") << QStringLiteral("2026-02-10");
        QTest::newRow("number too long") << QString(30, QLatin1Char('9'));
    }
    void refusals()
    {
        QFETCH(QString, text);
        QVERIFY(!goToTarget(text, *tenEvents(), 10, format::Zone::Utc).ok());
    }

    void enterChooses()
    {
        GoToDialog dialog(tenEvents(), 10, format::Zone::Utc, nullptr);
        std::optional<replay::Position> chosen;
        connect(&dialog, &GoToDialog::chosen, this, [&](replay::Position position) { chosen = position; });
        dialog.show();
        auto* text = dialog.findChild<QLineEdit*>();
        QTest::keyClicks(text, QStringLiteral("nowhere"));
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(!chosen);
        QVERIFY(dialog.isVisible());
        text->clear();
        QTest::keyClicks(text, QStringLiteral("7"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(chosen, std::optional<replay::Position>(7));
        QVERIFY(!dialog.isVisible());
    }
};

QTEST_MAIN(TestGoToDialog)
#include "tst_gotodialog.moc"
