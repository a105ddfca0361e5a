// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/newcasedialog.h"

#include <QTest>

using namespace vci;
using namespace vci::ui;

namespace {

const AggregateId kCall = *AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
const AggregateId kOther = *AggregateId::tryFromString("0000000c-0000-4000-8000-000000000002");
const CorrelationId kCorrelation = *CorrelationId::tryFromString("0000000d-0000-4000-8000-000000000003");

}  // namespace

/// What the dialog says of a case before it is made.
class TestNewCaseDialog : public QObject {
    Q_OBJECT

    using Source = std::optional<store::RecordSelection>;

private Q_SLOTS:
    void saysWhichPartIsWhole_data()
    {
        QTest::addColumn<casefile::Selection>("selection");
        QTest::addColumn<Source>("source");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const casefile::Selection& selection, const Source& source, const char* said) {
            QTest::newRow(name) << selection << source << QString::fromLatin1(said);
        };
        const char* const none = "It is not made of whole aggregates, so that gaps in it say nothing: its badge will say so.";
        casefile::Selection one;
        one.aggregates = {kCall};
        casefile::Selection mixed = one;
        mixed.correlations = {kCorrelation};
        casefile::Selection two = mixed;
        two.aggregates.push_back(kOther);
        casefile::Selection typed = mixed;
        typed.types = {"CallEnded"};
        casefile::Selection other;
        other.aggregates = {kOther};
        Source part = store::RecordSelection{};
        Source callWhole = store::RecordSelection{};
        callWhole->whole = {kCall};
        row("a whole aggregate", one, {}, "Goes in: 1 aggregate.");
        row("a correlation", {{}, {kCorrelation}}, {}, none);
        row("an aggregate and a correlation", mixed, {},
            "Aggregate 0000000b is in it whole, of others it holds what came by a correlation, so that gaps in those say "
            "nothing: "
            "its badge will say so.");
        row("two aggregates and a correlation", two, {}, "2 aggregates are in it whole, of others");
        row("only a type of them", typed, {}, none);
        row("all of a source that is a part", {}, part, none);
        row("all of a source that holds one whole", {}, callWhole,
            "Aggregate 0000000b is in it whole, of others it holds a part, so that gaps in those say nothing");
        row("the whole one of such a source", one, callWhole, "Goes in: 1 aggregate.");
        row("another one of such a source", other, callWhole, none);
    }
    void saysWhichPartIsWhole()
    {
        QFETCH(casefile::Selection, selection);
        QFETCH(Source, source);
        QFETCH(QString, said);
        const QString words = wordsOfNewCase(selection, source);
        QVERIFY2(words.contains(said), qPrintable(words));
        QCOMPARE(words.contains(QStringLiteral("badge")), !said.startsWith(QStringLiteral("Goes in")));
    }
};

QTEST_APPLESS_MAIN(TestNewCaseDialog)
#include "tst_newcasedialog.moc"
