// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/aggregatespanel.h"

#include "tests/ui/listreader.h"
#include "ui/pages/aggregatesfeed.h"
#include "ui/state/session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/windowedtable.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::testing;

class TestAggregatesPanel : public QObject {
    Q_OBJECT

    std::shared_ptr<ListSource> m_source;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<AggregatesPanel> m_panel;

    void open()
    {
        m_session = std::make_unique<Session>(
            [source = m_source](const std::string&) -> Result<std::unique_ptr<store::EventReader>> {
                return std::unique_ptr<store::EventReader>(std::make_unique<ListReader>(source));
            },
            catalog::Catalog::builtIn());
        m_panel = std::make_unique<AggregatesPanel>(*m_session);
        m_panel->resize(290, 600);
        m_panel->show();
        m_session->open(QStringLiteral("list"));
    }
    [[nodiscard]] AggregatesModel& model() { return m_panel->model(); }
    [[nodiscard]] AggregatesFeed& feed() { return m_panel->feed(); }
    [[nodiscard]] std::optional<AggregateId> idAt(qint64 position)
    {
        const auto item = model().itemAt(position);
        return item ? std::optional(item->id) : std::nullopt;
    }
    [[nodiscard]] bool says(const QString& part) const
    {
        for (auto* label : m_panel->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part)) return true;
        return false;
    }
    [[nodiscard]] QPushButton* button(const QString& part) const
    {
        for (auto* each : m_panel->findChildren<QPushButton*>())
            if (each->isVisible() && each->text().contains(part)) return each;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { Theme::instance().install(); }
    void init() { m_source = std::make_shared<ListSource>(); }
    void cleanup()
    {
        m_panel.reset();
        m_session.reset();
    }

    void listIsSortedByLastActivityAndCounted()
    {
        m_source->fill(1000);
        open();
        QTRY_COMPARE(feed().state(), AggregatesFeed::State::Listed);
        QTRY_COMPARE(model().size(), 1000);
        QCOMPARE(idAt(0), std::optional(ListSource::idOf(0)));
        QVERIFY(says(QStringLiteral("1\u202f000")));
        QVERIFY(button(QStringLiteral("Call 667")));
        QVERIFY(button(QStringLiteral("Customer 333")));
    }

    void endIsReachedWithoutReadingTheMiddle()
    {
        m_source->fill(100'000);
        open();
        QTRY_COMPARE(model().size(), 100'000);
        auto* table = m_panel->findChild<WindowedTable*>();
        table->setTopPosition(99'990);
        QTRY_COMPARE(idAt(99'999), std::optional(ListSource::idOf(99'999)));
        const std::lock_guard lock(m_source->mutex);
        QVERIFY2(m_source->skips.size() < 8, qPrintable(QString::number(m_source->skips.size())));
    }

    void chipsNarrowTheList()
    {
        m_source->fill(900);
        open();
        QTRY_VERIFY(button(QStringLiteral("Customer 300")));
        button(QStringLiteral("Customer 300"))->click();
        QTRY_COMPARE(model().size(), 300);
        QTRY_COMPARE(idAt(0), std::optional(ListSource::idOf(2)));
        button(QStringLiteral("Customer 300"))->click();
        QTRY_COMPARE(model().size(), 900);
    }

    void sourceThatCannotSortIsReadAndSortedHere()
    {
        m_source->sorts = false;
        m_source->fill(30'000);
        open();
        QTRY_VERIFY(feed().directory().isComplete());
        QTRY_COMPARE(model().size(), 30'000);
        QTRY_COMPARE(idAt(0), std::optional(ListSource::idOf(0)));
        feed().setSort(store::AggregateSort::EventCount);
        QTRY_COMPARE(idAt(0), std::optional(ListSource::idOf(99)));
        feed().setChosenTypes({QStringLiteral("Customer")});
        QTRY_COMPARE(model().size(), 10'000);
        const std::lock_guard lock(m_source->mutex);
        for (const std::size_t skip : m_source->skips) QCOMPARE(skip, std::size_t(0));
    }

    void hitsReplaceTheListUntilCleared()
    {
        m_source->fill(500);
        const auto event = *EventId::tryFromString("eeeeeeee-0000-4000-8000-000000000001");
        m_source->hits = {
            {store::FindHit::Kind::Payload, ListSource::idOf(7), "Call", event, Sequence(4), {}, {}, "\"+12000104729\""},
            {store::FindHit::Kind::Aggregate, ListSource::idOf(8), "Call", {}, {}, {}, {}, {}}};
        open();
        QTRY_COMPARE(model().size(), 500);
        m_panel->find(QStringLiteral("+1 200 010 4729"));
        QTRY_COMPARE(model().size(), 2);
        QCOMPARE(model().index(0, 0).data(AggregatesModel::StatusRole).toString(), QStringLiteral("in event #4"));
        QCOMPARE(model().index(1, 0).data(AggregatesModel::StatusRole).toString(), QStringLiteral("aggregate id"));
        QVERIFY(says(QStringLiteral("2 found")));
        m_panel->find({});
        QTRY_COMPARE(model().size(), 500);
    }

    void enterOpensTheFirstHit()
    {
        m_source->fill(10);
        const auto event = *EventId::tryFromString("eeeeeeee-0000-4000-8000-000000000001");
        m_source->hits = {{store::FindHit::Kind::Event, ListSource::idOf(7), "Call", event, Sequence(4), {}, {}, {}}};
        open();
        QTRY_COMPARE(model().size(), 10);
        m_panel->findAndOpen(QStringLiteral("eeeeeeee"));
        QTRY_COMPARE(m_session->focusBus().focus().aggregate, std::optional(ListSource::idOf(7)));
        QCOMPARE(m_session->focusBus().focus().event, std::optional(event));
    }

    void nothingFoundOffersAWayBack()
    {
        m_source->fill(10);
        open();
        QTRY_COMPARE(model().size(), 10);
        QSignalSpy cleared(m_panel.get(), &AggregatesPanel::findCleared);
        m_panel->find(QStringLiteral("nothing"));
        QTRY_COMPARE(feed().state(), AggregatesFeed::State::NothingMatches);
        QVERIFY(says(QStringLiteral("nothing")));
        button(QStringLiteral("Clear the search"))->click();
        QCOMPARE(cleared.count(), 1);
    }

    /// That none is there is no word on what was there.
    void emptySourceClaimsNothing_data()
    {
        QTest::addColumn<bool>("hasLog");
        QTest::addColumn<QString>("said");
        QTest::newRow("with a log") << true << QStringLiteral("Whether its log names some that were deleted, verifying tells.");
        QTest::newRow("without one") << false << QStringLiteral("It keeps no log that would tell whether it held some before.");
    }
    void emptySourceClaimsNothing()
    {
        QFETCH(bool, hasLog);
        QFETCH(QString, said);
        m_source->hasLog = hasLog;
        open();
        QTRY_COMPARE(feed().state(), AggregatesFeed::State::NoEvents);
        QVERIFY(says(QStringLiteral("No events")));
        QVERIFY(says(said));
        QVERIFY(!says(QStringLiteral("sound")));
        QCOMPARE(button(QStringLiteral("Verify")) != nullptr, hasLog);
        if (!hasLog) return;
        const QSignalSpy asked(m_panel.get(), &AggregatesPanel::verifyRequested);
        button(QStringLiteral("Verify"))->click();
        QCOMPARE(asked.count(), 1);
    }

    void missingPermissionIsExplained()
    {
        m_source->failure =
            makeError(ErrorCode::NotPermitted, "role ann may not select from event_store; its owner can grant it");
        open();
        QTRY_COMPARE(feed().state(), AggregatesFeed::State::NotPermitted);
        QVERIFY(says(QStringLiteral("may not select from event_store")));
    }

    void closedSourceSaysSo()
    {
        m_source->fill(10);
        open();
        QTRY_COMPARE(model().size(), 10);
        m_session->close();
        QCOMPARE(feed().state(), AggregatesFeed::State::NotConnected);
        QVERIFY(says(QStringLiteral("No source is open")));
    }

    void keyboardMovesTheFocusButItsArrivalDoesNot()
    {
        m_source->fill(50);
        open();
        QTRY_COMPARE(model().size(), 50);
        QTRY_VERIFY(idAt(0));
        m_panel->activateWindow();
        m_panel->focusList();
        QTest::qWait(1);
        QVERIFY(!m_session->focusBus().focus().aggregate);
        auto* view = m_panel->findChild<WindowedTable*>()->view();
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(m_session->focusBus().focus().aggregate, std::optional(ListSource::idOf(0)));
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(m_session->focusBus().focus().aggregate, std::optional(ListSource::idOf(1)));
    }
};

QTEST_MAIN(TestAggregatesPanel)
#include "tst_aggregatespanel.moc"
