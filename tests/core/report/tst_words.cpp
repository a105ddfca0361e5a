// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/words.h"

#include <QTest>

#include <string>

using namespace vci;
using namespace vci::report;

/// How values, names and kinds read.
class TestWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paths_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("shown");
        QTest::newRow("a field") << "/status"
                                 << "status";
        QTest::newRow("below") << "/sentiment/score"
                               << "sentiment/score";
        QTest::newRow("escapes") << "/a~1b~0c"
                                 << "a/b~c";
        QTest::newRow("an escaped escape") << "/~01"
                                           << "~1";
        QTest::newRow("no escape") << "/a~2~"
                                   << "a~2~";
        QTest::newRow("all of it") << ""
                                   << "";
    }
    void paths()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, shown);
        QCOMPARE(QString::fromStdString(pathText(pointer.toStdString())), shown);
    }
    void kinds()
    {
        QCOMPARE(kindWords("sequence_gap"), std::string("sequence gap"));
        QCOMPARE(kindWords("invalid_tx_hash"), std::string("invalid transaction hash"));
    }
    void longValuesSayThatTheyAreCut()
    {
        QCOMPARE(plain(json::Value::string(std::string(400, 'x'))), std::string(400, 'x'));
        QCOMPARE(plain(json::Value::string(std::string(1234, 'x'))),
                 std::string(400, 'x') + "… (1,234 bytes; whole in the JSON report)");
    }
    void proseKeepsItsLines() { QCOMPARE(prose("a\r\nb\u202E"), std::string("a ¶ b⟨U+202E⟩")); }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
