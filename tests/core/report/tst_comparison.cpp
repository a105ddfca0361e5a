// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/read.h"
#include "core/report/comparison.h"
#include "core/report/filedifference.h"

#include <QTest>

#include <string>

using namespace vci;
using namespace vci::report;

namespace {

json::Value valueOf(QByteArray text)
{
    return json::readLenient(text.replace('\'', '"').toStdString()).value;
}

}  // namespace

/// What counts as a difference of two documents, and where it stands.
class TestComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compares_data()
    {
        QTest::addColumn<QByteArray>("was");
        QTest::addColumn<QByteArray>("is");
        QTest::addColumn<QByteArrayList>("paths");
        const auto row = [](const char* name, const QByteArray& was, const QByteArray& is, const QByteArrayList& paths) {
            QTest::newRow(name) << was << is << paths;
        };
        const auto findings = [](const QByteArray& list) { return "{'verification':{'findings':[" + list + "]}}"; };
        const QByteArray a = "{'kind':'a','message':'x','caused_by':null}";
        const QByteArray b0 = "{'kind':'b','message':'y','caused_by':0}";
        const QByteArray b1 = "{'kind':'b','message':'y','caused_by':1}";
        const QByteArray c = "{'kind':'c','message':'z','caused_by':null}";
        row("the same", findings(a + "," + b0), findings(a + "," + b0), {});
        row("one finding more, before those", findings(a + "," + b0), findings(c + "," + a + "," + b1),
            {"/verification/findings/0"});
        row("one finding less", findings(c + "," + a + "," + b1), findings(a + "," + b0), {"/verification/findings/0"});
        row("another cause", findings(a + "," + c + "," + b0), findings(a + "," + c + "," + b1),
            {"/verification/findings/2/caused_by"});
        row("another message", findings(a), findings("{'kind':'a','message':'other','caused_by':null}"),
            {"/verification/findings/0/message"});
        row("another order", findings(a + "," + c), findings(c + "," + a), {"/verification/findings/1"});
        row("a sentence more", "{'checked':['p','q']}", "{'checked':['n','p','q']}", {"/checked/0"});
        row("another sentence", "{'unchecked':['p','q','r']}", "{'unchecked':['p','x','r']}", {"/unchecked/1"});
        const auto of = [](const char* kind, const char* name, const char* message) {
            return QByteArray("{'source':{'kind':'") + kind + "','label':'" + name + "'},'verification':{'reason':'" + message +
                   "','findings':[{'kind':'a','message':'" + message +
                   "','caused_by':null}]},'custody':{'problems':[{'message':'" + message + "'}]},'checked':['" + message + "']}";
        };
        row("another name of the file", of("case_file", "a.vcase", "a.vcase.head is missing"),
            of("case_file", "copy of a.vcase", "copy of a.vcase.head is missing"), {"/checked/0"});
        row("a name that is a sentence",
            of("case_file", "x of another case (this is whole), a.vcase",
               "x of another case (this is "
               "whole), a.vcase is missing"),
            of("case_file", "a.vcase", "a.vcase is missing"),
            {"/checked/0", "/custody/problems/0/message", "/verification/findings/0/message", "/verification/reason"});
        row("a name that is a word", of("case_file", "unbroken.vcase", "unbroken.vcase is"),
            of("case_file", "broken", "broken is"),
            {"/checked/0", "/custody/problems/0/message", "/verification/findings/0/message", "/verification/reason"});
        row("a part of a name", of("case_file", "b.vcase", "x-b.vcase is missing"),
            of("case_file", "a.vcase", "x-a.vcase is missing"),
            {"/checked/0", "/custody/problems/0/message", "/verification/findings/0/message", "/verification/reason"});
        const auto other = [](const char* name) {
            return QByteArray("{'source':{'kind':'case_file','label':'") + name + "'},'verification':{'badge':'" + name +
                   "','verified_to':'" + name + "','findings':[{'kind':'k','expected':'" + name + "','event_id':'" + name +
                   "','message':'m'}]},'custody':{'problems':[{'message':'m','expected':'" + name + "'}]}}";
        };
        row("a name where no sentence stands", other("b.vcase"), other("a.vcase"),
            {"/custody/problems/0/expected", "/verification/badge", "/verification/findings/0", "/verification/findings/0",
             "/verification/verified_to"});
        row("no file", of("postgresql_stock", "a", "a is missing"), of("postgresql_stock", "b", "b is missing"),
            {"/checked/0", "/custody/problems/0/message", "/verification/findings/0/message", "/verification/reason"});
    }
    void compares()
    {
        QFETCH(QByteArray, was);
        QFETCH(QByteArray, is);
        QFETCH(QByteArrayList, paths);
        const Differences found = compareDocuments(valueOf(was), valueOf(is));
        QByteArrayList told;
        for (const Difference& one : found.some) told += QByteArray::fromStdString(one.path);
        QCOMPARE(told, paths);
        QCOMPARE(found.count, std::ssize(found.some));
    }

    /// A log goes on, and what it was stays in it.
    void comparesALogThatWentOn_data()
    {
        QTest::addColumn<QByteArray>("was");
        QTest::addColumn<QByteArray>("is");
        QTest::addColumn<QByteArray>("root");  // of today over the entries of then; empty: there is none
        QTest::addColumn<bool>("holds");       // the checkpoint of then
        QTest::addColumn<QByteArrayList>("paths");
        const auto log = [](int entries, const char* root) {
            return QByteArray("{'verification':{'log':{'entries':") + QByteArray::number(entries) + ",'root':'" + root + "'}}}";
        };
        const QByteArrayList entries = {"/verification/log/entries"};
        const QByteArrayList root = {"/verification/log/root"};
        QTest::newRow("grew") << log(5, "aa") << log(7, "bb") << QByteArray("aa") << false << QByteArrayList();
        QTest::newRow("was rewritten, then grew") << log(5, "aa") << log(7, "bb") << QByteArray("cc") << false << root;
        QTest::newRow("grew, and its root is not known") << log(5, "aa") << log(7, "bb") << QByteArray() << false << root;
        QTest::newRow("was rewritten") << log(5, "aa") << log(5, "bb") << QByteArray("bb") << false << root;
        QTest::newRow("was cut") << log(5, "aa") << log(4, "bb") << QByteArray() << false << entries + root;
        const auto checkpoint = [](int size, const char* note) {
            return QByteArray("{'verification':{'checkpoint':'") + note + "','checkpoint_size':" + QByteArray::number(size) +
                   "}}";
        };
        const QByteArrayList both = {"/verification/checkpoint", "/verification/checkpoint_size"};
        QTest::newRow("was signed on") << checkpoint(5, "m") << checkpoint(7, "n") << QByteArray() << true << QByteArrayList();
        QTest::newRow("was signed anew") << checkpoint(5, "m") << checkpoint(7, "n") << QByteArray() << false << both;
        QTest::newRow("an older checkpoint") << checkpoint(5, "m") << checkpoint(4, "n") << QByteArray() << true << both;
        QTest::newRow("no checkpoint") << checkpoint(5, "m") << QByteArray("{'verification':{}}") << QByteArray() << true << both;
    }
    void comparesALogThatWentOn()
    {
        QFETCH(QByteArray, was);
        QFETCH(QByteArray, is);
        QFETCH(QByteArray, root);
        QFETCH(bool, holds);
        QFETCH(QByteArrayList, paths);
        const LogSince since{root.isEmpty() ? std::nullopt : std::optional(root.toStdString()), holds};
        QByteArrayList told;
        for (const Difference& one : compareDocuments(valueOf(was), valueOf(is), since).some)
            told += QByteArray::fromStdString(one.path);
        QCOMPARE(told, paths);
    }

    /// What is shown of a line is where it differs, also in a line of many quotes.
    void showsWhereALineDiffers()
    {
        std::string text;
        for (int i = 0; i < 200; ++i) text += R"("a":"b",)";
        std::string changed = text;
        changed[1002] = 'X';
        const auto found = fileDifference(Format::Json, changed, text);
        QVERIFY(found.ok());
        QCOMPARE(found.value().path, std::string("file line 1"));
        constexpr std::size_t kShown = 200;
        QVERIFY(json::dump(*found.value().was).substr(0, kShown) != json::dump(*found.value().is).substr(0, kShown));
    }

    /// What was only cut off or put on shows in no line.
    void saysWhereAFileEnds_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("was");
        QTest::addColumn<QByteArray>("is");
        QTest::newRow("without a newline") << QByteArray("{}\n[]") << QByteArray("2") << QByteArray("ends without a newline")
                                           << QByteArray("goes on");
        QTest::newRow("a newline more") << QByteArray("{}\n[]\n\n") << QByteArray("3") << QByteArray("goes on")
                                        << QByteArray("ends");
        QTest::newRow("a line less") << QByteArray("{}\n") << QByteArray("2") << QByteArray("") << QByteArray("[]");
    }
    void saysWhereAFileEnds()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, was);
        QFETCH(QByteArray, is);
        const auto found = fileDifference(Format::Json, file.toStdString(), "{}\n[]\n");
        QVERIFY(found.ok());
        QCOMPARE(QByteArray::fromStdString(found.value().path), "file line " + line);
        QCOMPARE(QByteArray::fromStdString(found.value().was->asText()), was);
        QCOMPARE(QByteArray::fromStdString(found.value().is->asText()), is);
    }
};

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
