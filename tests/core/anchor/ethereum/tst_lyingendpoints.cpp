// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/anchor/ethereum/hexjson.h"
#include "tests/core/anchor/ethereum/anchoredchain.h"
#include "tests/support/liar.h"

#include <QtTest>

#include <poll.h>
#include <sys/socket.h>

using namespace vci;
using namespace vci::anchor;
using namespace vci::anchor::ethereum;
using namespace vci::test;

namespace {

/// Replaces the first occurrence in the answer to one method.
Change replacing(const std::string& method, const std::string& from, const std::string& to)
{
    return [=](const std::string& asked, std::string answer) {
        const std::size_t at = asked == method ? answer.find(from) : std::string::npos;
        return at == std::string::npos ? answer : answer.replace(at, from.size(), to);
    };
}

/// Gives another result to one method.
Change saying(const std::string& method, const std::string& result)
{
    return [=](const std::string& asked, std::string answer) {
        const std::size_t at = answer.find("\"result\":");
        return asked != method || at == std::string::npos ? answer : answer.substr(0, at + 9) + result + "}";
    };
}

Change raw(const std::string& text)
{
    return [=](const std::string&, const std::string&) { return text; };
}

}  // namespace

Q_DECLARE_METATYPE(vci::test::Change)

/// An endpoint that lies in front of a true node, alone and beside the true one.
class TestLyingEndpoints final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto node = Anvil::start();
        if (!node.ok() && node.error().code == ErrorCode::NotFound) QSKIP(node.error().message.c_str());
        QVERIFY2(node.ok(), node.ok() ? "" : node.error().message.c_str());
        m_chain = std::make_unique<AnchoredChain>(std::move(node).value());
        m_anchor = m_chain->sendAnchor();
        static_cast<void>(m_chain->node().send(m_chain->node().account(1), "0x01"));
        m_chain->node().mine(3);
        QVERIFY(m_chain->check(*m_anchor).isFinal());
    }

    void unusable_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
        row("no JSON", raw("hello"));
        row("an empty answer", raw(""));
        row("a list", raw("[]"));
        row("no result", raw(R"({"jsonrpc":"2.0","id":1})"));
        row("another version", raw(R"({"jsonrpc":"1.0","id":1,"result":"0x7a69"})"));
        row("another id", raw(R"({"jsonrpc":"2.0","id":77,"result":"0x7a69"})"));
        row("the id as text", raw(R"({"jsonrpc":"2.0","id":"1","result":"0x7a69"})"));
        row("a member twice", raw(R"({"jsonrpc":"2.0","id":1,"result":"0x7a69","result":"0x7a69"})"));
        row("an error", raw(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"no"}})"));
        row("an error that is no object", raw(R"({"jsonrpc":"2.0","id":1,"error":"no"})"));
        row("bad UTF-8", raw("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"\xff\"}"));
        row("nested 100,000 deep", raw(std::string(100'000, '[')));
        row("another chain", saying("eth_chainId", "\"0x1\""));
        row("a chain with a leading zero", saying("eth_chainId", "\"0x07a69\""));
        row("a chain of 80 bits", saying("eth_chainId", "\"0x1000000000000007a69\""));
        row("a chain as a number", saying("eth_chainId", "31337"));
        row("no chain", saying("eth_chainId", "null"));
        row("a final block that is no object", saying("eth_getBlockByNumber", "7"));
        row("a final block without its fields", saying("eth_getBlockByNumber", R"({"number":"0x9"})"));
        row("a final block with another number", replacing("eth_getBlockByNumber", "\"number\":\"0x1\"", "\"number\":\"0xff\""));
        row("a transaction that is no object", saying("eth_getTransactionByHash", "true"));
        row("a transaction without its fields", saying("eth_getTransactionByHash", "{}"));
        row("another input", replacing("eth_getTransactionByHash", "0x56434131", "0x56434132"));
        row("another nonce", replacing("eth_getTransactionByHash", "\"nonce\":\"0x0\"", "\"nonce\":\"0x1\""));
        row("another type", replacing("eth_getTransactionByHash", "\"type\":\"0x2\"", "\"type\":\"0x4\""));
        row("no block at any height", saying("eth_getBlockByNumber", "null"));
        row("another block's hash", replacing("eth_getTransactionByHash", "\"blockHash\":\"0x", "\"blockHash\":\"0xdead"));
        row("an unknown block", saying("eth_getBlockByHash", "null"));
        row("a block without its number",
            replacing("eth_getTransactionByHash", "\"blockNumber\":\"0x1\"", "\"blockNumber\":null"));
        row("another height", replacing("eth_getTransactionByHash", "\"blockNumber\":\"0x1\"", "\"blockNumber\":\"0x2\""));
        row("another place in the block",
            replacing("eth_getTransactionByHash", "\"transactionIndex\":\"0x", "\"transactionIndex\":\"0x9"));
        row("an index of 2^62",
            replacing("eth_getTransactionByHash", "\"transactionIndex\":\"0x", "\"transactionIndex\":\"0x4000000000000000"));
        row("a block without transactions", replacing("eth_getBlockByHash", "\"transactions\":[", "\"transactions\":[],\"x\":["));
        row("a block with another transactionsRoot",
            replacing("eth_getBlockByHash", "\"transactionsRoot\":\"0x", "\"y\":\"z\",\"transactionsRoot\":\"0x0"));
        row("a block with another time", replacing("eth_getBlockByHash", "\"timestamp\":\"0x6", "\"timestamp\":\"0x7"));
        row("a block with another state", replacing("eth_getBlockByHash", "\"gasUsed\":\"0x", "\"gasUsed\":\"0x1"));
        row("a block whose other transaction is altered",
            replacing("eth_getBlockByHash", "\"input\":\"0x01\"", "\"input\":\"0x02\""));
    }
    void unusable()
    {
        QFETCH(Change, change);
        Liar liar(changing(m_chain->node().url(), change));
        CheckRequest alone{m_chain->trust()};
        alone.trust.endpoints = {liar.url()};
        const auto report = checkAnchors(std::span(&*m_anchor, 1), alone, {}, {}).value();
        QCOMPARE(findingOf(report.verdicts[0]), std::string("source_unreachable"));
        QCOMPARE(report.verdicts[0].standing, AnchorStanding::Unchecked);
        QCOMPARE(report.sources.size(), std::size_t{1});
        QVERIFY2(report.sources[0].message.find(liar.url()) != std::string::npos, report.sources[0].message.c_str());

        // Judged by the other; the failure is still told.
        for (const bool first : {true, false}) {
            CheckRequest both = alone;
            both.trust.endpoints.insert(first ? both.trust.endpoints.begin() : both.trust.endpoints.end(), m_chain->node().url());
            const auto shared = checkAnchors(std::span(&*m_anchor, 1), both, {}, {}).value();
            QCOMPARE(findingOf(shared.verdicts[0]), std::string("-"));
            QCOMPARE(shared.sources.size(), std::size_t{1});
        }
    }

    void plausible_data()
    {
        // Lies that nobody can see in the one answer alone.
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("alone");
        QTest::addColumn<QByteArray>("besideTheTrueOne");
        const auto row = [](const char* name, const Change& change, const char* alone, const char* both) {
            QTest::newRow(name) << change << QByteArray(alone) << QByteArray(both);
        };
        row("another sender named", replacing("eth_getTransactionByHash", "\"from\":\"0xf", "\"from\":\"0xe"), "-", "-");
        row("denied", saying("eth_getTransactionByHash", "null"), "anchor_not_found", "-");
        row("a type that nobody knows", replacing("eth_getTransactionByHash", "\"type\":\"0x2\"", "\"type\":\"0x7e\""), "-", "-");
    }
    void plausible()
    {
        QFETCH(Change, change);
        Liar liar(changing(m_chain->node().url(), change));
        CheckRequest request{m_chain->trust()};
        request.trust.endpoints = {liar.url()};
        QTEST(QByteArray::fromStdString(findingOf(m_chain->check(*m_anchor, request))), "alone");
        request.trust.endpoints.push_back(m_chain->node().url());
        QTEST(QByteArray::fromStdString(findingOf(m_chain->check(*m_anchor, request))), "besideTheTrueOne");
    }

    void anotherBranch()
    {
        // A second chain of the same number: the same transaction stands in another block.
        auto other = std::make_unique<AnchoredChain>(Anvil::start().value());
        other->node().mine();
        RecordedAnchor anchor = *m_anchor;
        m_chain->recordBlock(anchor);
        const std::string raw = toHexData(*anchor.blocks[0].rawTransaction);
        QCOMPARE(other->node().call("eth_sendRawTransaction", "[\"" + raw + "\"]").asText(), anchor.txHash);
        other->node().mine(3);
        CheckRequest request{m_chain->trust()};
        request.trust.endpoints.push_back(other->node().url());
        const AnchorVerdict verdict = m_chain->check(*m_anchor, request);
        QCOMPARE(findingOf(verdict), std::string("source_contradiction"));
        QCOMPARE(verdict.standing, AnchorStanding::Unchecked);
    }

    void anotherHashAtTheHeight()
    {
        // It does not know the transaction, and has another block where the others have it.
        auto other =
            std::make_unique<AnchoredChain>(Anvil::start({QStringLiteral("--timestamp"), QStringLiteral("1700000000")}).value());
        other->node().mine(5);
        CheckRequest request{m_chain->trust()};
        request.trust.endpoints.push_back(other->node().url());
        QCOMPARE(findingOf(m_chain->check(*m_anchor, request)), std::string("source_contradiction"));
    }

    void lagging()
    {
        auto other = std::make_unique<AnchoredChain>(Anvil::start().value());
        CheckRequest request{m_chain->trust()};
        request.trust.endpoints.push_back(other->node().url());
        QCOMPARE(findingOf(m_chain->check(*m_anchor, request)), std::string("anchor_pending"));
    }

    void allDown()
    {
        CheckRequest request{m_chain->trust()};
        {
            Liar gone([](int, const std::string&) {});
            request.trust.endpoints = {gone.url(), "nonsense"};
        }
        const auto report = checkAnchors(std::span(&*m_anchor, 1), request, {}, {}).value();
        QCOMPARE(findingOf(report.verdicts[0]), std::string("source_unreachable"));
        QCOMPARE(report.sources.size(), std::size_t{2});
        request.trust.endpoints.clear();
        QCOMPARE(findingOf(m_chain->check(*m_anchor, request)), std::string("source_unreachable"));
    }

    void aHangingEndpointIsAskedOnce()
    {
        Liar silent([](int socket, const std::string&) {
            pollfd ready{socket, POLLIN, 0};
            char byte = 0;
            while (::poll(&ready, 1, 30'000) > 0 && ::recv(socket, &byte, 1, 0) > 0) {
            }
        });
        CheckRequest request{m_chain->trust()};
        request.trust.endpoints.push_back(silent.url());
        request.limits.call = std::chrono::milliseconds(500);
        const std::vector<RecordedAnchor> many(20, *m_anchor);
        QElapsedTimer time;
        time.start();
        const auto report = checkAnchors(many, request, {}, {}).value();
        QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
        for (const AnchorVerdict& verdict : report.verdicts) QVERIFY(verdict.isFinal());
        QCOMPARE(silent.requests(), 1);
    }

    void tooLarge()
    {
        CheckRequest request{m_chain->trust()};
        request.limits.answerBytes = 100;
        QCOMPARE(findingOf(m_chain->check(*m_anchor, request)), std::string("source_unreachable"));
    }

private:
    std::unique_ptr<AnchoredChain> m_chain;
    std::optional<RecordedAnchor> m_anchor;
};

QTEST_APPLESS_MAIN(TestLyingEndpoints)
#include "tst_lyingendpoints.moc"
