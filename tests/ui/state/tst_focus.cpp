// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/state/focus.h"

#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

AggregateId aggregate(char digit)
{
    return *AggregateId::tryFromString(std::string("00000000-0000-4000-8000-00000000000") + digit);
}
EventId eventId(char digit)
{
    return *EventId::tryFromString(std::string("10000000-0000-4000-8000-00000000000") + digit);
}

}  // namespace

class TestFocus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsNowhere()
    {
        const FocusBus bus;
        QVERIFY(!bus.focus().aggregate);
        QVERIFY(!bus.canGoBack());
        QVERIFY(!bus.canGoForward());
    }

    void emptyStartIsNoPlaceToGoBackTo()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        QVERIFY(!bus.canGoBack());
    }

    void scrubbingReplacesTheEntry()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        bus.moveTo(3);
        bus.moveTo(4);
        bus.openAggregate(aggregate('2'));
        bus.goBack();
        QCOMPARE(bus.focus().aggregate, aggregate('1'));
        QCOMPARE(bus.focus().position, std::optional<replay::Position>(4));
        QVERIFY(!bus.canGoBack());
    }

    void jumpsAndFieldsMakeEntries()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        bus.moveTo(3, FocusBus::Step::Jump);
        bus.chooseField(QStringLiteral("/status"));
        bus.goBack();
        QCOMPARE(bus.focus().field, QString());
        QCOMPARE(bus.focus().position, std::optional<replay::Position>(3));
        bus.goForward();
        QCOMPARE(bus.focus().field, QStringLiteral("/status"));
        QVERIFY(!bus.canGoForward());
    }

    void anotherWayForwardForgetsTheOldOne()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        bus.openAggregate(aggregate('2'));
        bus.goBack();
        bus.openAggregate(aggregate('3'));
        QVERIFY(!bus.canGoForward());
        bus.goBack();
        QCOMPARE(bus.focus().aggregate, aggregate('1'));
    }

    void sameFocusIsSilent()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        int changes = 0;
        connect(&bus, &FocusBus::focusChanged, this, [&] { ++changes; });
        bus.openAggregate(aggregate('1'));
        bus.setFocus(bus.focus(), FocusBus::Step::Jump);
        QCOMPARE(changes, 0);
    }

    void aggregateKeepsFieldAndDropsPosition()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        bus.moveTo(5);
        bus.chooseField(QStringLiteral("/status"));
        bus.openAggregate(aggregate('2'));
        QCOMPARE(bus.focus().field, QStringLiteral("/status"));
        QVERIFY(!bus.focus().position);
    }

    void resolverMakesTheFocusDefiniteBeforeAnyoneIsTold()
    {
        FocusBus bus;
        bus.setResolver([](Focus focus) {
            if (focus.event) focus.position = 9;
            focus.event.reset();
            return focus;
        });
        std::optional<Focus> told;
        connect(&bus, &FocusBus::focusChanged, this, [&](const Focus& focus) { told = focus; });
        bus.openEvent(aggregate('1'), eventId('1'));
        QVERIFY(told);
        QCOMPARE(told->position, std::optional<replay::Position>(9));
        QVERIFY(!told->event);
    }

    void listenersHearBothEndsOfAStep()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        std::optional<Focus> from;
        connect(&bus, &FocusBus::focusChanged, this, [&](const Focus&, const Focus& before) { from = before; });
        bus.openAggregate(aggregate('2'));
        QVERIFY(from);
        QCOMPARE(from->aggregate, aggregate('1'));
    }

    void pinsBelongToTheirAggregate()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        bus.setPin(FocusBus::Pin::A, 2);
        bus.setPin(FocusBus::Pin::B, 4);
        QSignalSpy changed(&bus, &FocusBus::pinsChanged);
        bus.moveTo(3);
        QCOMPARE(bus.pin(FocusBus::Pin::A), std::optional<replay::Position>(2));
        bus.openAggregate(aggregate('2'));
        QVERIFY(!bus.pin(FocusBus::Pin::A));
        QVERIFY(!bus.pin(FocusBus::Pin::B));
        QCOMPARE(changed.count(), 1);
    }

    void resetForgetsEverything()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        bus.openAggregate(aggregate('2'));
        bus.reset();
        QVERIFY(!bus.focus().aggregate);
        QVERIFY(!bus.canGoBack());
        QVERIFY(!bus.canGoForward());
    }

    void historyIsBounded()
    {
        FocusBus bus;
        bus.openAggregate(aggregate('1'));
        for (replay::Position position = 0; position < 2000; ++position) bus.moveTo(position, FocusBus::Step::Jump);
        int steps = 0;
        while (bus.canGoBack()) {
            bus.goBack();
            ++steps;
        }
        QVERIFY2(steps >= 100 && steps < 1000, qPrintable(QString::number(steps)));
    }
};

QTEST_GUILESS_MAIN(TestFocus)
#include "tst_focus.moc"
