// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/damage/anchoredcase.h"
#include "tests/support/liar.h"

#include <QtTest>

#include <sys/socket.h>

#include <functional>

using namespace vci::test;

namespace {

/// What a row of the table needs beside the case; lives as long as the row.
struct Scene {
    AnchoredCase& anchored;
    std::unique_ptr<Anvil> otherNode = {};
    std::unique_ptr<Liar> liar = {};
};
using Prepare = std::function<void(Scene&)>;

/// A trusted anchor in a final block.
void anchorFinally(Scene& scene)
{
    static_cast<void>(scene.anchored.anchor());
    scene.anchored.node().mine(3);
}

/// Keeps what the chain says beside the anchor, as `log anchor` does when it is run again.
void anchorRecorded(Scene& scene)
{
    anchorFinally(scene);
    static_cast<void>(scene.anchored.anchor());
}

std::string inputOf(Scene& scene, const std::string& hash)
{
    return scene.anchored.node().call("eth_getTransactionByHash", "[\"" + hash + "\"]").find("input")->asText();
}

void addLiar(Scene& scene, const std::string& answer)
{
    scene.liar = std::make_unique<Liar>([answer](int socket, const std::string&) { sendAll(socket, httpAnswer(answer)); });
    scene.anchored.trust().endpoints.push_back(scene.liar->url());
}

/// The same transaction in a block of its own on another node of the same chain.
void contradict(Scene& scene)
{
    const std::string hash = scene.anchored.anchor();
    const std::string raw = scene.anchored.node().call("eth_getRawTransactionByHash", "[\"" + hash + "\"]").asText();
    scene.anchored.node().mine(3);
    scene.otherNode = Anvil::start().value();
    static_cast<void>(scene.otherNode->call("eth_sendRawTransaction", "[\"" + raw + "\"]"));
    static_cast<void>(scene.otherNode->call("evm_setNextBlockTimestamp", "[\"0xf0000000\"]"));
    scene.otherNode->mine(3);
    scene.anchored.trust().endpoints.push_back(scene.otherNode->url());
}

void removeByReorg(Scene& scene)
{
    const std::string before = scene.anchored.node().call("evm_snapshot").asText();
    static_cast<void>(scene.anchored.anchor());
    scene.anchored.node().mine();
    static_cast<void>(scene.anchored.anchor());
    static_cast<void>(scene.anchored.node().call("evm_revert", "[\"" + before + "\"]"));
    scene.anchored.node().mine(2);
}

}  // namespace

Q_DECLARE_METATYPE(Prepare)

/// `verify` on anchors of a real chain: every row of the table of PROOF 2, and what a forger can do about them.
class TestVerifyAnchors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void table_data();
    void table();
    void offline();
    void offlineAltered_data();
    void offlineAltered();
    void rewrittenToMatch();
    void onlyTheSenderIsTrusted();
    void aLaterHead();
    void badBlocks();
    void anchorsOfOneEvent();

private:
    [[nodiscard]] AnchoredCase make() { return {m_case, QStringLiteral("own%1").arg(++m_copies), Anvil::start().value()}; }
    [[nodiscard]] static QString badgeOf(const AuditRun& run) { return run.json().value(QStringLiteral("badge")).toString(); }
    /// The kinds of findings that nothing else explains, sorted.
    [[nodiscard]] static QStringList kindsOf(const AuditRun& run);
    [[nodiscard]] static QJsonObject anchorOf(const AuditRun& run) { return run.json()[u"anchors"][0].toObject(); }
    [[nodiscard]] static int exitFor(AnchoredCase& anchored, const char* level, const QStringList& more = {})
    {
        return anchored.verify(QStringList{QStringLiteral("--require"), QString::fromLatin1(level)} + more).exitCode;
    }

    SomeCase m_case;
    int m_copies = 0;
};

QStringList TestVerifyAnchors::kindsOf(const AuditRun& run)
{
    QStringList kinds;
    for (const QJsonValue& value : run.json().value(QStringLiteral("findings")).toArray()) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("caused_by")).isNull()) kinds << one.value(QStringLiteral("kind")).toString();
    }
    kinds.sort();
    return kinds;
}

void TestVerifyAnchors::initTestCase()
{
    const auto node = Anvil::start();
    if (!node.ok() && node.error().code == vci::ErrorCode::NotFound) QSKIP(node.error().message.c_str());
    QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
    QVERIFY(m_case.make());
}

void TestVerifyAnchors::table_data()
{
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<QStringList>("kinds");
    QTest::addColumn<QString>("badge");
    QTest::addColumn<int>("forSigned");
    QTest::addColumn<int>("forAnchored");
    const auto row = [](const char* name, const Prepare& prepare, const QStringList& kinds, const char* badge, int forSigned,
                        int forAnchored) {
        QTest::newRow(name) << prepare << kinds << QString::fromLatin1(badge) << forSigned << forAnchored;
    };
    const QString pending = QStringLiteral("anchor_pending");
    const QString unreachable = QStringLiteral("source_unreachable");
    row(
        "no anchor", [](Scene&) {}, {}, "signed_only", 0, 5);
    row("final and equal", anchorFinally, {}, "verified", 0, 0);
    row(
        "final by three confirmations",
        [](Scene& scene) {
            scene.anchored.trust().confirmations = QStringLiteral("3");
            anchorFinally(scene);
        },
        {}, "verified", 0, 0);
    row(
        "in a block, not final",
        [](Scene& scene) {
            static_cast<void>(scene.anchored.anchor());
            scene.anchored.node().mine();
        },
        {pending}, "signed_only", 0, 5);
    row(
        "in a block, one confirmation short",
        [](Scene& scene) {
            scene.anchored.trust().confirmations = QStringLiteral("4");
            anchorFinally(scene);
        },
        {pending}, "signed_only", 0, 5);
    row(
        "known to a node, in no block yet", [](Scene& scene) { static_cast<void>(scene.anchored.anchor()); }, {pending},
        "signed_only", 0, 5);
    row(
        "null at every endpoint",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.otherNode = Anvil::start().value();
            scene.anchored.trust().endpoints = {scene.otherNode->url()};
        },
        {QStringLiteral("anchor_not_found")}, "signed_only", 0, 5);
    row(
        "recorded chain id is not the pinned one",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.anchored.sql(QStringLiteral("UPDATE anchors SET chain_id = 1"));
        },
        {QStringLiteral("anchor_wrong_chain")}, "mismatch", 1, 1);
    row(
        "another recorded sender than the pinned one",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.anchored.trust().senders = {scene.anchored.node().account(1)};
        },
        {QStringLiteral("anchor_wrong_sender")}, "mismatch", 1, 1);
    row(
        "other sender",
        [](Scene& scene) {
            const std::string input = inputOf(scene, scene.anchored.anchor());
            scene.anchored.nameTransaction(scene.anchored.node().send(scene.anchored.node().account(1), input));
            scene.anchored.node().mine(3);
        },
        {QStringLiteral("anchor_wrong_sender")}, "mismatch", 1, 1);
    row(
        "other input",
        [](Scene& scene) {
            const std::string input = inputOf(scene, scene.anchored.anchor());
            scene.anchored.nameTransaction(scene.anchored.node().send(scene.anchored.node().account(0), input + "00"));
            scene.anchored.node().mine(3);
        },
        {QStringLiteral("anchor_mismatch")}, "mismatch", 1, 1);
    row(
        "other sender and other input",
        [](Scene& scene) {
            static_cast<void>(scene.anchored.anchor());
            scene.anchored.nameTransaction(scene.anchored.node().send(scene.anchored.node().account(1), "0x00"));
            scene.anchored.node().mine(3);
        },
        {QStringLiteral("anchor_mismatch"), QStringLiteral("anchor_wrong_sender")}, "mismatch", 1, 1);
    row(
        "another root",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.anchored.sql(QStringLiteral("UPDATE anchors SET root = zeroblob(32)"));
        },
        {QStringLiteral("anchor_mismatch")}, "mismatch", 1, 1);
    row(
        "endpoint of another chain",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.otherNode = Anvil::start({QStringLiteral("--chain-id"), QStringLiteral("5")}).value();
            scene.anchored.trust().endpoints.push_back(scene.otherNode->url());
        },
        {unreachable}, "verified", 0, 0);
    row(
        "endpoint with a malformed answer",
        [](Scene& scene) {
            anchorFinally(scene);
            addLiar(scene, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":");
        },
        {unreachable}, "verified", 0, 0);
    row(
        "endpoint with an oversized answer",
        [](Scene& scene) {
            anchorFinally(scene);
            addLiar(scene, std::string(std::size_t{33} * 1024 * 1024, ' '));
        },
        {unreachable}, "verified", 0, 0);
    row(
        "endpoint that does not answer in time",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.liar = std::make_unique<Liar>([](int socket, const std::string&) {
                // Until the other side gives up.
                char byte = 0;
                while (::recv(socket, &byte, 1, 0) > 0) continue;
            });
            scene.anchored.trust().endpoints.push_back(scene.liar->url());
        },
        {unreachable}, "verified", 0, 0);
    row(
        "all endpoints down",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.anchored.trust().endpoints = {"http://127.0.0.1:9"};
        },
        {unreachable}, "unknown", 0, 5);
    row(
        "no endpoint",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.anchored.trust().endpoints.clear();
        },
        {unreachable}, "unknown", 0, 5);
    row(
        "no chain is pinned",
        [](Scene& scene) {
            anchorFinally(scene);
            scene.anchored.trust().chain = -1;
        },
        {unreachable}, "unknown", 0, 5);
    row("endpoints contradict", contradict, {QStringLiteral("source_contradiction")}, "unknown", 0, 5);
    row("a reorg removes it before it is final", removeByReorg, {pending}, "signed_only", 0, 5);
}

void TestVerifyAnchors::table()
{
    QFETCH(Prepare, prepare);
    QFETCH(QStringList, kinds);
    QFETCH(QString, badge);
    QFETCH(int, forSigned);
    QFETCH(int, forAnchored);
    AnchoredCase anchored = make();
    Scene scene{anchored};
    prepare(scene);
    const AuditRun run = anchored.verify();
    QVERIFY2(!run.crashed, run.err.constData());
    QCOMPARE(kindsOf(run), kinds);
    QCOMPARE(badgeOf(run), badge);
    QCOMPARE(run.exitCode, forSigned);
    QCOMPARE(exitFor(anchored, "anchored"), forAnchored);
    const QJsonObject report = run.json();
    QCOMPARE(report.value(QStringLiteral("coverage")).toObject().value(badge), report.value(QStringLiteral("events")));
    if (report.value(QStringLiteral("anchors")).toArray().isEmpty()) return;
    QCOMPARE(anchorOf(run).value(QStringLiteral("final")).toBool(), badge == QLatin1String("verified"));
    QCOMPARE(anchorOf(run).value(QStringLiteral("finding")).isNull(), badge == QLatin1String("verified"));
    if (badge != QLatin1String("verified")) return;
    QVERIFY(anchorOf(run).value(QStringLiteral("block_time")).isString());
    QVERIFY(anchorOf(run).value(QStringLiteral("source")).toString().contains(QLatin1String("127.0.0.1")));
}

void TestVerifyAnchors::offline()
{
    AnchoredCase anchored = make();
    Scene scene{anchored};
    anchorRecorded(scene);
    const QString block = anchorOf(anchored.verify()).value(QStringLiteral("block_hash")).toString();
    const QStringList noNetwork{QStringLiteral("--offline")};
    const AuditRun alone = anchored.verify(noNetwork);
    QCOMPARE(badgeOf(alone), QStringLiteral("unknown"));
    QCOMPARE(kindsOf(alone), QStringList{QStringLiteral("source_unreachable")});
    const QString message =
        alone.json().value(QStringLiteral("findings")).toArray().first().toObject().value(QStringLiteral("message")).toString();
    QVERIFY2(message.contains(QStringLiteral("if block %1 is on chain 31337").arg(block)), qPrintable(message));
    QCOMPARE(exitFor(anchored, "signed", noNetwork), 0);
    QCOMPARE(exitFor(anchored, "anchored", noNetwork), 5);

    const AuditRun vouched = anchored.verify(noNetwork + QStringList{QStringLiteral("--block"), block});
    QCOMPARE(badgeOf(vouched), QStringLiteral("verified"));
    QVERIFY(kindsOf(vouched).isEmpty());
    const QString other = QStringLiteral("0x") + QString(64, QLatin1Char('a'));
    QCOMPARE(badgeOf(anchored.verify(noNetwork + QStringList{QStringLiteral("--block"), other})), QStringLiteral("unknown"));
    const QStringList both{QStringLiteral("--block"), other, QStringLiteral("--block"), block, QStringLiteral("--offline")};
    QCOMPARE(badgeOf(anchored.verify(both)), QStringLiteral("verified"));

    // A vouched block stands in for endpoints that are down, never for one that contradicts it.
    anchored.trust().endpoints = {"http://127.0.0.1:9"};
    QCOMPARE(exitFor(anchored, "anchored", {QStringLiteral("--block"), block}), 0);
}

void TestVerifyAnchors::offlineAltered_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("badge");
    const auto row = [](const char* name, const char* sql, const char* badge) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(badge);
    };
    row("the header", "UPDATE anchor_blocks SET header = zeroblob(600)", "mismatch");
    row("the transaction", "UPDATE anchor_blocks SET raw_transaction = zeroblob(100)", "mismatch");
    row("the proof", "UPDATE anchor_blocks SET transaction_proof = '{\"index\":0,\"nodes\":[]}'", "mismatch");
    row("the block's time", "UPDATE anchor_blocks SET block_time = block_time + 1000000", "mismatch");
    row("the member's path", "UPDATE anchor_members SET path = zeroblob(32)", "mismatch");
    row("the member's size", "UPDATE anchor_members SET tree_size = tree_size - 1", "mismatch");
    row("the member's note", "UPDATE anchor_members SET note = note || 'x'", "mismatch");
    row("no proof at all", "UPDATE anchor_blocks SET transaction_proof = 'unavailable', header = NULL, raw_transaction = NULL",
        "unknown");
    row("no block at all", "DELETE FROM anchor_blocks", "unknown");
    row("no anchor any more", "DELETE FROM anchor_blocks; DELETE FROM anchor_members; DELETE FROM anchors", "signed_only");
}

void TestVerifyAnchors::offlineAltered()
{
    QFETCH(QString, sql);
    QFETCH(QString, badge);
    AnchoredCase anchored = make();
    Scene scene{anchored};
    anchorRecorded(scene);
    const QString block = anchorOf(anchored.verify()).value(QStringLiteral("block_hash")).toString();
    anchored.sql(sql);
    const AuditRun run = anchored.verify({QStringLiteral("--offline"), QStringLiteral("--block"), block});
    QCOMPARE(badgeOf(run), badge);
    QCOMPARE(run.exitCode, badge == QLatin1String("mismatch") ? 1 : 0);
}

void TestVerifyAnchors::rewrittenToMatch()
{
    // The whole record is made anew around one altered payload; the log's key is the forger's, the sender's is not.
    AnchoredCase anchored = make();
    Scene scene{anchored};
    anchorFinally(scene);
    anchored.sql(QStringLiteral("UPDATE event_store SET event_data = '{\"amount\":1}' WHERE rowid = 40"));
    const QJsonObject altered = anchored.verify().json().value(QStringLiteral("findings")).toArray().first().toObject();
    QCOMPARE(altered.value(QStringLiteral("kind")).toString(), QStringLiteral("event_altered"));
    anchored.sql(
        QStringLiteral("UPDATE event_log SET leaf_hash = x'%1' WHERE event_id = '%2'; DELETE FROM checkpoints")
            .arg(altered.value(QStringLiteral("found")).toString(), altered.value(QStringLiteral("event_id")).toString()));
    anchored.trust().key.clear();
    const AuditRun run = anchored.verify();
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(kindsOf(run), QStringList{QStringLiteral("log_root_mismatch")});
    QCOMPARE(badgeOf(run), QStringLiteral("mismatch"));
    const QString alone = anchored.verify({QStringLiteral("--offline")}).json().value(u"reason").toString();
    QVERIFY2(alone.contains(u"could not be checked; the log is not the one that"), qPrintable(alone));
}

void TestVerifyAnchors::onlyTheSenderIsTrusted()
{
    AnchoredCase anchored = make();
    Scene scene{anchored};
    anchored.trust().key.clear();
    static_cast<void>(anchored.anchor());
    anchored.node().mine();
    QCOMPARE(badgeOf(anchored.verify()), QStringLiteral("self_consistent"));
    anchored.node().mine(2);
    QCOMPARE(badgeOf(anchored.verify()), QStringLiteral("verified"));
    QCOMPARE(exitFor(anchored, "anchored"), 0);
    // Nobody is trusted for the note itself: what the chain vouches for is this note, not another with the same root.
    anchored.sql(QStringLiteral(
        "UPDATE checkpoints SET note = substr(note, 1, length(note) - 50) || 'AAAA' || substr(note, length(note) - 45)"));
    const AuditRun altered = anchored.verify();
    QCOMPARE(kindsOf(altered), QStringList{QStringLiteral("checkpoint_missing")});
    QCOMPARE(badgeOf(altered), QStringLiteral("mismatch"));
}

void TestVerifyAnchors::aLaterHead()
{
    // What comes after the anchored checkpoint is not verified by it, and the whole is its worst.
    AnchoredCase anchored = make();
    Scene scene{anchored};
    anchorFinally(scene);
    const qint64 before = anchored.verify().json().value(QStringLiteral("events")).toInteger();
    const QString more = anchored.file() + QStringLiteral(".jsonl");
    QFile input(more);
    QVERIFY(input.open(QIODevice::WriteOnly) && input.write(eventLine(kCallA, "CallInitiated", "{}")) > 0);
    input.close();
    QCOMPARE(anchored.run({QStringLiteral("append"), more}).exitCode, 0);
    QCOMPARE(badgeOf(anchored.verify()), QStringLiteral("pending"));
    QCOMPARE(anchored.run({QStringLiteral("log"), QStringLiteral("checkpoint")}).exitCode, 0);
    const AuditRun signedLater = anchored.verify();
    QCOMPARE(badgeOf(signedLater), QStringLiteral("signed_only"));
    const QJsonObject coverage = signedLater.json().value(QStringLiteral("coverage")).toObject();
    QCOMPARE(coverage.value(QStringLiteral("verified")).toInteger(), before);
    QCOMPARE(coverage.value(QStringLiteral("signed_only")).toInteger(), 1);
    QCOMPARE(exitFor(anchored, "anchored"), 5);
    QCOMPARE(exitFor(anchored, "anchored", {m_case.aggregate()}), 0);
    anchorFinally(scene);
    QCOMPARE(badgeOf(anchored.verify()), QStringLiteral("verified"));
}

void TestVerifyAnchors::badBlocks()
{
    AnchoredCase anchored = make();
    const AuditRun run = anchored.verify({QStringLiteral("--block"), QStringLiteral("0x12")});
    QCOMPARE(run.exitCode, 2);
    QVERIFY(run.error().value(QStringLiteral("message")).toString().contains(QLatin1String("64 hex digits")));
}

void TestVerifyAnchors::anchorsOfOneEvent()
{
    AnchoredCase anchored = make();
    const QJsonArray events =
        anchored.run({QStringLiteral("events"), QStringLiteral("--limit"), QStringLiteral("3"), QStringLiteral("--json")})
            .json()
            .value(QStringLiteral("events"))
            .toArray();
    QCOMPARE(events.size(), 3);
    const auto idOf = [&events](int which) { return events.at(which).toObject().value(QStringLiteral("id")).toString(); };
    const auto nameIn = [&](int which, const std::string& sender, const std::string& before) {
        const QString leaf = anchored.run({QStringLiteral("log"), QStringLiteral("prove"), idOf(which), QStringLiteral("--json")})
                                 .json()
                                 .value(QStringLiteral("leaf_hash"))
                                 .toString();
        const std::string hash = anchored.node().send(sender, "0x" + before + leaf.toStdString());
        anchored.sql(QStringLiteral("UPDATE event_store SET blockchain_tx_hash = '%1' WHERE id = '%2'")
                         .arg(QString::fromStdString(hash), idOf(which)));
    };
    nameIn(0, anchored.node().account(0), "0102");
    nameIn(1, anchored.node().account(1), "");
    anchored.sql(QStringLiteral("UPDATE event_store SET blockchain_tx_hash = '0x%1' WHERE id = '%2'")
                     .arg(QString(64, QLatin1Char('a')), idOf(2)));
    const QStringList first{QStringLiteral("--event"), idOf(0)};
    const AuditRun waiting = anchored.verify(first);
    QCOMPARE(kindsOf(waiting), QStringList{QStringLiteral("anchor_pending")});
    QCOMPARE(badgeOf(waiting), QStringLiteral("signed_only"));

    anchored.node().mine(3);
    QCOMPARE(badgeOf(anchored.verify(first)), QStringLiteral("verified"));
    QCOMPARE(exitFor(anchored, "anchored", first), 0);
    const AuditRun whole = anchored.verify();
    QVERIFY(kindsOf(whole).isEmpty());
    QCOMPARE(badgeOf(whole), QStringLiteral("signed_only"));
    QCOMPARE(whole.json().value(QStringLiteral("coverage")).toObject().value(QStringLiteral("verified")).toInt(), 1);
    QCOMPARE(exitFor(anchored, "anchored"), 5);
    const QJsonArray shown = whole.json().value(QStringLiteral("transactions")).toArray();
    QCOMPARE(shown.size(), 3);
    const QList<QPair<bool, bool>> knownAndAnchor{{true, true}, {true, false}, {false, false}};
    for (int i = 0; i < 3; ++i) {
        const QJsonObject one = shown.at(i).toObject();
        QCOMPARE(one.value(QStringLiteral("event_id")).toString(), idOf(i));
        QCOMPARE(one.value(QStringLiteral("known")).toBool(), knownAndAnchor[i].first);
        QCOMPARE(one.value(QStringLiteral("anchor")).toBool(), knownAndAnchor[i].second);
    }

    // What the transaction holds is the leaf of the row as it was.
    anchored.sql(QStringLiteral("UPDATE event_store SET event_data = '{\"amount\":1}' WHERE id = '%1'").arg(idOf(0)));
    const AuditRun altered = anchored.verify(first);
    QCOMPARE(badgeOf(altered), QStringLiteral("mismatch"));
    QCOMPARE(kindsOf(altered), QStringList{QStringLiteral("event_altered")});
    // Nobody can be asked: it changes nothing, since nobody knows that it is an anchor.
    anchored.trust().endpoints.clear();
    QCOMPARE(anchored.verify({QStringLiteral("--event"), idOf(1)}).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestVerifyAnchors)
#include "tst_verifyanchors.moc"
