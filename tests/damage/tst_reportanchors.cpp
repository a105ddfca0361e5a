// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/anchoredcase.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest>

using namespace vci::test;

/// Reports on anchored cases, made and rechecked with the network and without.
class TestReportAnchors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysHowAnchorsWereChecked_data();
    void saysHowAnchorsWereChecked();
    void rechecksWithoutTheNetwork();

private:
    /// A case with a final anchor and what proves it offline, and the hash of its block.
    [[nodiscard]] AnchoredCase make();
    [[nodiscard]] static QString pathOf(const AnchoredCase& anchored, const char* name)
    {
        return QFileInfo(anchored.file()).path() + QLatin1Char('/') + QLatin1String(name);
    }
    [[nodiscard]] static AuditRun report(AnchoredCase& anchored, const char* name, const QStringList& more)
    {
        return anchored.run(QStringList{QStringLiteral("--json"), QStringLiteral("report"), pathOf(anchored, name)} + more);
    }
    [[nodiscard]] static AuditRun recheck(AnchoredCase& anchored, const char* name, const QStringList& more = {})
    {
        return anchored.run(QStringList{QStringLiteral("--json"), QStringLiteral("recheck"), pathOf(anchored, name)} + more);
    }
    [[nodiscard]] static QByteArray bytes(const AnchoredCase& anchored, const char* name)
    {
        QFile file(pathOf(anchored, name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    SomeCase m_case;
    QString m_block;
    int m_copies = 0;
};

void TestReportAnchors::initTestCase()
{
    const auto node = Anvil::start();
    if (!node.ok() && node.error().code == vci::ErrorCode::NotFound) QSKIP(node.error().message.c_str());
    QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
    QVERIFY(m_case.make());
}

AnchoredCase TestReportAnchors::make()
{
    AnchoredCase anchored{m_case, QStringLiteral("own%1").arg(++m_copies), Anvil::start().value()};
    static_cast<void>(anchored.anchor());
    anchored.node().mine(3);
    static_cast<void>(anchored.anchor());
    m_block = anchored.verify()
                  .json()
                  .value(QLatin1String("anchors"))
                  .toArray()
                  .first()
                  .toObject()
                  .value(QLatin1String("block_hash"))
                  .toString();
    return anchored;
}

void TestReportAnchors::saysHowAnchorsWereChecked_data()
{
    QTest::addColumn<QStringList>("options");  // BLOCK: that of the anchor
    QTest::addColumn<QString>("badge");
    QTest::addColumn<QByteArray>("checked");
    QTest::addColumn<QByteArray>("unchecked");
    const QString offline = QStringLiteral("--offline");
    const QStringList block{QStringLiteral("--block"), QStringLiteral("BLOCK")};
    const QByteArray network("was looked up on its chain, a local test chain (31337)");
    const QByteArray proofs("Nobody was asked over the network");
    QTest::newRow("over the network") << QStringList() << "verified" << network << QByteArray();
    QTest::newRow("offline") << QStringList{offline} << "unknown" << proofs << QByteArray("nobody named blocks that are on it");
    QTest::newRow("offline, with its block")
        << (block + QStringList{offline}) << "verified" << proofs << QByteArray("whoever made this report says so");
    QTest::newRow("over the network, with its block") << block << "verified" << network << QByteArray("nobody could be asked");
}

void TestReportAnchors::saysHowAnchorsWereChecked()
{
    QFETCH(QStringList, options);
    QFETCH(QString, badge);
    QFETCH(QByteArray, checked);
    QFETCH(QByteArray, unchecked);
    AnchoredCase anchored = make();
    options.replaceInStrings(QStringLiteral("BLOCK"), m_block);
    const AuditRun run = report(anchored, "r.html", options);
    QCOMPARE(run.json().value(QLatin1String("badge")).toString(), badge);
    const QByteArray html = bytes(anchored, "r.html");
    QVERIFY(html.contains(checked));
    QVERIFY(unchecked.isEmpty() ? !html.contains("that hold the anchors") : html.contains(unchecked));
    QCOMPARE(html.contains("&quot;offline&quot;:true"), options.contains(QStringLiteral("--offline")));
    QCOMPARE(html.contains("&quot;blocks&quot;:[&quot;" + m_block.toUtf8()), options.contains(m_block));
    // What was asked for is repeated, and with the chain gone that is what tells.
    QCOMPARE(recheck(anchored, "r.html").exitCode, 0);
    anchored.trust().endpoints = {"http://127.0.0.1:9"};
    QCOMPARE(recheck(anchored, "r.html").exitCode, options.contains(QStringLiteral("--offline")) ? 0 : 1);
}

void TestReportAnchors::rechecksWithoutTheNetwork()
{
    AnchoredCase anchored = make();
    QCOMPARE(report(anchored, "r.json", {}).exitCode, 0);
    const QStringList offline{QStringLiteral("--offline")};
    const AuditRun vouched = recheck(anchored, "r.json", offline + QStringList{QStringLiteral("--block"), m_block});
    QVERIFY2(vouched.exitCode == 0, vouched.out + vouched.err);
    // Without anybody's word for the block it cannot be said again.
    const AuditRun alone = recheck(anchored, "r.json", offline);
    QCOMPARE(alone.exitCode, 1);
    QVERIFY(alone.out.contains("/verification/badge"));
    QVERIFY(alone.err.contains("nobody is asked"));
    QCOMPARE(alone.json().value(QStringLiteral("unasked")).toBool(), true);
    const QString other = QStringLiteral("0x") + QString(64, QLatin1Char('a'));
    QCOMPARE(recheck(anchored, "r.json", offline + QStringList{QStringLiteral("--block"), other}).exitCode, 1);
}

QTEST_GUILESS_MAIN(TestReportAnchors)
#include "tst_reportanchors.moc"
