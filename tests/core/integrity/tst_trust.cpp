// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/integrity/trust.h"

#include <QtTest>

using namespace vci;
using namespace vci::integrity;

class TestTrust final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAll()
    {
        const std::string key = SignerKey::fromSeed("voicecore/x", std::string(32, '\x07')).value().verifierKey().toString();
        const auto trust = Trust::parse("{\"keys\":[\"" + key +
                                        "\"],\"chain_id\":31337,\"senders\":[\"0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266\"],"
                                        "\"endpoints\":[\"http://localhost:8545\"],\"confirmations\":null}");
        QVERIFY2(trust.ok(), trust.ok() ? "" : trust.error().message.c_str());
        QCOMPARE(trust.value().keys.front().toString(), key);
        QVERIFY(trust.value().keyNamed("voicecore/x") != nullptr);
        QVERIFY(trust.value().keyNamed("voicecore/y") == nullptr);
        QVERIFY(trust.value().chainId == 31337);
        QCOMPARE(trust.value().senders.front(), std::string("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
        QVERIFY(!trust.value().confirmations);
        QVERIFY(Trust::parse("{\"confirmations\":12}").value().confirmations == 12);
        QVERIFY(Trust::parse("{}").ok());
        QVERIFY(trust.value().timestampAuthorities.empty());
    }

    void readsAuthorities()
    {
        const auto trust = Trust::parse("{\"timestamp_authorities\":[\"tsa/ca.pem\",\"-----BEGIN CERTIFICATE-----\\nMII\"]}");
        QVERIFY2(trust.ok(), trust.ok() ? "" : trust.error().message.c_str());
        const auto& authorities = trust.value().timestampAuthorities;
        QCOMPARE(authorities.size(), std::size_t{2});
        QCOMPARE(authorities[0], std::string("tsa/ca.pem"));
        QVERIFY(!Trust::isPem(authorities[0]));
        QVERIFY(Trust::isPem(authorities[1]));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pointer");
        const auto row = [](const char* text, const char* pointer) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(pointer);
        };
        row("[]", "");
        row("{\"keys\":\"x\"}", "/keys");
        row("{\"keys\":[1]}", "/keys/0");
        row("{\"keys\":[\"x\"]}", "/keys/0");
        row("{\"key\":[]}", "/key");
        row("{\"chain_id\":0}", "/chain_id");
        row("{\"chain_id\":1.5}", "/chain_id");
        row("{\"chain_id\":\"1\"}", "/chain_id");
        row("{\"confirmations\":-1}", "/confirmations");
        row("{\"confirmations\":1000001}", "/confirmations");
        row("{\"senders\":[\"0x1\"]}", "/senders/0");
        row("{\"senders\":[\"f39fd6e51aad88f6f4ce6ab8827279cfffb92266\"]}", "/senders/0");
        row("{\"endpoints\":[\"ftp://x\"]}", "/endpoints/0");
        row("{\"endpoints\":[\"http://\"]}", "/endpoints/0");
        row("{\"endpoints\":[\"http://a b\"]}", "/endpoints/0");
        row("{\"keys\":[],\"keys\":[]}", "/keys");
        row("{\"timestamp_authorities\":\"ca.pem\"}", "/timestamp_authorities");
        row("{\"timestamp_authorities\":[1]}", "/timestamp_authorities/0");
        row("{\"timestamp_authorities\":[\"\"]}", "/timestamp_authorities/0");
        row("{\"timestamp_authorities\":[\"ca.pem\",\"two\\nlines\"]}", "/timestamp_authorities/1");
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, pointer);
        const auto trust = Trust::parse(text.toStdString());
        QVERIFY(!trust.ok());
        QCOMPARE(trust.error().code, ErrorCode::Usage);
        QCOMPARE(QByteArray::fromStdString(trust.error().place.pointer.value_or("none")), pointer);
    }

    void saysWhichFileIsMissing()
    {
        const auto trust = Trust::load("/nowhere/trust.json");
        QVERIFY(!trust.ok());
        QCOMPARE(trust.error().code, ErrorCode::Io);
        QVERIFY(trust.error().message.find("/nowhere/trust.json") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
