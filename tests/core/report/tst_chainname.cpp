// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/report/chainname.h"

#include <QTest>

using namespace vci::report;

/// Which chains are called public.
class TestChainName : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("digits");
        QTest::addColumn<QString>("name");
        QTest::newRow("mainnet") << "1"
                                 << "Ethereum mainnet (1)";
        QTest::newRow("a test network") << "11155111"
                                        << "the test network Sepolia (11155111)";
        QTest::newRow("a developer's node") << "31337"
                                            << "a local test chain (31337)";
        QTest::newRow("another one") << "1337"
                                     << "a local test chain (1337)";
        QTest::newRow("an unknown one") << "4242"
                                        << "chain 4242";
        QTest::newRow("no number") << "1x"
                                   << "chain 1x";
        QTest::newRow("nothing") << ""
                                 << "chain ";
    }
    void names()
    {
        QFETCH(QString, digits);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(chainName(digits.toStdString())), name);
    }
    void onlyWellKnownChainsArePublic()
    {
        QVERIFY(isPublicChain(1) && isPublicChain(137));
        for (const std::int64_t id : {0, 1337, 31337, 11155111, 4242}) QVERIFY(!isPublicChain(id));
    }
};

QTEST_APPLESS_MAIN(TestChainName)
#include "tst_chainname.moc"
