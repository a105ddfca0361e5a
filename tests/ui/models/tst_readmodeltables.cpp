// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/activitymodel.h"
#include "ui/models/driftmodel.h"
#include "ui/models/modelrowmodel.h"
#include "ui/models/modelrowsmodel.h"
#include "ui/models/readmodelsmodel.h"
#include "ui/models/rowhistorymodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

QString dump(const QAbstractItemModel& model)
{
    QString out;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) cells += model.index(row, column).data().toString();
        out += cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
    }
    return out;
}

template <typename Model>
std::unique_ptr<Model> tested()
{
    auto model = std::make_unique<Model>();
    new QAbstractItemModelTester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, model.get());
    return model;
}

const EventId kEvent = *EventId::tryFromString("0000000c-0000-4000-8000-000000000001");
const AggregateId kAggregate = *AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
const RecordedTime kTime{Timestamp(1'770'717'600'000'000)};

store::ReadModelRow row(const std::string& id, const std::string& data, std::optional<std::string> projection = "CallSummary@1")
{
    return {"CallSummary", id, data, 2, kEvent, Sequence(6), kTime, kTime, false, std::move(projection)};
}

projection::RowEvent rowEvent(int sequence, const std::string& type)
{
    return {kEvent, kAggregate, Sequence(sequence), kTime, type};
}

}  // namespace

class TestReadModelTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsModels()
    {
        const auto model = tested<ReadModelsModel>();
        model->setModels({{"CallSummary", "One row a call", 1234, 3, 90, 10}, {"Own", "", 0, 1, {}, {}}});
        QCOMPARE(dump(*model).replace(QChar(0x202f), QLatin1Char(' ')),
                 QStringLiteral("CallSummary | 1 234 | 3 | 90 | 10 behind | One row a call\n"
                                "Own | 0 | 1 | never built | – | no projection of ours\n"));
    }

    void tellsDriftApart()
    {
        const auto model = tested<DriftModel>();
        projection::Comparison comparison;
        comparison.checked = 9;
        comparison.missing = {"a"};
        comparison.extra = {"b"};
        comparison.different = {{"c", {{"/status", "\"completed\"", "\"failed\""}, {"/x", {}, "1"}}}};
        comparison.lagging = {"d"};
        model->setComparison(comparison);
        QCOMPARE(dump(*model), QStringLiteral("− missing | a | the whole row | not there | there\n"
                                              "+ extra | b | the whole row | there | no event made it\n"
                                              "≠ different | c | /status | failed | completed\n"
                                              "≠ different | c | /x | 1 | not there\n"
                                              "… lagging | d | the whole row | as it was before | newer events came\n"));
        QCOMPARE(driftSummary(comparison), QStringLiteral("9 rows compared: − 1 missing, + 1 extra, ≠ 1 different, … 1 lagging"));
        model->clear();
        QCOMPARE(model->rowCount(), 0);
        QCOMPARE(driftSummary({}), QStringLiteral("✓ 0 rows compared: all are as the events say"));
    }

    void showsWhoMadeAField()
    {
        const auto model = tested<ModelRowModel>();
        projection::RowHistory history;
        history.members = {{"status", "\"completed\"", "\"connected\"", 3, rowEvent(6, "CallEnded")},
                           {"transfer_count", "2", "1", 2, rowEvent(5, "CallTransferred")}};
        model->setDetails({row("x", R"({"transfer_count":3,"status":"completed","note":"by a person"})"), history, {}});
        QCOMPARE(dump(*model), QStringLiteral("note | by a person | no event | \n"
                                              "status | completed | #6 CallEnded | 3\n"
                                              "transfer_count | ≠ 3 (events: 2) | #5 CallTransferred | 2\n"));
        QVERIFY(model->eventOf(0) == nullptr);
        QCOMPARE(model->eventOf(1)->sequence, Sequence(6));
    }

    void showsForeignRowsByTheirMapping()
    {
        const auto model = tested<ModelRowModel>();
        projection::RowHistory history;
        history.members = {{"duration_seconds", "12", {}, 1, rowEvent(6, "CallEnded")}};
        using Shape = projection::ForeignField::Shape;
        projection::ForeignModel mapping{"CallSummary", {{"/duration", {"duration"}, {"duration_seconds"}, Shape::Text}}};
        model->setDetails({row("x", R"({"duration":"12"})", std::nullopt), history, mapping});
        QCOMPARE(dump(*model), QStringLiteral("duration | 12 | #6 CallEnded | 1\n"));
        model->setDetails({row("x", R"({"duration":"13"})", std::nullopt), history, mapping});
        QCOMPARE(dump(*model), QStringLiteral("duration | ≠ 13 (events: 12) | #6 CallEnded | 1\n"));
    }

    void hostileRowsAreShown_data()
    {
        QTest::addColumn<QString>("data");
        QTest::newRow("no JSON") << QStringLiteral("rubbish {");
        QTest::newRow("an array") << QStringLiteral("[1]");
        QTest::newRow("twice") << QStringLiteral(R"({"a":1,"a":2})");
    }
    void hostileRowsAreShown()
    {
        QFETCH(QString, data);
        const auto model = tested<ModelRowModel>();
        model->setDetails({row("x", data.toStdString()), std::nullopt, {}});
        QVERIFY(model->rowCount() > 0);
        QVERIFY(!dump(*model).isEmpty());
    }

    void showsTheEventsOfARow()
    {
        const auto model = tested<RowHistoryModel>();
        model->setSteps({{rowEvent(1, "CallInitiated"), {"status", "x"}}, {rowEvent(2, "CallOnHold"), {}}});
        QCOMPARE(dump(*model), QStringLiteral("#1 CallInitiated | 2026-02-10 10:00:00.000000 UTC | status, x\n"
                                              "#2 CallOnHold | 2026-02-10 10:00:00.000000 UTC | nothing\n"));
    }

    void rowsComePageByPage()
    {
        const auto model = tested<ModelRowsModel>();
        QSignalSpy wanted(model.get(), &ModelRowsModel::pageWanted);
        const auto page = [](int number, bool more) {
            store::ReadModelPage rows;
            for (int i = 0; i < ModelRowsModel::kPageRows; ++i)
                rows.rows.push_back(row(std::to_string(number * ModelRowsModel::kPageRows + i), "{}"));
            if (more) rows.next = store::Cursor{std::to_string(number)};
            return rows;
        };
        model->showRange(0, 1);
        QCOMPARE(wanted.size(), qsizetype(1));
        model->addPage(0, page(0, true));
        QCOMPARE(model->size(), ModelRowsModel::kPageRows);
        QVERIFY(model->hasMore());
        QCOMPARE(wanted.size(), qsizetype(1));  // nobody looks there
        model->showRange(ModelRowsModel::kPageRows - 10, ModelRowsModel::kPageRows);
        QCOMPARE(wanted.size(), qsizetype(2));
        model->addPage(1, page(1, false));
        QCOMPARE(model->size(), 2 * ModelRowsModel::kPageRows);
        QVERIFY(!model->hasMore());
        QCOMPARE(model->rowAt(300)->modelId, std::string("300"));
        QVERIFY(model->rowAt(600) == nullptr);
        QCOMPARE(model->index(300, ModelRowsModel::MakerColumn).data().toString(), QStringLiteral("ours"));
        model->clear();
        QCOMPARE(model->size(), qint64(0));
    }

    void activitiesNewestFirst()
    {
        const auto model = tested<ActivityModel>();
        const auto made = [](const QString& act, const QString& outcome) {
            return Activity{QStringLiteral("2026-02-10T10:00:00.000000Z"),
                            QStringLiteral("db"),
                            {},
                            QStringLiteral("ops"),
                            act,
                            QStringLiteral("why"),
                            outcome,
                            {}};
        };
        Activity foreign;
        foreign.detail = QStringLiteral("rubbish");
        model->setActivities({foreign, made(QStringLiteral("one"), QStringLiteral("started"))});
        model->add(made(QStringLiteral("one"), QStringLiteral("done")));
        QCOMPARE(dump(*model), QStringLiteral("2026-02-10 10:00:00 | ops | one | ✓ done | why\n"
                                              "2026-02-10 10:00:00 | ops | one | … started | why\n"
                                              " |  | a line that is none of ours |  | rubbish\n"));
        QCOMPARE(model->details(0), QStringLiteral("2026-02-10 10:00:00.000000 UTC · one · ✓ done\nreason: why\non db as ops"));
    }
};

QTEST_GUILESS_MAIN(TestReadModelTables)
#include "tst_readmodeltables.moc"
