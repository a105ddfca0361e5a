// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/selection.h"

#include <QTest>

using namespace vci;
using casefile::Selection;
using casefile::tryRecordSelection;

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
    void isNoMoreThanItsSource();
    void saysWhichAggregatesAreWhole();
    void takesNoOtherText_data();
    void takesNoOtherText();
};

void TestSelection::isNoMoreThanItsSource()
{
    const auto selection = tryRecordSelection(Selection{}.text("part.vcase", kTenant, 17, store::RecordSelection{}));
    QVERIFY(selection && !selection->isOfWholeAggregates && !selection->isOfAll);
}

void TestSelection::saysWhichAggregatesAreWhole()
{
    const AggregateId other = *AggregateId::tryFromString("0a0b0c0d-0000-4000-8000-000000000004");
    const Selection mixed{.aggregates = {kAggregate}, .correlations = {kCorrelation}};
    const auto read = [](const Selection& selection, const std::optional<store::RecordSelection>& source) {
        return *tryRecordSelection(selection.text("a.vcase", kTenant, 17, source));
    };
    const auto part = read(mixed, {});
    QVERIFY(!part.isOfWholeAggregates && part.hasCorrelations);
    QCOMPARE(part.whole, std::vector{kAggregate});
    // Whole in a part is what was whole there and is taken whole.
    QCOMPARE(read(Selection{}, part).whole, std::vector{kAggregate});
    QVERIFY(read(Selection{.aggregates = {kAggregate}}, part).isOfWholeAggregates);
    QCOMPARE(read(Selection{.aggregates = {kAggregate, other}}, part).whole, std::vector{kAggregate});
    QVERIFY(read(Selection{.aggregates = {other}}, part).whole.empty());
    QVERIFY(!read(Selection{.aggregates = {other}}, part).isOfWholeAggregates);
    for (const Selection& filtered : {Selection{.aggregates = {kAggregate}, .types = {"CallEnded"}},
                                      Selection{.aggregates = {kAggregate}, .from = Timestamp(0)}})
        QVERIFY(read(filtered, {}).whole.empty());
}

void TestSelection::readsWhatItWrote_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOfWholeAggregates");
    QTest::addColumn<bool>("isOfAll");
    const auto row = [](const char* name, const Selection& selection, bool isOfWholeAggregates, bool isOfAll) {
        QTest::newRow(name) << QByteArray::fromStdString(selection.text("a.vcase", kTenant, 17, {})) << isOfWholeAggregates
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
    const auto selection = tryRecordSelection(text.toStdString());
    QVERIFY(selection);
    QCOMPARE(selection->isOfWholeAggregates, isOfWholeAggregates);
    QCOMPARE(selection->isOfAll, isOfAll);
    QCOMPARE(selection->events.value_or(-1), 17);
}

void TestSelection::takesNoOtherText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no object") << QByteArray("[true]");
    QTest::newRow("no member") << QByteArray("{}");
    QTest::newRow("other types") << QByteArray(R"({"whole_aggregates":"true","events":"17","aggregates":{}})");
    const auto with = [](const QByteArray& events) {
        return R"({"aggregates":[],"correlations":[],"types":[],"from":null,"to":null,"whole_aggregates":true,"events":)" +
               events + "}";
    };
    QVERIFY(tryRecordSelection(with("17").toStdString()));
    QTest::newRow("a fraction") << with("1.5");
    QTest::newRow("beyond 63 bits") << with("1e30");
    QTest::newRow("no count") << with("null");
    QTest::newRow("whole aggregates that are none") << with("17,\"whole\":[\"x\"]");
    QTest::newRow("more behind it") << with("17") + "x";
}

void TestSelection::takesNoOtherText()
{
    QFETCH(QByteArray, text);
    QVERIFY(!tryRecordSelection(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestSelection)
#include "tst_selection.moc"
