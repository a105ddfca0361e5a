// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/anchorsmodel.h"
#include "ui/models/bracketwords.h"
#include "ui/models/casenotesmodel.h"
#include "ui/models/custodymodel.h"
#include "ui/models/leafcomparison.h"
#include "ui/models/tone.h"
#include "ui/models/triagemodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace vci;
using namespace vci::ui;
using casefile::CaseNote;

namespace {

const AggregateId kCall = *AggregateId::tryFromString("0000000b-0000-4000-8000-000000000001");
const EventId kEvent = *EventId::tryFromString("0000000a-0000-4000-8000-000000000001");

CaseNote note(std::int64_t n, CaseNote::Kind kind, const char* text, std::optional<EventId> about = {})
{
    return {n, kind, Timestamp(n * 1'000'000), "anna", {}, about ? std::optional(kCall) : std::nullopt, about, text};
}

CustodyLine line(std::int64_t n, bool fits, const char* action)
{
    CustodyLine made{n, false, {}, "{}", Sha256{}, fits};
    if (*action != '\0') made.record = casefile::CustodyRecord{"anna", action, "a thing", Timestamp(n), "1.0", Sha256{}};
    return made;
}

verify::CheckedAnchor anchored(const char* hash, anchor::AnchorStanding standing)
{
    anchor::AnchorVerdict verdict{standing};
    if (standing != anchor::AnchorStanding::Final)
        verdict.findings.push_back({FindingKind::AnchorPending, {}, {}, "The block is not final yet"});
    return {31337, hash, "0xabc", std::string("\x01\xff", 2), 16, std::move(verdict)};
}

/// One row a line, cells between bars.
QString dump(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) cells += model.index(row, column).data().toString();
        lines += cells.join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

class TestCaseModels : public QObject {
    Q_OBJECT

    template <class Model>
    void watch(Model& model)
    {
        new QAbstractItemModelTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest, &model);
    }

private Q_SLOTS:
    void notesNewestFirst()
    {
        CaseNotesModel model;
        watch(model);
        model.setNotes({note(1, CaseNote::Kind::Note, "on\nhold", kEvent), note(2, CaseNote::Kind::Bookmark, ""),
                        note(3, CaseNote::Kind::Finding, "wrong agent")});
        QCOMPARE(dump(model), QStringLiteral("! Finding|wrong agent|the case|anna|1970-01-01 00:00:03\n"
                                             "★ Bookmark||the case|anna|1970-01-01 00:00:02\n"
                                             "✎ Note|on⏎hold|event 0000000a|anna|1970-01-01 00:00:01"));
        QCOMPARE(model.rowOf(1), 2);
        QCOMPARE(model.countOf(CaseNote::Kind::Finding), 1);
        model.setKind(CaseNote::Kind::Note);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.at(0).n, 1);
        QCOMPARE(model.rowOf(3), -1);
        model.setKind({});
        QCOMPARE(model.rowCount(), 3);
    }

    void custodyMarksTheRecordThatDoesNotFit()
    {
        CustodyModel model;
        watch(model);
        model.setLines({line(1, true, "created"), line(2, false, "opened"), line(3, false, "")});
        QCOMPARE(model.firstBroken(), 1);
        QVERIFY(dump(model).startsWith(QStringLiteral("1|1970-01-01 00:00:00|anna|created|a thing|1.0|✓ 00000000…")));
        QVERIFY(model.index(2, CustodyModel::ObjectColumn).data().toString().startsWith(QStringLiteral("no record: {}")));
        QCOMPARE(model.index(1, 0).data(CustodyModel::ToneRole).toInt(), int(Tone::Bad));
        QCOMPARE(model.index(0, CustodyModel::ActionColumn).data(CustodyModel::ToneRole).toInt(), int(Tone::Normal));
    }

    void anchorsWithAndWithoutTheNetwork()
    {
        AnchorsModel model;
        watch(model);
        const std::vector<verify::CheckedAnchor> asked = {anchored("0x01", anchor::AnchorStanding::Final),
                                                          anchored("0x02", anchor::AnchorStanding::NotFinal)};
        const std::vector<verify::CheckedAnchor> unasked = {anchored("0x01", anchor::AnchorStanding::Unchecked)};
        model.setAnchors(&asked, nullptr);
        QCOMPARE(dump(model), QStringLiteral("0x01|16|not known|✓ final|– not tried\n"
                                             "0x02|16|in no block|◔ not final|– not tried"));
        model.setAnchors(&asked, &unasked);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, AnchorsModel::UnaskedColumn).data().toString(), QStringLiteral("? not checked"));
        std::vector<verify::CheckedAnchor> proved = {anchored("0x01", anchor::AnchorStanding::Unchecked)};
        proved.front().verdict.block =
            anchor::ChainBlock{4, *anchor::BlockHash::tryFromString("0x" + std::string(64, '4')), Timestamp(0)};
        model.setAnchors(&asked, &proved);
        QCOMPARE(model.index(0, AnchorsModel::UnaskedColumn).data().toString(), QStringLiteral("? if block 4 holds"));
        QVERIFY(model.details(1).contains(QStringLiteral("The block is not final yet")));
        QVERIFY(model.details(0).contains(QStringLiteral("root 01ff")));
        model.setAnchors(nullptr, nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void leavesAreComparedFieldByField()
    {
        const auto fields =
            compareLeaves(R"x({"a":1,"event_data":{"amount":"10","b/c":[]}})x", R"x({"a":1,"event_data":{"amount":"1"}})x");
        QCOMPARE(fields.size(), 3U);
        QCOMPARE(fields[0].path, QStringLiteral("/event_data/amount"));
        QCOMPARE(fields[0].row, QStringLiteral("\"10\""));
        QCOMPARE(fields[0].other, QStringLiteral("\"1\""));
        QVERIFY(fields[0].differs);
        QCOMPARE(fields[1].path, QStringLiteral("/event_data/b~1c"));
        QVERIFY(fields[1].differs && fields[1].other.isEmpty());
        QVERIFY(!fields[2].differs);
    }

    void triageShowsTheCopies()
    {
        Sha256 logged{};
        logged.front() = 7;
        const std::string was = R"x({"event_data":{"amount":"10"}})x";
        Triaged found{kEvent, {"Now", R"x({"event_data":{"amount":"1"}})x", Sha256{}}};
        found.logged = verify::LeafEntry{LogIndex(2), logged};
        found.fields = {{"CreditBalance", "amount", "\"10\"", true}};
        QVERIFY(triageCopies(found).contains(QStringLiteral("Fields of the row\n  /event_data/amount  \"1\"")));
        found.other = verify::LeafCopy{"Old.vcase", was, logged};
        const QString both = triageCopies(found);
        QVERIFY(both.contains(QStringLiteral("✕ /event_data/amount\n      row        \"1\"\n      case file  \"10\"")));
        QVERIFY(both.contains(QStringLiteral("Read model CreditBalance (the platform's) holds amount: \"10\"")));
        // A row that was deleted: all that is left of it stands in the case file.
        found.row = verify::LeafCopy{"Now"};
        const QString gone = triageCopies(found);
        QVERIFY(gone.contains(QStringLiteral("The row in Now\n    does not hold the event")));
        QVERIFY(gone.contains(QStringLiteral("Fields of the copy in the case file\n  /event_data/amount  \"10\"")));
    }

    void triageTellsTheFieldsInWords()
    {
        Sha256 logged{};
        logged.front() = 7;
        const auto dumped = [this](const Triaged& found) {
            TriageModel model;
            watch(model);
            model.setRows(triageRows(found));
            return dump(model);
        };
        const std::string now = R"x({"event_data":{"amount":"9425.15","to":null},"event_type":"PaymentInitiated","leaf":1,)x"
                                R"x("metadata":{"source":"api"}})x";
        Triaged found{kEvent, {"Now", now, Sha256{}}};
        found.logged = verify::LeafEntry{LogIndex(2), logged};
        found.fields = {{"CreditBalance", "amount", "10", true}};
        // The log keeps a fingerprint: nothing here knows which of them was altered.
        QCOMPARE(dumped(found), QStringLiteral("amount|\"9425.15\"||not known\n"
                                               "to|none||not known\n"
                                               "Kind of event|PaymentInitiated||not known\n"
                                               "amount in CreditBalance|10||a row of the platform, in no log\n"
                                               "Metadata › source|api||not known"));
        QVERIFY(triageFingerprints(found).contains(QStringLiteral("✕ of the row in Now: 0000")));
        // A copy with the log's fingerprint tells what was recorded, and so which field was altered.
        found.fields.clear();
        found.other = verify::LeafCopy{"Old.vcase", R"x({"event_data":{"amount":9425.15,"to":null}})x", logged};
        QVERIFY(dumped(found).startsWith(QStringLiteral("✕ amount|\"9425.15\"|9425.15|9425.15\n"
                                                        "✕ Kind of event|PaymentInitiated|not there|not there\n")));
        QVERIFY(dumped(found).endsWith(QStringLiteral("\nto|none|none|none")));
        QVERIFY(triageFingerprints(found).contains(QStringLiteral("✓ of the copy in Old.vcase: the same")));
        found.row = verify::LeafCopy{"Now"};
        QCOMPARE(dumped(found), QStringLiteral("amount|not there|9425.15|9425.15\nto|not there|none|none"));
        found.other.reset();
        QCOMPARE(dumped(found), QString());
    }

    void triageTellsValuesApart_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("was");
        QTest::addColumn<QString>("row");
        const auto row = [](const char* name, const char* now, const char* was, const char* shown) {
            QTest::newRow(name) << QString::fromLatin1(now) << QString::fromLatin1(was) << QString::fromUtf8(shown);
        };
        row("a number of a text", R"({"a":5})", R"({"a":"5"})", "✕ a|5|\"5\"|\"5\"");
        row("a text of a number", R"({"a":"-1.5e3"})", R"({"a":-1500})", "✕ a|\"-1.5e3\"|-1500|-1500");
        row("null of the word for it", R"({"a":null})", R"({"a":"none"})", "✕ a|none|\"none\"|\"none\"");
        row("null of its JSON", R"({"a":null})", R"({"a":"null"})", "✕ a|none|\"null\"|\"null\"");
        row("true of a text", R"({"a":true})", R"({"a":"true"})", "✕ a|true|\"true\"|\"true\"");
        row("taken away", R"({})", R"({"a":"not there"})", "✕ a|not there|\"not there\"|\"not there\"");
        row("an empty object of a text", R"({"a":{}})", R"({"a":"{}"})", "✕ a|{}|\"{}\"|\"{}\"");
        row("an empty text of the words for it", R"({"a":""})", R"({"a":"an empty text"})",
            "✕ a|an empty text|\"an empty text\"|\"an empty text\"");
        row("another text", R"({"a":"+1 5"})", R"({"a":"call 5"})", "✕ a|+1 5|call 5|call 5");
    }
    void triageTellsValuesApart()
    {
        QFETCH(QString, now);
        QFETCH(QString, was);
        QFETCH(QString, row);
        Sha256 logged{};
        logged.front() = 7;
        const auto leaf = [](const QString& data) { return "{\"event_data\":" + data.toStdString() + "}"; };
        Triaged found{kEvent, {"Now", leaf(now), Sha256{}}};
        found.logged = verify::LeafEntry{LogIndex(2), logged};
        found.other = verify::LeafCopy{"Old.vcase", leaf(was), logged};
        const auto rows = triageRows(found);
        TriageModel model;
        watch(model);
        model.setRows(rows);
        const QStringList lines = dump(model).split(QLatin1Char('\n'));
        QVERIFY2(lines.contains(row), qPrintable(dump(model)));
        const int at = static_cast<int>(lines.indexOf(row));
        const auto toneIn = [&](int column) { return model.index(at, column).data(TriageModel::ToneRole).toInt(); };
        QCOMPARE(toneIn(TriageModel::NowColumn), int(Tone::Bad));
        QCOMPARE(toneIn(TriageModel::CaseColumn), int(Tone::Good));
        QCOMPARE(toneIn(TriageModel::RecordedColumn), int(Tone::Good));
    }

    void theTimeOfAnAlteredEventIsThatOfItsEntry()
    {
        verify::ProvenBracket bracket;
        bracket.before = verify::TimeMark{851, Timestamp(0), 430, {}};
        const QString entry = bracketText(bracket, format::Zone::Utc, Shown::Altered);
        QVERIFY2(entry.startsWith(QStringLiteral("The logged entry provably existed by 1970-01-01")), qPrintable(entry));
        QVERIFY2(entry.contains(QStringLiteral("The row shown now is not that entry")), qPrintable(entry));
        QVERIFY(bracketText(bracket, format::Zone::Utc).startsWith(QStringLiteral("Provably existed by 1970-01-01")));
    }

    void triageSaysWhichCopyIsSupported_data()
    {
        QTest::addColumn<bool>("rowFits");
        QTest::addColumn<bool>("hasOther");
        QTest::addColumn<int>("verifiedBelow");
        QTest::addColumn<QString>("said");
        QTest::newRow("altered, anchored, a copy as logged")
            << false << true << 5 << QStringLiteral("it was altered. The copy in Old.vcase is what was recorded. A final anchor");
        QTest::newRow("altered, nothing to compare")
            << false << false << 0
            << QStringLiteral("a case file that was exported before may hold it. A checkpoint by a trusted key");
        QTest::newRow("the row is as logged")
            << true << false << 5 << QStringLiteral("The row is what was recorded. A final anchor");
    }
    void triageSaysWhichCopyIsSupported()
    {
        QFETCH(bool, rowFits);
        QFETCH(bool, hasOther);
        QFETCH(int, verifiedBelow);
        QFETCH(QString, said);
        Sha256 logged{};
        logged.front() = 7;
        Triaged found{kEvent, {"Now", std::string("{}"), rowFits ? logged : Sha256{}}};
        found.logged = verify::LeafEntry{LogIndex(2), logged};
        if (hasOther) found.other = verify::LeafCopy{"Old.vcase", std::string("{}"), logged};
        verify::Report report{*TenantId::tryFromString("11111111-1111-4111-8111-111111111111")};
        report.standing.verifiedBelow = verifiedBelow;
        report.standing.signedBelow = 5;
        const QString verdict = triageVerdict(found, report);
        QVERIFY2(verdict.contains(said), qPrintable(verdict));
    }
};

QTEST_APPLESS_MAIN(TestCaseModels)
#include "tst_casemodels.moc"
