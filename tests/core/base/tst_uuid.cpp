// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/uuid.h"

#include <QtTest>

class TestUuid final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lowersUpperCase()
    {
        const auto uuid = vci::Uuid::tryFromString("6BA7B810-9DAD-11D1-80B4-00C04FD430C8");
        QVERIFY(uuid.has_value());
        QCOMPARE(uuid->toString(), std::string("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    }

    void namesAreVersion5()
    {
        // The DNS example of RFC 9562 appendix A.4.
        const auto dns = vci::Uuid::tryFromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        QCOMPARE(vci::Uuid::fromName(*dns, "www.example.com").toString(), std::string("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no hyphens") << QByteArray("6ba7b8109dad11d180b400c04fd430c8");
        QTest::newRow("braces") << QByteArray("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}");
        QTest::newRow("bad digit") << QByteArray("6ba7b810-9dad-11d1-80b4-00c04fd430cg");
        QTest::newRow("hyphen misplaced") << QByteArray("6ba7b8109-dad-11d1-80b4-00c04fd430c8");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!vci::Uuid::tryFromString(text.toStdString()).has_value());
    }
};

QTEST_APPLESS_MAIN(TestUuid)
#include "tst_uuid.moc"
