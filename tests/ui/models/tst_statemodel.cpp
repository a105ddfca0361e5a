// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/statemodel.h"

#include "tests/ui/madeevents.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::ui::test;

namespace {

/// The table as a person reads it: indented name, value, event; * where the event at the playhead changed it.
QString dump(const StateModel& model)
{
    QString out;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex field = model.index(row, StateModel::FieldColumn);
        out += QString(2 * field.data(StateModel::IndentRole).toInt(), QLatin1Char(' ')) + field.data().toString();
        const QString value = model.index(row, StateModel::ValueColumn).data().toString();
        if (!value.isEmpty()) out += QStringLiteral(" = ") + value;
        const QString setBy = model.index(row, StateModel::SetByColumn).data().toString();
        if (!setBy.isEmpty()) out += QStringLiteral(" ") + setBy;
        if (field.data(StateModel::ChangedRole).toBool()) out += QStringLiteral(" *");
        out += QLatin1Char('\n');
    }
    return out;
}

std::shared_ptr<const replay::Timeline> callTimeline()
{
    return replayOf(eventsOf(drawnCall(), "call"));
}

std::shared_ptr<const replay::Timeline> timelineOf(const std::vector<std::string>& payloads)
{
    std::vector<Event> events;
    for (const std::string& data : payloads) {
        const auto n = static_cast<std::int64_t>(events.size()) + 1;
        events.push_back(makeEvent({"x" + std::to_string(n), "x", "Call", "AIModelTuned", n, static_cast<double>(n), data}));
    }
    return replayOf(events);
}

}  // namespace

class TestStateModel : public QObject {
    Q_OBJECT

    std::unique_ptr<StateModel> m_model;

    void show(const std::shared_ptr<const replay::Timeline>& timeline, replay::Position position,
              const QSet<QString>& expanded = {})
    {
        m_model->setTable(stateTable(timeline, position, expanded, {}));
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<StateModel>();
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    }

    void listsFieldsWithWhoSetThem()
    {
        show(callTimeline(), 9);
        QCOMPARE(dump(*m_model), QStringLiteral("agent_id = 41d0a7e2-… #9 *\n"
                                                "called_number = +1 800 555 0119 #1\n"
                                                "caller_number = +1 200 010 4729 #1\n"
                                                "confidence = 0.91 #2\n"
                                                "direction = inbound #1\n"
                                                "hold_count = 1 #7\n"
                                                "intent = billing #2\n"
                                                "language = en #1\n"
                                                "reason = lookup #7\n"
                                                "response = Thank you for calling. #3\n"
                                                "sentiment\n"
                                                "  label = negative #4\n"
                                                "  score = 0.127 #4\n"
                                                "status = transferred #9 *\n"
                                                "tags = [\"vip\",\"refund\"] #5\n"
                                                "transfer_count = 1 #9 *\n"
                                                "wait_time_seconds = 31 #6\n"));
    }

    void saysFieldValueAndSetterToAScreenReader()
    {
        show(callTimeline(), 9);
        const int status = *m_model->rowOfField(QStringLiteral("/status"));
        QCOMPARE(m_model->index(status, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("status: transferred, set by #9 CallTransferred, changed by this event"));
        const int group = *m_model->rowOfField(QStringLiteral("/sentiment"));
        QCOMPARE(m_model->index(group, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("sentiment, object of 2 fields"));
    }

    void isEmptyBeforeTheFirstEvent()
    {
        show(callTimeline(), 0);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void expandsArrays()
    {
        const auto timeline = timelineOf({R"({"a":[1,{"k":["x"],"m":null},[]],"b":[]})"});
        show(timeline, 1, {QStringLiteral("/a")});
        QCOMPARE(dump(*m_model), QStringLiteral("a = [1,{\"k\":[\"x\"],\"m\":null},[]] #1 *\n"
                                                "  0 = 1\n"
                                                "  1\n"
                                                "    k\n"
                                                "      0 = x\n"
                                                "    m = null\n"
                                                "  2\n"
                                                "b = [] #1 *\n"));
        QCOMPARE(m_model->index(1, 0).data(StateModel::PointerRole).toString(), QStringLiteral("/a"));
        QVERIFY(!m_model->index(7, 0).data(StateModel::ExpandableRole).toBool());
    }

    void boundsLongArrays()
    {
        std::string items = "0";
        for (int i = 1; i < 5000; ++i) items += "," + std::to_string(i);
        show(timelineOf({"{\"a\":[" + items + "]}"}), 1, {QStringLiteral("/a")});
        QCOMPARE(m_model->rowCount(), 1 + kMaxItemRows + 1);
        QCOMPARE(m_model->rows().back().kind, StateRow::Kind::More);
        QVERIFY(m_model->index(0, StateModel::ValueColumn).data().toString().size() < 700);
        QVERIFY(m_model->index(0, 0).data(StateModel::CopyRole).toString().endsWith(QStringLiteral("4999]")));
    }

    void showsNamesAndValuesAsText_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("expected");
        QTest::newRow("bidi") << QByteArray("{\"a\":\"\\u202Ex\"}") << QStringLiteral("a = ⟨U+202E⟩x #1 *\n");
        QTest::newRow("slash and tilde") << QByteArray(R"({"a/b":1,"c~d":2})") << QStringLiteral("a/b = 1 #1 *\nc~d = 2 #1 *\n");
        QTest::newRow("empty name") << QByteArray(R"({"":{"":1}})") << QStringLiteral("\"\"\n  \"\" = 1 #1 *\n");
        QTest::newRow("markup") << QByteArray(R"({"a":"<b>"})") << QStringLiteral("a = <b> #1 *\n");
        QTest::newRow("empty object") << QByteArray(R"({"a":{}})") << QStringLiteral("a = {} #1 *\n");
        QTest::newRow("sibling sorts between")
            << QByteArray(R"({"a":{"x":1},"a-b":2})") << QStringLiteral("a-b = 2 #1 *\na\n  x = 1 #1 *\n");
    }

    void showsNamesAndValuesAsText()
    {
        QFETCH(QByteArray, payload);
        QFETCH(QString, expected);
        show(timelineOf({payload.toStdString()}), 1);
        QCOMPARE(dump(*m_model), expected);
        QVERIFY(!m_model->index(0, StateModel::ValueColumn).data(Qt::ToolTipRole).toString().contains(QLatin1String("<b>")));
    }

    void keepsIndexesWhileScrubbing()
    {
        const auto timeline = callTimeline();
        show(timeline, 1);
        const QPersistentModelIndex status(m_model->index(*m_model->rowOfField(QStringLiteral("/status")), 0));
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        for (const replay::Position position : {4, 9, 10, 2, 7, 1}) {
            show(timeline, position);
            QVERIFY(status.isValid());
            QCOMPARE(status.data(StateModel::PointerRole).toString(), QStringLiteral("/status"));
            StateModel fresh;
            fresh.setTable(stateTable(timeline, position, {}, {}));
            QCOMPARE(dump(*m_model), dump(fresh));
        }
        QCOMPARE(resets.count(), 0);
    }

    void turnsALeafIntoAGroupAndBack()
    {
        const auto timeline = timelineOf({R"({"a":1,"b":1})", R"({"a":{"x":1}})", R"({"a":[2]})"});
        for (const replay::Position position : {1, 2, 3, 2, 1}) {
            show(timeline, position);
            StateModel fresh;
            fresh.setTable(stateTable(timeline, position, {}, {}));
            QCOMPARE(dump(*m_model), dump(fresh));
        }
    }

    void staysQuickWithManyFields()
    {
        std::string members = "\"f0\":0";
        for (int i = 1; i < 100'000; ++i) members += ",\"f" + std::to_string(i) + "\":" + std::to_string(i);
        const auto timeline = timelineOf({"{" + members + "}", R"({"f5":6})"});
        show(timeline, 1);
        StateTable next = stateTable(timeline, 2, {}, {});
        QElapsedTimer timer;
        timer.start();
        m_model->setTable(std::move(next));
        // Only this runs on the GUI thread. The bound is loose: it catches work that grows with the square of the fields.
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(m_model->index(*m_model->rowOfField(QStringLiteral("/f5")), 0).data(StateModel::ChangedRole).toBool());
    }

    void copiesTheBareString()
    {
        QCOMPARE(copyText("\"a\\\"b\""), QStringLiteral("a\"b"));
        QCOMPARE(copyText("[1,2]"), QStringLiteral("[1,2]"));
    }

    void namesPaths()
    {
        QCOMPARE(fieldName(QStringLiteral("/sentiment/label")), QStringLiteral("sentiment.label"));
        QCOMPARE(fieldName(QStringLiteral("/a~1b")), QStringLiteral("a/b"));
    }
};

QTEST_GUILESS_MAIN(TestStateModel)
#include "tst_statemodel.moc"
