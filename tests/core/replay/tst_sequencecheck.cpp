// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/replay/sequencecheck.h"

#include <QtTest>

#include <limits>

class TestSequenceCheck final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flags_data()
    {
        QTest::addColumn<QList<qint64>>("sequences");
        QTest::addColumn<QList<qint64>>("times");
        QTest::addColumn<QByteArray>(
            "flags");  // one letter an event: g gap, d duplicate, r regression, . none, + next letter too
        const auto row = [](const char* name, QList<qint64> sequences, QList<qint64> times, const char* flags) {
            QTest::newRow(name) << sequences << times << QByteArray(flags);
        };
        row("sound", {1, 2, 3}, {1, 1, 2}, ". . .");
        row("gap", {1, 3, 4}, {1, 2, 3}, ". g .");
        row("gap at the start", {2, 3}, {1, 2}, "g .");
        row("long gap is one", {1, 9}, {1, 2}, ". g");
        row("duplicates", {1, 2, 2, 2, 3}, {1, 2, 3, 4, 5}, ". . d d .");
        row("clock went back", {1, 2, 3, 4}, {5, 3, 4, 5}, ". r r .");
        row("all at once", {1, 4, 4}, {5, 3, 4}, ". gr dr");
        row("zero and below", {-1, 0, 1}, {1, 2, 3}, ". . .");
        row("extremes", {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()}, {1, 2}, ". g");
    }
    void flags()
    {
        QFETCH(QList<qint64>, sequences);
        QFETCH(QList<qint64>, times);
        QFETCH(QByteArray, flags);
        vci::replay::SequenceCheck check;
        QByteArrayList found;
        for (qsizetype i = 0; i < sequences.size(); ++i) {
            const vci::Flags flagged = check.next(vci::Sequence(sequences[i]), vci::Timestamp(times[i]));
            QByteArray letters;
            if (flagged.has(vci::FindingKind::SequenceGap)) letters += 'g';
            if (flagged.has(vci::FindingKind::SequenceDuplicate)) letters += 'd';
            if (flagged.has(vci::FindingKind::TimestampRegression)) letters += 'r';
            found += letters.isEmpty() ? QByteArray(".") : letters;
        }
        QCOMPARE(found.join(' '), flags);
    }

    void txHash_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isHash");
        QTest::newRow("sound") << "0x" + QByteArray(32, '\0').toHex() << true;
        QTest::newRow("upper case digits") << "0x" + QByteArray(64, 'A') << true;
        QTest::newRow("upper case x") << "0X" + QByteArray(64, 'a') << false;
        QTest::newRow("no prefix") << QByteArray(66, 'a') << false;
        QTest::newRow("short") << "0x" + QByteArray(63, 'a') << false;
        QTest::newRow("long") << "0x" + QByteArray(65, 'a') << false;
        QTest::newRow("other letter") << "0x" + QByteArray(63, 'a') + "g" << false;
        QTest::newRow("word") << QByteArray("pending") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void txHash()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isHash);
        QCOMPARE(vci::replay::isTxHash(text.toStdString()), isHash);
    }
};

QTEST_APPLESS_MAIN(TestSequenceCheck)
#include "tst_sequencecheck.moc"
