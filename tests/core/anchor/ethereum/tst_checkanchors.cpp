// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/hexjson.h"
#include "core/anchor/ethereum/proof.h"
#include "tests/core/anchor/ethereum/anchoredchain.h"
#include "tests/support/liar.h"

#include <QtTest>

#include <functional>

using namespace vci;
using namespace vci::anchor;
using namespace vci::anchor::ethereum;
using namespace vci::test;

constexpr const char* kPlain = R"(,"gas":"0x10000","gasPrice":"0x77359400")";

/// The table of PROOF 2 against a real node, and what is left of it offline.
class TestCheckAnchors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto node = Anvil::start();
        if (!node.ok() && node.error().code == ErrorCode::NotFound) QSKIP(node.error().message.c_str());
        QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
        m_chain = std::make_unique<AnchoredChain>(std::move(node).value());
    }

    void fromSendingToFinal()
    {
        const RecordedAnchor anchor = m_chain->sendAnchor();
        QCOMPARE(findingOf(m_chain->check(anchor)), std::string("anchor_pending"));
        m_chain->node().mine();
        const AnchorVerdict inBlock = m_chain->check(anchor);
        QCOMPARE(findingOf(inBlock), std::string("anchor_pending"));
        QCOMPARE(inBlock.block->number, 1);
        m_chain->node().mine(2);
        const AnchorVerdict final = m_chain->check(anchor);
        QCOMPARE(findingOf(final), std::string("-"));
        QVERIFY(final.isFinal());
        QCOMPARE(final.source, m_chain->node().url());
        QVERIFY(final.block == inBlock.block);
    }

    void confirmations()
    {
        const RecordedAnchor anchor = m_chain->sendAnchor();
        m_chain->node().mine();
        CheckRequest request{m_chain->trust()};
        int head = 1;
        for (const int needed : {1, 2, 4}) {
            request.trust.confirmations = needed;
            for (; head < needed; ++head) {
                QCOMPARE(findingOf(m_chain->check(anchor, request)), std::string("anchor_pending"));
                m_chain->node().mine();
            }
            QCOMPARE(findingOf(m_chain->check(anchor, request)), std::string("-"));
        }
    }

    void unknownEverywhere()
    {
        QCOMPARE(findingOf(m_chain->check(m_chain->record("0x" + std::string(64, 'a')))), std::string("anchor_not_found"));
    }

    void removedByAReorg()
    {
        const std::string snapshot = m_chain->node().call("evm_snapshot").asText();
        RecordedAnchor anchor = m_chain->sendAnchor();
        m_chain->node().mine();
        m_chain->recordBlock(anchor);
        static_cast<void>(m_chain->node().call("evm_revert", "[\"" + snapshot + "\"]"));
        m_chain->node().mine(4);
        QCOMPARE(findingOf(m_chain->check(anchor)), std::string("anchor_pending"));
        QVERIFY(m_chain->check(anchor).findings[0].message.find("was replaced before it was final") != std::string::npos);
        anchor.blocks.clear();
        QCOMPARE(findingOf(m_chain->check(anchor)), std::string("anchor_not_found"));
    }

    void inventedBlocks()
    {
        // A row of a block proves no reorg: neither at a height that the chain has, nor above it.
        m_chain->node().mine(4);
        RecordedAnchor anchor = m_chain->record("0x" + std::string(64, 'a'));
        for (const std::int64_t number : {std::int64_t{2}, std::int64_t{4'000'000}, std::int64_t{-1}, INT64_MAX}) {
            anchor.blocks = {{number, "0x" + std::string(64, 'b'), Timestamp(0), {}, {}, {}, "unavailable"}};
            const AnchorVerdict verdict = m_chain->check(anchor);
            QCOMPARE(findingOf(verdict), std::string("anchor_not_found"));
            QVERIFY(verdict.findings[0].message.find("replaced") == std::string::npos);
        }
    }

    void anotherTransactionInTheBlock()
    {
        // The bytes beside the block are those of a real anchor, and not of the one that is recorded.
        const std::string snapshot = m_chain->node().call("evm_snapshot").asText();
        RecordedAnchor anchor = m_chain->sendAnchor();
        m_chain->node().mine();
        m_chain->recordBlock(anchor);
        static_cast<void>(m_chain->node().call("evm_revert", "[\"" + snapshot + "\"]"));
        m_chain->node().mine(4);
        anchor.txHash = "0x" + std::string(64, 'a');
        anchor.blocks[0].transactionProof = "unavailable";
        QCOMPARE(findingOf(m_chain->check(anchor)), std::string("anchor_not_found"));
    }

    void movedByAReorg()
    {
        RecordedAnchor anchor = m_chain->sendAnchor();
        m_chain->node().mine();
        m_chain->recordBlock(anchor);
        const std::string raw = toHexData(*anchor.blocks[0].rawTransaction);
        static_cast<void>(m_chain->node().call("anvil_reorg", "[1,[[\"" + raw + "\",0]]]"));
        const AnchorVerdict verdict = m_chain->check(anchor);
        QCOMPARE(findingOf(verdict), std::string("anchor_pending"));
        m_chain->node().mine(2);
        const AnchorVerdict final = m_chain->check(anchor);
        QVERIFY2(final.isFinal(), findingOf(final).c_str());
    }

    void wrong_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("finding");
        QTest::newRow("another sender") << QByteArray("sender") << QByteArray("anchor_wrong_sender");
        QTest::newRow("another sender, recorded as the pinned one") << QByteArray("forged") << QByteArray("anchor_wrong_sender");
        QTest::newRow("another root") << QByteArray("root") << QByteArray("anchor_mismatch");
        QTest::newRow("a byte more") << QByteArray("longer") << QByteArray("anchor_mismatch");
        QTest::newRow("without the mark") << QByteArray("mark") << QByteArray("anchor_mismatch");
        QTest::newRow("no input") << QByteArray("empty") << QByteArray("anchor_mismatch");
        QTest::newRow("recorded on another chain") << QByteArray("chain") << QByteArray("anchor_wrong_chain");
        QTest::newRow("the trust pins another chain") << QByteArray("trust") << QByteArray("anchor_wrong_chain");
    }
    void wrong()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, finding);
        const std::string stranger = m_chain->node().account(1);
        const std::string sender = m_chain->node().account(0);
        std::string input = m_chain->input();
        if (what == "root") input[20] = input[20] == '0' ? '1' : '0';
        if (what == "longer") input += "00";
        if (what == "mark") input = "0x" + input.substr(10);
        if (what == "empty") input = "0x";
        RecordedAnchor anchor =
            m_chain->record(m_chain->node().send(what == "sender" || what == "forged" ? stranger : sender, input));
        if (what == "sender") anchor.sender = stranger;
        if (what == "chain") anchor.chainId = 1;
        m_chain->node().mine(3);
        CheckRequest request{m_chain->trust()};
        if (what == "trust") request.trust.chainId = 1;
        const AnchorVerdict verdict = m_chain->check(anchor, request);
        QCOMPARE(findingOf(verdict), finding.toStdString());
        QCOMPARE(verdict.standing, AnchorStanding::Refuted);
    }

    void transactionsOfAllTypes_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QByteArray>("hardfork");
        const QByteArray list = R"(,"accessList":[{"address":"0x0000000000000000000000000000000000000007","storageKeys":[]}])";
        for (const char* fork : {"berlin", "london", "shanghai", "cancun", "prague"}) {
            QTest::addRow("legacy, %s", fork) << QByteArray(R"(,"gasPrice":"0x77359400","type":"0x0")") << QByteArray(fork);
            QTest::addRow("EIP-2930, %s", fork) << R"(,"gasPrice":"0x77359400","type":"0x1")" + list << QByteArray(fork);
        }
        QTest::newRow("EIP-1559, london") << QByteArray(R"(,"maxFeePerGas":"0x77359400","type":"0x2")") << QByteArray("london");
        QTest::newRow("EIP-1559, prague") << R"(,"maxFeePerGas":"0x77359400","type":"0x2")" + list << QByteArray("prague");
    }
    void transactionsOfAllTypes()
    {
        QFETCH(QByteArray, options);
        QFETCH(QByteArray, hardfork);
        auto node = Anvil::start({QStringLiteral("--hardfork"), QString::fromLatin1(hardfork)});
        QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
        m_chain = std::make_unique<AnchoredChain>(std::move(node).value());
        // Others around it, so that the trie has branches.
        const std::string other = m_chain->node().account(1);
        for (int i = 0; i < 9; ++i) static_cast<void>(m_chain->node().send(other, "0x" + std::string(20, '0'), kPlain));
        RecordedAnchor anchor =
            m_chain->record(m_chain->node().send(m_chain->node().account(0), m_chain->input(), options.toStdString()));
        m_chain->node().mine(3);
        QCOMPARE(findingOf(m_chain->check(anchor)), std::string("-"));
        m_chain->recordBlock(anchor);
        QVERIFY(anchor.blocks[0].header);
        const auto proven = provenIn(anchor, anchor.blocks[0]);
        QVERIFY2(proven.ok(), proven.ok() ? "" : proven.error().message.c_str());
        QVERIFY(proven.value());
    }

    void offline()
    {
        RecordedAnchor anchor = m_chain->sendAnchor();
        m_chain->node().mine(3);
        CheckRequest request{m_chain->trust(), CheckRequest::Mode::Offline};
        QCOMPARE(m_chain->check(anchor, request).standing, AnchorStanding::Unchecked);
        m_chain->recordBlock(anchor);
        const AnchorVerdict open = m_chain->check(anchor, request);
        QCOMPARE(open.standing, AnchorStanding::Unchecked);
        QVERIFY2(open.findings[0].message.find("if block " + anchor.blocks[0].hash + " is on chain 31337") != std::string::npos,
                 open.findings[0].message.c_str());
        request.vouchedBlocks = {*BlockHash::tryFromString(anchor.blocks[0].hash)};
        const AnchorVerdict vouched = m_chain->check(anchor, request);
        QVERIFY(vouched.isFinal());
        QVERIFY(vouched.source.find("given by the user") != std::string::npos);
        request.vouchedBlocks = {*BlockHash::tryFromString("0x" + std::string(64, 'a'))};
        QCOMPARE(m_chain->check(anchor, request).standing, AnchorStanding::Unchecked);
    }

    void alteredProofs_data()
    {
        QTest::addColumn<int>("what");
        int what = 0;
        for (const char* name :
             {"header", "header missing", "transaction", "transaction missing", "proof", "proof that is no JSON",
              "proof with another index", "proof without nodes", "block number", "block hash", "block time", "transaction hash"})
            QTest::newRow(name) << what++;
    }
    void alteredProofs()
    {
        QFETCH(int, what);
        RecordedAnchor anchor = m_chain->sendAnchor();
        m_chain->node().mine(3);
        m_chain->recordBlock(anchor);
        AnchorBlock& block = anchor.blocks[0];
        const CheckRequest request{m_chain->trust(), CheckRequest::Mode::Offline, {*BlockHash::tryFromString(block.hash)}};
        QVERIFY(m_chain->check(anchor, request).isFinal());
        const auto flip = [](std::string& bytes) { bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1); };
        const std::vector<std::function<void()>> damage = {
            [&] { flip(*block.header); },
            [&] { block.header.reset(); },
            [&] { flip(*block.rawTransaction); },
            [&] { block.rawTransaction.reset(); },
            [&] { (*block.transactionProof)[60] = (*block.transactionProof)[60] == '0' ? '1' : '0'; },
            [&] { block.transactionProof = "yes"; },
            [&] { block.transactionProof->replace(block.transactionProof->find(":0"), 2, ":1"); },
            [&] { block.transactionProof = R"({"index":0,"nodes":[]})"; },
            [&] { block.number += 1; },
            [&] { block.hash = "0x" + std::string(64, 'a'); },
            [&] { block.time = Timestamp(block.time.micros() + 1'000'000); },
            [&] { anchor.txHash = "0x" + std::string(64, 'a'); },
        };
        damage[static_cast<std::size_t>(what)]();
        QCOMPARE(findingOf(m_chain->check(anchor, request)), std::string("anchor_mismatch"));
    }

    void oneEventAnchors()
    {
        const std::string sender = m_chain->node().account(0);
        const Sha256 leaf = sha256({"leaf"});
        const std::string hex = toHexData(bytesOf(leaf)).substr(2);
        std::vector<EventTransaction> asked;
        asked.push_back({m_chain->node().send(sender, "0xabcd" + hex + "ef"), leaf});
        asked.push_back({m_chain->node().send(m_chain->node().account(1), "0x" + hex), leaf});
        asked.push_back({m_chain->node().send(sender, "0xabcd"), leaf});
        asked.push_back({"0x" + std::string(64, 'a'), leaf});
        asked.push_back({"hello", leaf});
        m_chain->node().mine(3);
        const auto report = lookUpTransactions(asked, m_chain->trust(), {}, {}).value();
        QVERIFY(report.answers[0].anchor && report.answers[0].anchor->isFinal());
        for (const std::size_t i : {1U, 2U}) {
            QVERIFY(!report.answers[i].anchor);
            QVERIFY(report.answers[i].isKnown == true && report.answers[i].block);
        }
        QVERIFY(report.answers[3].isKnown == false);
        QVERIFY(report.answers[4].isKnown == false);
        ChainTrust down = m_chain->trust();
        down.endpoints = {"http://127.0.0.1:9"};
        const auto unasked = lookUpTransactions(asked, down, {}, {}).value();
        for (const std::size_t i : {0U, 3U}) {
            QVERIFY(!unasked.answers[i].isKnown && !unasked.answers[i].anchor);
            QVERIFY2(unasked.answers[i].message.starts_with("The transaction could not be looked up"),
                     unasked.answers[i].message.c_str());
        }
    }

    void stops()
    {
        const RecordedAnchor anchor = m_chain->sendAnchor();
        std::stop_source source;
        const std::vector<RecordedAnchor> two{anchor, anchor};
        std::size_t checked = 0;
        const auto report = checkAnchors(
            two, {m_chain->trust()},
            [&](std::size_t done, std::size_t) {
                checked = done;
                source.request_stop();
            },
            source.get_token());
        QVERIFY(!report.ok() && report.error().isCancelled());
        QCOMPARE(checked, std::size_t{1});
    }

private:
    std::unique_ptr<AnchoredChain> m_chain;
};

QTEST_APPLESS_MAIN(TestCheckAnchors)
#include "tst_checkanchors.moc"
