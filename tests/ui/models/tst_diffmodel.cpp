// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/diffmodel.h"

#include "tests/ui/madeevents.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using namespace vci::ui::test;

namespace {

QString dump(const DiffModel& model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) cells.append(model.index(row, column).data().toString());
        rows.append(cells.join(QLatin1Char(' ')));
    }
    return rows.join(QLatin1Char('\n'));
}

}  // namespace

class TestDiffModel : public QObject {
    Q_OBJECT

    std::shared_ptr<const replay::Timeline> m_agent;

private Q_SLOTS:
    void initTestCase()
    {
        m_agent =
            replayOf(makeEvents({{"1", "a", "Agent", "AgentLoggedIn", 1, 0, R"({"skills":["en"],"team":{"id":1,"name":"x"}})"},
                                 {"2", "a", "Agent", "AgentAssignedToCall", 2, 5, R"({"call_id":"c1"})"},
                                 {"3", "a", "Agent", "AgentLoggedOut", 3, 9, R"({"skills":["en","de"],"team":{"id":2}})"}}));
    }

    void listsRows_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("rows");
        QTest::newRow("to the previous event")
            << 1 << 2 << QStringLiteral("+ call_id c1\n+ current_call_id c1\n~ status available → busy");
        QTest::newRow("removed, array whole, object descended")
            << 2 << 3
            << QStringLiteral("− current_call_id c1\n~ skills [\"en\"] → [\"en\",\"de\"]\n~ status busy → offline\n"
                              "~ team.id 1 → 2\n− team.name x");
        QTest::newRow("nothing") << 2 << 2 << QString();
        QTest::newRow("from the empty state")
            << 0 << 1 << QStringLiteral("+ skills [\"en\"]\n+ status available\n+ team {\"id\":1,\"name\":\"x\"}");
    }

    void listsRows()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, rows);
        DiffModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(diffTable(*m_agent, static_cast<replay::Position>(from), static_cast<replay::Position>(to)));
        QCOMPARE(dump(model), rows);
    }

    void saysTheSignInWords()
    {
        DiffModel model;
        model.setTable(diffTable(*m_agent, 2, 3));
        const auto words = [&model](int row) {
            return model.index(row, DiffModel::SignColumn).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(words(0), QStringLiteral("current_call_id removed, was c1"));
        QCOMPARE(words(2), QStringLiteral("status changed from busy to offline"));
        model.setTable(diffTable(*m_agent, 1, 2));
        QCOMPARE(words(0), QStringLiteral("call_id added: c1"));
    }
};

QTEST_GUILESS_MAIN(TestDiffModel)
#include "tst_diffmodel.moc"
