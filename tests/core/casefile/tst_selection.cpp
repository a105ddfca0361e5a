// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/selection.h"

#include <QTest>

using namespace vci;
using casefile::recordSelectionOf;
using casefile::Selection;

namespace {

const AggregateId kAggregate = *AggregateId::tryFromString("0a0b0c0d-0000-4000-8000-000000000001");
const CorrelationId kCorrelation = *CorrelationId::tryFromString("0a0b0c0d-0000-4000-8000-000000000002");
const TenantId kTenant = *TenantId::tryFromString("0a0b0c0d-0000-4000-8000-000000000003");

}  // namespace

/// What verification reads in the row of an exported case.
class TestSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrote_data();
    void readsWhatItWrote();
    void takesTheLeastFromOtherTexts_data();
    void takesTheLeastFromOtherTexts();
};

void TestSelection::readsWhatItWrote_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOfWholeAggregates");
    QTest::addColumn<bool>("isOfAll");
    const auto row = [](const char* name, const Selection& selection, bool isOfWholeAggregates, bool isOfAll) {
        QTest::newRow(name) << QByteArray::fromStdString(selection.text("a.vcase", kTenant, 17)) << isOfWholeAggregates
                            << isOfAll;
    };
    row("all", Selection{}, true, true);
    row("aggregate", Selection{.aggregates = {kAggregate}}, true, false);
    row("correlation", Selection{.correlations = {kCorrelation}}, false, false);
    row("type", Selection{.types = {"CallEnded"}}, false, false);
    row("from", Selection{.from = Timestamp(0)}, false, false);
    row("to", Selection{.to = Timestamp(0)}, false, false);
}

void TestSelection::readsWhatItWrote()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isOfWholeAggregates);
    QFETCH(bool, isOfAll);
    const auto selection = recordSelectionOf(text.toStdString());
    QCOMPARE(selection.isOfWholeAggregates, isOfWholeAggregates);
    QCOMPARE(selection.isOfAll, isOfAll);
    QCOMPARE(selection.events.value_or(-1), 17);
}

void TestSelection::takesTheLeastFromOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("[true]");
    QTest::newRow("no member") << QByteArray("{}");
    QTest::newRow("other types") << QByteArray(R"({"whole_aggregates":"true","events":"17","aggregates":{}})");
    QTest::newRow("a fraction") << QByteArray(R"({"events":1.5})");
    QTest::newRow("beyond 63 bits") << QByteArray(R"({"events":1e30})");
}

void TestSelection::takesTheLeastFromOtherTexts()
{
    QFETCH(QByteArray, text);
    const auto selection = recordSelectionOf(text.toStdString());
    QVERIFY(!selection.isOfWholeAggregates);
    QVERIFY(!selection.isOfAll);
    QVERIFY(!selection.events.has_value());
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
