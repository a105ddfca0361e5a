// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/findtext.h"

#include <QtTest>

using vci::store::FindText;

class TestFindText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("excerpt");  // empty: no match

        const QByteArray call = "{\"caller_number\":\"+1 (200) 010-4729\",\"note\":\"say \\\"Hi\\\" twice\",\"seconds\":120}";
        QTest::newRow("a number, however it is written")
            << QByteArray("+12000104729") << call << QByteArray("caller_number: +1 (200) 010-4729");
        QTest::newRow("part of a number") << QByteArray("010 4729") << call << QByteArray("caller_number: +1 (200) 010-4729");
        QTest::newRow("another number") << QByteArray("+1 200 010 4728") << call << QByteArray();
        QTest::newRow("text in either case") << QByteArray("TWICE") << call << QByteArray("note: say \\\"Hi\\\" twice");
        QTest::newRow("text with quotes") << QByteArray("\"hi\"") << call << QByteArray("note: say \\\"Hi\\\" twice");
        QTest::newRow("a member's name") << QByteArray("seconds") << QByteArray("{\"seconds\":120}")
                                         << QByteArray("{\"seconds\":120}");
        QTest::newRow("a number value") << QByteArray("120") << QByteArray("{\"seconds\":120}")
                                        << QByteArray("{\"seconds\":120}");
        QTest::newRow("spaces as jsonb prints them")
            << QByteArray("visa") << QByteArray("{\"a\": 1, \"card\": \"VISA\"}") << QByteArray("card: VISA");
        QTest::newRow("in an array") << QByteArray("two") << QByteArray("[\"one\",\"two\"]") << QByteArray("[\"one\",\"two\"]");
        QTest::newRow("a payload that is a string")
            << QByteArray("lost") << QByteArray("\"lost call\"") << QByteArray("\"lost call\"");
        QTest::newRow("a payload cut short") << QByteArray("end") << QByteArray("{\"a\":\"the end") << QByteArray("a: the end");
        QTest::newRow("nothing typed") << QByteArray("  ") << call << QByteArray();
    }

    void matches()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, excerpt);
        const auto match = FindText(typed.toStdString()).match(payload.toStdString());
        QCOMPARE(match.has_value(), !excerpt.isEmpty());
        if (match) QCOMPARE(QByteArray::fromStdString(FindText::excerpt(payload.toStdString(), *match)), excerpt);
    }

    void aLongValueIsCutAroundTheMatch()
    {
        const std::string payload = "{\"text\":\"" + std::string(500, 'a') + "needle" + std::string(500, 'b') + "\"}";
        const auto match = FindText("needle").match(payload);
        QVERIFY(match);
        const std::string excerpt = FindText::excerpt(payload, *match);
        QVERIFY(excerpt.starts_with("text: …aaa"));
        QVERIFY(excerpt.ends_with("bbb…"));
        QVERIFY2(excerpt.size() <= 130, excerpt.c_str());
    }

    void idPrefixes_data()
    {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("prefix");
        QTest::newRow("four digits") << QByteArray("9F13") << QByteArray("9f13");
        QTest::newRow("without hyphens") << QByteArray("9f13c2d0aa") << QByteArray("9f13c2d0-aa");
        QTest::newRow("three digits are too few") << QByteArray("9f1") << QByteArray();
        QTest::newRow("no hex") << QByteArray("9g13") << QByteArray();
    }

    void idPrefixes()
    {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, prefix);
        QCOMPARE(QByteArray::fromStdString(FindText(typed.toStdString()).idPrefix().value_or("")), prefix);
    }
};

QTEST_APPLESS_MAIN(TestFindText)
#include "tst_findtext.moc"
