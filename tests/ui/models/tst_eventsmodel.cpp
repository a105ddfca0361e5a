// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/eventsmodel.h"

#include "tests/ui/timelinefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::testing;
using namespace vci::ui;

namespace {

/// The model as a person would read it: cells by " | ", the future in brackets.
QString dump(const EventsModel& model)
{
    QString out;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < EventsModel::ProofColumn; ++column) cells += model.index(row, column).data().toString();
        const bool future = model.index(row, 0).data(EventsModel::FutureRole).toBool();
        out += (future ? QStringLiteral("(%1)\n") : QStringLiteral("%1\n")).arg(cells.join(QStringLiteral(" | ")));
    }
    return out;
}

EventDetails detailsOf(std::size_t index, const QString& summary)
{
    return {index, summary, {}, {}};
}

}  // namespace

class TestEventsModel : public QObject {
    Q_OBJECT

    std::unique_ptr<EventsModel> m_model;

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<EventsModel>();
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    }

    void showsHeadsWithoutPayloads()
    {
        m_model->setTimeline(makeTimeline({{"CallInitiated", 0}, {"AIIntentRecognized", 2}, {"CallEnded", 100}}),
                             catalog::Catalog::builtIn());
        m_model->setPosition(2);
        QCOMPARE(dump(*m_model), QStringLiteral("1 | 10:02:11.000000 | CallInitiated |  |  | \n"
                                                "2 | +2.000 | AIIntentRecognized |  |  | \n"
                                                "(3 | +98.000 | CallEnded |  |  | )\n"));
        QCOMPARE(m_model->index(1, 0).data(EventsModel::FamilyRole).toString(), QStringLiteral("ai"));
    }

    void detailsFillTheirRows()
    {
        m_model->setTimeline(makeTimeline({{"CallInitiated", 0}, {"CallConnected", 2}, {"CallOnHold", 3}, {"CallEnded", 4}}),
                             catalog::Catalog::builtIn());
        const auto state = [&](int row) {
            return m_model->index(row, EventsModel::SummaryColumn).data(EventsModel::CellStateRole).toInt();
        };
        QCOMPARE(state(1), int(EventsModel::CellState::Missing));
        QCOMPARE(m_model->claimMissing(-5, 100), std::vector<std::size_t>({0, 1, 2, 3}));
        QCOMPARE(state(1), int(EventsModel::CellState::Loading));
        QVERIFY(m_model->claimMissing(0, 4).empty());

        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        auto here = detailsOf(1, QStringLiteral("waited 31 s"));
        here.cause = EventCause{fixtureId(0), EventCause::Place::Here, 0, Sequence(1)};
        auto elsewhere = detailsOf(2, QStringLiteral("lookup"));
        elsewhere.cause =
            EventCause{fixtureId(77), EventCause::Place::Elsewhere, {},
                       Sequence(9),   fixtureAggregate(),           QStringLiteral("PaymentFailed · Transaction 9f13c2d0")};
        auto orphan = detailsOf(3, QStringLiteral("completed"));
        orphan.cause = EventCause{*EventId::tryFromString("deadbeef-0000-4000-8000-000000000000"), EventCause::Place::Missing};
        m_model->addDetails({here, elsewhere, orphan});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(dump(*m_model), QStringLiteral("1 | 10:02:11.000000 | CallInitiated |  |  | \n"
                                                "2 | +2.000 | CallConnected | waited 31 s | 1 | \n"
                                                "3 | +1.000 | CallOnHold | lookup | ↗ 9f13c2d0 | \n"
                                                "4 | +1.000 | CallEnded | completed | ? deadbeef | !\n"));
        QCOMPARE(state(1), int(EventsModel::CellState::Loaded));
        QCOMPARE(state(0), int(EventsModel::CellState::Loading));
        m_model->release({0});
        QCOMPARE(state(0), int(EventsModel::CellState::Missing));
        const QString tip = m_model->index(2, EventsModel::CauseColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("PaymentFailed · Transaction 9f13c2d0")), qPrintable(tip));
    }

    void markupInDataStaysText()
    {
        m_model->setTimeline(makeTimeline({{"<b>Evil</b>", 0}}), catalog::Catalog::builtIn());
        m_model->addDetails({detailsOf(0, QStringLiteral("<img src=x>"))});
        const QString tip = m_model->index(0, EventsModel::SummaryColumn).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("&lt;img")), qPrintable(tip));
    }

    void clocksThatGoBackAndGapsAreFlagged()
    {
        m_model->setTimeline(makeTimeline({{"CallInitiated", 60}, {"CallConnected", 30}, {"CallEnded", 90, "{}", 9}}),
                             catalog::Catalog::builtIn());
        QCOMPARE(dump(*m_model), QStringLiteral("1 | 10:03:11.000000 | CallInitiated |  |  | \n"
                                                "2 | −30.000 | CallConnected |  |  | !\n"
                                                "9 | +60.000 | CallEnded |  |  | !\n"));
        const auto spoken = m_model->index(1, EventsModel::FlagsColumn).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(spoken, format::findingName(FindingKind::TimestampRegression));
    }

    void sortRoleGivesRawValues()
    {
        m_model->setTimeline(makeTimeline({{"CallInitiated", 0}, {"CallEnded", 5}}), catalog::Catalog::builtIn());
        const auto raw = [&](int column) { return m_model->index(1, column).data(EventsModel::SortRole); };
        QCOMPARE(raw(EventsModel::SequenceColumn).toLongLong(), 2);
        QCOMPARE(raw(EventsModel::TimeColumn).toLongLong(), kFixtureStartMicros + 5'000'000);
        QCOMPARE(raw(EventsModel::EventColumn).toString(), QStringLiteral("CallEnded"));
    }

    void rowTextIsTheFullRow()
    {
        m_model->setTimeline(makeTimeline({{"CallInitiated", 0}}), catalog::Catalog::builtIn());
        m_model->addDetails({detailsOf(0, QStringLiteral("inbound"))});
        QCOMPARE(m_model->rowText(0), QStringLiteral("1\t2026-02-10 10:02:11.000000 UTC\tCallInitiated\tinbound\t\t\t%1")
                                          .arg(QString::fromStdString(fixtureId(0).toString())));
    }

    void anotherTimelineForgetsTheDetails()
    {
        m_model->setTimeline(makeTimeline({{"CallInitiated", 0}}), catalog::Catalog::builtIn());
        m_model->addDetails({detailsOf(0, QStringLiteral("inbound"))});
        m_model->setTimeline(makeTimeline({{"CallFailed", 0}}), catalog::Catalog::builtIn());
        QVERIFY(m_model->details(0) == nullptr);
        m_model->setTimeline(nullptr, nullptr);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void millionEvents()
    {
        // The tester walks every row of every reset: here the window is what is tested.
        EventsModel model;
        const auto timeline = makeTimeline(1'000'000, [](std::size_t i) {
            return FixtureEvent{i % 2 == 0 ? "CallOnHold" : "CallResumed", static_cast<std::int64_t>(i)};
        });
        model.setTimeline(timeline, catalog::Catalog::builtIn());
        QCOMPARE(model.size(), 1'000'000);
        QCOMPARE(model.rowCount(), int{WindowedModel::kMaxRows});
        model.centreOn(500'000);
        QCOMPARE(model.rowCount(), int{WindowedModel::kMaxRows});
        QCOMPARE(model.index(*model.rowOf(500'000), EventsModel::SequenceColumn).data().toString(), QStringLiteral("500001"));
        QVERIFY(!model.rowOf(0));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setPosition(10);
        QCOMPARE(changed.count(), 1);
        for (std::size_t i = 0; i < 5'000; ++i) model.addDetails({detailsOf(i, QStringLiteral("x"))});
        QVERIFY(model.details(0) == nullptr);
        QVERIFY(model.details(4'999) != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestEventsModel)
#include "tst_eventsmodel.moc"
