// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/read.h"
#include "core/report/presentation.h"
#include "core/report/remarks.h"

#include <QTest>

#include <algorithm>
#include <string>

using namespace vci;
using namespace vci::report;

namespace {

/// A document of such findings; ' stands for ".
json::Value documentOf(const QByteArray& findings)
{
    return json::readLenient(
               (R"({"request":{},"verification":{"findings":[)" + QByteArray(findings).replace('\'', '"') + "]}}").toStdString())
        .value;
}

json::Value setBy()
{
    return json::readLenient(R"({"sequence_number":149,"event_id":"e"})").value;
}

}  // namespace

/// What findings say of single events and aggregates.
class TestRemarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhyAFieldIsInDoubt_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("altered") << QByteArray("event_altered")
                                 << QByteArray("set by event 149, which is not what was recorded: event altered");
        QTest::newRow("never recorded") << QByteArray("event_unlogged")
                                        << QByteArray("set by event 149, which is not what was recorded: event unlogged");
        QTest::newRow("odd") << QByteArray("sequence_duplicate")
                             << QByteArray("set by event 149, of which was found: sequence duplicate");
        // The finding is on the snapshot; the event only says from where on that is wrong.
        QTest::newRow("a snapshot is wrong") << QByteArray("snapshot_mismatch") << QByteArray();
        QTest::newRow("a row is wrong") << QByteArray("read_model_drift") << QByteArray();
    }
    void saysWhyAFieldIsInDoubt()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, says);
        const json::Value document = documentOf("{'kind':'" + kind + "','severity':'error','event_id':'e'}");
        const Remarks remarks(document);
        QCOMPARE(QByteArray::fromStdString(remarks.ofSetter(setBy())), says);
        // The badge of the event is a mismatch all the same, and this says why.
        QVERIFY(!remarks.ofErrors("e").empty());
    }

    void saysWhatIsGone_data()
    {
        QTest::addColumn<QByteArray>("findings");
        QTest::addColumn<QByteArrayList>("ofA");
        QTest::addColumn<QByteArray>("ofAny");
        const QByteArray lost =
            "{'kind':'event_missing','aggregate_id':null,'log_index':12,'message':'The log names an event at 12 that is not "
            "there any more'}";
        const auto gap = [](const char* aggregate, const char* run, const char* cause) {
            return QByteArray(",{'kind':'sequence_gap','aggregate_id':'") + aggregate + "','expected':'sequence " + run +
                   "','message':'Sequence " + run + " is missing before 9','caused_by':" + cause + "}";
        };
        const QByteArrayList none;
        QTest::newRow("nothing") << QByteArray() << none << QByteArray();
        QTest::newRow("of another aggregate") << lost + gap("b", "2", "0") << none << QByteArray();
        QTest::newRow("of this one") << lost + gap("a", "2", "0") << QByteArrayList{"Sequence 2 is missing before 9."}
                                     << QByteArray();
        QTest::newRow("two in a run") << lost + "," + lost + gap("a", "2–3", "0")
                                      << QByteArrayList{"Sequence 2–3 is missing before 9."} << QByteArray();
        QTest::newRow("of nobody knows which")
            << lost + "," + lost + gap("b", "2", "0") << none << QByteArray("The record names 1 event that");
        // Of the three numbers two have no entry either.
        const QByteArray lastOfB = lost;
        const QByteArray cut =
            ",{'kind':'log_gap','log_index':4,'message':'The log lacks 2 entries from 4 to 5','caused_by':null}";
        const QByteArray ofB = ",{'kind':'sequence_gap','aggregate_id':'b','sequence_number':2,'log_index':8,'expected':'"
                               "sequence 2–4','message':'m',"
                               "'caused_by':0}";
        const QByteArray before8 = QByteArray(lost).replace("'log_index':12", "'log_index':3");
        QTest::newRow("more numbers than entries, behind the gap")
            << before8 + "," + lastOfB + ofB << none << QByteArray("The record names 1 event that");
        QTest::newRow("more numbers than entries, some of which are gone")
            << before8 + "," + before8 + ofB + cut << none << QByteArray("The record names 1 event that");
        QTest::newRow("one entry for two gaps")
            << lost + "," + lost + gap("b", "2–3", "0") + gap("c", "2", "0") << none << QByteArray();
        QTest::newRow("a gap without an entry")
            << lost + gap("b", "2", "null") << none << QByteArray("The record names 1 event that");
    }
    void saysWhatIsGone()
    {
        QFETCH(QByteArray, findings);
        QFETCH(QByteArrayList, ofA);
        QFETCH(QByteArray, ofAny);
        const json::Value document = documentOf(findings);
        const Remarks remarks(document);
        QByteArrayList gone;
        for (const std::string& one : remarks.goneFrom("a").items) gone += QByteArray::fromStdString(one);
        QCOMPARE(gone, ofA);
        const auto any = QByteArray::fromStdString(remarks.goneFromAny());
        QVERIFY2(ofAny.isEmpty() ? any.isEmpty() : any.startsWith(ofAny), any.constData());
    }

    void saysWhatIsKnownOfAnchors_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("anchors");
        QTest::addColumn<QByteArray>("says");
        const QByteArray good = "{'final':true,'finding':null,'block_hash':'0xaa'}";
        const QByteArray silent = "{'final':false,'finding':'source_unreachable','block_hash':null}";
        const QByteArray proven = "{'final':false,'finding':'source_unreachable','block_hash':'0xaa'}";
        const auto row = [](const char* name, const QByteArray& request, const QByteArray& anchors, const char* says) {
            QTest::newRow(name) << request << anchors << QByteArray(says);
        };
        row("good", "", good, "1 recorded, 1 of them found lastingly on the chain; looked up over the network");
        row("nobody answered", "", silent,
            "1 recorded, 0 of them found lastingly on the chain, of 1 it is not known; not looked up: nobody could be asked, or "
            "nobody who could be asked answered");
        row("some answered", "", good + "," + silent,
            "2 recorded, 1 of them found lastingly on the chain, of 1 it is not known; looked up over the network, where "
            "somebody "
            "who could be asked answered");
        row("offline", "'offline':true", silent,
            "1 recorded, 0 of them found lastingly on the chain, of 1 it is not known; not looked up: the check was made without "
            "the network, and no proof is recorded that could be followed without it");
        row("offline, with a proof", "'offline':true", proven,
            "1 recorded, 0 of them found lastingly on the chain, of 1 it is not known; checked without the network, by the "
            "proofs recorded with them");
    }
    void saysWhatIsKnownOfAnchors()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, anchors);
        QFETCH(QByteArray, says);
        const QByteArray text = "{'request':{" + request + "},'verification':{'anchors':[" + anchors + "]}}";
        const json::Value document = json::readLenient(QByteArray(text).replace('\'', '"').toStdString()).value;
        QByteArray told;
        for (const Section& section : present(document).sections) {
            if (section.id != "summary") continue;
            for (const auto& row : std::get<Table>(section.blocks.front()).rows) {
                if (row.front() == "Anchors") told = QByteArray::fromStdString(row.back());
            }
        }
        QCOMPARE(told, says);
    }
};

QTEST_APPLESS_MAIN(TestRemarks)
#include "tst_remarks.moc"
