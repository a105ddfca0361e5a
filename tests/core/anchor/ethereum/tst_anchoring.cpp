// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/anchorroot.h"
#include "core/anchor/ethereum/anchoring.h"
#include "core/anchor/ethereum/checkanchors.h"
#include "core/integrity/checkpoint.h"
#include "core/store/sqlite/casefilestore.h"
#include "tests/support/anvil.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace vci;
using namespace vci::anchor;
using namespace vci::anchor::ethereum;
using namespace vci::test;

/// Anchoring the checkpoints of a case file and of a database on a real node.
class TestAnchoring final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto node = Anvil::start();
        if (!node.ok() && node.error().code == ErrorCode::NotFound) QSKIP(node.error().message.c_str());
        QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
    }

    void init()
    {
        m_node = Anvil::start().value();
        m_from = Address::tryFromString(m_node->account(0));
        m_trust = {Anvil::kChain, {*m_from}, {m_node->url()}, {}};
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("a.vcase")).toStdString();
        const auto made = store::sqlite::createCaseFile(m_file, m_ids, m_clock);
        QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
        m_tenant = TenantId(m_ids.next());
        append();
        sign(1);
    }

    void nothingToAnchor()
    {
        const std::string empty = m_folder->filePath(QStringLiteral("b.vcase")).toStdString();
        QVERIFY(store::sqlite::createCaseFile(empty, m_ids, m_clock).ok());
        const auto writer = store::sqlite::openCaseAnchorWriter(empty).value();
        const auto result = anchorCheckpoints(*writer, m_trust, *m_from, m_ids, m_clock, {});
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::NotFound);
    }

    void followedToFinality()
    {
        const Anchoring sent = anchorNow().value();
        QVERIFY(sent.wasSent && !sent.isFinal);
        QCOMPARE(sent.members, std::size_t{1});
        const Anchoring waiting = anchorNow().value();
        QVERIFY(!waiting.wasSent && waiting.txHash == sent.txHash);
        m_node->mine();
        QVERIFY(!anchorNow().value().isFinal);
        m_node->mine(2);
        const Anchoring final = anchorNow().value();
        QVERIFY(final.isFinal && !final.wasSent && final.txHash == sent.txHash);
        QVERIFY(anchorNow().value().isFinal);

        const auto anchors = recorded();
        QCOMPARE(anchors.size(), std::size_t{1});
        QCOMPARE(anchors[0].members.size(), std::size_t{1});
        QCOMPARE(anchors[0].blocks.size(), std::size_t{1});
        QVERIFY(anchors[0].blocks[0].finalAt && anchors[0].blocks[0].header);
        QVERIFY(verdictOf(anchors[0]).isFinal());
        CheckRequest offline{m_trust, CheckRequest::Mode::Offline, {*BlockHash::tryFromString(anchors[0].blocks[0].hash)}};
        QVERIFY(checkAnchors(anchors, offline, {}, {}).value().verdicts[0].isFinal());
    }

    void aNewCheckpointIsANewAnchor()
    {
        const Anchoring first = anchorNow().value();
        append();
        sign(2);
        const Anchoring second = anchorNow().value();
        QVERIFY(second.wasSent && second.txHash != first.txHash && second.root != first.root);
        m_node->mine(3);
        QVERIFY(anchorNow().value().isFinal);
        for (const RecordedAnchor& anchor : recorded()) QVERIFY(verdictOf(anchor).isFinal());
    }

    void removedByAReorgItIsSentAgain()
    {
        const std::string snapshot = m_node->call("evm_snapshot").asText();
        const Anchoring first = anchorNow().value();
        m_node->mine();
        QVERIFY(!anchorNow().value().wasSent);
        static_cast<void>(m_node->call("evm_revert", "[\"" + snapshot + "\"]"));
        m_node->mine(2);
        const Anchoring again = anchorNow().value();
        QVERIFY(again.wasSent);
        QCOMPARE(recorded().size(), std::size_t{2});
        m_node->mine(3);
        QVERIFY(anchorNow().value().isFinal);
        QVERIFY(first.root == again.root);
    }

    void replacedItIsSentAgain()
    {
        const Anchoring first = anchorNow().value();
        // The same nonce, another input, more gas: the pool drops the first.
        static_cast<void>(m_node->send(m_from->toString(), "0x00", R"(,"nonce":"0x0","gasPrice":"0x1bf08eb000")"));
        const Anchoring again = anchorNow().value();
        QVERIFY(again.wasSent && again.txHash != first.txHash);
        m_node->mine(3);
        QVERIFY(anchorNow().value().isFinal);
        const auto anchors = recorded();
        QCOMPARE(anchors.size(), std::size_t{2});
        int final = 0;
        for (const RecordedAnchor& anchor : anchors) final += verdictOf(anchor).isFinal() ? 1 : 0;
        QCOMPARE(final, 1);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<int>("code");
        const auto row = [](const char* what, ErrorCode code) {
            QTest::newRow(what) << QByteArray(what) << static_cast<int>(code);
        };
        row("no chain is pinned", ErrorCode::Usage);
        row("the sender is not trusted", ErrorCode::Usage);
        row("the node lacks the key", ErrorCode::Unreachable);
        row("no endpoint", ErrorCode::Unreachable);
        row("another chain", ErrorCode::Unreachable);
    }
    void refusals()
    {
        QFETCH(QByteArray, what);
        QFETCH(int, code);
        if (what == "no chain is pinned") m_trust.chainId.reset();
        if (what == "the sender is not trusted") m_trust.senders = {*Address::tryFromString(m_node->account(1))};
        if (what == "the node lacks the key") {
            m_from = Address::tryFromString("0x2c7536e3605d9c16a7a3d7b1898e529396a65c23");
            m_trust.senders = {*m_from};
        }
        if (what == "no endpoint") m_trust.endpoints.clear();
        if (what == "another chain") m_trust.chainId = 1;
        const auto result = anchorNow();
        QVERIFY(!result.ok());
        QCOMPARE(static_cast<int>(result.error().code), code);
        QVERIFY(recorded().empty());
    }

private:
    Result<Anchoring> anchorNow()
    {
        const auto writer = store::sqlite::openCaseAnchorWriter(m_file).value();
        return anchorCheckpoints(*writer, m_trust, *m_from, m_ids, m_clock, {});
    }

    void append()
    {
        const auto writer = store::sqlite::openCaseFileWriter(m_file, m_ids, m_clock).value();
        const store::NewEvent event{.id = {},
                                    .aggregateId = AggregateId(m_ids.next()),
                                    .aggregateType = "Call",
                                    .eventType = "CallInitiated",
                                    .eventVersion = 1,
                                    .eventData = "{}",
                                    .metadata = "{}",
                                    .causationId = {},
                                    .correlationId = {},
                                    .expectedSequence = {},
                                    .sequence = {},
                                    .timestamp = {},
                                    .blockchainTxHash = {}};
        const auto appended = writer->append(*m_tenant, std::span(&event, 1), store::Stamping::ByStore);
        QVERIFY2(appended.ok(), appended.ok() ? "" : appended.error().message.c_str());
    }

    void sign(std::int64_t size)
    {
        const auto reader = store::sqlite::openCaseFileReader(m_file).value();
        QVERIFY(reader->selectTenant(*m_tenant).ok());
        const LogId log = reader->log()->logs({}).value().at(0).id;
        const auto key = integrity::SignerKey::fromSeed(integrity::keyNameOf(log), std::string(32, 'k')).value();
        const Sha256 root = sha256({std::to_string(size)});
        const auto note =
            integrity::SignedCheckpoint::sign({integrity::Origin{log, *m_tenant}.toString(), size, root}, key).value();
        const auto writer = store::sqlite::openCaseLogWriter(m_file, "tester", m_ids, m_clock).value();
        QVERIFY(writer->addCheckpoint(*m_tenant, {log, size, root, note.note.toString()}).ok());
    }

    std::vector<RecordedAnchor> recorded()
    {
        const auto reader = store::sqlite::openCaseFileReader(m_file).value();
        if (!reader->selectTenant(*m_tenant).ok()) return {};
        // A page at a time, as long lists are read.
        std::vector<RecordedAnchor> all;
        std::optional<AnchorId> after;
        while (true) {
            auto page = reader->anchors()->anchors(after, 1, {}).value();
            if (page.empty()) return all;
            after = page.back().id;
            all.push_back(std::move(page.front()));
        }
    }

    AnchorVerdict verdictOf(const RecordedAnchor& anchor) const
    {
        return checkAnchors(std::span(&anchor, 1), {m_trust}, {}, {}).value().verdicts[0];
    }

    RandomIdSource m_ids;
    SystemClock m_clock;
    std::unique_ptr<Anvil> m_node;
    std::optional<Address> m_from;
    ChainTrust m_trust;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_file;
    std::optional<TenantId> m_tenant;
};

QTEST_APPLESS_MAIN(TestAnchoring)
#include "tst_anchoring.moc"
